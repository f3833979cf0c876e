import ArgumentParser
import Registry
import Server

/// `nameplate quality warranty`
struct QualityWarranty: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "warranty",
        abstract: "Say what claims cost, by when units were made or sold and by month in service.",
        discussion: """
            Numbers below the months in service are accepted claims. '!' marks a cell with more claims than the same month of \
            all other rows leads one to expect (probability below 0.1, '!!' below 0.01), '~' one that some units have yet to \
            come to the end of. 'per 1000' counts claims of as many units sold.

            EXAMPLES
              nameplate quality warranty fjordlys
              nameplate quality warranty fjordlys --model FJ-320 --by sale --months 6
              nameplate quality warranty fjordlys --csv > warranty.csv
              nameplate quality plot warranty-trend fjordlys --model FJ-320
            """)
    @OptionGroup var fleet: FleetArguments
    @Option(help: "Rows are months of manufacture ('build') or of sale ('sale').") var by: String?
    @Option(help: "Of the costs, such as NOK (default: the one that most claims are in).") var currency: String?
    @Option(help: "How many months in service are shown; CSV and JSON have all.") var months = 12
    @Flag(help: "Print a table in CSV: a row for each cell.") var csv = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let call = fleet.call(["warranty"], query: [("rowsBy", by), ("currency", currency)])
            .typing("rowsBy", by).typing("currency", currency)
        try await Session.open(registry) { session in
            if csv {
                let answer = try await session.answer(to: call.with("Accept", "text/csv"))
                return try session.output.write(answer.body)
            }
            try await session.show(call) { answer in
                if answer.table.asArray.isEmpty {
                    try session.output.print("No unit is in service yet.")
                } else {
                    try session.output.print(Self.table(answer, months))
                }
                for series in answer.trend.asArray { try session.output.print([series.verdict.asText ?? ""]) }
                try session.output.print([answer.source.asText ?? ""])
                try FleetText.remarks(answer, session)
            }
        }
    }

    static func table(_ answer: JSON, _ months: Int) -> Table {
        let shown = min(max(0, months), answer.total.cells.asArray.count)
        var table = Table(
            [
                .init(heading: answer.rowsBy.asText == "sale" ? "sold" : "made", isWhole: true),
                .init(heading: "units", isNumber: true), .init(heading: "claims", isNumber: true),
                .init(heading: "per 1000", isNumber: true), .init(heading: "cost", isNumber: true),
                .init(heading: "per unit", isNumber: true),
            ] + (0..<shown).map { .init(heading: String($0 + 1), isNumber: true) })
        for row in answer.table.asArray { table.add(cells(row, row.label.asText ?? "(not told)", answer, shown)) }
        if answer.table.asArray.count > 1 { table.add(cells(answer.total, "all", answer, shown)) }
        return table
    }

    private static func cells(_ row: JSON, _ label: String, _ answer: JSON, _ shown: Int) -> [String] {
        let rest = row.cells.asArray.prefix(shown).map { cell in
            let mark = ["caution": "!", "critical": "!!"][cell.alarm.asText ?? ""] ?? ""
            return (cell.claims.asText ?? "") + mark + (cell.isPartial.isTrue ? "~" : "")
        }
        return [
            label, row.units.asText ?? "", row.claims.asText ?? "",
            row.claimsPerUnitSold.asDouble.map { FleetText.fixed($0 * 1_000, 1) } ?? "",
            WarrantyText.money(row.cost.asDouble, answer), WarrantyText.money(row.costPerUnitSold.asDouble, answer),
        ] + rest + Array(repeating: "", count: max(0, shown - rest.count))
    }
}

