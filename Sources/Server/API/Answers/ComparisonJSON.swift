import Identifiers
import Nameplate
import Registry

extension Comparison {
    static let groupSchema = ObjectSchema(
        "ComparedGroup",
        [
            .optional("title", .text(), "the heading; absent for what stands in no group"),
            .required("rows", .list(.object(rowSchema), most: 5_000), "the rows"),
        ])

    private static let rowSchema = ObjectSchema(
        "ComparedRow",
        [
            .required("name", .text(), "the property"),
            .optional(
                "better", .word(TemplateEntry.Direction.allCases.map(\.rawValue)), "which value is the better one"),
            .required("same", .boolean, "whether all models tell the same"),
            .required(
                "cells", .list(.object(cellSchema), most: 50),
                "in the order of the models; empty where one does not tell"),
        ])

    private static let cellSchema = ObjectSchema(
        "ComparedCell",
        Specification.Value.properties + [
            .optional("given", .object(ObjectSchema(nil, Specification.Value.properties)), "as the model has it"),
            .optional("best", .boolean, "true for the best value of the row"),
        ])

    func writeGroups(to json: inout JSONWriter) {
        json.listField("groups", groups) { json, group in
            json.object { json in
                json.field("title", group.title)
                json.listField("rows", group.rows) { $1.write(to: &$0) }
            }
        }
    }

    /// A table for spreadsheets: a row a property, a column a model. Values are in the units of the rows.
    func table(of names: [String], words: Words) -> (columns: [String], rows: [[String]]) {
        let rows = groups.flatMap { group in
            group.rows.map { row in
                [group.title ?? "", row.name] + row.cells.map { $0.map { words.value($0.shown) } ?? "" }
            }
        }
        return (["group", "property"] + names, rows)
    }
}

extension Comparison.Row {
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("name", name)
            json.field("better", direction?.rawValue)
            json.field("same", isSame)
            json.listField("cells", cells) { json, cell in
                json.object { json in
                    guard let cell else { return }
                    cell.shown.writeMembers(to: &json)
                    if let given = cell.given { json.objectField("given") { given.writeMembers(to: &$0) } }
                    if cell.isBest { json.field("best", true) }
                }
            }
        }
    }
}

extension ModelAnswer {
    static let comparedSchema = ObjectSchema(
        "ComparedModel",
        [
            .required("path", .text(most: 1_000), "the address of the model"),
            .required("manufacturer", .object(Manufacturer.referenceSchema), "who makes it"),
            .required("number", .text(most: 80), "the model number"),
            .optional("name", .text(), "the name"),
            .optional("fleet", .object(FleetFigures.schema), "how its units have fared, where one may know"),
        ])

    func writeCompared(to json: inout JSONWriter) {
        json.object { json in
            json.field("path", Address.model(manufacturer.slug, model.number.text))
            manufacturer.writeReference(to: &json)
            model.writeReferenceMembers(to: &json)
            if let fleet { json.objectField("fleet") { fleet.writeMembers(to: &$0) } }
        }
    }
}

extension ComparisonAnswer {
    static let schema = ObjectSchema(
        "Comparison",
        [
            .required(
                "models", .list(.object(ModelAnswer.comparedSchema), most: 8), "the models, in the order asked for"),
            .required("groups", .list(.object(Comparison.groupSchema), most: 1_000), "what they tell"),
        ])

    /// - Parameter all: also the rows in which all models tell the same.
    func write(all: Bool, to json: inout JSONWriter) {
        json.object { json in
            json.listField("models", models) { $1.writeCompared(to: &$0) }
            (all ? comparison : comparison.differences).writeGroups(to: &json)
        }
    }
}

extension LineAnswer {
    static let schema = ObjectSchema(
        "ProductLine",
        [
            .required("manufacturer", .object(Manufacturer.referenceSchema), "whose line"),
            .required("line", .text(), "its name"),
            .required("models", .list(.object(ModelAnswer.comparedSchema), most: 50), "its models, by number"),
            .required("cut", .boolean, "whether there are more models than these"),
            .required("groups", .list(.object(Comparison.groupSchema), most: 1_000), "what differs"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            manufacturer.writeReference(to: &json)
            json.field("line", line)
            json.listField("models", models) { $1.writeCompared(to: &$0) }
            json.field("cut", isCut)
            comparison.differences.writeGroups(to: &json)
        }
    }
}

extension SimilarAnswer {
    static let schema = ObjectSchema(
        "SimilarModels",
        [
            .required(
                "items",
                .list(
                    .object(
                        ObjectSchema(
                            "SimilarModel",
                            Model.identityProperties + [
                                .optional("name", .text(), "the name"),
                                .required(
                                    "likeness", .number, "Gower's coefficient: 1 tells the same, 0 nothing in common"),
                            ])), most: 50), "models of the same category, the most alike first"),
            .required(
                "replacements", .list(.object(Model.referenceSchema), most: 20),
                "what replaces it, and what that, to the newest"
            ),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.listField("items", items) { json, item in
                json.object { json in
                    json.field("path", Address.model(item.manufacturer.slug, item.model.number.text))
                    item.manufacturer.writeReference(to: &json)
                    item.model.writeReferenceMembers(to: &json)
                    json.field("likeness", (item.likeness * 10_000).rounded() / 10_000)
                }
            }
            json.listField("replacements", replacements) { json, model in
                json.object { model.writeReferenceMembers(to: &$0) }
            }
        }
    }
}
