import ArgumentParser
import Server

/// `nameplate quality rates`
struct QualityRates: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rates", abstract: "Say how often units fail, by groups, each compared with the others.",
        discussion: """
            Rates are failures per unit-year in service with exact limits at 95 %. 'times' is the rate over that of \
            all others; 'expected' counts the units that would have failed, had they done so at each age as the others \
            did. A star marks groups that differ by more than chance, as many as there are (Holm, 5 %).

            EXAMPLES
              nameplate quality rates fjordlys --by model
              nameplate quality rates fjordlys --model FJ-320 --by batch
              nameplate quality rates fjordlys --by month --csv > rates.csv
              nameplate quality rates fjordlys --model FJ-320 \\
                --by component:CX-95 --until 2025-12-31
            """)
    @OptionGroup var fleet: FleetArguments
    @Option(
        help: """
            What tells groups apart: model, version, batch, plant, line, work-order, week or month of manufacture, \
            market, serials, component:MODEL.
            """)
    var by: String?
    @Flag(help: "Print a table in CSV.") var csv = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let call = fleet.call(["rates"], query: [("by", by)]).typing("by", by)
        try await Session.open(registry) { session in
            if csv {
                let answer = try await session.answer(to: call.with("Accept", "text/csv"))
                return try session.output.write(answer.body)
            }
            try await session.show(call) { answer in
                try session.output.print(Self.table(answer))
                for sentence in Self.sentences(answer) { try session.output.print([sentence]) }
                try session.output.print([answer.source.asText ?? ""])
                try FleetText.remarks(answer, session)
            }
        }
    }

    static func table(_ answer: JSON) -> Table {
        var table = Table([
            .init(heading: answer.by.asText ?? "group", isWhole: true), .init(heading: "units", isNumber: true),
            .init(heading: "unit-years", isNumber: true), .init(heading: "failures", isNumber: true),
            .init(heading: "per year", isNumber: true), .init(heading: "95 % limits", isNumber: true),
            .init(heading: "times", isNumber: true), .init(heading: "failed", isNumber: true),
            .init(heading: "expected", isNumber: true), .init(heading: ""),
        ])
        for group in answer.groups.asArray {
            let (tally, comparison) = (group.tally, group.comparison)
            table.add([
                group.label.asText ?? "(not told)", tally.units.asText ?? "",
                FleetText.years(tally), tally.failures.asText ?? "", FleetText.percent(tally.annualRate),
                FleetText.limits(tally), FleetText.number(comparison.ratio, 2), tally.failedUnits.asText ?? "",
                FleetText.number(comparison.expected, 1), FleetText.isMarked(comparison) ? "*" : "",
            ])
        }
        return table
    }

    /// A sentence for each group that differs from the others by more than chance, at most five.
    static func sentences(_ answer: JSON) -> [String] {
        answer.groups.asArray.filter { FleetText.isMarked($0.comparison) }.prefix(5).compactMap { group in
            guard let label = group.label.asText, group.comparison.ratio.asDouble != nil,
                let upper = group.comparison.upper.asDouble
            else { return nil }
            return
                "\(label) fails \(FleetText.number(group.comparison.ratio, 1)) times as often as the rest, 95 % limits "
                + "\(FleetText.number(group.comparison.lower, 1)) and \(FleetText.fixed(upper, 1))."
        }
    }
}

/// Figures of fleets as texts.
enum FleetText {
    static func percent(_ json: JSON) -> String { json.asDouble.map { fixed($0 * 100, 2) + " %" } ?? "" }

    static func number(_ json: JSON, _ places: Int) -> String { json.asDouble.map { fixed($0, places) } ?? "" }

    static func limits(_ tally: JSON) -> String {
        guard let lower = tally.lower.asDouble else { return "" }
        return "\(fixed(lower * 100, 2)) … \(tally.upper.asDouble.map { fixed($0 * 100, 2) + " %" } ?? "")"
    }

    static func years(_ tally: JSON) -> String { tally.unitDays.asDouble.map { fixed($0 / 365, 1) } ?? "" }

    /// Whether a group differs from the others by more than chance.
    static func isMarked(_ comparison: JSON) -> Bool { comparison.adjustedPValue.asDouble.map { $0 < 0.05 } ?? false }

    static func fixed(_ value: Double, _ places: Int) -> String { Numbers.fixed(value, places: places) }

    static func remarks(_ answer: JSON, _ session: Session) throws {
        for number in answer.unknownModels.asArray.compactMap(\.asText) {
            try session.output.print(["There is no model \(number) of this manufacturer."])
        }
        if let behind = answer.behind.asInteger, behind > 0 {
            try session.output.print(["\(behind) events are not counted yet."])
        }
    }
}
