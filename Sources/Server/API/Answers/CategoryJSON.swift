import Nameplate
import Registry

extension TemplateEntry {
    static let schema = ObjectSchema("TemplateEntry", properties(isWritten: false))

    /// As a caller gives it.
    static let draftSchema = ObjectSchema(
        "TemplateEntryDraft",
        properties(isWritten: true) + [
            .optional("written", .text(most: 1_000), "or all of it on a line: 'Capacity = number L, more, required'")
        ])

    private static func properties(isWritten: Bool) -> [ObjectSchema.Property] {
        let kinds = Schema.word(Specification.Kind.allCases.map(\.rawValue))
        let name = "the specification, as models spell it"
        return [
            isWritten ? .optional("name", .text(most: 80), name) : .required("name", .text(most: 80), name),
            isWritten
                ? .optional("kind", kinds, "what kind of value it has")
                : .required("kind", kinds, "what kind of value it has"),
            .optional(
                "unit", .text(most: 20),
                "the unit in which it is shown: its UN/CEFACT Recommendation 20 code, or given by its symbol"),
            .optional(
                "better", .word(TemplateEntry.Direction.allCases.map(\.rawValue)),
                "which of two values is the better one; absent where none is"),
            .optional("group", .text(most: 80), "the heading under which it stands"),
            .optional("required", .boolean, "whether every model should have it; no where absent"),
        ]
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("name", name)
            json.field("kind", kind.rawValue)
            json.field("unit", unit)
            json.field("better", direction?.rawValue)
            json.field("group", group)
            json.field("required", isRequired)
        }
    }

    /// - Throws: `json.missingField`, `value.invalid`.
    init(_ json: JSONValue, field: String) throws {
        if let written = json["written"]?.text {
            try self.init(reading: written)
            return
        }
        guard json["name"] != nil, json["kind"] != nil else {
            throw RequestError(.jsonMissingField, "'\(field)' needs a name and a kind, or 'written'.", field: field)
        }
        self.init(
            json["name"]?.text ?? "", json["kind"]?.text.flatMap { Specification.Kind(rawValue: $0) } ?? .text,
            unit: json["unit"]?.text.map { UnitOfMeasure.named($0)?.code ?? $0 },
            direction: json["better"]?.text.flatMap { Direction(rawValue: $0) },
            group: json["group"]?.text, isRequired: json["required"]?.boolean ?? false)
    }
}

extension CategoryDraft {
    static let schema = ObjectSchema(
        "CategoryDraft",
        [
            .optional("key", .text(), "the text that models carry as their category; in a PUT the address says it"),
            .optional("name", .text(), "what readers see, where that is another text"),
            .optional("parent", .text(), "the key of the wider category, whose entries hold here too"),
            .optional("entries", .list(.object(TemplateEntry.draftSchema), most: 200), "what its models should tell"),
        ])

    /// - Parameter key: What the address says; nil takes the document's.
    init(_ json: JSONValue, key: String?) throws {
        self.init(
            key: try named("key", json, key), name: json["name"]?.text, parent: json["parent"]?.text,
            entries: try (json["entries"]?.elements ?? []).enumerated().map { index, json in
                try TemplateEntry(json, field: "entries[\(index)]")
            })
    }
}

extension CategoryAnswer {
    static let schema = ObjectSchema(
        "Category",
        [
            .required("path", .text(most: 1_000), "the address of this document"),
            .required("key", .text(), "the text that models carry as their category"),
            .optional("name", .text(), "what readers see, where that is another text"),
            .optional("parent", .text(), "the key of the wider category"),
            .required("wider", .texts(most: 10, each: 400), "the keys of all categories above it, the nearest first"),
            .required("entries", .list(.object(TemplateEntry.schema), most: 200), "its own entries"),
            .required(
                "template", .list(.object(TemplateEntry.schema), most: 2_000),
                "all that its models should tell, with what holds for the wider categories"),
            .required("rowVersion", .count, "counts the changes, for If-Match"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("path", Address.category(category.key))
            json.field("key", category.key)
            json.field("name", category.name)
            json.field("parent", wider.first)
            json.field("wider", wider)
            json.listField("entries", category.entries) { $1.write(to: &$0) }
            json.listField("template", template.entries) { $1.write(to: &$0) }
            json.field("rowVersion", category.rowVersion)
        }
    }
}
