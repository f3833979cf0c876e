import Server

/// An emerging issue for people.
enum EmergingIssueCard {
    static func lines(_ known: JSON, for terminal: Terminal) -> [String] {
        var card = Card()
        card.title("\(known.number.asText ?? "")  \(known.model.asText ?? ""): \(fault(known))")
        card.field("State", known.state.asText)
        card.field("Problem", known.problem.asText)
        add(known, to: &card)
        card.field(
            "Found", "first \(String((known.openedAt.asText ?? "").prefix(10))), last \(known.foundOn.asText ?? "")")
        if !known.steps.asArray.isEmpty { card.heading("What was done") }
        for step in known.steps.asArray {
            let words = [Figures.time(step.at.asText), step.step.asText, step.by.asText, step.note.asText]
            card.text("  " + words.compactMap(\.self).joined(separator: "  "))
        }
        let possible = known.possible.asArray.compactMap(\.asText)
        if !possible.isEmpty { card.field("Possible", possible.joined(separator: ", ")) }
        return card.lines(for: terminal)
    }

    /// What a search found.
    static func finding(_ found: JSON, for terminal: Terminal) -> [String] {
        var card = Card()
        card.title("\(found.model.asText ?? ""): \(fault(found))")
        add(found, to: &card)
        return card.lines(for: terminal) + [""]
    }

    private static func add(_ known: JSON, to card: inout Card) {
        card.field("Units", known.population.asText)
        card.field("Claims", claims(known))
        card.field(
            "Chance",
            known.pValue.asDouble.map {
                "\(FleetText.fixed($0 * 100, 1)) % of searches of a fleet without a fault show as much"
            })
        let also = known.also.asArray.compactMap { other -> String? in
            other.faultCode.asText.map { "\($0) by \(other.order.asText ?? "")" }
        }
        card.field("Also seen as", also.isEmpty ? nil : also.prefix(5).joined(separator: ", "))
    }

    /// "34 where 8.3 were expected: 4.1 times, 95 % limits 2.6 and 6.4"
    static func claims(_ known: JSON) -> String {
        var text = "\(known.claims.asText ?? "") where \(FleetText.number(known.expected, 1)) were expected"
        if known.ratio.asDouble != nil {
            text += ": \(FleetText.number(known.ratio, 1)) times, 95 % limits \(FleetText.number(known.lower, 1))"
            if let upper = known.upper.asDouble { text += " and \(FleetText.fixed(upper, 1))" }
        }
        return text
    }

    private static func fault(_ known: JSON) -> String {
        [known.faultCode.asText, known.fault.asText].compactMap(\.self).joined(separator: ", ")
    }
}
