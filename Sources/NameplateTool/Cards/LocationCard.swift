import Server

/// A place as the API answers it.
enum LocationCard {
    static func lines(_ place: JSON, for terminal: Terminal) -> [String] {
        var card = Card()
        card.title("\(place.name.asText ?? "") (\(place.code.asText ?? ""))")
        card.field("Kind", [place.level.asText, place.kind.asText].compactMap(\.self).joined(separator: ", "))
        let above = place.above.asArray.compactMap(\.code.asText)
        card.field("In", above.isEmpty ? nil : above.joined(separator: " > "))
        card.field("GLN", [place.gln.asText, place.glnExtension.asText].compactMap(\.self).joined(separator: " "))
        card.field("Country", place.country.asText)
        card.field("Room", place.capacityVolume.asText.map { "\($0) cm³" })
        card.field("Load", place.capacityWeight.asText.map { "\($0) g" })
        card.field("Retired", Figures.time(place.retiredAt.asText))
        let below = place.below.asArray.compactMap(\.code.asText)
        card.field("Holds", below.isEmpty ? nil : below.joined(separator: ", "))
        return card.lines(for: terminal)
    }
}
