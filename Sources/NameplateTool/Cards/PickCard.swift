import Server

/// A pick list, what is set aside for it and what was scanned, as the API answers them.
enum PickCard {
    static func lines(_ pick: JSON, for terminal: Terminal, isDryRun: Bool = false) -> [String] {
        var card = Card()
        card.title("Pick list \(pick.number.asText ?? "")")
        if isDryRun { card.text("Nothing is written yet: this is a dry run.", .warning) }
        card.field("Place", [pick.location.asText, pick.name.asText].compactMap(\.self).joined(separator: " "))
        card.field("Reference", pick.reference.asText)
        card.field("For", pick[dynamicMember: "for"].asText)
        card.field("State", pick.state.asText)
        card.field("Set aside", Figures.time(pick.createdAt.asText))
        card.field("Closed", Figures.time(pick.closedAt.asText))
        let steps = pick.steps.asArray.compactMap(\.asText)
        card.field("Next", steps.isEmpty ? nil : steps.joined(separator: ", "))
        return card.lines(for: terminal) + [""] + table(of: pick).lines(for: terminal)
    }

    private static func table(of pick: JSON) -> Table {
        var table = Table([
            .init(heading: "what", isWhole: true), .init(heading: "wanted", isNumber: true),
            .init(heading: "reserved", isNumber: true), .init(heading: "picked", isNumber: true),
            .init(heading: "gone", isNumber: true), .init(heading: "short", isNumber: true),
            .init(heading: "order"), .init(heading: "in", isWhole: true),
        ])
        for line in pick.lines.asArray {
            table.add([
                [line.model.asText, line.batch.asText ?? line.unit.serial.asText].compactMap(\.self)
                    .joined(separator: " "),
                line.quantity.asText ?? "", line.reserved.asText ?? "", line.picked.asText ?? "",
                line.gone.asText ?? "", line.shortage.asText ?? "", line.strategy.asText ?? "",
                line.containers.asArray.compactMap(\.asText).joined(separator: " "),
            ])
        }
        return table
    }

    static func items(_ items: [JSON]) -> Table {
        var table = Table([
            .init(heading: "line", isNumber: true), .init(heading: "what", isWhole: true),
            .init(heading: "count", isNumber: true), .init(heading: "state"), .init(heading: "place", isWhole: true),
            .init(heading: "in", isWhole: true),
        ])
        for item in items {
            let serials = [item.firstSerial.asText, item.lastSerial.asText].compactMap(\.self)
            let unit = [item.unit.model.asText, item.unit.serial.asText].compactMap(\.self)
            let what =
                unit.isEmpty
                ? [item.model.asText ?? "", serials.joined(separator: " … ")].filter { !$0.isEmpty } : unit
            table.add([
                item.line.asText ?? "", what.joined(separator: " "), item.quantity.asText ?? "",
                item.state.asText ?? "", item.location.asText ?? "", item.container.asText ?? "",
            ])
        }
        return table
    }

    static func table(ofScans scans: [JSON]) -> Table {
        var table = Table([
            .init(heading: "scanned", isWhole: true), .init(heading: "result"), .init(heading: "count", isNumber: true),
            .init(heading: "why"),
        ])
        for scan in scans {
            table.add([
                scan.text.asText?.harmless() ?? "", words(scan.result.asText ?? ""), scan.quantity.asText ?? "",
                scan.reason.asText ?? "",
            ])
        }
        return table
    }

    /// A result in plain words.
    static func words(_ result: String) -> String {
        switch result {
        case "again": "picked before"
        case "notAsked": "not asked for"
        case "notHere": "not here"
        case "notAvailable": "not available"
        case "unread": "not read"
        default: result
        }
    }
}
