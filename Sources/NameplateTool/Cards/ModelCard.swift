import Server

/// A model as the API answers it.
enum ModelCard {
    static func card(_ model: JSON) -> Card {
        var card = Card()
        card.title([model.manufacturer.name.asText, model.number.asText].compactMap(\.self).joined(separator: " "))
        card.text(model.name.asText)
        card.field("Brand", model.brand.asText)
        card.field("Line", model.line.asText)
        card.field("Version", model.version.asText)
        card.field("Category", model.category.asText)
        card.field("GTIN", model.gtins.asList)
        card.field("Announced", model.announcedOn.asText)
        card.field("Released", model.releasedOn.asText)
        card.field("Sold until", model.salesEndOn.asText)
        card.field("Supported until", model.supportEndOn.asText)
        for other in model.otherNumbers.asArray {
            card.field(other.kind.asText == "former" ? "Formerly" : "Also", other.number.asText)
        }
        card.field("Supersedes", model.supersedes.asText ?? model.supersedes.number.asText)
        card.field("Superseded by", relatives(model.supersededBy))
        if !model.specifications.asArray.isEmpty { card.heading("Specifications") }
        for specification in model.specifications.asArray {
            card.field(specification.name.asText ?? "", value(specification))
        }
        add(model.fleet, to: &card)
        if !model.formats.asArray.isEmpty { card.heading("Serial numbers") }
        for format in model.formats.asArray { card.field("Format", format.pattern.asText) }
        return card
    }

    private static func relatives(_ models: JSON) -> String? {
        let numbers = models.asArray.compactMap { $0.asText ?? $0.number.asText }
        return numbers.isEmpty ? nil : numbers.joined(separator: ", ")
    }

    /// The value of a property.
    static func value(_ json: JSON) -> String? {
        let (words, unit) = (Words.english, json.unit.asText)
        if let number = json.number.asText { return words.quantity(number, unit: unit) }
        if let from = json.from.asText, let to = json.to.asText { return words.range(from: from, to: to, unit: unit) }
        let numbers = json.dimensions.asArray.compactMap(\.asText)
        if !numbers.isEmpty { return words.dimensions(numbers, unit: unit) }
        return json.list.asList ?? json.text.asText ?? json.yesNo.asText
    }

    private static func add(_ fleet: JSON, to card: inout Card) {
        guard !fleet.isNull else { return }
        card.heading("How its units have fared")
        card.field("Units", fleet.units.asText)
        card.field("Failures", fleet.failures.asText)
        card.field("Years in service", fleet.serviceYears.asDouble.map { Numbers.fixed($0, places: 1) })
        guard let rate = fleet.annualRate.asDouble else { return }
        var sentence = Numbers.percent(100 * rate) + " a year"
        if let lower = fleet.lower.asDouble, let upper = fleet.upper.asDouble {
            sentence += ", between \(Numbers.percent(100 * lower)) and \(Numbers.percent(100 * upper))"
            if let confidence = fleet.confidence.asDouble {
                sentence += " with \(Numbers.percent(100 * confidence, places: 0)) confidence"
            }
        }
        card.field("Failure rate", sentence)
    }
}
