import Hummingbird
import Identifiers
import Nameplate
import Registry

// Which parts belong to models and fit units, and where parts are used.

extension Routes {
    static let ofModel = "\(prefix)/manufacturers/{manufacturer}/models/{model}"
    private static let kinds = Route.Parameter(
        "kind", .word(PartFit.Kind.allCases.map(\.rawValue)), most: PartFit.Kind.allCases.count,
        "only parts of this kind; all without it")

    static let parts: [Route] = [
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofModel)/parts"), permission: .look,
            summary: "List the parts and accessories of a model", query: [kinds] + Route.pageParameters,
            answer: .json(Route.page(of: PartAnswer.schema), "a page, by position")
        ) { call in
            let answer = try await call.registry.parts(
                of: call.segment("model"), call.segment("manufacturer"), kinds: try call.partKinds(),
                after: try await call.lastFit(), limit: call.limit, as: call.principal)
            return call.partsPage(answer)
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofModel)/units/{serial}/parts"), permission: .look,
            summary: "List which parts and accessories fit a unit", query: [kinds] + Route.pageParameters,
            answer: .json(Route.page(of: PartAnswer.schema), "a page, by position"), isCharged: true
        ) { call in
            let answer = try await call.registry.parts(
                ofUnit: call.segment("serial"), model: call.segment("model"), of: call.segment("manufacturer"),
                kinds: try call.partKinds(), after: try await call.lastFit(), limit: call.limit, as: call.principal)
            return call.partsPage(answer)
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofModel)/units/{serial}/parts/{part}"),
            permission: .look, summary: "Say whether a part is right for a unit",
            answer: .json(PartVerdict.schema, "the verdict"), isCharged: true
        ) { call in
            let verdict = try await call.registry.verdict(
                onPart: call.segment("part"), forUnit: call.segment("serial"), model: call.segment("model"),
                of: call.segment("manufacturer"), as: call.principal)
            return .json { verdict.write(to: &$0) }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofModel)/used-in"), permission: .look,
            summary: "List the models that a part belongs to", query: Route.pageParameters,
            answer: .json(Route.page(of: PartFitsPage.useSchema), "a page")
        ) { call in
            let page = try await call.registry.uses(
                ofPart: call.segment("model"), call.segment("manufacturer"), after: try await call.lastFit(),
                limit: call.limit, as: call.principal)
            return .json { json in
                json.object { json in
                    json.listField("items", page.uses) { $1.write(to: &$0) }
                    json.field("next", page.next.map { Cursor.text($0.id.description, in: call.path) })
                }
            }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(ofModel)/parts"), permission: .editCatalogue,
            summary: "Say that a part belongs to a model", request: .json(newFit),
            answer: .json(PartAnswer.schema, status: 201, "the part")
        ) { call in
            let (slug, number, json) = (try call.segment("manufacturer"), try call.segment("model"), call.json)
            let kind = PartFit.Kind(rawValue: json["kind"]?.text ?? "") ?? .sparePart
            return try await call.perform { commands, answer in
                try commands.setPart(json["part"]?.text ?? "", of: number, slug) { part in
                    PartFit(
                        part, kind, quantity: json["quantity"]?.integer ?? 1, position: json["position"]?.text ?? "",
                        population: json["appliesTo"]?.text, note: json["note"]?.text)
                }.write(to: &answer)
            }
        },
        removal(of: PartFit.self, "parts", "Say that a part does not belong to a model"),
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(ofModel)/superseded"), permission: .editCatalogue,
            summary: "Say that another part takes a part's place", request: .json(supersession),
            answer: .json(supersession, "as it is kept")
        ) { call in
            let (slug, number, json) = (try call.segment("manufacturer"), try call.segment("model"), call.json)
            let since = try json.date("since")
            let isTwoWay = json["twoWay"]?.boolean ?? false
            return try await call.perform(status: 200) { commands, answer in
                try commands.supersedePart(
                    number, by: json["by"]?.text ?? "", of: slug, isTwoWay: isTwoWay, reason: json["reason"]?.text,
                    since: since)
                answer.object { answer in
                    answer.field("by", json["by"]?.text)
                    answer.field("twoWay", isTwoWay)
                    answer.field("reason", json["reason"]?.text)
                    answer.field("since", since?.isoText)
                }
            }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(ofModel)/superseded/removed"),
            permission: .editCatalogue, summary: "Say that a part does not take another one's place",
            request: .json(onlySuccessor), answer: .json(onlySuccessor, "as given")
        ) { call in
            let (slug, number) = (try call.segment("manufacturer"), try call.segment("model"))
            let successor = call.json["by"]?.text ?? ""
            return try await call.perform(status: 200) { commands, answer in
                try commands.endSupersession(of: number, by: successor, of: slug)
                answer.object { $0.field("by", successor) }
            }
        },
    ]

    private static let onlySuccessor = ObjectSchema(
        "SuccessorOnly", [.required("by", .text(most: ModelNumber.largestLength), "the part that takes its place")])
    private static let newFit = ObjectSchema(
        "NewPart",
        [
            .required("part", .text(most: ModelNumber.largestLength), "the part's model number"),
            .optional("kind", .word(PartFit.Kind.allCases.map(\.rawValue)), "sparePart without it"),
            .optional("quantity", .integer(1...1_000_000), "how many a unit takes; 1 without it"),
            .optional("position", .text(most: 80), "where it stands"),
            .optional("appliesTo", .text(most: 10_000), "the units that it fits, as a population; all without it"),
            .optional("note", .text(most: 400), "a remark"),
        ])
    private static let supersession = ObjectSchema(
        "PartSupersession",
        [
            .required("by", .text(most: ModelNumber.largestLength), "the part that takes its place"),
            .optional("twoWay", .boolean, "the old one may take the new one's place too"),
            .optional("reason", .text(most: 400), "why"),
            .optional("since", .date, "from which day on"),
        ])
}

extension Call {
    fileprivate func partKinds() throws -> Set<PartFit.Kind> {
        Set((queries["kind"] ?? []).compactMap { PartFit.Kind(rawValue: $0) })
    }

    /// The last fit of the page before.
    fileprivate func lastFit() async throws -> KeptEntry<PartFit>? {
        guard let key = try after(), let id = Int64(key) else { return nil }
        return try await registry.partFit(ID(id))
    }

    fileprivate func partsPage(_ answer: PartsAnswer) -> Response {
        .json { json in
            json.object { json in
                json.listField("items", answer.parts) { $1.write(to: &$0) }
                json.field("next", answer.next.map { Cursor.text($0.id.description, in: path) })
            }
        }
    }
}
