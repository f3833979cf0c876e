import Server

/// A unit that comes back, on a terminal.
enum ReturnCard {
    static func card(_ entry: JSON, isDryRun: Bool) -> Card {
        var card = Card()
        if isDryRun { card.text("Nothing is recorded yet: this is a dry run.", .warning) }
        card.title("\(entry.number.asText ?? "") \(entry.state.asText ?? "")")
        card.field("Unit", "\(entry.unit.model.asText ?? "") \(entry.unit.serial.asText ?? "")")
        card.field("Reason", entry.reason.asText)
        card.field("Reference", entry.reference.asText)
        card.field("Promised", Figures.time(entry.authorizedAt.asText))
        card.field("Place", entry.location.asText)
        for step in entry.steps.asArray {
            let words = [step.step.asText, step.note.asText].compactMap(\.self).joined(separator: ": ")
            card.field(Figures.time(step.at.asText) ?? "", words)
        }
        card.field("Possible", entry.possible.asArray.compactMap(\.asText).joined(separator: ", "))
        return card
    }
}
