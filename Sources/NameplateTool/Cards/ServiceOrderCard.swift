import Registry
import Server

/// A service order: what is wrong, what was found and done, and what can be done.
enum ServiceOrderCard {
    static func lines(_ order: JSON, for terminal: Terminal) -> [String] {
        var card = Card()
        card.title("\(order.number.asText ?? "")  \(order.model.asText ?? "") S/N \(order.serial.asText ?? "")")
        card.field("State", order.state.asText)
        for note in order.thefts.asArray { card.field("Reported", TheftCard.note(note), .warning) }
        card.field("Outcome", order.outcome.asText)
        if order.isRepeat == .boolean(true) {
            card.field("Repeat repair", order.repeats.asText.map { "yes, after \($0)" } ?? "yes")
        }
        card.field("Complaint", order.complaint.asText)
        card.field("Symptom", order.symptom.asText)
        card.field("Diagnosis", order.faultCode.asText)
        card.field("Part at fault", order.causalPart.asText)
        card.field("Work done", order.workDone.asText)
        card.field("Charged to", order.charge.asText)
        card.field("Workshop", order.site.asText)
        card.field("Technician", order.technician.asText)
        card.field("Down since", order.downSince.asText)
        card.field("Back since", order.backSince.asText)
        card.field("Reference", order.reference.asText)
        card.field("Case", order[dynamicMember: "case"].asText)
        card.field("Claim", order.claim.asText)
        card.field("Recall", order.campaign.asText)
        if !order.lines.asArray.isEmpty { card.heading("Lines") }
        for (place, line) in order.lines.asArray.enumerated() {
            let serials = [line.removed.asText.map { "out \($0)" }, line.fitted.asText.map { "in \($0)" }]
                .compactMap(\.self).joined(separator: ", ")
            card.text(
                "  \(place + 1) \(line.kind.asText ?? "") \(line.title.asText ?? ""): "
                    + ClaimCard.amount(line.claimed, order) + (serials.isEmpty ? "" : ", \(serials)"))
        }
        if !order.steps.asArray.isEmpty { card.heading("What happened") }
        for step in order.steps.asArray {
            card.text(
                "  " + [step.at.asText, step.step.asText, step.note.asText].compactMap(\.self).joined(separator: "  "))
        }
        let possible = order.possible.asArray.compactMap(\.asText)
        if !possible.isEmpty { card.field("Possible", possible.joined(separator: ", ")) }
        return card.lines(for: terminal)
    }

    /// '2 h 05 min'; nothing where it is not known.
    static func duration(_ minutes: JSON) -> String {
        guard let minutes = minutes.asInteger else { return "" }
        let (hours, rest) = (minutes / 60, minutes % 60)
        return hours == 0 ? "\(rest) min" : "\(hours) h \(rest < 10 ? "0" : "")\(rest) min"
    }
}
