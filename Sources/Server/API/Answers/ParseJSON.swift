package import Identifiers

// Requests to read a number and their answers, as JSON. Every face says them in this form.

extension ParseRequest {
    /// A request as somebody sent it.
    /// - Throws: `parse.field`.
    package init(_ json: JSONValue) throws(IdentifierError) {
        try self.init(ParseValue(json))
    }

    /// One request.
    static let schema = ObjectSchema("ParseRequest", properties)

    static let properties: [ObjectSchema.Property] = [
        .optional("input", inputSchema, "what is to be read: a text; for some schemes a list or an object"),
        .optional("scheme", .text(most: 80), "the name of the scheme, such as vin; every reading without it"),
        .optional("kind", .text(most: 80), "another name of scheme"),
        .optional("profile", .word(["us", "iso"]), "of a VIN: whether the check digit must agree"),
        .optional("vehicle_class", .word(["light", "heavy"]), "of a VIN: settles the model year"),
        .optional(
            "as_of", .any([.integer(1...9999), .date]), "the year or day on which the number was read; today without"),
        .optional("hint", .text(most: 80), "of a tyre: the form of the number, such as new-13"),
        .optional("checks", .word(["content", "allExceptRequiredAIs", "all"]), "which rules of a GS1 message count"),
        .optional("options", .anyObject, "settings of a scheme of GS1, such as noLeadingFNC1"),
    ]

    fileprivate static let inputSchema = Schema.any([
        .text(most: Limits.json), .list(.text(most: 400), most: 1_000), .anyObject,
    ])
}

extension ParseValue {
    /// A value as somebody sent it: members in the order of their names, numbers that are not whole as texts.
    package init(_ json: JSONValue) {
        switch json {
        case .null: self = .null
        case .boolean(let flag): self = .flag(flag)
        case .number(let text): self = Int(text).map { .number($0) } ?? .text(text)
        case .text(let text): self = .text(text)
        case .array(let elements): self = .list(elements.map { ParseValue($0) })
        case .object(let members):
            self = .object(members.sorted { $0.key < $1.key }.map { Member($0.key, ParseValue($0.value)) })
        }
    }

    func write(to json: inout JSONWriter) {
        switch self {
        case .null: json.null()
        case .flag(let flag): json.value(flag)
        case .number(let number): json.value(Int64(number))
        case .text(let text): json.value(text)
        case .list(let elements): json.array(elements) { $1.write(to: &$0) }
        case .object(let members):
            json.object { json in
                for member in members {
                    json.name(member.name)
                    member.value.write(to: &json)
                }
            }
        }
    }
}

extension ParseAnswer {
    static let schema = ObjectSchema(
        "ParseAnswer",
        [
            .optional("input", ParseRequest.inputSchema, "what was asked"),
            .required(
                "valid", .boolean, "whether it obeys the scheme; without a scheme, whether it is a number of any"),
            .optional("scheme", .text(most: 80), "the scheme that was asked for, or that of the best reading"),
            .optional("value", .anyObject, "the parts under stable names"),
            .optional("error", .object(ParseFault.schema), "what is wrong"),
            .required("corrections", corrections, "what may be meant, the likeliest first"),
            .optional("confidence", confidence, "how sure the best reading is"),
            .optional("reason", .text(most: 8_000), "why it is read so"),
            .optional("interpretations", .list(.object(reading), most: 10_000), "other readings, best first"),
            .optional("scanner", .list(.object(scannerFault), most: 20), "what a scanner did, and what to change"),
            .optional("near", .list(.object(nearMiss), most: 20), "schemes that the text nearly belongs to"),
            .optional("tables", .anyObject, "the tables that spoke, with their versions"),
        ])

    private static let confidence = Schema.word(Identifier.Confidence.allCases.map(\.word))

    private static let corrections = Schema.list(
        .object(
            ObjectSchema(
                "ParseCorrection",
                [
                    .required("text", .text(most: 8_000), "what may be meant"),
                    .required("kind", .word(Correction.Kind.allCases.map(\.name)), "the mistake"),
                    .required("positions", .list(.count, most: 40), "which characters change, from 0"),
                    .required("sentence", .text(most: 8_000), "the same for people"),
                ])), most: 50)

    private static let reading = ObjectSchema(
        "ParseReading",
        [
            .required("scheme", .text(most: 80), "the scheme"),
            .required("text", .text(most: Limits.json), "the canonical form"),
            .required("confidence", confidence, "how sure it is"), .required("reason", .text(most: 8_000), "why"),
        ])

    private static let scannerFault = ObjectSchema(
        "ScannerFault",
        [
            .required("code", .word(ScannerFault.Kind.allCases.map(\.rawValue)), "what happened"),
            .required("mended", .text(most: 8_000), "the text as it was meant"),
            .required("sentence", .text(most: 8_000), "which setting to change"),
        ])

    private static let nearMiss = ObjectSchema(
        "ParseNearMiss",
        [
            .required("scheme", .text(most: 80), "the scheme"),
            .required("error", .object(ParseFault.schema), "why it is none"),
            .required("corrections", corrections, "what may be meant"),
        ])

    package func write(to json: inout JSONWriter) { document.write(to: &json) }

    /// The answer to a line that is no request, with the number of the line.
    package static func write(
        brokenLine number: Int, _ text: String, code: String, sentence: String, position: Int?,
        to json: inout JSONWriter
    ) {
        json.object { json in
            json.field("input", text)
            json.field("valid", false)
            for name in ["scheme", "value"] {
                json.name(name)
                json.null()
            }
            json.objectField("error") { json in
                json.field("code", code)
                json.field("sentence", sentence)
                json.field("position", position)
                json.field("line", number)
            }
            json.field("corrections", [String]())
        }
    }
}

extension ParseFault {
    static let schema = ObjectSchema(
        "ParseFault",
        [
            .required("code", .text(most: 80), "stable and dotted, such as identifier.checkCharacter"),
            .required("sentence", .text(most: 8_000), "what is wrong and what to do"),
            .optional("position", .count, "where the input is wrong, in characters from 0"),
            .optional("found", .text(most: 8_000), "what stands there"),
            .optional("expected", .text(most: 8_000), "what would be right"),
            .optional("reason", .text(most: 80), "the kind of mistake in a word"),
        ])
}
