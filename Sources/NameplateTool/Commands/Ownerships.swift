import ArgumentParser
import Server

/// `nameplate ownership …`
struct Ownerships: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ownership", abstract: "Check proofs of ownership, and give units to other owners.",
        discussion: "What is one's own, owners see on their pages; docs/registration.md tells of them.",
        subcommands: [Check.self, Reassign.self, Entitlements.self])

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check a proof of ownership by its code.",
            discussion: """
                It tells the unit and until when the proof holds, and nobody's name.

                EXAMPLES
                  nameplate ownership check 7KQX-M3RT-9WHD-2CFJ
                """)
        @Argument(help: "The code, as it was given to you.") var code: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            let call = try APICall(.post, ["ownership-proofs", "check"]).sending(.object(["code": .string(code)]))
                .typing("code", code)
            try await Session.open(registry) { session in
                try await session.show(call) { answer in
                    let until = Figures.time(answer.until.asText) ?? ""
                    try session.output.print(
                        "\(answer.model.number.asText ?? "") \(answer.serial.asText ?? "") is its owner's, whom the "
                            + "registry knows; the proof holds until \(until) UTC.")
                }
            }
        }
    }

    struct Reassign: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a unit to another owner: after a death, a theft, the sale of a company.",
            discussion: """
                The audit trail keeps why. The owner before no longer has it, nor its proofs.

                EXAMPLES
                  nameplate ownership reassign fjordlys FJ-320 TR2410001207Y \\
                    --owner 'Owner 18' --reason 'The heirs have written'
                """)
        @OptionGroup var unit: UnitArguments
        @Option(help: "The manufacturer's reference to the new owner.") var owner: String
        @Option(help: "Why, in 5 to 500 characters.") var reason: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            let fields: [String: JSON] = ["owner": .string(owner), "reason": .string(reason)]
            let call = try APICall(.post, unit.path + ["ownership"]).sending(.object(fields))
                .typing("reason", reason)
            try await Session.open(registry) { session in
                try await session.show(call) { _ in
                    try session.output.print("\(unit.serial) is now \(owner)'s.")
                }
            }
        }
    }

    struct Entitlements: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what the owner of a unit gets.",
            discussion: """
                EXAMPLES
                  nameplate ownership entitlements fjordlys FJ-320 TR2410001207Y
                """)
        @OptionGroup var unit: UnitArguments
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, unit.path + ["entitlements"])) { answer in
                    var table = Table([
                        .init(heading: "name", isWhole: true), .init(heading: "title"), .init(heading: "until"),
                    ])
                    for item in answer.items.asArray where item.holds.isTrue {
                        table.add([
                            item.name.asText ?? "", item.title.asText ?? "", item.until.asText ?? "for ever",
                        ])
                    }
                    try session.print(table, of: answer, none: "Nothing goes with this unit.")
                }
            }
        }
    }
}
