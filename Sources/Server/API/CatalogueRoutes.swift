import Identifiers
import Nameplate
import Registry

// Manufacturers, models and serial formats.

extension Routes {
    static let manufacturers: [Route] = [
        Route(
            method: .get, path: "\(prefix)/manufacturers", permission: .look, summary: "List the manufacturers",
            query: Route.pageParameters, answer: .json(Route.page(of: Manufacturer.schema), "a page, by slug")
        ) { call in
            let rows = try await call.registry.manufacturers(
                after: call.after() ?? "", limit: call.limit + 1, as: call.principal)
            return call.page(rows, key: \.slug) { $1.write(to: &$0) }
        },
        Route(
            method: .post, path: "\(prefix)/manufacturers", permission: .editCatalogue,
            summary: "Create a manufacturer", request: .json(ManufacturerDraft.schema),
            answer: .json(Manufacturer.schema, status: 201, headers: ["Location", "ETag"], "the manufacturer")
        ) { call in
            let draft = try ManufacturerDraft(call.json, slug: nil)
            return try await call.perform { commands, json in
                try commands.createManufacturer(draft).write(to: &json)
            }
        },
        Route(
            method: .get, path: "\(prefix)/manufacturers/{manufacturer}", permission: .look,
            summary: "Read a manufacturer",
            answer: .json(Manufacturer.schema, headers: ["ETag"], "the manufacturer")
        ) { call in
            let found = try await call.registry.manufacturer(call.segment("manufacturer"), as: call.principal)
            return call.versioned(found.rowVersion) { found.write(to: &$0) }
        },
        Route(
            method: .put, path: "\(prefix)/manufacturers/{manufacturer}", permission: .editCatalogue,
            summary: "Replace what is said of a manufacturer", request: .json(ManufacturerDraft.schema),
            answer: .json(Manufacturer.schema, headers: ["ETag"], "the manufacturer"), needsIfMatch: true
        ) { call in
            let expected = try call.expectedVersion()
            let draft = try ManufacturerDraft(call.json, slug: call.segment("manufacturer"))
            return try await call.perform(status: 200) { commands, json in
                try commands.updateManufacturer(draft, expecting: expected).write(to: &json)
            }
        },
    ]

    static let models: [Route] = [
        Route(
            method: .get, path: "\(prefix)/models", permission: .look, summary: "Find models",
            query: foundModels + Route.pageParameters,
            answer: .json(
                FoundModelsAnswer.schema,
                "a page of models; with a number alone those that have exactly it, by the manufacturer's slug")
        ) { call in
            let answer = try await call.foundModels()
            return .json { answer.write(cursor: call.cursor(of: answer), to: &$0) }
        },
        Route(
            method: .get, path: "\(prefix)/manufacturers/{manufacturer}/models", permission: .look,
            summary: "List a manufacturer's models", query: Route.pageParameters,
            answer: .json(Route.page(of: Model.schema), "a page, by number")
        ) { call in
            let slug = try call.segment("manufacturer")
            let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
            let rows = try await call.registry.models(
                of: slug, after: call.after() ?? "", limit: call.limit + 1, as: call.principal)
            return call.page(rows, key: \.number.text) { $1.write(of: manufacturer, to: &$0) }
        },
        Route(
            method: .post, path: "\(prefix)/manufacturers/{manufacturer}/models", permission: .editCatalogue,
            summary: "Create a model", request: .json(ModelDetails.schema),
            answer: .json(Model.schema, status: 201, headers: ["Location", "ETag"], "the model")
        ) { call in
            let slug = try call.segment("manufacturer")
            let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
            let details = try ModelDetails(call.json, number: nil)
            let supersedes = call.json["supersedes"]?.text
            return try await call.perform { commands, json in
                try commands.createModel(details, supersedes: supersedes, of: slug)
                    .write(of: manufacturer, to: &json)
            }
        },
        Route(
            method: .get, path: "\(prefix)/manufacturers/{manufacturer}/models/{model}", permission: .look,
            summary: "Read a model, its relatives and how its units have fared",
            answer: .json(ModelAnswer.schema, headers: ["ETag"], "the model")
        ) { call in
            let answer = try await call.registry.model(
                call.segment("model"), of: call.segment("manufacturer"), as: call.principal)
            return call.versioned(answer.model.rowVersion) { answer.write(to: &$0) }
        },
        Route(
            method: .put, path: "\(prefix)/manufacturers/{manufacturer}/models/{model}",
            permission: .editCatalogue, summary: "Replace what is said of a model",
            request: .json(ModelDetails.schema), answer: .json(Model.schema, headers: ["ETag"], "the model"),
            needsIfMatch: true
        ) { call in
            let slug = try call.segment("manufacturer")
            let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
            let expected = try call.expectedVersion()
            let details = try ModelDetails(call.json, number: call.segment("model"))
            let supersedes = call.json["supersedes"]?.text
            return try await call.perform(status: 200) { commands, json in
                try commands.updateModel(details, supersedes: supersedes, expecting: expected, of: slug)
                    .write(of: manufacturer, to: &json)
            }
        },
    ]

    static let formats: [Route] = [
        Route(
            method: .get, path: "\(prefix)/manufacturers/{manufacturer}/models/{model}/formats",
            permission: .readProduction, summary: "List a model's serial formats",
            answer: .json(formatList, "all of them")
        ) { call in
            let formats = try await call.registry.formats(
                of: call.segment("manufacturer"), model: call.segment("model"), as: call.principal)
            return .json { json in
                json.object { $0.listField("items", formats) { $1.write(to: &$0) } }
            }
        },
        Route(
            method: .post, path: "\(prefix)/manufacturers/{manufacturer}/models/{model}/formats",
            permission: .editCatalogue, summary: "Give a model one more serial format",
            request: .json(
                ObjectSchema(
                    "NewFormat",
                    [
                        .required("pattern", .text(), "such as {plant:2}{yy}{ww}{seq:6}{check:mod37-36}"),
                        .optional(
                            "unguessable", .boolean,
                            "true refuses to issue more than one serial number in a million; needs {scrambled:…}"),
                    ])),
            answer: .json(FormatAnswer.schema, status: 201, "the format")
        ) { call in
            let (slug, number) = (try call.segment("manufacturer"), try call.segment("model"))
            let pattern = call.json["pattern"]?.text ?? ""
            let isUnguessable = call.json["unguessable"]?.boolean ?? false
            return try await call.perform { commands, json in
                let format = try commands.createFormat(
                    pattern, unguessable: isUnguessable, of: slug, model: number)
                try commands.answer(format).write(to: &json)
            }
        },
    ]

    private static let formatList = ObjectSchema(
        "FormatList", [.required("items", .list(.object(FormatAnswer.schema), most: 1_000), "the formats")])
}
