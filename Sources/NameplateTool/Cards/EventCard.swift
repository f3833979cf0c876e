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
        card.field("Place", event.location.asText)
        card.field("Read at", event.readPoint.asText)
        card.field("Manufacturer", event.manufacturer.asText ?? event.manufacturer.slug.asText)
        card.field("Model", event.model.asText ?? event.model.number.asText)
        card.field("Serial numbers", event.serials.asList)
        card.field("Batch", event.batch.asText)
        if let first = event.firstSequence.asText, let last = event.lastSequence.asText {
            card.field("Sequence", "\(first) to \(last)")
        }
        card.field("In", event.container.asText ?? event.parent.serial.asText)
        card.field("Owner", event.owner.asText)
        card.field("Corrects", event.corrects.asText)
        card.field("Why", event.errorReason.asText.map(UnitCard.words))
        for fact in facts(event) { card.text(fact) }
        for discrepancy in event.discrepancies.asArray {
            card.field("Discrepancy", Self.discrepancy(discrepancy), .warning)
        }
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
        let readings = event.readings.asArray.map { reading in
            [reading.type.asText.map(UnitCard.words), reading.value.asText, reading.unit.asText]
                .compactMap(\.self).joined(separator: " ")
        }
        if !readings.isEmpty { facts.append(readings.joined(separator: ", ")) }
        facts += event.notes.asArray.compactMap(\.asText).map { "“\($0)”" }
        return facts
    }

    /// A reported fact that does not fit what was known, in words.
    static func discrepancy(_ discrepancy: JSON) -> String {
        if let sentence = discrepancy.sentence.asText { return sentence }
        var words = discrepancy.code.asText ?? "does not fit"
        if let expected = discrepancy.expected.asText { words += ", expected \(UnitCard.words(expected))" }
        if let found = discrepancy.found.asText { words += ", found \(UnitCard.words(found))" }
        return words
    }

    private static func part(_ part: JSON) -> String {
        [part.part.asText, part.serial.asText].compactMap(\.self).joined(separator: " ")
    }
}
