import Hummingbird
import Identifiers
import Nameplate
import Registry

// Documents that are added, changed, withdrawn and removed.

extension Routes {
    private static let ofManufacturer = "\(prefix)/manufacturers/{manufacturer}/documents"

    static let documentEditing: [Route] = [
        Route(
            method: .post, path: PathPattern(stringLiteral: ofManufacturer), permission: .editCatalogue,
            summary: "Add a document with its file, which is the body: PDF, PNG, JPEG, WebP or plain text",
            query: DocumentDetails.parameters, request: .file(most: Int(FileLimits.largestFile)),
            answer: .json(DocumentAnswer.schema, status: 201, "the document")
        ) { call in
            let (slug, models) = (try call.segment("manufacturer"), call.queries["model"] ?? [])
            let details = try DocumentDetails(call.query, faultCodes: call.queries["faultCode"])
            let replaced = try replacedDocument(call.query["replaces"])
            let (registry, principal) = (call.registry, call.principal)
            return try await registry.receivingFile(BodyPieces(body: call.body), of: slug, as: principal) { file in
                try await call.perform(bodyHash: file.stored.digest.bytes) { commands, answer in
                    try commands.addDocument(
                        details, .file(file, registry.files.limits), of: models, slug, replacing: replaced
                    ).write(to: &answer)
                }
            }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(ofManufacturer)/links"), permission: .editCatalogue,
            summary: "Add a document that lies elsewhere", request: .json(DocumentDetails.linkSchema),
            answer: .json(DocumentAnswer.schema, status: 201, "the document")
        ) { call in
            let (slug, json) = (try call.segment("manufacturer"), call.json)
            let details = try DocumentDetails(json)
            let replaced = try replacedDocument(json["replaces"]?.text)
            return try await call.perform { commands, answer in
                try commands.addDocument(
                    details, .link(json["link"]?.text ?? ""), of: json.texts("models"), slug, replacing: replaced
                ).write(to: &answer)
            }
        },
        Route(
            method: .put, path: PathPattern(stringLiteral: ofDocument), permission: .editCatalogue,
            summary: "Replace what is said of a document; its file or link stays",
            request: .json(DocumentDetails.schema),
            answer: .json(DocumentAnswer.schema, headers: ["ETag"], "the document"),
            needsIfMatch: true
        ) { call in
            let (slug, id, json) = (try call.segment("manufacturer"), try call.documentID(), call.json)
            let expected = try call.expectedVersion()
            let details = try DocumentDetails(json)
            return try await call.perform(status: 200) { commands, answer in
                try commands.updateDocument(id, details, of: json.texts("models"), slug, expecting: expected)
                    .write(to: &answer)
            }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(ofDocument)/withdrawal"), permission: .editCatalogue,
            summary: "Say that a document must not be used any more",
            request: .json(
                ObjectSchema("DocumentWithdrawalDraft", [.optional("reason", .text(most: 400), "why")])),
            answer: .json(DocumentAnswer.schema, "the document")
        ) { call in
            let (slug, id, reason) = (
                try call.segment("manufacturer"), try call.documentID(), call.json["reason"]?.text
            )
            return try await call.perform(status: 200) { commands, answer in
                try commands.withdrawDocument(id, because: reason, of: slug).write(to: &answer)
            }
        },
        Route(
            method: .delete, path: PathPattern(stringLiteral: ofDocument), permission: .editCatalogue,
            summary: "Remove a document, and its file where no other document has it",
            answer: .json(ObjectSchema("RemovedDocument", [.required("id", .id, "the document's id")]), "its id")
        ) { call in
            let id = try call.documentID()
            try await call.registry.removeDocument(
                id, of: call.segment("manufacturer"), as: call.principal, from: call.source)
            return .json { json in json.object { $0.field("id", id.description) } }
        },
    ]

    private static func replacedDocument(_ text: String?) throws(RegistryError) -> ID<Document>? {
        guard let text else { return nil }
        guard let id = Int64(text), id > 0 else { throw Documents.unknown }
        return ID(id)
    }
}

