import Registry

extension Manufacturer {
    static let schema = ObjectSchema(
        "Manufacturer",
        [
            .required("path", .text(), "the address of this document"),
            .required("slug", .text(most: 40), "the name in addresses and files"),
            .required("name", .text(most: 120), "the name"),
            .optional("country", .text(most: 2), "ISO 3166-1 alpha-2"),
            .optional("note", .text(), "a remark shown with the name"),
            .required("gs1Prefixes", .texts(most: 100), "GS1 company prefixes"),
            .required("wmis", .texts(most: 100), "VIN world manufacturer identifiers (ISO 3780)"),
            .required("rowVersion", .count, "counts the changes, for If-Match"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("path", Address.manufacturer(slug))
            json.field("slug", slug)
            json.field("name", name)
            json.field("country", country)
            json.field("note", note)
            json.field("gs1Prefixes", gs1Prefixes)
            json.field("wmis", worldManufacturerIdentifiers)
            json.field("rowVersion", rowVersion)
        }
    }

    /// The manufacturer as other documents name it.
    static let referenceSchema = ObjectSchema(
        "ManufacturerReference",
        [.required("slug", .text(most: 40), "the short name"), .required("name", .text(most: 120), "the name")])

    func writeReference(_ name: String = "manufacturer", to json: inout JSONWriter) {
        json.objectField(name) { json in
            json.field("slug", slug)
            json.field("name", self.name)
        }
    }
}
