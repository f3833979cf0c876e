import Server

/// What a pattern means, as the API answers it.
enum FormatCard {
    static func card(_ preview: JSON) -> Card {
        var card = Card()
        card.title(preview.pattern.asText ?? "")
        card.field("Length", preview.length.asInteger.map { Numbers.count($0, "character", "characters") })
        card.field("Room", room(preview))
        if !preview.scrambled.isNull { card.field("Guessing", Formats.guessing(preview)) }
        card.field("First", preview.firstSerial.asText)
        card.field("Between", preview.between.asList)
        card.field("Last", preview.lastSerial.asText)
        if !preview.model.isNull { add(preview, to: &card) }
        if preview.sampleKey.isTrue {
            card.text("Scrambled with a made-up key here: the true numbers look as random, but are others.")
        }
        let madeUp = preview.madeUp.asArray.compactMap(\.asText)
        if !madeUp.isEmpty {
            let values = madeUp.map { "\($0) \(value($0, of: preview))" }
            card.text("Made up here, to be given when serial numbers are issued: \(values.joined(separator: ", ")).")
        }
        return card
    }

    /// What depends on the model.
    private static func add(_ preview: JSON, to card: inout Card) {
        let name = [preview.manufacturer.name.asText, preview.model.number.asText].compactMap(\.self)
            .joined(separator: " ")
        card.field("Model", name + (preview.isNew.isTrue ? ", which does not have this format yet" : ""))
        card.field("Next sequence", preview.firstSequence.asText)
        card.field("After batch", preview.previousBatch.asText)
        card.field("Left", preview.left.asInteger.map { Numbers.count($0, "serial number", "serial numbers") })
        card.field("Batch", preview.batch.asText)
    }

    private static func room(_ preview: JSON) -> String? {
        let needs = preview.needs
        var names = [needs.plant.isNull ? nil : "plant", needs.line.isNull ? nil : "line"].compactMap(\.self)
        if let precision = needs.date.asText { names.append(precision == "day" ? "day or week" : precision) }
        let each = names.isEmpty ? "" : " for each \(names.joined(separator: ", "))"
        return preview.room.asInteger.map { Numbers.count($0, "serial number", "serial numbers") + each }
    }

    private static func value(_ field: String, of preview: JSON) -> String {
        let values = ["plant": preview.plant, "line": preview.line, "date": preview.date]
        return values[field]?.asText ?? ""
    }
}
