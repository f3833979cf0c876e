import Server

/// Goods that are held back, on a terminal.
enum HoldCard {
    static func hold(_ hold: JSON, isDryRun: Bool) -> Card {
        var card = Card()
        if isDryRun { card.text("Nothing is recorded yet: this is a dry run.", .warning) }
        card.title("\(hold.number.asText ?? "") \(hold.reason.asText ?? "")")
        card.field("What", hold.note.asText)
        card.field("Units", hold.units.asText)
        card.field("Since", Figures.time(hold.placedAt.asText))
        card.field("By", hold.placedBy.asText)
        for item in hold.items.asArray { card.field("Holds", text(item)) }
        let decision = hold.decision.asText
        card.field("Decision", decision ?? "none yet", decision == "released" ? .good : .warning)
        card.field("Why", hold.decisionNote.asText)
        card.field("Decided", Figures.time(hold.decidedAt.asText))
        card.field("By", hold.decidedBy.asText)
        return card
    }

    private static func text(_ item: JSON) -> String {
        if let serial = item.unit.serial.asText { return "\(item.unit.model.asText ?? "") \(serial)" }
        let (first, last) = (item.units.firstSerial.asText ?? "", item.units.lastSerial.asText ?? "")
        return "\(item.units.model.asText ?? "") \(first) to \(last)"
    }

    static func clearance(_ answer: JSON) -> Card {
        var card = Card()
        card.title("\(answer.unit.model.asText ?? "") \(answer.unit.serial.asText ?? "")")
        if answer.mayLeave == .boolean(true) {
            card.text("It may leave.", .good)
        } else {
            card.text("It may not leave.", .bad)
            card.field("Because of", answer.disposition.asText ?? answer.test.asText)
            card.field("In it", answer.within.serial.asText)
        }
        for hold in answer.holds.asArray {
            card.field("Hold", "\(hold.number.asText ?? "") \(hold.reason.asText ?? ""): \(hold.note.asText ?? "")")
        }
        for test in answer.tests.asArray {
            let value = [test.value.asText, test.unit.asText].compactMap(\.self).joined(separator: " ")
            let outcome = test.outcome.asText ?? ""
            card.field(
                test.title.asText ?? "", outcome == "missing" ? outcome : "\(outcome): \(value)",
                outcome == "passed" ? .good : .warning)
        }
        return card
    }
}
