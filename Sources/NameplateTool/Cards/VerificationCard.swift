/// What can be said of a unit by its number, as the API answers it.
enum VerificationCard {
    static func lines(_ answer: JSON, for terminal: Terminal) -> [String] {
        var card = Card()
        card.text(answer.sentence.asText, .strong)
        card.field("Manufacturer", answer.manufacturer.name.asText)
        card.field("Model", answer.model.number.asText)
        card.field("Serial number", answer.serial.asText)
        card.field("As of", answer.asOf.asText)
        for approval in answer.approvals.asArray {
            let name = [approval.mark.asText, approval.certificate.asText].compactMap(\.self).joined(separator: " ")
            let standards = approval.standards.asArray.compactMap(\.asText).joined(separator: ", ")
            card.field("Approved", standards.isEmpty ? name : "\(name) (\(standards))")
        }
        for element in answer.authentication.asArray { card.field("How to tell a real one", element.asText) }
        list("What speaks for it", answer.findings.asArray.compactMap { $0.sentence.asText }, &card)
        list("Signs of copies", answer.signals.asArray.compactMap { $0.sentence.asText }, &card)
        list("What to do", answer.advice.asArray.compactMap(\.asText), &card)
        return card.lines(for: terminal)
    }

    /// All that speaks for copies of a unit.
    static func file(_ answer: JSON, for terminal: Terminal) -> [String] {
        var card = Card()
        card.title("\(answer.model.number.asText ?? "")  \(answer.serial.asText ?? "")")
        card.field("Everybody is told", answer.verdict.asText)
        list("Signs of copies", answer.signals.asArray.compactMap { $0.sentence.asText }, &card)
        list(
            "What was concluded",
            answer.reviews.asArray.map { "\($0.changedAt.asText ?? "")  \($0.state.asText ?? "")" }, &card)
        list(
            "Who has asked",
            answer.scans.asArray.map { scan in
                let code = scan.code.asText == "none" ? nil : scan.code.asText.map { "code: \($0)" }
                let staff = scan.isTrusted.isTrue ? "staff" : nil
                return [scan.at.asText, scan.region.asText, scan.channel.asText, code, staff]
                    .compactMap(\.self).joined(separator: "  ")
            }, &card)
        return card.lines(for: terminal)
    }

    private static func list(_ heading: String, _ lines: [String], _ card: inout Card) {
        guard !lines.isEmpty else { return }
        card.heading(heading)
        for line in lines { card.text("- " + line) }
    }
}
