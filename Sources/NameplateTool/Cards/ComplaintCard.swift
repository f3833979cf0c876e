import Server

/// A complaint on a terminal.
enum ComplaintCard {
    static func lines(_ known: JSON, for terminal: Terminal) -> [String] {
        var card = Card()
        let unit = known.serial.asText.map { " S/N \($0)" } ?? known.identification.asText.map { " (\($0))" } ?? ""
        card.title("\(known.number.asText ?? "")  \(known.model.asText ?? "")\(unit)")
        card.field("State", known.state.asText)
        card.field("Received", known.receivedOn.asText)
        card.field("Failed", known.failedOn.asText)
        card.field("Fault codes", codes(known).isEmpty ? nil : codes(known))
        card.field("Had run", known.usage.asText.map { "\($0) \(known.usageUnit.asText ?? "")" })
        card.field("Country", known.country.asText)
        card.field("Harm", harm(known), .warning)
        card.field("Words", known.words.asText)
        card.field("Came from", known.source.asText)
        card.field("Reference", known.reference.asText)
        card.field("Problem", known.problem.asText)
        card.field("Entered by", known.enteredBy.asText)
        let possible = known.possible.asArray.compactMap(\.asText)
        if !possible.isEmpty { card.field("Possible", possible.joined(separator: ", ")) }
        return card.lines(for: terminal)
    }

    static func codes(_ known: JSON) -> String {
        known.faultCodes.asArray.compactMap(\.asText).joined(separator: ", ")
    }

    static func headline(_ known: JSON) -> String {
        String((known.words.asText ?? "").split(whereSeparator: \.isNewline).first ?? "")
    }

    private static func harm(_ known: JSON) -> String? {
        var parts: [String] = []
        if known.crash == .boolean(true) { parts.append("crash") }
        if known.fire == .boolean(true) { parts.append("fire") }
        if let injured = known.injured.asInteger, injured > 0 { parts.append("\(injured) injured") }
        if let deaths = known.deaths.asInteger, deaths > 0 { parts.append("\(deaths) dead") }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}
