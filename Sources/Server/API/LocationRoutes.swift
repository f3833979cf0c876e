import Hummingbird
import Identifiers
import Nameplate
import Registry
import SupplyChain

// Where a manufacturer's goods can stand.

extension Routes {
    private static let ofMaker = "\(prefix)/manufacturers/{manufacturer}/locations"
    private static let oneLocation = "\(ofMaker)/{location}"
    private static let dryRun = Route.Parameter("dryRun", .boolean, "true checks everything and writes nothing")

    static let locations: [Route] = [
        Route(
            method: .get, path: PathPattern(stringLiteral: ofMaker), permission: .readStock,
            summary: "List where a manufacturer's goods can stand, in the order of the tree",
            query: LocationText.filter + Route.pageParameters,
            answer: .json(Route.page(of: Location.schema), "the places that are for you")
        ) { call in
            let found = try await call.registry.locations(
                of: call.segment("manufacturer"), within: call.query["within"], LocationQuestion(call),
                after: call.after().map { LocationPath(text: $0) }, limit: call.limit + 1, as: call.principal)
            let slug = try call.segment("manufacturer")
            return call.page(found, key: { $0.path.text }) { json, location in
                json.object { location.writeMembers(of: slug, to: &$0) }
            }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: oneLocation), permission: .readStock,
            summary: "Read a place by its code, its GLN, or another name that events have for it",
            answer: .json(LocationAnswer.schema, headers: ["ETag"], "the place")
        ) { call in
            let answer = try await call.registry.location(
                call.segment("location"), of: call.segment("manufacturer"), as: call.principal)
            return call.versioned(answer.location.rowVersion) { answer.write(to: &$0) }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: ofMaker), permission: .handleStock,
            summary: "Add a place where goods can stand", query: [dryRun],
            request: .json(LocationDraft.newSchema),
            answer: .json(LocationAnswer.schema, status: 201, "the place")
        ) { call in
            let (slug, code) = (try call.segment("manufacturer"), call.json["code"]?.text ?? "")
            let draft = try LocationDraft(call.json)
            return try await call.performOrTry { commands, answer in
                try commands.addLocation(code, draft, of: slug).write(to: &answer)
            }
        },
        Route(
            method: .put, path: PathPattern(stringLiteral: oneLocation), permission: .handleStock,
            summary: "Say other things of a place; move it with all that stands in it; retire it", query: [dryRun],
            request: .json(LocationDraft.schema),
            answer: .json(LocationAnswer.schema, headers: ["ETag"], "the place"), needsIfMatch: true
        ) { call in
            let (slug, name) = (try call.segment("manufacturer"), try call.segment("location"))
            let (draft, expected) = (try LocationDraft(call.json), try call.expectedVersion())
            return try await call.performOrTry(status: 200) { commands, answer in
                try commands.updateLocation(name, draft, of: slug, expecting: expected).write(to: &answer)
            }
        },
    ]
}

/// How places are told of and asked for.
enum LocationText {
    static let filter: [Route.Parameter] = [
        .init("within", .text(most: 120), "only this place and what stands in it"),
        .init("level", .word(LocationLevel.allCases.map(\.rawValue)), "only those of this level"),
        .init("kind", .word(LocationKind.allCases.map(\.rawValue)), "only those of this kind"),
        .init("retired", .boolean, "true: those that are not used any more, too"),
    ]
    static let properties: [ObjectSchema.Property] = [
        .optional("name", .text(most: 120), "what people call it; its code without it"),
        .optional(
            "level", .word(LocationLevel.allCases.map(\.rawValue)),
            "how fine it is; without it a site, or a zone of what it stands in"),
        .optional(
            "kind", .word(LocationKind.allCases.map(\.rawValue)),
            "what it is for; as what it stands in without it"),
        .optional("parent", .text(most: 120), "what it stands in"),
        .optional("gln", .text(most: 40), "its GLN, 13 digits"),
        .optional("glnExtension", .text(most: 20), "the extension of the GLN (AI 254)"),
        .optional("country", .text(most: 2), "ISO 3166-1 alpha-2"),
        .optional("capacityVolume", .integer(1...LocationDetails.mostCapacity), "what fits in, cm³"),
        .optional("capacityWeight", .integer(1...LocationDetails.mostCapacity), "what it bears, g"),
        .optional("retired", .boolean, "true: it is not used any more"),
    ]
}

extension LocationQuestion {
    init(_ call: Call) {
        self.init()
        level = call.query["level"].flatMap(LocationLevel.init)
        kind = call.query["kind"].flatMap(LocationKind.init)
        showsRetired = call.query["retired"] == "true"
    }
}

extension LocationDraft {
    static let schema = ObjectSchema("LocationDraft", LocationText.properties)
    static let newSchema = ObjectSchema(
        "NewLocation",
        [.required("code", .text(most: Location.longestCode), "by which events call it")] + LocationText.properties)

    /// - Throws: `identifier.…` for a GLN that is none, `value.invalid`.
    init(_ json: JSONValue) throws {
        self.init()
        (name, parent, country) = (json["name"]?.text, json["parent"]?.text, json["country"]?.text)
        level = json["level"]?.text.flatMap(LocationLevel.init)
        kind = json["kind"]?.text.flatMap(LocationKind.init)
        number = try LocationNumber(json["gln"]?.text, json["glnExtension"]?.text)
        (capacityVolume, capacityWeight) = (json["capacityVolume"]?.integer, json["capacityWeight"]?.integer)
        isRetired = json["retired"]?.boolean ?? false
    }
}

extension LocationNumber {
    /// Nil where neither is given.
    fileprivate init?(_ gln: String?, _ suffix: String?) throws {
        guard let gln else {
            guard suffix == nil else {
                throw RegistryError(
                    .valueInvalid, "An extension belongs to a GLN; give that too.", field: "glnExtension")
            }
            return nil
        }
        do {
            try self.init(gln: gln, suffix: suffix)
        } catch let error as IdentifierError {
            throw RegistryError(.valueInvalid, error.sentence, field: "gln", position: error.position)
        }
    }
}
