import Identifiers
package import Nameplate
import Registry

extension FormatPreview {
    private static let fieldWords = Schema.word(Field.allCases.map(\.rawValue))

    static let schema = ObjectSchema(
        "FormatPreview",
        [
            .optional("pattern", .text(most: 1_000), "the pattern in its usual spelling; absent where it is wrong"),
            .optional("length", .count, "how many characters each serial number has"),
            .optional("room", .count, "how many sequence numbers there are, from 0"),
            .optional("scrambled", .boolean, "whether its numbers are encrypted to look random"),
            .optional("sampleKey", .boolean, "whether those below are made with a made-up key: it has none yet"),
            .optional(
                "guessOneIn", .integer(1...Int64.max),
                "one guess in so many hits a number once these are issued; absent where none would be"),
            .optional("needs", .object(needsSchema), "what must be known to print a serial number"),
            .optional("plant", .text(), "the plant that is printed below"),
            .optional("line", .text(), "the line that is printed below"),
            .optional("date", .date, "the date that is printed below"),
            .optional("madeUp", .list(fieldWords, most: 3), "which of these three were not given, or wrong"),
            .optional("firstSequence", .count, "the first sequence number"),
            .optional("lastSequence", .count, "the last sequence number"),
            .optional("firstSerial", .text(), "the first serial number"),
            .optional("between", .texts(most: 3), "some between"),
            .optional("lastSerial", .text(), "the last serial number"),
            .optional("manufacturer", .object(Manufacturer.referenceSchema), "whose model was named"),
            .optional("model", .object(Model.referenceSchema), "the model that was named"),
            .optional("isNew", .boolean, "whether that model does not have this format yet"),
            .optional("left", .count, "how many can still be issued with this plant, line and date"),
            .optional("previousBatch", .text(), "the batch after which the serial numbers go on"),
            .optional("batch", .text(), "the number that the batch would get"),
            .required("problems", .list(.object(Obstacle.schema), most: 10), "what is wrong with what was given"),
        ])

    private static let needsSchema = ObjectSchema(
        "FormatNeeds",
        [
            .optional("plant", .count, "the length of the plant's code"),
            .optional("line", .count, "the length of the line's code"),
            .optional("date", .word(["year", "month", "day"]), "how precise a date"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            if let format { write(format, to: &json) }
            json.field("firstSequence", sequences?.lowerBound)
            json.field("lastSequence", sequences?.upperBound)
            json.field("firstSerial", firstSerial)
            if !between.isEmpty { json.field("between", between) }
            json.field("lastSerial", lastSerial)
            if let model {
                model.manufacturer.writeReference(to: &json)
                json.objectField("model") { model.model.writeReferenceMembers(to: &$0) }
                json.field("isNew", model.isNew)
                json.field("left", model.left)
                json.field("previousBatch", model.previous?.number)
                json.field("batch", model.batch)
            }
            json.listField("problems", obstacles) { $1.write(to: &$0) }
        }
    }

    private func write(_ format: SerialFormat, to json: inout JSONWriter) {
        json.field("pattern", format.pattern)
        json.field("length", format.length)
        json.field("room", format.room)
        json.field("scrambled", format.isScrambled)
        if hasSampleKey { json.field("sampleKey", true) }
        json.field("guessOneIn", guessability?.oddsOneIn)
        json.objectField("needs") { json in
            json.field("plant", format.needs.plant)
            json.field("line", format.needs.line)
            json.field("date", format.needs.date.map { Self.word($0) })
        }
        json.field("plant", fields.plant)
        json.field("line", fields.line)
        json.field("date", fields.date?.isoText)
        let madeUp = Field.allCases.filter(isMadeUp).map(\.rawValue)
        if !madeUp.isEmpty { json.field("madeUp", madeUp) }
    }

    private static func word(_ precision: CivilDate.Precision) -> String {
        switch precision {
        case .year: "year"
        case .month: "month"
        case .day: "day"
        }
    }

    /// The document that the API answers.
    package var document: [UInt8] { JSONWriter.bytes { write(to: &$0) } }
}

extension FormatPreview.Obstacle {
    static let schema = ObjectSchema(
        "FormatProblem",
        [
            .required("field", .text(), "pattern, plant, line, date, count or batch"),
            .required("code", .text(), "stable and dotted, such as format.syntax"),
            .required("detail", .text(most: 4_000), "what is wrong and what to do"),
            .optional("position", .count, "where the field's text is wrong, in characters from 0"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("field", field)
            json.field("code", code)
            json.field("detail", sentence)
            json.field("position", position)
        }
    }
}
