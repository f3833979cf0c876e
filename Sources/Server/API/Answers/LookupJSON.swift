import Identifiers
import Nameplate
import Registry

/// What a text turned out to be, with the dossier where it is one unit or model.
struct LookupDocument {
    var answer: LookupAnswer
    var unit: UnitAnswer?
    var model: ModelAnswer?

    static let schema = ObjectSchema(
        "Lookup",
        [
            .required("outcome", .word(["unit", "model", "choice", "unknown"]), "what was found"),
            .optional("unit", .object(UnitAnswer.schema), "the unit"),
            .optional("model", .object(ModelAnswer.schema), "the model"),
            .optional("units", .list(.object(FoundUnit.schema), most: 1_000), "units to choose among"),
            .optional("models", .list(.object(FoundModel.schema), most: 1_000), "models to choose among"),
            .required("notes", .list(.object(LookupNote.schema), most: 1_000), "remarks, most important first"),
            .optional(
                "candidates", .list(.object(ProbableUnit.schema), most: 10),
                "units that were probably meant, the likeliest first, for whoever may see them"),
            .required("suggestions", .texts(most: 100, each: 4_000), "what to try next"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            switch answer.outcome {
            case .unit: json.field("outcome", "unit")
            case .model: json.field("outcome", "model")
            case .choice(let units, let models):
                json.field("outcome", "choice")
                json.listField("units", units) { $1.write(to: &$0) }
                json.listField("models", models) { $1.write(to: &$0) }
            case .unknown: json.field("outcome", "unknown")
            }
            if let unit {
                json.name("unit")
                unit.write(to: &json)
            }
            if let model {
                json.name("model")
                model.write(to: &json)
            }
            json.listField("notes", answer.notes) { $1.write(to: &$0) }
            if !answer.candidates.isEmpty { json.listField("candidates", answer.candidates) { $1.write(to: &$0) } }
            json.field("suggestions", answer.suggestions)
        }
    }
}

extension FoundUnit {
    static let schema = ObjectSchema(
        "FoundUnit",
        [
            .required("path", .text(most: 1_000), "the address of its dossier"),
            .required("manufacturer", .object(Manufacturer.referenceSchema), "who made it"),
            .required("model", .object(Model.referenceSchema), "its model"),
            .required("serial", .text(most: 64), "the serial number as marked"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("path", Address.unit(manufacturer.slug, model.number.text, unit.key.serial.text))
            manufacturer.writeReference(to: &json)
            json.objectField("model") { model.writeReferenceMembers(to: &$0) }
            json.field("serial", unit.key.serial.text)
        }
    }
}

extension ProbableUnit {
    static let schema = ObjectSchema(
        "ProbableUnit",
        FoundUnit.schema.properties + [
            .required(
                "slip", .word(Misreading.Kind.allCases.map(\.rawValue)), "how the number may have been miscopied"),
            .required("sentence", .text(most: 4_000), "the same for people"),
            .required(
                "differences",
                .list(
                    .object(
                        ObjectSchema(
                            "SerialDifference",
                            [
                                .required("position", .count, "in what was typed, in characters from 0"),
                                .required("serialPosition", .count, "in the serial number, in characters from 0"),
                                .required("typed", .text(), "what was typed there; empty where a character is missing"),
                                .required(
                                    "marked", .text(), "what the serial number has there; empty for one too many"),
                            ])), most: Misreading.mostLookAlikes), "where the two differ"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("path", Address.unit(manufacturer.slug, model.number.text, serial.text))
            manufacturer.writeReference(to: &json)
            json.objectField("model") { model.writeReferenceMembers(to: &$0) }
            json.field("serial", serial.text)
            json.field("slip", misreading.kind.rawValue)
            json.field("sentence", misreading.sentence)
            json.listField("differences", misreading.places) { json, place in
                json.object { json in
                    json.field("position", place.position)
                    json.field("serialPosition", place.originalPosition)
                    json.field("typed", place.found)
                    json.field("marked", place.expected)
                }
            }
        }
    }
}

extension FoundModel {
    static let schema = ObjectSchema(
        "FoundModel", Model.identityProperties + [.optional("name", .text(), "the name")])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("path", Address.model(manufacturer.slug, model.number.text))
            manufacturer.writeReference(to: &json)
            model.writeReferenceMembers(to: &json)
        }
    }
}

extension LookupNote {
    static let schema = ObjectSchema(
        "LookupNote",
        [
            .required("code", .text(), "stable and dotted"),
            .required("sentence", .text(most: 4_000), "for people"),
            .optional("text", .text(most: 20_000), "the part of the text that it speaks of"),
            .optional("position", .count, "a wrong character's place in that part"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("code", code.rawValue)
            json.field("sentence", sentence)
            json.field("text", text)
            json.field("position", position)
        }
    }
}
