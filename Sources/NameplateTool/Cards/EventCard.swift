import Server

/// An event as the API answers it.
enum EventCard {
    static func card(_ event: JSON) -> Card {
        var card = Card()
        card.title("Event \(event.id.asText ?? "")")
        card.field("Position", event.position.asText)
        card.field("When", Figures.time(event.eventTime.asText))
        card.field("Recorded", Figures.time(event.recordTime.asText))
        card.field("Type", event.type.asText)
        card.field("Action", event.action.asText)
        card.field("Step", event.businessStep.asText.map(UnitCard.words))
        card.field("State after", event.disposition.asText.map(UnitCard.words))
        card.field("Place", event.location.asText.map { PlaceText.of($0, event.placeName.asText) })
        card.field("Read at", event.readPoint.asText)
        card.field("Manufacturer", event.manufacturer.name.asText)
        for unit in event.units.asArray { card.field("Unit", UnitCard.reference(unit)) }
        for range in event.ranges.asArray { card.field("Units", part(of: range)) }
        for pieces in event.quantities.asArray {
            card.field("Pieces", "\(pieces.quantity.asText ?? "") of \(pieces.model.asText ?? "")")
        }
        card.field("From", event.source.asText)
        card.field("In", UnitCard.reference(event.parent))
        card.field("Slot", event.slot.asText)
        card.field("Owner", event.ownerName.asText)
        card.field("Corrects", event.corrects.asText)
        card.field("Why", event.errorReason.asText.map(UnitCard.words))
        for fact in facts(event) { card.text(fact) }
        return card
    }

    /// What an event says beyond when, where and what: fault, parts, readings, remarks.
    static func facts(_ event: JSON) -> [String] {
        var facts: [String] = []
        if let fault = event.faultCode.asText { facts.append("fault \(fault)") }
        for part in event.removed.asArray { facts.append("removed \(Self.part(part))") }
        for part in event.fitted.asArray { facts.append("fitted \(Self.part(part))") }
        for mark in event.set.asArray.compactMap(\.asText) { facts.append("marked \(UnitCard.words(mark))") }
        for mark in event.unset.asArray.compactMap(\.asText) { facts.append("no longer \(UnitCard.words(mark))") }
        if let market = event.market.asText { facts.append("for the market \(market)") }
        let readings = event.readings.asArray.map { reading in
            let quantity = Words.english.quantity(reading.value.asText ?? "", unit: reading.unit.asText)
            return "\(Words.english.reading(reading.type.asText ?? "")) \(quantity)"
        }
        if !readings.isEmpty { facts.append(readings.joined(separator: ", ")) }
        facts += event.notes.asArray.compactMap(\.asText).map { "“\($0)”" }
        return facts
    }

    /// A reported fact that does not fit what was known, in words.
    static func discrepancy(_ discrepancy: JSON) -> String {
        let sentence = Words.english.discrepancy(discrepancy.code.asText ?? "")
        guard let expected = discrepancy.expected.asText, let found = discrepancy.found.asText else { return sentence }
        return "\(sentence) Expected: \(UnitCard.words(expected)); found: \(UnitCard.words(found))."
    }

    /// The part of a batch that an event speaks of.
    private static func part(of range: JSON) -> String {
        let numbers = "\(range.firstSequence.asText ?? "") to \(range.lastSequence.asText ?? "")"
        return "\(range.model.asText ?? "") batch \(range.batch.asText ?? ""), sequence \(numbers)"
    }

    private static func part(_ part: JSON) -> String {
        [part.part.asText, part.serial.asText].compactMap(\.self).joined(separator: " ")
    }
}
