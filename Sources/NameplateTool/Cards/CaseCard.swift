import Server

/// A case: what was asked, what was said and done, what can be done.
enum CaseCard {
    static func lines(_ known: JSON, for terminal: Terminal) -> [String] {
        var card = Card()
        card.title("\(known.number.asText ?? "")  \(known.model.asText ?? "") S/N \(known.serial.asText ?? "")")
        card.field("State", state(known))
        for note in known.thefts.asArray { card.field("Reported", TheftCard.note(note), .warning) }
        card.field("Kind", known.kind.asText)
        card.field("Complaint", known.complaint.asText)
        card.field("Contact", known.contact.asText)
        card.field("Came by", known.channel.asText)
        card.field("Priority", known.priority.asText)
        card.field("Due", known.dueAt.asText)
        card.field("Looked after by", known.assignee.asText)
        card.field("Claim", known.claim.asText)
        card.field("Service order", known.order.asText)
        card.field("Outcome", known.outcome.asText)
        if let back = known.returnState.asText { card.field("Return", "\(known.number.asText ?? ""): \(back)") }
        card.field("How to send it", known.returnInstructions.asText)
        card.field("Rating", rating(known))
        if !known.replies.asArray.isEmpty { card.heading("What was said and done") }
        for reply in known.replies.asArray {
            let within = reply[dynamicMember: "internal"] == .boolean(true) ? "within the desk" : nil
            let words = [reply.at.asText, reply.side.asText, within, reply.step.asText, reply.text.asText]
            card.text("  " + words.compactMap(\.self).joined(separator: "  "))
        }
        if !known.files.asArray.isEmpty { card.heading("Files") }
        for file in known.files.asArray { card.text("  \(file.id.asText ?? "")  \(file.name.asText ?? "")") }
        let possible = known.possible.asArray.compactMap(\.asText)
        if !possible.isEmpty { card.field("Possible", possible.joined(separator: ", ")) }
        return card.lines(for: terminal)
    }

    /// `open, overdue`
    static func state(_ known: JSON) -> String {
        (known.state.asText ?? "") + (known.overdue == .boolean(true) ? ", overdue" : "")
    }

    private static func rating(_ known: JSON) -> String? {
        known.rating.asInteger.map { "\($0) of 5" + (known.ratingWords.asText.map { ": \($0)" } ?? "") }
    }
}
