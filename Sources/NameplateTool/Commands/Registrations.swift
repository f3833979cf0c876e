import ArgumentParser
import Server

/// `nameplate registrations …`
struct Registrations: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Register units for their owners, and decide what waits.",
        subcommands: [List.self, Make.self, Decide.self, Rules.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List registrations that wait, or are in another state.",
            discussion: """
                EXAMPLES
                  nameplate registrations fjordlys
                  nameplate registrations list fjordlys --state disputed --json
                """)
        @Argument(help: "The manufacturer's short name.") var manufacturer: String
        @Option(help: "pending, disputed, valid, refused, withdrawn or expired; pending without it.")
        var state: String?
        @OptionGroup var page: PageOptions
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let call = APICall(
                    .get, ["manufacturers", manufacturer, "registrations"], query: [("state", state)] + page.query)
                try await session.show(call) { answer in
                    var table = Table([
                        .init(heading: "registration", isWhole: true), .init(heading: "model"),
                        .init(heading: "serial", isWhole: true), .init(heading: "state"), .init(heading: "by"),
                        .init(heading: "bought"),
                    ])
                    for item in answer.items.asArray {
                        table.add([
                            item.id.asText ?? "", item.model.number.asText ?? "", item.serial.asText ?? "",
                            item.state.asText ?? "", item.evidence.asText ?? "", item.purchasedOn.asText ?? "",
                        ])
                    }
                    try session.print(table, of: answer, none: "No registration is \(state ?? "pending").")
                }
            }
        }
    }

    struct Make: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "make", abstract: "Register a unit for its owner.",
            discussion: """
                A unit that somebody else owns becomes a dispute; nothing is taken from anybody.

                EXAMPLES
                  nameplate registrations make fjordlys FJ-320 TR2410001207Y \\
                    --owner 'Owner 17' --purchased-on 2026-03-14
                """)
        @OptionGroup var unit: UnitArguments
        @Option(help: "The manufacturer's reference to the owner.") var owner: String
        @Option(help: "The day of purchase.") var purchasedOn: String?
        @Option(help: "Where it was bought.") var seller: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            var fields: [String: JSON] = ["owner": .string(owner)]
            fields["purchasedOn"] = purchasedOn.map(JSON.string)
            fields["seller"] = seller.map(JSON.string)
            let call = try APICall(.post, unit.path + ["registrations"]).sending(.object(fields))
                .typing("serial", unit.serial).typing("purchasedOn", purchasedOn)
            try await Session.open(registry) { session in
                try await session.show(call) { answer in
                    try session.output.print("\(unit.serial): \(answer.state.asText ?? "").")
                }
            }
        }
    }

    struct Decide: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Approve or refuse a registration, or take up a dispute.",
            discussion: """
                To refuse, and to take a unit from its owner, needs a reason; a refused owner reads \
                it, and the audit trail keeps it.

                EXAMPLES
                  nameplate registrations make fjordlys FJ-320 TR2410001207Y \\
                    --owner 'Owner 17'
                  nameplate registrations decide fjordlys FJ-320 TR2410001207Y refuse \\
                    --reason 'The invoice is for another unit'
                """)
        @OptionGroup var unit: UnitArguments
        @Argument(help: "approve, refuse or takeUp.") var step: String
        @Option(help: "Which, as the list shows it; the only one of the unit that waits without it.")
        var registration: String?
        @Option(help: "Why, in 5 to 500 characters.") var reason: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            var fields: [String: JSON] = ["step": .string(step)]
            fields["reason"] = reason.map(JSON.string)
            try await Session.open(registry) { session in
                let id = if let registration { registration } else { try await waiting(session) }
                let call = try APICall(.post, unit.path + ["registrations", id, "decision"])
                    .sending(.object(fields)).typing("step", step).typing("reason", reason)
                try await session.show(call) { answer in
                    try session.output.print("\(unit.serial): \(answer.state.asText ?? "").")
                }
            }
        }

        private func waiting(_ session: Session) async throws -> String {
            var found: [String] = []
            for state in ["pending", "disputed"] {
                let call = APICall(
                    .get, ["manufacturers", unit.model.manufacturer, "registrations"],
                    query: [("state", state), ("model", unit.model.model), ("serial", unit.serial)])
                let answer = try JSONText.decode(JSON.self, from: try await session.answer(to: call).body)
                found += answer.items.asArray.compactMap { $0.id.asText }
            }
            guard found.count == 1 else {
                throw ToolError(
                    "\(found.count) registrations of this unit wait; name one with --registration.",
                    "registration.unknown")
            }
            return found[0]
        }
    }

    struct Rules: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what registering a model's units takes, or set it from a file.",
            discussion: """
                EXAMPLES
                  nameplate registrations rules fjordlys FJ-320
                  nameplate registrations rules fjordlys FJ-320 \\
                    --file registration.json
                """)
        @OptionGroup var model: ModelArguments
        @Option(help: "A JSON document; docs/registration.md describes it.", completion: .file()) var file: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let path = model.path + ["registration-rules"]
                var call = APICall(.get, path)
                if let file {
                    var bytes: [UInt8] = []
                    for try await piece in try FileBytes(path: file) { bytes += piece }
                    guard let document = try? JSONText.decode(JSON.self, from: bytes) else {
                        throw ToolError("The file is not JSON.", "json.invalid")
                    }
                    call = try APICall(.post, path).sending(document)
                }
                try session.output.print(json: try await session.answer(to: call).body)
            }
        }
    }
}
