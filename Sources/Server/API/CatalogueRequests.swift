import Identifiers
import Registry

extension ManufacturerDraft {
    static let schema = ObjectSchema(
        "ManufacturerDraft",
        [
            .optional("slug", .text(most: 80), "lower-case letters, digits and dashes; in a PUT the address says it"),
            .required("name", .text(), "the name"),
            .optional("country", .text(most: 10), "ISO 3166-1 alpha-2"),
            .optional("note", .text(), "a remark shown with the name"),
            .optional("gs1Prefixes", .texts(most: 100), "GS1 company prefixes"),
            .optional("wmis", .texts(most: 100), "VIN world manufacturer identifiers (ISO 3780)"),
        ])

    /// - Parameter slug: What the address says; nil takes the document's.
    init(_ json: JSONValue, slug: String?) throws(RequestError) {
        self.init(
            slug: try named("slug", json, slug), name: json["name"]?.text ?? "", country: json["country"]?.text,
            note: json["note"]?.text, gs1Prefixes: json.texts("gs1Prefixes"),
            worldManufacturerIdentifiers: json.texts("wmis"))
    }
}

/// What a document and its address say of the same name. - Throws: `json.missingField`, `json.value` where they differ.
func named(_ field: String, _ json: JSONValue, _ address: String?) throws(RequestError) -> String {
    let told = json[field]?.text
    guard let name = address ?? told else {
        throw RequestError(.jsonMissingField, "The field '\(field)' is missing.", field: field)
    }
    guard told == nil || told == name else {
        throw RequestError(.jsonValue, "'\(field)' never changes; it must be what the address says.", field: field)
    }
    return name
}

extension ModelDetails {
    static let schema = ObjectSchema(
        "ModelDraft",
        [
            .optional("number", .text(), "the model number; in a PUT the address says it"),
            .optional("name", .text(), "the name"),
            .optional("line", .text(), "the product line"),
            .optional("brand", .text(), "a name on the product line"),
            .optional("version", .text(), "the revision now made under this number"),
            .optional("category", .text(), "the category"),
            .optional("gtins", .texts(most: 100), "GTINs of 8, 12, 13 or 14 digits"),
            .optional("announcedOn", .date, "announced"),
            .optional("releasedOn", .date, "public from this day on; at once where absent"),
            .optional("salesEndOn", .date, "sold until"),
            .optional("supportEndOn", .date, "supported until"),
            .optional("fleetPublished", .boolean, "show everybody how its units have fared"),
            .optional("supersedes", .text(), "the number of the model that it replaces"),
            .optional("specifications", .list(.object(Specification.draftSchema), most: 500), "typed properties"),
        ])

    /// - Parameter number: What the address says; nil takes the document's.
    init(_ json: JSONValue, number: String?) throws {
        let number = try named("number", json, number)
        self.init(number: try reading("number") { () throws(IdentifierError) in try ModelNumber(parsing: number) })
        name = json["name"]?.text
        line = json["line"]?.text
        brand = json["brand"]?.text
        version = json["version"]?.text
        category = json["category"]?.text
        gtins = try json.texts("gtins").enumerated().map { index, text in
            try reading("gtins[\(index)]") { () throws(IdentifierError) in try GTIN(parsing: text).text }
        }
        announcedOn = try json.date("announcedOn")
        releasedOn = try json.date("releasedOn")
        salesEndOn = try json.date("salesEndOn")
        supportEndOn = try json.date("supportEndOn")
        fleetPublished = json["fleetPublished"]?.boolean ?? false
        specifications = try (json["specifications"]?.elements ?? []).enumerated().map { index, json in
            try Specification(json, field: "specifications[\(index)]")
        }
    }
}
