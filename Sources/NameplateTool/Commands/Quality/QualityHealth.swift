import ArgumentParser
import Server

/// `nameplate quality health`
struct QualityHealth: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health", abstract: "Hold a unit against its siblings: failures, readings, what fails next.",
        discussion: """
            Siblings are the other units of its model that are or were in service, or of its batch (--batch). A reading is held \
            against theirs at the same age, a quarter more or less; 'times' says how often those with as much failed within 90 \
            days, over the others. A star marks what differs by more than chance (Holm, 5 %) and is bad.

            EXAMPLES
              nameplate quality health fjordlys FJ-320 TR2410001207Y
              nameplate quality health fjordlys FJ-320 TR2410001207Y --batch
              nameplate quality health fjordlys FJ-320 TR2410001207Y \\
                --plot readings --format svg > readings.svg
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Argument(help: "The model's number.") var model: String
    @Argument(help: "The unit's serial number.") var serial: String
    @Flag(help: "Only units of its batch are siblings.") var batch = false
    @Option(help: "Only draw this figure: failures, readings or next.") var plot: String?
    @Option(help: "As 'text', 'svg' or 'csv'.") var format = "text"
    @Option(help: "The width of the text.") var columns = 100
    @Option(help: "Its lines.") var rows = 20
    @Flag(help: "Only ASCII characters.") var ascii = false
    @OptionGroup var registry: RegistryOptions

    private var path: [String] { ["manufacturers", manufacturer, "models", model, "units", serial, "health"] }
    private var siblings: [(String, String?)] { [("siblings", batch ? "batch" : nil)] }

    private func drawing(_ plot: String, _ format: String) -> APICall {
        APICall(
            .get, path + ["plots", plot],
            query: siblings + [
                ("format", format), ("columns", String(columns)), ("rows", String(rows)),
                ("ascii", ascii ? "true" : nil),
            ]
        ).typing("plot", plot).typing("format", format).typing("model", model).typing("serial", serial)
    }

    func run() async throws {
        try await Session.open(registry) { session in
            if let plot { return try session.output.write(try await session.answer(to: drawing(plot, format)).body) }
            let call = APICall(.get, path, query: siblings).typing("model", model).typing("serial", serial)
            let answer = try await session.answer(to: call)
            try session.show(answer.body) { answer in
                for sentence in answer.sentences.asArray.compactMap(\.asText) { try session.output.print([sentence]) }
                guard answer.inService.isTrue else { return }
                try session.output.print(["Score: \(Self.score(answer))"])
                if !answer.readings.asArray.isEmpty { try session.output.print(Self.readings(answer)) }
                if !answer.next.faults.asArray.isEmpty { try session.output.print(Self.next(answer)) }
                try session.output.print([answer.source.asText ?? ""])
                try FleetText.remarks(answer, session)
            }
            guard !session.printsJSON else { return }
            try session.output.write(try await session.answer(to: drawing("failures", "text")).body)
        }
    }

    /// `worth watching (p = 0.012)`
    static func score(_ answer: JSON) -> String {
        guard answer.isJudged.isTrue else { return "cannot be told" }
        switch answer.score.asText {
        case "conspicuous": return "conspicuous"
        case "worthWatching": return "worth watching"
        default: return "as its siblings"
        }
    }

    private static func readings(_ answer: JSON) -> Table {
        var table = Table([
            .init(heading: "reading", isWhole: true), .init(heading: "value", isNumber: true),
            .init(heading: "at age", isNumber: true), .init(heading: "siblings", isNumber: true),
            .init(heading: "read less", isNumber: true), .init(heading: "median", isNumber: true),
            .init(heading: "90 %", isNumber: true), .init(heading: "99 %", isNumber: true),
            .init(heading: "failed with as much", isNumber: true), .init(heading: "others", isNumber: true),
            .init(heading: "times", isNumber: true), .init(heading: ""),
        ])
        for item in answer.readings.asArray {
            let isMarked =
                item.isHigh.isTrue && FleetText.isMarked(item) && (item.lower.asDouble ?? 0) > 1
            table.add([
                item.type.asText ?? "", item.value.asText ?? "", item.age.asText ?? "", item.siblings.asText ?? "",
                FleetText.percent(item.rank), item.median.asText ?? "", item.ninetieth.asText ?? "",
                item.ninetyNinth.asText ?? "", side(item.high), side(item.low),
                item.untold.asText.map { "(\($0))" } ?? FleetText.number(item.ratio, 2), isMarked ? "*" : "",
            ])
        }
        return table
    }

    /// `12 of 340`
    private static func side(_ side: JSON) -> String {
        "\(side.failed.asText ?? "0") of \(side.units.asText ?? "0")"
    }

    private static func next(_ answer: JSON) -> Table {
        var table = Table([
            .init(heading: "fails next", isWhole: true), .init(heading: "title"),
            .init(heading: "failures", isNumber: true), .init(heading: "within a year", isNumber: true),
            .init(heading: "95 % limits", isNumber: true),
        ])
        for fault in answer.next.faults.asArray.prefix(10) {
            table.add([
                fault.fault.asText ?? "", fault.title.asText ?? "", fault.failures.asText ?? "",
                FleetText.percent(fault.probability), FleetText.limits(fault),
            ])
        }
        return table
    }
}
