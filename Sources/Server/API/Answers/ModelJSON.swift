import Identifiers
import Nameplate
import Registry

extension Model {
    static let schema = ObjectSchema("Model", identityProperties + detailProperties)

    static let identityProperties: [ObjectSchema.Property] = [
        .required("path", .text(most: 1_000), "the address of this document"),
        .required("manufacturer", .object(Manufacturer.referenceSchema), "who makes it"),
        .required("number", .text(most: 80), "the model number"),
    ]
    private static let detailProperties: [ObjectSchema.Property] = [
        .optional("name", .text(), "the name"),
        .optional("line", .text(), "the product line"),
        .optional("brand", .text(), "a name on the product line"),
        .optional("version", .text(), "the revision now made under this number"),
        .optional("category", .text(), "the category"),
        .required("gtins", .texts(most: 100), "GTINs in 14 digits"),
        .optional("announcedOn", .date, "announced"),
        .optional("releasedOn", .date, "released: public from this day on"),
        .optional("salesEndOn", .date, "sold until"),
        .optional("supportEndOn", .date, "supported until"),
        .required("fleetPublished", .boolean, "whether everybody may see how its units fared"),
        .required("specifications", .list(.object(Specification.schema), most: 1_000), "typed properties"),
        .required("rowVersion", .count, "counts the changes, for If-Match"),
    ]

    func write(of manufacturer: Manufacturer, to json: inout JSONWriter) {
        json.object { writeMembers(of: manufacturer, to: &$0) }
    }

    func writeMembers(of manufacturer: Manufacturer, to json: inout JSONWriter) {
        json.field("path", Address.model(manufacturer.slug, number.text))
        manufacturer.writeReference(to: &json)
        json.field("number", number.text)
        json.field("name", details.name)
        json.field("line", details.line)
        json.field("brand", details.brand)
        json.field("version", details.version)
        json.field("category", details.category)
        json.field("gtins", details.gtins)
        json.field("announcedOn", details.announcedOn?.isoText)
        json.field("releasedOn", details.releasedOn?.isoText)
        json.field("salesEndOn", details.salesEndOn?.isoText)
        json.field("supportEndOn", details.supportEndOn?.isoText)
        json.field("fleetPublished", details.fleetPublished)
        json.listField("specifications", details.specifications) { $1.write(to: &$0) }
        json.field("rowVersion", rowVersion)
    }

    /// The model as other documents name it.
    static let referenceSchema = ObjectSchema(
        "ModelReference",
        [
            .required("number", .text(most: 80), "the model number"),
            .optional("name", .text(), "the name"),
        ])

    func writeReferenceMembers(to json: inout JSONWriter) {
        json.field("number", number.text)
        json.field("name", details.name)
    }
}

extension ModelAnswer {
    static let schema = ObjectSchema(
        "ModelDossier",
        Model.schema.properties + [
            .optional("supersedes", .object(Model.referenceSchema), "the model that it replaces"),
            .required("supersededBy", .list(.object(Model.referenceSchema), most: 10_000), "what replaces it"),
            .required(
                "otherNumbers", .list(.object(OtherNumber.schema), most: ModelNumbers.most),
                "what else it is called; such numbers lead to it"),
            .optional("fleet", .object(FleetFigures.schema), "how its units have fared, where one may know"),
            .optional("formats", .list(.object(FormatAnswer.schema), most: 1_000), "where one may know"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            model.writeMembers(of: manufacturer, to: &json)
            if let supersedes { json.objectField("supersedes") { supersedes.writeReferenceMembers(to: &$0) } }
            json.listField("supersededBy", supersededBy) { json, model in
                json.object { model.writeReferenceMembers(to: &$0) }
            }
            json.listField("otherNumbers", otherNumbers) { json, other in
                json.object { json in
                    json.field("number", other.number.text)
                    json.field("kind", other.kind.rawValue)
                }
            }
            if let fleet { json.objectField("fleet") { fleet.writeMembers(to: &$0) } }
            json.listField("formats", formats) { $1.write(to: &$0) }
        }
    }
}

extension FormatAnswer {
    static let schema = ObjectSchema(
        "Format",
        [
            .required("id", .id, "the format's id"),
            .required("pattern", .text(), "such as {plant:2}{yy}{ww}{seq:6}{check:mod37-36}"),
            .required("length", .count, "characters of each serial number"),
            .required("room", .count, "how many sequence numbers it has for the same printed fields"),
            .required("scrambled", .boolean, "whether its numbers are encrypted to look random"),
            .required("unguessable", .boolean, "whether it is kept at or below one hit in a million guesses"),
            .optional(
                "guessOneIn", .integer(1...Int64.max),
                "one guess in so many hits an issued number; 1 where the next is told by the last, absent before the first"
            ),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("id", format.id.description)
            json.field("pattern", format.format.pattern)
            json.field("length", format.format.length)
            json.field("room", format.format.room)
            json.field("scrambled", format.format.isScrambled)
            json.field("unguessable", format.isUnguessable)
            json.field("guessOneIn", guessability.oddsOneIn)
        }
    }
}
