import Registry
import Server

/// A claim: what is asked for, what was found, what was done and can be done.
enum ClaimCard {
    static func lines(_ claim: JSON, for terminal: Terminal) -> [String] {
        var card = Card()
        card.title("\(claim.number.asText ?? "")  \(claim.model.asText ?? "") S/N \(claim.serial.asText ?? "")")
        card.field("State", claim.state.asText)
        card.field("Kind", claim.kind.asText)
        card.field("Complaint", claim.complaint.asText)
        card.field("Fault code", claim.faultCode.asText)
        card.field("Part at fault", claim.causalPart.asText)
        card.field("Failed on", claim.failedOn.asText)
        card.field("Repaired on", claim.repairedOn.asText)
        card.field("Site", claim.site.asText)
        card.field("Reference", claim.reference.asText)
        card.field("Claimed", amount(claim.claimed, claim))
        if !claim.approved.isNull { card.field("Approved", amount(claim.approved, claim)) }
        card.field("Remedy", claim.remedy.asText)
        if !claim.lines.asArray.isEmpty { card.heading("Lines") }
        for (place, line) in claim.lines.asArray.enumerated() {
            let approved = line.approved.isNull ? "" : ", approved \(amount(line.approved, claim))"
            let remark = line.remark.asText.map { ": \($0)" } ?? ""
            card.text(
                "  \(place + 1) \(line.kind.asText ?? "") \(line.title.asText ?? ""): \(amount(line.claimed, claim))\(approved)"
                    + remark)
        }
        if !claim.findings.asArray.isEmpty { card.heading("The rules found") }
        for finding in claim.findings.asArray {
            card.text("  \(finding.severity.asText ?? ""): \(finding.sentence.asText ?? "")")
        }
        if !claim.steps.asArray.isEmpty { card.heading("What was done") }
        for step in claim.steps.asArray {
            let words = [step.at.asText, step.step.asText, step.reason.asText, step.note.asText].compactMap(\.self)
            card.text("  " + words.joined(separator: "  "))
        }
        let possible = claim.possible.asArray.compactMap(\.asText)
        if !possible.isEmpty { card.field("Possible", possible.joined(separator: ", ")) }
        return card.lines(for: terminal)
    }

    /// `4500.00 NOK`; nothing where there is no amount.
    static func amount(_ value: JSON, _ holder: JSON) -> String {
        guard let amount = value.asInteger, let currency = holder.currency.asText else { return "" }
        return "\(Money.text(amount, currency)) \(currency)"
    }
}
