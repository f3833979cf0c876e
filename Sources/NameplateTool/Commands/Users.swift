import ArgumentParser
import Registry

/// A role with its bounds, as options.
struct GrantOptions: ParsableArguments {
    @Option(help: "For which manufacturer, by its short name; without it for every manufacturer.")
    var manufacturer: String?
    @Option(help: "At which place only, as events name it; without it everywhere.") var site: String?

    func json(_ role: String) -> JSON {
        var members: [String: JSON] = ["role": .string(role)]
        if let manufacturer { members["manufacturer"] = .string(manufacturer) }
        if let site { members["site"] = .string(site) }
        return .object(members)
    }

    static let roles = Role.allCases.map(\.rawValue)
}

/// `nameplate user …`
struct Users: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "List, add and change the accounts that may sign in.",
        discussion: """
            An account has roles: \(GrantOptions.roles.joined(separator: ", ")). Each holds for one manufacturer or for \
            all, and perhaps at one site only.
            """,
        subcommands: [
            List.self, Add.self, Show.self, Invite.self, Give.self, Take.self, Link.self, Disable.self, Enable.self,
            EndSessions.self, ResetSecondFactor.self,
        ], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the accounts.",
            discussion: """
                EXAMPLES
                  nameplate user list
                  nameplate user list --json
                """)
        @OptionGroup var page: PageOptions
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, ["accounts"], query: page.query)) { answer in
                    var table = Table([
                        .init(heading: "account", isWhole: true), .init(heading: "who"), .init(heading: "roles"),
                        .init(heading: "state"),
                    ])
                    for item in answer.items.asArray {
                        table.add([
                            item.name.asText ?? "", item.fullName.asText ?? "", Users.roles(item), Users.state(item),
                        ])
                    }
                    try session.print(
                        table, of: answer, none: "No account yet: nameplate user add NAME --role administrator")
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show an account.",
            discussion: """
                EXAMPLES
                  nameplate user show line3@example.com
                """)
        @Argument(help: "Its name.") var name: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Users.show(APICall(.get, ["accounts", name]), registry)
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an account, and the code by which its owner chooses a password.",
            discussion: """
                The code is good once and for a day, on the page /welcome. With --password-file the password is set \
                at once, for scripts.

                EXAMPLES
                  nameplate user add boss@example.com --role administrator
                  nameplate user add line3@example.com --role production --manufacturer fjordlys
                """)
        @Argument(help: "The name to sign in with; an e-mail address is a good one.") var name: String
        @Option(help: "A role; may be given several times.") var role: [String] = []
        @OptionGroup var grant: GrantOptions
        @Option(help: "Who it is.") var fullName: String?
        @Option(help: "A file whose first line is the password.", completion: .file()) var passwordFile: String?
        @OptionGroup var registry: RegistryOptions

        func validate() throws { try role.forEach(Users.check(role:)) }

        func run() async throws {
            let password: String? =
                if let passwordFile { try await SecretFile.firstLine(of: passwordFile) } else { nil }
            var members: [String: JSON] = ["name": .string(name), "grants": .array(role.map { grant.json($0) })]
            if let fullName { members["fullName"] = .string(fullName) }
            let body = JSON.object(members)
            try await Session.open(registry, making: true) { session in
                let call = try APICall(.post, ["accounts"]).sending(body)
                guard let password else { return try await Users.showInvitation(call, session) }
                let made = try await session.answer(to: call).body
                let code = try JSONText.decode(JSON.self, from: made).code.asText ?? ""
                let accept = try APICall(.post, ["invitations", "accept"])
                    .sending(.object(["code": .string(code), "password": .string(password)]))
                try await session.show(accept) { answer in
                    try session.output.print("\(answer.name.asText?.harmless() ?? "") may sign in now.")
                }
            }
        }
    }

    struct Invite: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a new code by which an account's owner chooses a password.",
            discussion: """
                EXAMPLES
                  nameplate user invite boss@example.com
                """)
        @Argument(help: "The account's name.") var name: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await Users.showInvitation(APICall(.post, ["accounts", name, "invitation"]), session)
            }
        }
    }

    struct Give: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give an account a role.",
            discussion: """
                EXAMPLES
                  nameplate user give line3@example.com quality --manufacturer fjordlys
                """)
        @Argument(help: "The account's name.") var name: String
        @Argument(help: "The role.") var role: String
        @OptionGroup var grant: GrantOptions
        @OptionGroup var registry: RegistryOptions

        func validate() throws { try Users.check(role: role) }

        func run() async throws {
            try await Users.show(APICall(.post, ["accounts", name, "grants"]).sending(grant.json(role)), registry)
        }
    }

    struct Take: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a role from an account.",
            discussion: """
                EXAMPLES
                  nameplate user take line3@example.com quality --manufacturer fjordlys
                """)
        @Argument(help: "The account's name.") var name: String
        @Argument(help: "The role.") var role: String
        @OptionGroup var grant: GrantOptions
        @OptionGroup var registry: RegistryOptions

        func validate() throws { try Users.check(role: role) }

        func run() async throws {
            try await Users.show(
                APICall(.post, ["accounts", name, "grants", "taken"]).sending(grant.json(role)), registry)
        }
    }

    struct Link: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let an account see the units of a party as their owner.",
            discussion: """
                EXAMPLES
                  nameplate user link boss@example.com 'Sample Owner' --manufacturer fjordlys
                """)
        @Argument(help: "The account's name.") var name: String
        @Argument(help: "The manufacturer's reference to the party.") var party: String
        @Option(help: "The manufacturer that knows the party.") var manufacturer: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            let body = JSON.object(["manufacturer": .string(manufacturer), "party": .string(party)])
            try await Users.show(APICall(.post, ["accounts", name, "parties"]).sending(body), registry)
        }
    }

    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Keep an account from signing in; its sessions and tokens end.",
            discussion: """
                EXAMPLES
                  nameplate user disable line3@example.com
                """)
        @Argument(help: "The account's name.") var name: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws { try await Users.show(APICall(.post, ["accounts", name, "disable"]), registry) }
    }

    struct Enable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a disabled account sign in again.",
            discussion: """
                EXAMPLES
                  nameplate user enable line3@example.com
                """)
        @Argument(help: "The account's name.") var name: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws { try await Users.show(APICall(.post, ["accounts", name, "enable"]), registry) }
    }

    struct EndSessions: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End all sessions of an account.",
            discussion: """
                EXAMPLES
                  nameplate user end-sessions line3@example.com
                """)
        @Argument(help: "The account's name.") var name: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Users.show(APICall(.post, ["accounts", name, "sessions", "end"]), registry)
        }
    }

    struct ResetSecondFactor: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take the second factor from an account whose owner has lost it.",
            discussion: """
                EXAMPLES
                  nameplate user reset-second-factor line3@example.com
                """)
        @Argument(help: "The account's name.") var name: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Users.show(APICall(.post, ["accounts", name, "second-factor", "reset"]), registry)
        }
    }

    // MARK: What they share

    private static func check(role: String) throws {
        guard GrantOptions.roles.contains(role) else {
            throw ValidationError("A role is one of \(GrantOptions.roles.joined(separator: ", ")).")
        }
    }

    private static func show(_ call: APICall, _ registry: RegistryOptions) async throws {
        try await Session.open(registry) { session in
            try await session.show(call) { answer in
                var card = Card()
                card.title("Account \(answer.name.asText ?? "")")
                card.field("Who", answer.fullName.asText)
                card.field("Roles", roles(answer))
                card.field("State", state(answer))
                card.field("Made", answer.createdAt.asText)
                card.field("Id", answer.id.asText)
                try session.output.print(card)
            }
        }
    }

    private static func showInvitation(_ call: APICall, _ session: Session) async throws {
        try await session.show(call) { answer in
            var card = Card()
            card.title("Invitation of \(answer.name.asText ?? "")")
            card.field("Code", answer.code.asText)
            card.field("Use", "once, within a day, on the page /welcome")
            try session.output.print(card)
        }
    }

    private static func roles(_ account: JSON) -> String {
        account.grants.asArray.map { grant in
            let bounds = [grant.manufacturer.asText ?? "every manufacturer", grant.site.asText].compactMap(\.self)
            return "\(grant.role.asText ?? "") (\(bounds.joined(separator: ", ")))"
        }.joined(separator: ", ")
    }

    private static func state(_ account: JSON) -> String {
        if !account.disabledAt.isNull { return "disabled" }
        if !account.hasPassword.isTrue { return "invited" }
        return account.hasSecondFactor.isTrue ? "with a second factor" : "active"
    }
}
