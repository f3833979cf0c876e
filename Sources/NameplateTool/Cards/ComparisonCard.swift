import Server

/// Models side by side, as the API answers them.
enum ComparisonCard {
    static func table(_ answer: JSON) -> Table {
        let models = answer.models.asArray
        var table = Table(
            [.init(heading: "", isWhole: true)]
                + models.map { .init(heading: $0.number.asText ?? "") })
        table.add(["Name"] + models.map { $0.name.asText ?? "" })
        for group in answer.groups.asArray {
            if let title = group.title.asText { table.add([title] + models.map { _ in "" }) }
            let indent = group.title.isNull ? "" : "  "
            for row in group.rows.asArray {
                let cells = row.cells.asArray.map { cell in
                    (ModelCard.value(cell) ?? "–") + (cell.best.isTrue ? " *" : "")
                }
                table.add([indent + (row.name.asText ?? "")] + cells)
            }
        }
        let rates = models.map { rate($0.fleet) }
        if rates.contains(where: { $0 != nil }) { table.add(["Failure rate"] + rates.map { $0 ?? "–" }) }
        return table
    }

    /// One failure tells little: the limits say how little.
    private static func rate(_ fleet: JSON) -> String? {
        guard let rate = fleet.annualRate.asDouble, let lower = fleet.lower.asDouble, let upper = fleet.upper.asDouble
        else { return nil }
        return
            "\(Numbers.percent(100 * rate)) a year (\(Numbers.percent(100 * lower)) to \(Numbers.percent(100 * upper)))"
    }

    static func remarks(_ answer: JSON, isAll: Bool) -> Card {
        let rows = answer.groups.asArray.flatMap(\.rows.asArray)
        var card = Card()
        if rows.isEmpty { card.text("They tell the same; --all shows it.") }
        if rows.contains(where: { $0.cells.asArray.contains(where: \.best.isTrue) }) {
            card.text("* the best of them", .faint)
        }
        if !isAll, !rows.isEmpty { card.text("Only what differs; --all shows the rest.", .faint) }
        return card
    }
}
