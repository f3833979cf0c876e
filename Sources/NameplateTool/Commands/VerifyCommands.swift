import ArgumentParser
import Server

/// `nameplate verify …`
struct VerifyCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Ask whether a unit is real, and look into possible copies.",
        subcommands: [Ask.self, PublicKeys.self, Worklist.self, Show.self, Clear.self, Rules.self],
        defaultSubcommand: Ask.self)

    struct Ask: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say whether a number is that of a real unit, as far as a number can tell.",
            discussion: """
                A number cannot prove a thing: the answer says what is known of the number, what speaks for that, and \
                what to do next. Exit status 1 says that the number was not issued, or that something speaks against \
                what you hold.

                With --offline nothing is asked: the signature in the link on the label is checked with the maker's \
                public key, which 'nameplate verify keys' or a manufacturer's website gives. It proves that the maker \
                issued the number, not that what you hold is the original.

                EXAMPLES
                  nameplate verify TR2410001207Y
                  nameplate verify 'M/N: FJ-320 S/N TR2410001207Y' --region DE
                  nameplate verify TR2410001207Y --model FJ-320 --json
                  nameplate verify 'https://id.gs1.org/01/0…/21/A1?sig=…' \\
                    --offline --key fjordlys.json
                """)
        @Argument(help: "What stands on the plate, or what a scanner reads.") var plate: [String] = []
        @Option(help: "The number of the model, where the plate's text is the serial number.") var model: String?
        @Option(help: "The label code beside the serial number, or the owner code.") var code: String?
        @Option(help: "The serial number of a part that you see in it; may be given several times.")
        var component: [String] = []
        @Option(help: "What you see of it, such as 'colour: white'; may be given several times.")
        var feature: [String] = []
        @Option(help: "The country where you are, two letters.") var region: String?
        @Option(help: "The verdict of that moment, for whoever looks into copies.") var asOf: String?
        @Flag(help: "Check the signature in the link, and ask nobody.") var offline = false
        @Option(help: "The file of the maker's public key, for --offline.", completion: .file()) var key: String?
        @OptionGroup var registry: RegistryOptions

        func validate() throws {
            if offline != (key != nil) { throw ValidationError("--offline and --key go together.") }
            if plate.isEmpty { throw ValidationError("Say what stands on the plate.") }
            for text in feature where !text.contains(":") {
                throw ValidationError("--feature is a name and a value, such as 'colour: white'.")
            }
        }

        func run() async throws {
            let text = plate.joined(separator: " ")
            if let key { return try OfflineSignature.check(text, by: key, asJSON: registry.json) }
            var fields: [String: JSON] = ["text": .string(text), "channel": .string("cli")]
            fields["model"] = model.map(JSON.string)
            fields["code"] = code.map(JSON.string)
            fields["region"] = region.map(JSON.string)
            fields["asOf"] = asOf.map(JSON.string)
            if !component.isEmpty { fields["components"] = .array(component.map(JSON.string)) }
            if !feature.isEmpty { fields["features"] = .array(feature.map(Self.property)) }
            let call = try APICall(.post, ["verify"]).sending(.object(fields)).typing("text", text)
            try await Session.open(registry) { session in
                let body = try await session.answer(to: call).body
                try session.show(body) { answer in
                    try session.output.print(VerificationCard.lines(answer, for: session.output.terminal))
                }
                let verdict = try JSONText.decode(JSON.self, from: body).verdict.asText ?? ""
                if !verdict.hasPrefix("issued") { throw ExitCode(Failure.refused) }
            }
        }

        private static func property(_ text: String) -> JSON {
            let parts = text.split(separator: ":", maxSplits: 1).map {
                String($0).split(separator: " ").joined(separator: " ")
            }
            return .object([
                "name": .string(parts.first ?? ""), "value": .string(parts.count > 1 ? parts[1] : ""),
            ])
        }
    }

    struct PublicKeys: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "keys", abstract: "Show the public keys by which a maker's signed labels are checked.",
            discussion: """
                EXAMPLES
                  nameplate verify keys fjordlys
                  nameplate verify keys fjordlys --json > fjordlys.json
                """)
        @Argument(help: "The manufacturer's short name.") var manufacturer: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, ["manufacturers", manufacturer, "signing-keys"])) { answer in
                    var table = Table([
                        .init(heading: "public key", isWhole: true), .init(heading: "since"), .init(heading: "until"),
                    ])
                    for key in answer.items.asArray {
                        table.add([
                            key.publicKey.asText ?? "", key.createdAt.asText ?? "", key.retiredAt.asText ?? "",
                        ])
                    }
                    try session.print(table, of: answer, none: "The maker signs no labels.")
                }
            }
        }
    }

    struct Worklist: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the units of which there may be copies.",
            discussion: """
                At least two independent signs speak for copies of each.

                EXAMPLES
                  nameplate verify worklist fjordlys
                  nameplate verify worklist fjordlys --state cleared
                """)
        @Argument(help: "The manufacturer's short name.") var manufacturer: String
        @Option(help: "open or cleared; open without it.") var state: String?
        @OptionGroup var page: PageOptions
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let call = APICall(
                    .get, ["manufacturers", manufacturer, "copies"], query: [("state", state)] + page.query)
                try await session.show(call) { answer in
                    var table = Table([
                        .init(heading: "model"), .init(heading: "serial", isWhole: true), .init(heading: "since"),
                        .init(heading: "signs"),
                    ])
                    for item in answer.items.asArray {
                        table.add([
                            item.model.number.asText ?? "", item.serial.asText ?? "", item.openedAt.asText ?? "",
                            item.signals.asArray.compactMap(\.asText).joined(separator: ", "),
                        ])
                    }
                    try session.print(table, of: answer, none: "No unit has signs of copies.")
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what speaks for copies of a unit, and who has asked for it.",
            discussion: """
                EXAMPLES
                  nameplate verify show fjordlys FJ-320 TR2410001207Y
                """)
        @OptionGroup var unit: UnitArguments
        @Option(help: "What was known then.") var asOf: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let call = APICall(.get, unit.path + ["copies"], query: [("asOf", asOf)]).typing("asOf", asOf)
                try await session.show(call) { answer in
                    try session.output.print(VerificationCard.file(answer, for: session.output.terminal))
                }
            }
        }
    }

    struct Clear: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that nothing is wrong with a unit of the worklist.",
            discussion: """
                From then on only what is asked later can speak for copies of it. The reason stands in its history.

                EXAMPLES
                  nameplate verify clear fjordlys FJ-320 TR2410001207Y \\
                    --reason 'Shown at a fair'
                """)
        @OptionGroup var unit: UnitArguments
        @Option(help: "Why, in 5 to 500 characters.") var reason: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            let call = try APICall(.post, unit.path + ["copies", "clearance"])
                .sending(.object(["reason": .string(reason)])).typing("reason", reason)
            try await Session.open(registry) { session in
                try await session.show(call) { answer in
                    try session.output.print("\(unit.serial): \(answer.state.asText ?? "").")
                }
            }
        }
    }

    struct Rules: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show, or set, from where on questions speak for copies.",
            discussion: """
                Two signs on different grounds are always needed.

                EXAMPLES
                  nameplate verify rules fjordlys
                  nameplate verify rules fjordlys --model FJ-320 --set askers=30
                """)
        @Argument(help: "The manufacturer's short name.") var manufacturer: String
        @Option(help: "Those of this model.") var model: String?
        @Option(help: "A rule and its number, such as askers=30; may be given several times.") var set: [String] = []
        @OptionGroup var registry: RegistryOptions

        private var path: [String] {
            ["manufacturers", manufacturer] + (model.map { ["models", $0] } ?? []) + ["verification-rules"]
        }

        func validate() throws {
            for text in set where Self.rule(text) == nil {
                throw ValidationError("--set is a rule and a whole number, such as askers=30.")
            }
        }

        func run() async throws {
            try await Session.open(registry) { session in
                let known = try await session.answer(to: APICall(.get, path)).body
                guard !set.isEmpty else { return try show(known, session) }
                guard case .object(var rules) = try JSONText.decode(JSON.self, from: known) else { return }
                for (name, number) in set.compactMap(Self.rule) { rules[name] = .integer(number) }
                let call = try APICall(.post, path).sending(.object(rules))
                try show(try await session.answer(to: call).body, session)
            }
        }

        private func show(_ body: [UInt8], _ session: Session) throws {
            try session.show(body) { answer in
                var card = Card()
                card.title([manufacturer, model].compactMap(\.self).joined(separator: " "))
                guard case .object(let rules) = answer else { return }
                for (name, number) in rules.sorted(by: { $0.key < $1.key }) {
                    card.field(name, number.asInteger.map(String.init))
                }
                try session.output.print(card)
            }
        }

        private static func rule(_ text: String) -> (String, Int64)? {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let number = Int64(parts[1]) else { return nil }
            return (parts[0], number)
        }
    }
}
