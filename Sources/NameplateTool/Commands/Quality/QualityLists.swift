import ArgumentParser
import Server

/// `nameplate quality faults`
struct QualityFaults: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "faults", abstract: "Say which faults are found how often, the most frequent first.",
        discussion: """
            EXAMPLES
              nameplate quality faults fjordlys
              nameplate quality faults fjordlys --model FJ-320 --until 2025-12-31
            """)
    @OptionGroup var fleet: FleetArguments
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            try await session.show(fleet.call(["rates"])) { answer in
                var table = Table([
                    .init(heading: "fault", isWhole: true), .init(heading: "title"),
                    .init(heading: "failures", isNumber: true), .init(heading: "cumulative", isNumber: true),
                ])
                for fault in answer.faults.asArray {
                    table.add([
                        fault.code.asText ?? "", fault.title.asText ?? "", fault.failures.asText ?? "",
                        fault.cumulativeShare.asDouble.map { FleetText.fixed($0 * 100, 1) + " %" } ?? "",
                    ])
                }
                if answer.faults.asArray.isEmpty {
                    try session.output.print("Nothing has failed in the field.")
                } else {
                    try session.output.print(table)
                }
                try session.output.print([answer.source.asText ?? ""])
                try FleetText.remarks(answer, session)
            }
        }
    }
}

/// `nameplate quality failures`
struct QualityFailures: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "failures", abstract: "List the failures behind a figure, unit by unit, the latest first.",
        discussion: """
            EXAMPLES
              nameplate quality failures fjordlys --model FJ-320
              nameplate quality failures fjordlys --model FJ-320 \\
                --population 'batch = 2024-W37' --limit 20
            """)
    @OptionGroup var fleet: FleetArguments
    @OptionGroup var page: PageOptions
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            try await session.show(fleet.call(["failures"], query: page.query)) { answer in
                var table = Table([
                    .init(heading: "serial", isWhole: true), .init(heading: "batch"), .init(heading: "failed"),
                    .init(heading: "age in days", isNumber: true), .init(heading: "fault"), .init(heading: "title"),
                ])
                for item in answer.items.asArray {
                    table.add([
                        item.serial.asText ?? "", item.batch.asText ?? "", Figures.time(item.failedAt.asText) ?? "",
                        item.age.asText ?? "", item.fault.asText ?? "", item.title.asText ?? "",
                    ])
                }
                try session.print(table, of: answer, none: "Nothing has failed in the field.")
            }
        }
    }
}

/// `nameplate quality plot`
struct QualityPlot: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plot", abstract: "Draw a figure: in the terminal, or as SVG or CSV.",
        discussion: """
            Figures are rates (by groups, with --by), survival, weibull, hazard, repairs and faults; warranty-trend, \
            warranty-ages, forecast and forecast-cost.

            EXAMPLES
              nameplate quality plot survival fjordlys --model FJ-320
              nameplate quality plot rates fjordlys --model FJ-320 --by month
              nameplate quality plot weibull fjordlys --format svg > weibull.svg
            """)
    @Argument(help: "Which figure.") var plot: String
    @OptionGroup var fleet: FleetArguments
    @Option(help: "What tells groups apart, for 'rates'; 'build' or 'sale' for warranty figures.") var by: String?
    @Option(help: "How many months to look ahead, for forecasts.") var months: Int?
    @Option(help: "How long the warranty is, for forecasts.") var warrantyMonths: Int?
    @Option(help: "Units that will be sold in each coming month, for forecasts.") var plannedSales: Int?
    @Option(help: "'text', 'svg' or 'csv'.") var format = "text"
    @Option(help: "The width of the text.") var columns = 100
    @Option(help: "Its lines.") var rows = 24
    @Flag(help: "Only ASCII characters.") var ascii = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let call = fleet.call(
            ["plots", plot],
            query: [
                (plot.hasPrefix("warranty") ? "rowsBy" : "by", by), ("months", months.map(String.init)),
                ("warrantyMonths", warrantyMonths.map(String.init)),
                ("plannedSales", plannedSales.map(String.init)), ("format", format), ("columns", String(columns)),
                ("rows", String(rows)),
                ("ascii", ascii ? "true" : nil),
            ]
        ).typing("by", by).typing("format", format).typing("plot", plot)
        try await Session.open(registry) { session in
            try session.output.write(try await session.answer(to: call).body)
        }
    }
}
