/// The shape of a JSON value: what a request must have, what an answer has, and what the OpenAPI document says of both.
package indirect enum Schema: Sendable {
    /// - Parameters:
    ///   - most: The most characters.
    ///   - format: A format of JSON Schema 2020-12, such as 'date-time'.
    case text(most: Int = 400, format: String? = nil)
    /// One of some words.
    case word([String])
    case integer(ClosedRange<Int64>)
    case number
    case boolean
    case list(Schema, most: Int)
    case object(ObjectSchema)
    /// A decimal: a text, or a number whose text is kept.
    case decimal
    /// Any of some shapes, tried in order.
    case any([Schema])
    /// An object whose members are told elsewhere, and checked there.
    case anyObject

    package static let count = Schema.integer(0...Int64.max)
    package static let id = Schema.text(most: 19)
    package static let time = Schema.text(most: 40, format: "date-time")
    /// A civil date to the day, the month or the year.
    package static let date = Schema.text(most: 10)
    package static func texts(most: Int, each: Int = 80) -> Schema { .list(.text(most: each), most: most) }
}

/// An object with its members in the order of the documentation.
package struct ObjectSchema: Sendable {
    /// Under which name the OpenAPI document keeps it; nil writes it where it is used.
    package var name: String?
    package var properties: [Property]

    package struct Property: Sendable {
        package var name: String
        package var schema: Schema
        package var isRequired: Bool
        package var summary: String

        package static func required(_ name: String, _ schema: Schema, _ summary: String) -> Property {
            Property(name: name, schema: schema, isRequired: true, summary: summary)
        }

        package static func optional(_ name: String, _ schema: Schema, _ summary: String) -> Property {
            Property(name: name, schema: schema, isRequired: false, summary: summary)
        }
    }

    package init(_ name: String? = nil, _ properties: [Property]) {
        self.name = name
        self.properties = properties
    }
}

extension Schema {
    /// Checks a value that somebody sent, so that what reads it afterwards finds every type as expected.
    /// - Parameter field: Where the value stands, such as `readings[2].value`; empty for the whole document.
    /// - Throws: `json.unknownField`, `json.missingField`, `json.value`.
    package func check(_ value: JSONValue, field: String = "") throws(RequestError) {
        switch (self, value) {
        case (.text(let most, _), .text(let text)):
            guard text.unicodeScalars.count <= most else {
                throw wrong(field, "may have at most \(most) characters", position: most)
            }
        case (.word(let words), .text(let text)):
            guard words.contains(text) else { throw wrong(field, "must be one of \(words.joined(separator: ", "))") }
        case (.integer(let range), .number):
            guard let number = value.integer, range.contains(number) else {
                throw wrong(field, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
            }
        case (.decimal, .text(let text)), (.decimal, .number(let text)):
            guard text.utf8.count <= 80 else { throw wrong(field, "may have at most 80 characters") }
        case (.number, .number), (.boolean, .boolean), (.anyObject, .object): break
        case (.list(let element, let most), .array(let elements)):
            guard elements.count <= most else { throw wrong(field, "may have at most \(most) entries") }
            for (index, value) in elements.enumerated() { try element.check(value, field: "\(field)[\(index)]") }
        case (.object(let object), .object(let members)):
            try object.check(members, field: field)
        case (.any(let schemas), _):
            guard schemas.contains(where: { (try? $0.check(value, field: field)) != nil }) else {
                throw wrong(field, "has none of the shapes that it may have")
            }
        default: throw wrong(field, "must be \(kind)")
        }
    }

    private func wrong(_ field: String, _ what: String, position: Int? = nil) -> RequestError {
        RequestError(
            .jsonValue, field.isEmpty ? "The document \(what)." : "'\(field)' \(what).",
            field: field.isEmpty ? nil : field, position: position)
    }

    private var kind: String {
        switch self {
        case .text, .word: "a text in quotation marks"
        case .integer: "a whole number"
        case .number: "a number"
        case .decimal: "a decimal, as a text or a number"
        case .boolean: "true or false"
        case .list: "a list in square brackets"
        case .object, .anyObject: "an object in braces"
        case .any: "of another kind"
        }
    }
}

extension ObjectSchema {
    fileprivate func check(_ members: [String: JSONValue], field: String) throws(RequestError) {
        let prefix = field.isEmpty ? "" : field + "."
        for name in members.keys.sorted() where !properties.contains(where: { $0.name == name }) {
            let shown = prefix + RequestError.shown(name)
            throw RequestError(
                .jsonUnknownField,
                "There is no field '\(shown)'; known are \(properties.map(\.name).joined(separator: ", ")).",
                field: shown)
        }
        for property in properties {
            // `null` says the same as leaving the field out.
            guard let value = members[property.name], value != .null else {
                guard !property.isRequired else {
                    throw RequestError(
                        .jsonMissingField, "The field '\(prefix)\(property.name)' is missing: \(property.summary)",
                        field: prefix + property.name)
                }
                continue
            }
            try property.schema.check(value, field: prefix + property.name)
        }
    }
}
