import Hummingbird
import Identifiers
import Nameplate
import Registry

// Documents and pictures of models: which are right for whom, and their files.

extension Routes {
    static let ofDocument = "\(prefix)/manufacturers/{manufacturer}/documents/{document}"
    private static let kinds = Route.Parameter(
        "kind", .word(Document.Kind.allCases.map(\.rawValue)), most: Document.Kind.allCases.count,
        "only documents of this kind; all without it")

    private static let fault = Route.Parameter(
        "fault", .text(most: FaultCode.longestCode),
        "only those for this fault code or a wider one, repair procedures first, the nearest before")

    static let documents: [Route] = [
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofModel)/documents"), permission: .look,
            summary: "List the documents and pictures of a model",
            query: [kinds, fault, .init("all", .boolean, "true shows those too that were replaced or withdrawn")],
            answer: .json(DocumentAnswer.listSchema, "all that one may have")
        ) { call in
            let answer = try await call.registry.documents(
                of: call.segment("model"), call.segment("manufacturer"), kinds: call.documentKinds,
                fault: call.query["fault"], showsAll: call.flag("all"), as: call.principal)
            return .json { answer.write(to: &$0) }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofModel)/units/{serial}/documents"), permission: .look,
            summary: "List the right documents for a unit: those that apply to it, in the nearest language, the newest",
            query: [
                kinds, fault,
                .init(
                    "language", .text(most: LanguageTag.largestLength), most: 5,
                    "a language of BCP 47, the most wanted first; then come the original, English, any"),
            ], answer: .json(DocumentAnswer.listSchema, "one of each kind and number, and all pictures"),
            isCharged: true
        ) { call in
            let languages = try (call.queries["language"] ?? []).map { try LanguageTag(parsing: $0) }
            let answer = try await call.registry.documents(
                forUnit: call.segment("serial"), model: call.segment("model"), of: call.segment("manufacturer"),
                kinds: call.documentKinds, fault: call.query["fault"], languages: languages, as: call.principal)
            return .json { answer.write(to: &$0) }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: ofDocument), permission: .look,
            summary: "Read what is said of a document, and what it took the place of",
            answer: .json(DocumentAnswer.schema, headers: ["ETag"], "the document")
        ) { call in
            let answer = try await call.registry.document(
                call.documentID(), of: call.segment("manufacturer"), as: call.principal)
            return call.versioned(answer.document.rowVersion) { answer.write(to: &$0) }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofDocument)/file"), permission: .look,
            summary: "Get the file of a document",
            answer: .stream(FileType.allCases.map(\.rawValue), "the file; pictures to be shown, others to be kept")
        ) { call in
            let file = try await call.registry.documentFile(
                call.documentID(), of: call.segment("manufacturer"), as: call.principal)
            return StoredFileResponse.make(file, call)
        },
        Route(
            method: .post, path: "\(prefix)/documents/check", permission: .audit,
            summary: "Read all stored files and compare them with what the documents say",
            query: [.init("removeUnused", .boolean, "true removes files to which no document refers")],
            answer: .stream(
                ["application/x-ndjson"], schema: .any([.anyObject, .object(FilesReport.line)]),
                "lines of progress, then one with the report")
        ) { call in
            try Access.require(call.principal, .audit)
            if call.flag("removeUnused") { try Access.require(call.principal, .backUp) }
            return ProgressStream.response { progress in
                let report = try await call.registry.checkFiles(
                    removesUnused: call.flag("removeUnused"), as: call.principal
                ) { done in progress { $0.field("files", done) } }
                return { report.writeMembers(to: &$0) }
            }
        },
    ]
}

extension Call {
    fileprivate var documentKinds: Set<Document.Kind> {
        Set((queries["kind"] ?? []).compactMap { Document.Kind(rawValue: $0) })
    }

    /// The document that the address names. - Throws: `document.unknown` for what is no id.
    func documentID() throws -> ID<Document> {
        guard let id = Int64(try segment("document")), id > 0 else { throw Documents.unknown }
        return ID(id)
    }
}
