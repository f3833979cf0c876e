import Server

/// A shipment as the API answers it, and what goes with it.
enum ShipmentCard {
    static func lines(_ shipment: JSON, for terminal: Terminal, isDryRun: Bool = false) -> [String] {
        var card = Card()
        if isDryRun { card.text("Nothing is written yet: this is a dry run.", .warning) }
        card.title(shipment.number.asText ?? "")
        card.field("State", shipment.state.asText)
        card.field("Reference", shipment.reference.asText)
        card.field("From", shipment.fromName.asText ?? shipment.from.asText)
        card.field("To", shipment.toName.asText ?? shipment.to.asText)
        card.field("Expected", Figures.time(shipment.expectedAt.asText))
        card.field("Shipped", Figures.time(shipment.shippedAt.asText))
        card.field("First scan", Figures.time(shipment.receivedAt.asText))
        card.field("Closed", Figures.time(shipment.closedAt.asText))
        card.field("Received", "\(shipment.received.asText ?? "0") of \(shipment.announced.asText ?? "0")")
        card.field("Scans", counts(shipment.verdicts))
        for one in shipment.discrepancies.asArray {
            let isOpen = one.resolvedAt.isNull
            card.field("Discrepancy", summary(one), isOpen ? .warning : nil)
        }
        return card.lines(for: terminal)
    }

    private static func counts(_ verdicts: JSON) -> String? {
        guard case .object(let members) = verdicts else { return nil }
        let counted = members.filter { ($0.value.asInteger ?? 0) > 0 }.sorted { $0.key < $1.key }
        return counted.isEmpty
            ? nil : counted.map { "\($0.value.asText ?? "") \(words($0.key))" }.joined(separator: ", ")
    }

    /// A verdict in words.
    static func words(_ verdict: String) -> String {
        switch verdict {
        case "alreadyReceived": "already received"
        case "wrongDestination": "wrong destination"
        case "wrongModel": "wrong model"
        case "duplicateLabel": "duplicate label"
        case "notIssued": "not issued"
        default: verdict
        }
    }

    static func table(ofScans scans: [JSON]) -> Table {
        var table = Table([
            .init(heading: "time", isWhole: true), .init(heading: "text"), .init(heading: "verdict"),
            .init(heading: "unit"), .init(heading: "reason"),
        ])
        for scan in scans {
            table.add([
                Figures.time(scan.time.asText) ?? "", scan.text.asText ?? "", words(scan.verdict.asText ?? ""),
                thing(scan), scan.reason.asText ?? "",
            ])
        }
        return table
    }

    static func table(ofDiscrepancies items: [JSON]) -> Table {
        var table = Table([
            .init(heading: "id", isWhole: true), .init(heading: "kind"), .init(heading: "shipment", isWhole: true),
            .init(heading: "what"), .init(heading: "expected", isNumber: true),
            .init(heading: "came", isNumber: true), .init(heading: "place"), .init(heading: "owner"),
            .init(heading: "settled"),
        ])
        for one in items {
            table.add([
                one.id.asText ?? "", words(one.kind.asText ?? ""), one.shipment.asText ?? "", thing(one),
                one.expected.asText ?? "", one.actual.asText ?? "", one.place.asText ?? "", one.owner.asText ?? "",
                one.resolution.asText ?? "",
            ])
        }
        return table
    }

    static func lines(ofDiscrepancy one: JSON, for terminal: Terminal) -> [String] {
        var card = Card()
        card.title(summary(one))
        card.field("Id", one.id.asText)
        card.field("Shipment", one.shipment.asText)
        card.field("Place", one.place.asText)
        card.field("Other place", one.otherPlace.asText)
        card.field("Owner", one.owner.asText)
        card.field("Settled", one.resolution.asText)
        card.field("Reason", one.reason.asText)
        return card.lines(for: terminal)
    }

    private static func summary(_ one: JSON) -> String {
        let count =
            (one.expected.asInteger ?? 0) > 1 || (one.actual.asInteger ?? 0) > 1
            ? " (\(one.actual.asText ?? "0") of \(one.expected.asText ?? "0"))" : ""
        return "\(words(one.kind.asText ?? "")): \(thing(one))\(count)"
    }

    private static func thing(_ item: JSON) -> String {
        let unit = [item.unit.model.asText, item.unit.serial.asText].compactMap(\.self).joined(separator: " ")
        if !unit.isEmpty { return unit }
        let model = [item.model.asText, item.batch.asText].compactMap(\.self).joined(separator: " ")
        return model.isEmpty ? item.text.asText ?? "" : model
    }
}
