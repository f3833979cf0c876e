import ArgumentParser
import Registry

/// `nameplate token …`
struct Tokens: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "List, make and revoke what programs show to be let in.",
        discussion: """
            A token gives at most what its account may, for the manufacturers that it names and for so many days. A \
            program sends it as 'Authorization: Bearer …'; this one takes it from NAMEPLATE_TOKEN.
            """,
        subcommands: [List.self, New.self, Revoke.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List an account's tokens; what a token is, nobody is shown again.",
            discussion: """
                EXAMPLES
                  nameplate token list --account boss@example.com
                """)
        @Option(help: "Whose.") var account: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, ["tokens"], query: [("account", account)])) { answer in
                    var table = Table([
                        .init(heading: "token", isWhole: true), .init(heading: "for"), .init(heading: "may"),
                        .init(heading: "manufacturers"), .init(heading: "until"), .init(heading: "last used"),
                        .init(heading: "state"),
                    ])
                    for item in answer.items.asArray {
                        table.add([
                            item.id.asText ?? "", item.name.asText ?? "", item.permissions.asList ?? "",
                            item.manufacturers.asList ?? "all of its account", item.expiresAt.asText ?? "",
                            item.usedAt.asText ?? "never", item.revokedAt.isNull ? "" : "revoked",
                        ])
                    }
                    try session.print(table, of: answer, none: "No token yet: nameplate token new")
                }
            }
        }
    }

    struct New: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a token. It is shown once.",
            discussion: """
                EXAMPLES
                  nameplate token new press --account boss@example.com --permission record
                """)
        @Argument(help: "What it is for.") var name: String
        @Option(help: "Whose.") var account: String
        @Option(help: "What it may do; may be given several times.") var permission: [String] = []
        @Option(
            help: "For which manufacturer; may be given several times. Without it, all that the account has to do with."
        )
        var manufacturer: [String] = []
        @Option(help: "For how many days it holds, 1 to 366.") var days = 90
        @OptionGroup var registry: RegistryOptions

        func validate() throws {
            let known = Permission.allCases.map(\.rawValue)
            guard !permission.isEmpty, permission.allSatisfy(known.contains) else {
                throw ValidationError("--permission is one of \(known.joined(separator: ", ")).")
            }
            guard (1...366).contains(days) else { throw ValidationError("--days is a number from 1 to 366.") }
        }

        func run() async throws {
            let body = JSON.object([
                "name": .string(name), "account": .string(account),
                "permissions": .array(permission.map(JSON.string)),
                "manufacturers": .array(manufacturer.map(JSON.string)), "days": .integer(Int64(days)),
            ])
            try await Session.open(registry) { session in
                try await session.show(APICall(.post, ["tokens"]).sending(body)) { answer in
                    var card = Card()
                    card.title("Token \(answer.token.id.asText ?? "")")
                    card.field("Secret", answer.secret.asText)
                    card.field("Until", answer.token.expiresAt.asText)
                    try session.output.print(card)
                    try session.output.print("It is not shown again.")
                }
            }
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "From now on a token no longer holds.",
            discussion: """
                EXAMPLES
                  nameplate token revoke 4711
                """)
        @Argument(help: "Its id, as the list shows it.") var token: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.delete, ["tokens", token])) { answer in
                    try session.output.print("The token \(answer.id.asText?.harmless() ?? "") no longer holds.")
                }
            }
        }
    }
}
