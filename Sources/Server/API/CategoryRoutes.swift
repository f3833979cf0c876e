import Identifiers
import Nameplate
import Registry

// Categories with what their models should tell, and what models lack of it.

extension Routes {
    static let categories: [Route] = [
        Route(
            method: .get, path: "\(prefix)/categories", permission: .look, summary: "List the categories",
            query: Route.pageParameters, answer: .json(Route.page(of: CategoryAnswer.schema), "a page, by key")
        ) { call in
            let rows = try await call.registry.categories(
                after: call.after() ?? "", limit: call.limit + 1, as: call.principal)
            return call.page(rows, key: \.category.key) { $1.write(to: &$0) }
        },
        Route(
            method: .post, path: "\(prefix)/categories", permission: .editCatalogue,
            summary: "Create a category, for all manufacturers", request: .json(CategoryDraft.schema),
            answer: .json(CategoryAnswer.schema, status: 201, headers: ["Location", "ETag"], "the category")
        ) { call in
            let draft = try CategoryDraft(call.json, key: nil)
            return try await call.perform { commands, json in
                try commands.createCategory(draft).write(to: &json)
            }
        },
        Route(
            method: .get, path: "\(prefix)/categories/{category}", permission: .look,
            summary: "Read what models of a category should tell",
            answer: .json(CategoryAnswer.schema, headers: ["ETag"], "the category")
        ) { call in
            let found = try await call.registry.category(call.segment("category"), as: call.principal)
            return call.versioned(found.category.rowVersion) { found.write(to: &$0) }
        },
        Route(
            method: .put, path: "\(prefix)/categories/{category}", permission: .editCatalogue,
            summary: "Replace what is said of a category, for all manufacturers", request: .json(CategoryDraft.schema),
            answer: .json(CategoryAnswer.schema, headers: ["ETag"], "the category"), needsIfMatch: true
        ) { call in
            let expected = try call.expectedVersion()
            let draft = try CategoryDraft(call.json, key: call.segment("category"))
            return try await call.perform(status: 200) { commands, json in
                try commands.updateCategory(draft, expecting: expected).write(to: &json)
            }
        },
    ]

    static let gapParameters: [Route.Parameter] = [
        .init(
            "kind", .word(ModelGap.Kind.allCases.map(\.rawValue)), most: ModelGap.Kind.allCases.count,
            "only gaps of this kind; all without it"),
        .init(
            "staleAfter", .integer(1...600),
            "after how many months a source is old; \(ModelGap.staleAfter) without it"),
    ]

    static let gaps: [Route] = [
        Route(
            method: .get, path: "\(prefix)/manufacturers/{manufacturer}/gaps", permission: .readModels,
            summary: "List what is missing, mistyped, contradictory or stale of a manufacturer's models",
            query: gapParameters + Route.pageParameters,
            answer: .json(
                Route.page(of: ModelGapsAnswer.schema),
                "models by number; a page for which many were looked at in vain may be short and still lead on")
        ) { call in
            let page = try await call.gaps(after: call.after() ?? "", limit: call.limit)
            return .json { json in
                json.object { json in
                    json.listField("items", page.models) { $1.write(of: page.manufacturer, to: &$0) }
                    json.field("next", page.next.map { Cursor.text($0, in: call.path) })
                }
            }
        }
    ]
}

extension Call {
    /// The gaps that the query asks for.
    func gaps(after: String, limit: Int) async throws -> ModelGapsPage {
        try await registry.gaps(
            of: segment("manufacturer"), kinds: Set(queries["kind", default: []].compactMap(ModelGap.Kind.init)),
            staleAfter: number("staleAfter").map { Int($0) } ?? ModelGap.staleAfter, after: after, limit: limit,
            as: principal)
    }
}

extension ModelGapsAnswer {
    static let schema = ObjectSchema(
        "ModelGaps",
        Model.referenceSchema.properties + [
            .required("path", .text(most: 1_000), "the address of the model"),
            .required(
                "gaps",
                .list(
                    .object(
                        ObjectSchema(
                            "Gap",
                            [
                                .required("kind", .word(ModelGap.Kind.allCases.map(\.rawValue)), "what kind of gap"),
                                .required("field", .text(), "the specification or the date"),
                                .required("sentence", .text(most: 1_000), "what is wrong, for people"),
                            ])), most: 5_000), "what is wrong with it"),
        ])

    func write(of manufacturer: Manufacturer, to json: inout JSONWriter) {
        json.object { json in
            model.writeReferenceMembers(to: &json)
            json.field("path", Address.model(manufacturer.slug, model.number.text))
            json.listField("gaps", gaps) { json, gap in
                json.object { json in
                    json.field("kind", gap.kind.rawValue)
                    json.field("field", gap.field)
                    json.field("sentence", gap.sentence)
                }
            }
        }
    }
}
