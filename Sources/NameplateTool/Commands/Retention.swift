import ArgumentParser
import Server

/// `nameplate retention …`
struct Retention: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retention",
        abstract: "Show, change and obey the rules of how long what is kept for a time is kept.",
        discussion: """
            A server obeys each night the rules that are on. Whatever erases people is off until you switch it on.
            """,
        subcommands: [Show.self, Change.self, Run.self], defaultSubcommand: Show.self)

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show each rule, and what it would forget now.",
            discussion: """
                EXAMPLES
                  nameplate retention
                """)
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, ["retention"])) { answer in
                    try session.output.print(Retention.table(answer.items.asArray))
                    for item in answer.items.asArray where !item.first.asArray.isEmpty {
                        var card = Card()
                        card.heading("\(item.rule.asText ?? "") would forget")
                        for name in item.first.asArray { card.text(name.asText) }
                        let more = (item.count.asInteger ?? 0) - Int64(item.first.asArray.count)
                        if more > 0 { card.text("and \(Numbers.grouped(more)) more") }
                        try session.output.print(card)
                    }
                }
            }
        }
    }

    struct Change: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Change a rule: how long it keeps, and if it is obeyed.",
            discussion: """
                EXAMPLES
                  nameplate retention set trail-reasons --days 730 --on
                """)
        @Argument(help: "The rule's name.") var rule: String
        @Option(help: "How long it keeps, in days.") var days: Int64?
        @Flag(inversion: .prefixedNo, exclusivity: .exclusive, help: "Obey it each night.") var on: Bool?
        @OptionGroup var registry: RegistryOptions

        func validate() throws {
            if days == nil, on == nil { throw ValidationError("Give --days, --on or --no-on.") }
        }

        func run() async throws {
            try await Session.open(registry) { session in
                var fields: [String: JSON] = [:]
                fields["days"] = days.map(JSON.integer)
                fields["isOn"] = on.map(JSON.boolean)
                let call = try APICall(.put, ["retention", rule]).sending(.object(fields)).typing("rule", rule)
                try await session.show(call) { answer in
                    try session.output.print(Retention.table([answer]))
                }
            }
        }
    }

    struct Run: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Forget now what rules say: those that are named, else all that are on.",
            discussion: """
                What is forgotten does not come back: 'nameplate retention' shows first what would be.

                EXAMPLES
                  nameplate retention run --yes
                  nameplate retention run trail-reasons --yes
                """)
        @Argument(help: "Names of rules.") var rules: [String] = []
        @Flag(help: "Forget: it does not come back.") var yes = false
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let fields: [String: JSON] = ["rules": .array(rules.map(JSON.string)), "confirm": .boolean(yes)]
                let call = try APICall(.post, ["retention", "run"]).sending(.object(fields))
                try await session.show(call) { answer in
                    var table = Table([.init(heading: "rule"), .init(heading: "forgotten", isNumber: true)])
                    for item in answer.items.asArray { table.add([item.rule.asText ?? "", item.count.asText ?? ""]) }
                    try session.output.print(table)
                }
            }
        }
    }

    private static func table(_ rules: [JSON]) -> Table {
        var table = Table([
            .init(heading: "rule", isWhole: true), .init(heading: "forgets"),
            .init(heading: "after days", isNumber: true),
            .init(heading: "obeyed"), .init(heading: "due now", isNumber: true),
        ])
        for rule in rules {
            let obeyed = rule.isFixed == .boolean(true) ? "always" : rule.isOn == .boolean(true) ? "each night" : "no"
            table.add([
                rule.rule.asText ?? "", rule.summary.asText ?? "", rule.days.asText ?? "", obeyed,
                rule.count.asText ?? "",
            ])
        }
        return table
    }
}
