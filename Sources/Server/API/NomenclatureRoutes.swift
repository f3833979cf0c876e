import Hummingbird
import Identifiers
import Nameplate
import Registry

/// How manufacturers build model numbers, and what a number says by that.
extension Routes {
    private static let ofManufacturer = "\(prefix)/manufacturers/{manufacturer}"

    static let nomenclatures: [Route] = [
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofManufacturer)/nomenclatures"), permission: .look,
            summary: "List how a manufacturer builds model numbers",
            answer: .json(nomenclatureList, "by name; strangers see what is published")
        ) { call in
            let found = try await call.registry.nomenclatures(
                of: call.segment("manufacturer"), as: call.principal)
            return .json { json in json.object { $0.listField("items", found) { $1.write(to: &$0) } } }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofManufacturer)/nomenclatures/{nomenclature}"),
            permission: .look, summary: "Read a nomenclature",
            answer: .json(NamedNomenclature.schema, "the nomenclature")
        ) { call in
            let found = try await call.registry.nomenclature(
                call.segment("nomenclature"), of: call.segment("manufacturer"), as: call.principal)
            return .json { found.write(to: &$0) }
        },
        Route(
            method: .put, path: PathPattern(stringLiteral: "\(ofManufacturer)/nomenclatures/{nomenclature}"),
            permission: .editCatalogue, summary: "Say how a manufacturer builds model numbers",
            request: .json(
                ObjectSchema(
                    "NewNomenclature",
                    [
                        .required(
                            "text", .text(most: Nomenclature.longestText),
                            "the pattern, and what its codes mean, by lines"),
                        .optional("published", .boolean, "whether strangers are told what a number says by it"),
                    ])), answer: .json(NamedNomenclature.schema, "the nomenclature")
        ) { call in
            let (slug, name) = (try call.segment("manufacturer"), try call.segment("nomenclature"))
            let text = call.json["text"]?.text ?? ""
            let isPublished = call.json["published"]?.boolean ?? false
            return try await call.perform(status: 200) { commands, json in
                try commands.setNomenclature(name, text, isPublished: isPublished, of: slug).write(to: &json)
            }
        },
        Route(
            method: .delete, path: PathPattern(stringLiteral: "\(ofManufacturer)/nomenclatures/{nomenclature}"),
            permission: .editCatalogue, summary: "Take a nomenclature away",
            answer: .json(
                ObjectSchema("RemovedNomenclature", [.required("name", .text(most: 80), "its name")]), "its name")
        ) { call in
            let (slug, name) = (try call.segment("manufacturer"), try call.segment("nomenclature"))
            _ = try await call.registry.perform(as: call.principal, from: call.source) { commands in
                try commands.removeNomenclature(name, of: slug)
            }
            return .json { json in json.object { $0.field("name", name) } }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofManufacturer)/model-number"), permission: .look,
            summary: "Say what a model number says, whether or not a model has it",
            query: [.init("number", .text(most: ModelNumber.largestLength), "the model number")],
            answer: .json(ModelNumberAnswer.schema, "what its parts say")
        ) { call in
            let answer = try await call.registry.explain(
                modelNumber: call.query["number"] ?? "", of: call.segment("manufacturer"), as: call.principal)
            return .json { answer.write(to: &$0) }
        },
    ]

    private static let nomenclatureList = ObjectSchema(
        "NomenclatureList",
        [.required("items", .list(.object(NamedNomenclature.schema), most: Nomenclatures.most), "all of them")])
}

extension NamedNomenclature {
    static let schema = ObjectSchema(
        "Nomenclature",
        [
            .required("name", .text(most: 80), "its name"),
            .required("pattern", .text(most: Nomenclature.longestText), "such as FJ-{capacity:3}{colour}"),
            .required("text", .text(most: Nomenclature.longestText), "the pattern, and what its codes mean"),
            .required("published", .boolean, "whether strangers are told what a number says by it"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("name", name)
            json.field("pattern", nomenclature.pattern)
            json.field("text", nomenclature.text)
            json.field("published", isPublished)
        }
    }
}

extension ModelNumberAnswer {
    static let schema = ObjectSchema(
        "ModelNumberReadings",
        [
            .required("number", .text(most: ModelNumber.largestLength), "the model number"),
            .optional("model", .object(Model.referenceSchema), "the model that has it"),
            .required("readings", .list(.object(readingSchema), most: Nomenclatures.most), "by each nomenclature"),
            .required(
                "disagreements", .texts(most: 500, each: 1_000), "where the model tells something else than its number"),
        ])
    private static let readingSchema = ObjectSchema(
        "ModelNumberReading",
        [
            .required("nomenclature", .text(most: 80), "by which one"),
            .required("segments", .list(.object(segmentSchema), most: 200), "from the beginning to the end"),
            .required("specifications", .list(.object(Specification.schema), most: 500), "what they mean together"),
        ])
    private static let segmentSchema = ObjectSchema(
        "ModelNumberSegment",
        [
            .optional("field", .text(most: 40), "the place's name; absent for what every such number has"),
            .required("code", .text(most: ModelNumber.largestLength), "what stands there"),
            .required("meanings", .texts(most: 100, each: 1_000), "'name: value' each"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("number", number)
            if let model { json.objectField("model") { model.writeReferenceMembers(to: &$0) } }
            json.listField("readings", readings) { json, reading in
                json.object { json in
                    json.field("nomenclature", reading.nomenclature)
                    json.listField("segments", reading.segments) { json, segment in
                        json.object { json in
                            json.field("field", segment.field)
                            json.field("code", segment.code)
                            json.field("meanings", segment.meanings.map { "\($0.name): \($0.value)" })
                        }
                    }
                    json.listField("specifications", reading.specifications) { $1.write(to: &$0) }
                }
            }
            json.field("disagreements", disagreements.map(\.sentence))
        }
    }
}
