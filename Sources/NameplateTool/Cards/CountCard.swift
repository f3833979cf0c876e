import Server

/// A count and what differs in it, as the API answers them.
enum CountCard {
    static func lines(_ count: JSON, for terminal: Terminal) -> [String] {
        var card = Card()
        card.title("Count \(count.number.asText ?? "")")
        card.field("Place", [count.location.asText, count.name.asText].compactMap(\.self).joined(separator: " "))
        card.field(
            "Kind", [count.kind.asText, count.blind.isTrue ? "blind" : nil].compactMap(\.self).joined(separator: ", "))
        card.field("Model", count.model.asText)
        card.field("State", "\(count.state.asText ?? ""), round \(count.round.asText ?? "")")
        card.field("Planned", Figures.time(count.plannedAt.asText))
        card.field("Opened", Figures.time(count.openedAt.asText))
        card.field("Counted", Figures.time(count.countedAt.asText))
        card.field("Closed", Figures.time(count.closedAt.asText))
        card.field("Scanned", count.scanned.asText)
        card.field("Right", accuracy(count))
        for entry in count.differences.asArray { card.field(entry.kind.asText ?? "", entry.count.asText) }
        card.field("Not resolved", count.open.asText)
        let steps = count.steps.asArray.compactMap(\.asText)
        card.field("Next", steps.isEmpty ? nil : steps.joined(separator: ", "))
        return card.lines(for: terminal)
    }

    /// How many were right of how many; nil before a round is finished.
    static func accuracy(_ count: JSON) -> String? {
        guard let correct = count.correct.asInteger, let expected = count.expected.asInteger else { return nil }
        guard expected > 0 else { return "\(correct) of \(expected)" }
        let share = (Double(correct) / Double(expected) * 1_000).rounded() / 10
        return "\(correct) of \(expected) (\(share) %)"
    }

    static func table(of differences: [JSON]) -> Table {
        var table = Table([
            .init(heading: "no.", isNumber: true), .init(heading: "differs", isWhole: true),
            .init(heading: "what", isWhole: true), .init(heading: "expected", isNumber: true),
            .init(heading: "found", isNumber: true), .init(heading: "ledger has it"), .init(heading: "resolved"),
        ])
        for item in differences {
            let unit = [item.unit.model.asText, item.unit.serial.asText].compactMap(\.self)
            let range = [item.firstSerial.asText, item.lastSerial.asText].compactMap(\.self)
            let model = item.model.asText ?? ""
            let what =
                !unit.isEmpty
                ? unit.joined(separator: " ")
                : item.text.asText ?? (range.isEmpty ? model : "\(model) \(range.joined(separator: " … "))")
            let place = [
                item.believed.asText.map { $0.isEmpty ? "on the way" : $0 }, item.container.asText.map { "in \($0)" },
            ]
            let resolution = [item.resolution.asText, item.reason.asText].compactMap(\.self)
            table.add([
                item.ordinal.asText ?? "", item.kind.asText ?? "", what, item.expected.asText ?? "",
                item.found.asText ?? "", place.compactMap(\.self).joined(separator: " "),
                resolution.joined(separator: ": "),
            ])
        }
        return table
    }
}