/// `nameplate quality forecast`
struct QualityForecast: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forecast",
        abstract: "Say which claims are to come of what is in the field, what they cost, and the reserve for them.",
        discussion: """
            How often claims come with age is fitted to all accepted claims, also several of one unit; few claims give a \
            constant rate. The reserve is the cost of what is still to come within the warranty.

            EXAMPLES
              nameplate quality forecast fjordlys --model FJ-320
              nameplate quality forecast fjordlys --warranty-months 24 --months 6
              nameplate quality forecast fjordlys --model FJ-320 --planned-sales 50
              nameplate quality plot forecast fjordlys --model FJ-320
            """)
    @OptionGroup var fleet: FleetArguments
    @Option(help: "How many months to look ahead (default: 12).") var months: Int?
    @Option(help: "How long the warranty is (default: what the terms of the model say).") var warrantyMonths: Int?
    @Option(help: "Units that will be sold in each coming month.") var plannedSales: Int?
    @Option(help: "Of the costs, such as NOK (default: the one that most claims are in).") var currency: String?
    @Flag(help: "Print a table in CSV.") var csv = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let call = fleet.call(
            ["warranty-forecast"],
            query: [
                ("months", months.map(String.init)), ("warrantyMonths", warrantyMonths.map(String.init)),
                ("plannedSales", plannedSales.map(String.init)), ("currency", currency),
            ]
        ).typing("currency", currency)
        try await Session.open(registry) { session in
            if csv {
                let answer = try await session.answer(to: call.with("Accept", "text/csv"))
                return try session.output.write(answer.body)
            }
            try await session.show(call) { answer in
                if let reason = answer.reason.asText {
                    try session.output.print("There is no forecast (\(reason)).")
                } else {
                    try session.output.print(Self.table(answer))
                }
                try session.output.print(Self.lines(answer))
                try session.output.print([answer.source.asText ?? ""])
                try FleetText.remarks(answer, session)
            }
        }
    }

    private static func table(_ answer: JSON) -> Table {
        var table = Table([
            .init(heading: "months", isNumber: true), .init(heading: "claims", isNumber: true),
            .init(heading: "95 % limits", isNumber: true), .init(heading: "cost", isNumber: true),
            .init(heading: "95 % limits", isNumber: true),
        ])
        for month in answer.months.asArray {
            table.add([
                month.month.asText ?? "", FleetText.number(month.claims, 1), claims(month),
                WarrantyText.money(month.cost.asDouble, answer), costs(month, answer),
            ])
        }
        return table
    }

    private static func claims(_ month: JSON) -> String {
        "\(FleetText.number(month.claimsLower, 0)) … \(FleetText.number(month.claimsUpper, 0))"
    }

    private static func costs(_ month: JSON, _ answer: JSON) -> String {
        guard let lower = month.costLower.asDouble, let upper = month.costUpper.asDouble else { return "" }
        return "\(WarrantyText.money(lower, answer)) … \(WarrantyText.money(upper, answer))"
    }

    private static func lines(_ answer: JSON) -> [String] {
        var lines: [String] = []
        let cost = answer.meanCost
        if cost.reason.asText != nil {
            lines.append("No claim tells what it cost.")
        } else {
            let limits =
                cost.lower.asDouble.map { lower in
                    ", 95 % limits \(WarrantyText.money(lower, answer)) and "
                        + WarrantyText.money(cost.upper.asDouble, answer)
                } ?? "; fewer than ten give no limits"
            lines.append(
                "A claim costs \(WarrantyText.money(cost.mean.asDouble, answer)) in the mean of "
                    + "\(cost.claims.asText ?? "")\(limits).")
        }
        let reserve = answer.reserve
        if reserve.reason.asText != nil {
            lines.append("No reserve: say how long the warranty is, by --model or --warranty-months.")
        } else {
            var line = "Reserve: \(FleetText.number(reserve.claims, 1)) claims (\(claims(reserve)))"
            if let amount = reserve.cost.asDouble {
                let limits = costs(reserve, answer)
                line += ", \(WarrantyText.money(amount, answer))" + (limits.isEmpty ? "" : " (\(limits))")
            }
            lines.append(line + " are still to come within the warranty.")
        }
        return lines
    }
}

/// `nameplate quality ageing`
struct QualityAgeing: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ageing", abstract: "Say how long claims have been waiting that are not settled.",
        discussion: """
            Amounts are what is claimed and, once it is decided, what is approved; those of several currencies are not added.

            EXAMPLES
              nameplate quality ageing fjordlys
              nameplate quality ageing fjordlys --csv > ageing.csv
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Flag(help: "Print a table in CSV.") var csv = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let call = APICall(.get, ["manufacturers", manufacturer, "quality", "claims-ageing"])
        try await Session.open(registry) { session in
            if csv {
                let answer = try await session.answer(to: call.with("Accept", "text/csv"))
                return try session.output.write(answer.body)
            }
            try await session.show(call) { answer in
                var table = Table([
                    .init(heading: "state"), .init(heading: "days", isNumber: true),
                    .init(heading: "claims", isNumber: true), .init(heading: "amount", isNumber: true),
                    .init(heading: "currency"), .init(heading: "oldest"),
                ])
                for item in answer.items.asArray {
                    let from = item.fromDays.asText ?? ""
                    table.add([
                        item.state.asText.map(UnitCard.words) ?? "",
                        item.toDays.asText.map { "\(from)–\($0)" } ?? "\(from) or more", item.count.asText ?? "",
                        WarrantyText.money(item.amount.asDouble, item), item.currency.asText ?? "",
                        Figures.time(item.oldest.asText) ?? "",
                    ])
                }
                if answer.items.asArray.isEmpty {
                    try session.output.print("No claim is waiting.")
                } else {
                    try session.output.print(table)
                }
            }
        }
    }
}

enum WarrantyText {
    /// Minor units in whole ones, as `4500.00`; nothing without a currency.
    static func money(_ amount: Double?, _ holder: JSON) -> String {
        guard let amount, let currency = holder.currency.asText, amount.magnitude < 9e15 else { return "" }
        return Money.text(Int64(amount.rounded()), currency)
    }
}
