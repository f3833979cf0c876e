import Identifiers
import Registry

extension Specification {
    static let schema = ObjectSchema("Specification", properties)

    /// As a caller gives it.
    static let draftSchema = ObjectSchema(
        "SpecificationDraft",
        properties + [
            .optional(
                "written", .text(most: 2_000),
                "or as people write it: '300 L', '10 to 30 °C', '60 x 65.5 x 185 cm', 'HDMI; USB'")
        ])

    private static let properties: [ObjectSchema.Property] =
        [.required("name", .text(most: 80), "the property")] + Value.properties + [
            .optional("source", .text(most: 200), "who says so"),
            .optional("sourceOn", .date, "as of which day the source says it"),
        ]

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("name", name)
            value.writeMembers(to: &json)
            json.field("source", source)
            json.field("sourceOn", sourceOn?.isoText)
        }
    }

    /// - Throws: `json.value` where there is not exactly one value, `specification.ambiguous`.
    init(_ json: JSONValue, field: String) throws {
        let name = json["name"]?.text ?? ""
        self.init(
            name: name, value: try Value(json, field: field, name: name), source: json["source"]?.text,
            sourceOn: try json.date("sourceOn"))
    }
}

extension Specification.Value {
    static let properties: [ObjectSchema.Property] = [
        .optional("number", .decimal, "an exact decimal, as text; or"),
        .optional("text", .text(), "a text; or"),
        .optional("yesNo", .boolean, "yes or no; or"),
        .optional("from", .decimal, "the lower end of a range, with"),
        .optional("to", .decimal, "its upper end; or"),
        .optional("list", .texts(most: 100, each: 200), "several texts; or"),
        .optional("dimensions", .list(.decimal, most: 3), "two or three lengths: one of these"),
        .optional("unit", .text(most: 20), "UN/CEFACT Recommendation 20 code of the numbers' unit"),
    ]

    func writeMembers(to json: inout JSONWriter) {
        switch self {
        case .number(let number, _): json.field("number", number)
        case .text(let text): json.field("text", text)
        case .yesNo(let flag): json.field("yesNo", flag)
        case .range(let from, let to, _):
            json.field("from", from)
            json.field("to", to)
        case .list(let entries): json.field("list", entries)
        case .dimensions(let numbers, _): json.field("dimensions", numbers)
        }
        json.field("unit", unit)
    }

    /// - Throws: `json.value` where there is not exactly one value, `specification.ambiguous`.
    fileprivate init(_ json: JSONValue, field: String, name: String) throws {
        let unit = json["unit"]?.text
        var values: [Specification.Value] = []
        if let number = json["number"]?.decimal { values.append(.number(number, unit: unit)) }
        if let text = json["text"]?.text { values.append(.text(text)) }
        if let flag = json["yesNo"]?.boolean { values.append(.yesNo(flag)) }
        if let from = json["from"]?.decimal, let to = json["to"]?.decimal {
            values.append(.range(from: from, to: to, unit: unit))
        }
        if json["list"] != nil { values.append(.list(json.texts("list"))) }
        if let numbers = json["dimensions"]?.elements {
            values.append(.dimensions(numbers.compactMap(\.decimal), unit: unit))
        }
        if let written = json["written"]?.text {
            values.append(try SpecificationReader.read(written, unit: unit, field: name))
        }
        guard let value = values.first, values.count == 1 else {
            throw RequestError(
                .jsonValue,
                "'\(field)' needs one of number, text, yesNo, from with to, list, dimensions and written, and only one.",
                field: field)
        }
        self = value
    }
}
