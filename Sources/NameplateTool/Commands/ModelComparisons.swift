import ArgumentParser
import Server

/// `nameplate model compare`, `similar`, `line` and `gaps`.
struct ModelCompare: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Compare 2 to 8 models side by side.",
        discussion: """
            Only what differs is shown, in one unit a row. An asterisk marks the best value where one is better.

            EXAMPLES
              nameplate model compare fjordlys/FJ-300 fjordlys/FJ-320
              nameplate model compare fjordlys/FJ-300 fjordlys/FJ-320 \\
                --all --units customary
              nameplate model compare fjordlys/FJ-300 fjordlys/FJ-320 --csv
            """)
    @Argument(help: "Models, each as manufacturer/number.") var models: [String]
    @Flag(help: "Also what all of them tell alike.") var all = false
    @Option(help: "The units that you are used to: metric or customary.") var units: String?
    @Flag(help: "Print a table in CSV.") var csv = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            let names: [(String, String?)] = models.map { ("model", $0) }
            let call = APICall(.get, ["compare"], query: names + [("all", all ? "true" : nil), ("units", units)])
            if csv { return try await session.printCSV(call) }
            try await session.show(call) { answer in
                try session.output.print(ComparisonCard.table(answer))
                try session.output.print(ComparisonCard.remarks(answer, isAll: all))
            }
        }
    }
}

struct ModelSimilar: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "similar", abstract: "Find models that resemble one, and what replaces it.",
        discussion: """
            EXAMPLES
              nameplate model similar fjordlys FJ-320
            """)
    @OptionGroup var model: ModelArguments
    @Option(help: "How many to show at most, 1 to 50.") var limit = 10
    @OptionGroup var registry: RegistryOptions

    func validate() throws {
        guard (1...50).contains(limit) else { throw ValidationError("--limit is a number from 1 to 50.") }
    }

    func run() async throws {
        try await Session.open(registry) { session in
            let call = APICall(.get, model.path + ["similar"], query: [("limit", String(limit))])
            try await session.show(call) { answer in
                var table = Table([
                    .init(heading: "alike", isNumber: true), .init(heading: "model", isWhole: true),
                    .init(heading: "name"),
                ])
                for item in answer.items.asArray {
                    table.add([
                        Numbers.percent(100 * (item.likeness.asDouble ?? 0), places: 0),
                        "\(item.manufacturer.slug.asText ?? "")/\(item.number.asText ?? "")", item.name.asText ?? "",
                    ])
                }
                if answer.items.asArray.isEmpty {
                    try session.output.print("No model of its category tells enough to be compared.")
                } else {
                    try session.output.print(table)
                }
                let chain = answer.replacements.asArray.compactMap(\.number.asText)
                if !chain.isEmpty { try session.output.print("Replaced by \(chain.joined(separator: ", then "))") }
            }
        }
    }
}

struct ModelLine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "line", abstract: "Tell the models of a product line apart.",
        discussion: """
            EXAMPLES
              nameplate model line fjordlys Fjord
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Argument(help: "The product line.") var line: String
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            try await session.show(APICall(.get, ["manufacturers", manufacturer, "lines", line])) { answer in
                try session.output.print(ComparisonCard.table(answer))
                if answer.cut.isTrue { try session.output.print("There are more models of this line.") }
            }
        }
    }
}

struct ModelGaps: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gaps", abstract: "List what is missing, mistyped, contradictory or stale of models.",
        discussion: """
            EXAMPLES
              nameplate model gaps fjordlys
              nameplate model gaps fjordlys --kind missing
              nameplate model gaps fjordlys --kind stale --stale-after 12
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Option(
        name: .customLong("kind"),
        help: "Only undescribed, missing, mistyped, contradictory or stale; repeat it for more.")
    var kinds: [String] = []
    @Option(help: "After how many months a source is old.") var staleAfter: Int?
    @OptionGroup var page: PageOptions
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            let query: [(String, String?)] =
                kinds.map { ("kind", $0) } + [("staleAfter", staleAfter.map { String($0) })] + page.query
            try await session.show(APICall(.get, ["manufacturers", manufacturer, "gaps"], query: query)) { answer in
                var table = Table([
                    .init(heading: "model", isWhole: true), .init(heading: "kind"), .init(heading: "what"),
                ])
                for item in answer.items.asArray {
                    for gap in item.gaps.asArray {
                        table.add([item.number.asText ?? "", gap.kind.asText ?? "", gap.sentence.asText ?? ""])
                    }
                }
                try session.print(table, of: answer, none: "Nothing is missing.")
            }
        }
    }
}
