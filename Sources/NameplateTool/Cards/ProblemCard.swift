import Server

/// A problem on a terminal: what is wrong, what was done about it, what can be done.
enum ProblemCard {
    static func lines(_ known: JSON, for terminal: Terminal) -> [String] {
        var card = Card()
        card.title("\(known.number.asText ?? "")  \(known.title.asText ?? "")")
        card.field("State", state(known), known.overdue == .boolean(true) ? .warning : nil)
        card.field("Models", known.models.asArray.compactMap(\.asText).joined(separator: ", "))
        card.field("Units", known.population.asText)
        let codes = known.faultCodes.asArray.compactMap(\.asText)
        card.field("Fault codes", codes.isEmpty ? nil : codes.joined(separator: ", "))
        card.field("Severity", known.severity.asText.map { "\($0) of 10" })
        card.field("Owner", known.owner.asText)
        card.field("Due", known.dueOn.asText)
        card.field("Complaints", known.complaints.asText)
        card.field("Contained", dated(known.containment.asText, known.containedOn.asText))
        card.field("Cause", known.cause.asText.map { "\($0) (\(known.causeCategory.asText ?? ""))" })
        card.field("Correction", known.correction.asText)
        card.field("Change note", known.changeNote.asText)
        card.field("From", known.effectivity.asText)
        if !known.steps.asArray.isEmpty { card.heading("What was done") }
        for step in known.steps.asArray {
            let words = [Figures.time(step.at.asText), step.step.asText, step.by.asText, step.note.asText]
            card.text("  " + words.compactMap(\.self).joined(separator: "  "))
        }
        let possible = known.possible.asArray.compactMap(\.asText)
        if !possible.isEmpty { card.field("Possible", possible.joined(separator: ", ")) }
        return card.lines(for: terminal)
    }

    /// `contained, overdue`
    static func state(_ known: JSON) -> String {
        (known.state.asText ?? "") + (known.overdue == .boolean(true) ? ", overdue" : "")
    }

    private static func dated(_ text: String?, _ day: String?) -> String? {
        text.map { text in day.map { "\(text) (\($0))" } ?? text }
    }
}
