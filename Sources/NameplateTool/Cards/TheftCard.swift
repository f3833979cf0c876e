import Server

/// A report of a theft or a loss: what is said, what was done, what can be done.
enum TheftCard {
    static func lines(_ report: JSON, for terminal: Terminal) -> [String] {
        var card = Card()
        card.title("\(report.number.asText ?? "")  \(report.model.asText ?? "") S/N \(report.serial.asText ?? "")")
        card.field("State", report.state.asText)
        card.field("Kind", report.kind.asText)
        card.field("Happened on", report.happenedOn.asText)
        if let units = report.units.asInteger, units > 1 { card.field("Units", String(units)) }
        card.field("Proof", report.proof.asText)
        card.field("Country", report.country.asText)
        card.field("Region", report.region.asText)
        card.field("Police", report.policeReference.asText)
        card.field("In words", report.words.asText)
        card.field("Reported at", report.reportedAt.asText)
        card.field("Reported by", report.reportedBy.asText)
        card.field("Expires", report.expiresAt.asText)
        card.field("Ended", report.endedAt.asText)
        if !report.steps.asArray.isEmpty { card.heading("What was done") }
        for step in report.steps.asArray {
            let words = [step.at.asText, step.step.asText, step.by.asText, step.note.asText]
            card.text("  " + words.compactMap(\.self).joined(separator: "  "))
        }
        let possible = report.possible.asArray.compactMap(\.asText)
        if !possible.isEmpty { card.field("Possible", possible.joined(separator: ", ")) }
        return card.lines(for: terminal)
    }

    /// `T-7K3M-9TQ1: stolen on 2026-07-14, provisional`
    static func note(_ note: JSON) -> String {
        "\(note.number.asText ?? ""): \(note.kind.asText ?? "") on \(note.happenedOn.asText ?? ""), "
            + "\(note.state.asText ?? "")"
    }
}
