import Identifiers
import Nameplate
import Registry

extension Population {
    static let schema = ObjectSchema(
        "Population",
        [
            .required("text", .text(most: Limit.characters), "the canonical text"),
            .required("form", .anyObject, "the JSON form"),
            .required("reading", .text(most: Int.max), "in plain words, a line for each test"),
        ])

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("text", text)
            json.name("form")
            form.write(to: &json)
            json.field("reading", reading)
        }
    }
}

extension PopulationSubject {
    fileprivate static let properties: [ObjectSchema.Property] = [
        .required("manufacturer", .text(), "the manufacturer's short name"),
        .required("population", .text(most: Population.Limit.characters), "the canonical text"),
        .required("on", .date, "the day as of which ages were told"),
        .optional(
            "unknownModels", .texts(most: Population.Limit.values), "model numbers that the manufacturer does not have"),
    ]

    fileprivate func writeMembers(to json: inout JSONWriter) {
        json.field("manufacturer", manufacturer.slug)
        json.field("population", population.text)
        json.field("on", today.isoText)
        json.field("unknownModels", unknownModels.isEmpty ? nil : unknownModels)
    }
}

extension PopulationCountAnswer {
    static let schema = ObjectSchema(
        "PopulationCount",
        PopulationSubject.properties + [
            .required("total", .count, "how many units"),
            .required(
                "models",
                .list(
                    .object(
                        ObjectSchema(
                            "PopulationModelCount",
                            [
                                .required("model", .text(), "its number"),
                                .required("count", .count, "how many of its units"),
                            ])), most: Int.max), "the models that have any, by number"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            subject.writeMembers(to: &json)
            json.field("total", count.total)
            json.listField("models", count.models) { json, model in
                json.object { json in
                    json.field("model", model.number)
                    json.field("count", model.count)
                }
            }
        }
    }
}

extension ListedUnit {
    static let schema = ObjectSchema(
        "ListedUnit",
        [
            .required("manufacturer", .text(), "the manufacturer's short name"),
            .required("model", .text(), "the model number"),
            .required("serial", .text(), "the serial number"),
            .optional("batch", .text(), "its batch"),
            .optional("sequence", .count, "its place in the batch; absent where it was numbered elsewhere"),
            .optional("producedOn", .date, "made on"),
        ])

    func write(of slug: String, to json: inout JSONWriter) {
        json.object { json in
            json.field("manufacturer", slug)
            json.field("model", model)
            json.field("serial", serial.text)
            json.field("batch", batch)
            json.field("sequence", sequence)
            json.field("producedOn", producedOn?.isoText)
        }
    }
}

extension PopulationUnitsAnswer {
    static let schema = ObjectSchema(
        "PopulationUnits",
        PopulationSubject.properties + [
            .required("items", .list(.object(ListedUnit.schema), most: Limits.largestPage), "the units"),
            .optional("next", .text(most: 1_000), "the cursor of the next page; absent on the last one"),
        ])

    func write(next: String?, to json: inout JSONWriter) {
        json.object { json in
            subject.writeMembers(to: &json)
            json.listField("items", units) { $1.write(of: subject.manufacturer.slug, to: &$0) }
            json.field("next", next)
        }
    }
}

extension PopulationVerdictAnswer {
    static let schema = ObjectSchema(
        "PopulationVerdict",
        PopulationSubject.properties + [
            .required("model", .text(), "the unit's model number"),
            .required("serial", .text(), "its serial number"),
            .required("holds", .boolean, "whether it belongs"),
            .required(
                "reasons",
                .list(
                    .object(
                        ObjectSchema(
                            "PopulationReason",
                            [
                                .required("part", .text(most: Population.Limit.characters), "a part of the population"),
                                .required("holds", .boolean, "whether that part holds"),
                                .optional("found", .text(), "what the unit says of it; absent where that is not known"),
                            ])), most: PopulationVerdict.mostReasons), "the parts that decide"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            subject.writeMembers(to: &json)
            json.field("model", model)
            json.field("serial", serial.text)
            json.field("holds", verdict.holds)
            json.listField("reasons", verdict.reasons) { json, reason in
                json.object { json in
                    json.field("part", reason.text)
                    json.field("holds", reason.holds)
                    json.field("found", reason.found)
                }
            }
        }
    }
}
