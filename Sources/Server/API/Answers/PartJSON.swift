import Nameplate
import Registry

extension PartAnswer {
    static let schema = ObjectSchema(
        "FittingPart",
        [
            .required("id", .id, "of the fit"),
            .required("part", .object(Model.referenceSchema), "the part"),
            .required("kind", .word(PartFit.Kind.allCases.map(\.rawValue)), "what it is to the model"),
            .required("quantity", .count, "how many a unit takes"),
            .optional("position", .text(most: 80), "where it stands"),
            .optional("fits", .boolean, "whether it fits the unit; absent where none was asked about"),
            .optional(
                "insteadOf", .object(Model.referenceSchema),
                "where it does not: a part that fits the unit and whose place it may take"),
            .optional("appliesTo", .text(most: 10_000), "the units that it fits, where one may know"),
            .optional("note", .text(most: 400), "a remark"),
            .required("substitutes", .list(.object(substituteSchema), most: 1_000), "what may take its place"),
        ])
    private static let substituteSchema = ObjectSchema(
        "PartSubstitute",
        Model.referenceSchema.properties + [.optional("reason", .text(most: 400), "why it takes the place")])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("id", fit.id.description)
            json.objectField("part") { part.writeReferenceMembers(to: &$0) }
            json.field("kind", fit.entry.kind.rawValue)
            json.field("quantity", fit.entry.quantity)
            json.field("position", fit.entry.position.isEmpty ? nil : fit.entry.position)
            json.field("fits", fitsUnit)
            if let insteadOf { json.objectField("insteadOf") { insteadOf.writeReferenceMembers(to: &$0) } }
            json.field("appliesTo", population)
            json.field("note", fit.entry.note)
            json.listField("substitutes", substitutes) { json, substitute in
                json.object { json in
                    substitute.part.writeReferenceMembers(to: &json)
                    json.field("reason", substitute.reason)
                }
            }
        }
    }
}

extension PartFitsPage {
    static let useSchema = ObjectSchema(
        "PartUse",
        [
            .required("model", .object(Model.referenceSchema), "the model"),
            .required("kind", .word(PartFit.Kind.allCases.map(\.rawValue)), "what the part is to it"),
            .required("quantity", .count, "how many a unit takes"),
            .optional("position", .text(most: 80), "where it stands"),
        ])
}

extension PartFitsPage.Use {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.objectField("model") { model.writeReferenceMembers(to: &$0) }
            json.field("kind", fit.entry.kind.rawValue)
            json.field("quantity", fit.entry.quantity)
            json.field("position", fit.entry.position.isEmpty ? nil : fit.entry.position)
        }
    }
}

extension PartVerdict {
    static let schema = ObjectSchema(
        "PartVerdict",
        [
            .required("verdict", .word(Outcome.allCases.map(\.rawValue)), "whether it is right"),
            .required("part", .object(Model.referenceSchema), "the part"),
            .optional("quantity", .count, "how many the unit takes"),
            .optional("position", .text(most: 80), "where it stands"),
            .optional("instead", .object(Model.referenceSchema), "for which part it stands in"),
            .required("right", .list(.object(Model.referenceSchema), most: 100), "what fits in its place"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("verdict", outcome.rawValue)
            json.objectField("part") { part.writeReferenceMembers(to: &$0) }
            json.field("quantity", fit?.entry.quantity)
            json.field("position", fit.flatMap { $0.entry.position.isEmpty ? nil : $0.entry.position })
            if let instead { json.objectField("instead") { instead.writeReferenceMembers(to: &$0) } }
            json.listField("right", right) { json, model in
                json.object { model.writeReferenceMembers(to: &$0) }
            }
        }
    }
}
