import Server

/// What the API answers about components.
enum ComponentCard {
    /// What a unit contains, each component indented below what it is part of.
    static func lines(_ answer: JSON, for terminal: Terminal) -> [String] {
        var card = Card()
        let name = [answer.manufacturer.name.asText, answer.model.number.asText].compactMap(\.self)
        card.title("\(name.joined(separator: " "))  S/N \(answer.serial.asText ?? "")")
        let isBuilt = answer.view.asText == "built"
        let left = Figures.time(answer.leftProduction.asText)
        card.text(isBuilt ? "As built" + (left.map { ", as it left production on \($0) UTC." } ?? ".") : nil)
        if let asOf = Figures.time(answer.asOf.asText) { card.text("As of \(asOf) UTC.") }
        if let position = answer.knownAt.asText { card.text("As known at position \(position) of the ledger.") }
        var lines = card.lines(for: terminal)
        let items = answer.items.asArray
        if items.isEmpty { lines.append("Nothing is known to be in it.") }
        if !items.isEmpty { lines += table(items).lines(for: terminal) }
        let gone = answer.gone.asArray
        if !gone.isEmpty {
            lines += ["", terminal.styled(isBuilt ? "No longer in it" : "Built in and no longer there", .strong)]
            lines += self.gone(gone).lines(for: terminal)
        }
        if answer.isCut.isTrue { lines.append("There is more within these: ask for one of them.") }
        if let next = answer.next.asText { lines.append("There are more: --after \(next.harmless())") }
        return lines
    }

    private static func table(_ items: [JSON]) -> Table {
        var table = Table([
            .init(heading: "component", isWhole: true), .init(heading: "slot"), .init(heading: "since (UTC)"),
            .init(heading: "batch"), .init(heading: "origin"),
        ])
        for item in items {
            let indent = String(repeating: "  ", count: Int(clamping: item.level.asInteger ?? 0))
            table.add([
                indent + part(item), item.slot.asText ?? "", Figures.time(item.since.asText) ?? "",
                item.batch.asText ?? "", origin(item),
            ])
        }
        return table
    }

    private static func origin(_ item: JSON) -> String {
        switch item.origin.asText {
        case "replacement": "instead of \(part(item.replaces))"
        case let origin?: origin
        case nil: ""
        }
    }

    private static func gone(_ items: [JSON]) -> Table {
        var table = Table([
            .init(heading: "component", isWhole: true), .init(heading: "slot"), .init(heading: "in its place"),
        ])
        for item in items {
            table.add([
                part(item), item.slot.asText ?? "", item.replacedBy.isNull ? "nothing" : part(item.replacedBy),
            ])
        }
        return table
    }

    /// A unit, or units of a batch that have no history of their own.
    static func part(_ item: JSON) -> String {
        if let unit = UnitCard.reference(item.unit) { return unit }
        let units = item.units
        let range = "\(units.firstSerial.asText ?? "") to \(units.lastSerial.asText ?? "")"
        return "\(units.model.asText ?? "") \(range) (\(units.count.asText ?? ""))"
    }

    /// What a unit is in, from the inside out.
    static func whereabouts(_ answer: JSON) -> Card {
        var card = Card()
        let name = [answer.manufacturer.name.asText, answer.model.number.asText].compactMap(\.self)
        card.title("\(name.joined(separator: " "))  S/N \(answer.serial.asText ?? "")")
        if let asOf = Figures.time(answer.asOf.asText) { card.text("As of \(asOf) UTC.") }
        if let position = answer.knownAt.asText { card.text("As known at position \(position) of the ledger.") }
        let holders = answer.holders.asArray
        if holders.isEmpty { card.text("It is in nothing.") }
        for (index, holder) in holders.enumerated() {
            let since = Figures.time(holder.since.asText).map { ", since \($0)" } ?? ""
            let slot = holder.slot.asText.map { ", \($0)" } ?? ""
            card.field(
                index == 0 ? "In" : "which is in", (UnitCard.reference(holder) ?? "") + slot + since)
        }
        card.field("Place", answer.place.asText)
        return card
    }

    /// Where the parts of a batch are.
    static func uses(_ answer: JSON) -> Table {
        var table = Table([
            .init(heading: "part", isWhole: true), .init(heading: "in", isWhole: true),
            .init(heading: "which is in", isWhole: true),
        ])
        for item in answer.items.asArray {
            let holders = item.holders.asArray.compactMap(UnitCard.reference)
            table.add([part(item), holders.first ?? "", holders.dropFirst().joined(separator: ", ")])
        }
        return table
    }

    /// What a command has done.
    static func change(_ answer: JSON) -> Card {
        var card = Card()
        let isTrial = answer.dryRun.isTrue
        card.text(isTrial ? "Nothing is recorded yet: this is a dry run." : "Recorded.", isTrial ? .warning : .good)
        card.field("Unit", UnitCard.reference(answer.assembly))
        card.field("Taken out", UnitCard.reference(answer.removed))
        card.field("Put in", UnitCard.reference(answer.installed))
        card.field("Slot", answer.slot.asText)
        for event in answer.events.asArray {
            card.field("Event", event.id.asText)
            card.field("Position", event.position.asText)
            for discrepancy in event.discrepancies.asArray {
                card.field("Discrepancy", EventCard.discrepancy(discrepancy), .warning)
            }
        }
        return card
    }
}