extension DocumentDetails {
    /// What is said of a document, beside its models.
    private static let fields: [(name: String, schema: Schema, isRequired: Bool, summary: String)] = [
        ("kind", .word(Document.Kind.allCases.map(\.rawValue)), true, "what it is"),
        ("title", .text(most: 200), true, "its title"),
        ("number", .text(most: 80), false, "its identification number, the same for all languages and versions"),
        ("language", .text(most: LanguageTag.largestLength), false, "BCP 47, such as de or pt-BR"),
        ("original", .boolean, false, "true where it is the original, not a translation"),
        ("version", .text(most: 40), false, "its revision"),
        ("issuedOn", .date, false, "its date of issue"),
        (
            "appliesTo", .text(most: longestPopulation), false,
            "the units that it is for, as a population; all without it"
        ),
        (
            "audience", .word(Document.Audience.allCases.map(\.rawValue)), false,
            "who may have it; everybody without it"
        ),
    ]
    private static let replaces = "the id of the document whose place it takes"
    private static let models = ObjectSchema.Property.required(
        "models", .texts(most: Documents.mostModels), "the numbers of its models")

    static let faultSchema = Schema.texts(most: mostFaultCodes, each: FaultCode.longestCode)
    private static let faults = ObjectSchema.Property.optional(
        "faultCodes", faultSchema, "the faults that it is for, by the manufacturer's codes")

    static let schema = ObjectSchema(
        "DocumentDraft",
        fields.map {
            ObjectSchema.Property(name: $0.name, schema: $0.schema, isRequired: $0.isRequired, summary: $0.summary)
        } + [faults, models])
    static let linkSchema = ObjectSchema(
        "LinkedDocumentDraft",
        schema.properties + [
            .required("link", .text(most: 2_000), "its address, with https://"), .optional("replaces", .id, replaces),
        ])
    /// Models that an address names at once without growing longer than the server takes; a document may be of more, which
    /// are named later.
    private static let mostNamed = 50
    static let parameters =
        fields.map { Route.Parameter($0.name, $0.schema, $0.summary) } + [
            .init("model", .text(most: ModelNumber.largestLength), most: mostNamed, "the number of a model"),
            .init(
                "faultCode", .text(most: FaultCode.longestCode), most: mostFaultCodes, "a fault that it is for"),
            .init("replaces", .id, replaces),
        ]

    init(_ json: JSONValue) throws {
        try self.init(
            kind: json["kind"]?.text, title: json["title"]?.text, number: json["number"]?.text,
            language: json["language"]?.text, isOriginal: json["original"]?.boolean ?? false,
            version: json["version"]?.text, issuedOn: json["issuedOn"]?.text, appliesTo: json["appliesTo"]?.text,
            audience: json["audience"]?.text)
        faultCodes = json.texts("faultCodes")
    }

    /// From the fields of a query or form; one that is blank is not said.
    /// - Parameter faultCodes: where they are said apart; a form has them one a line.
    init(_ fields: [String: String], faultCodes codes: [String]? = nil) throws {
        let said = fields.filter { !$0.value.allSatisfy(\.isWhitespace) }
        try self.init(
            kind: said["kind"], title: said["title"], number: said["number"], language: said["language"],
            isOriginal: said["original"] == "true", version: said["version"], issuedOn: said["issuedOn"],
            appliesTo: said["appliesTo"], audience: said["audience"])
        faultCodes = codes ?? (said["faultCodes"] ?? "").nonEmptyLines
    }

    private init(
        kind: String?, title: String?, number: String?, language: String?, isOriginal: Bool, version: String?,
        issuedOn: String?, appliesTo: String?, audience: String?
    ) throws {
        guard let kind = kind.flatMap({ Document.Kind(rawValue: $0) }) else {
            throw RegistryError(
                .valueInvalid,
                "Say what it is: \(Document.Kind.allCases.map(\.rawValue).joined(separator: ", ")).", field: "kind")
        }
        guard let title else { throw RegistryError(.valueInvalid, "Give the document a title.", field: "title") }
        let audience = try audience.map { word in
            guard let audience = Document.Audience(rawValue: word) else {
                throw RegistryError(
                    .valueInvalid,
                    "A document is for \(Document.Audience.allCases.map(\.rawValue).joined(separator: ", ")).",
                    field: "audience")
            }
            return audience
        }
        self.init(
            kind, title, number: number, language: try language.map { try LanguageTag(parsing: $0) },
            isOriginal: isOriginal, version: version,
            issuedOn: try issuedOn.map { text in
                try reading("issuedOn") { () throws(IdentifierError) in try CivilDate(parsing: text) }
            }, population: appliesTo, audience: audience ?? .everybody)
    }
}
