import AfterSales
import Hummingbird
import Nameplate
import Registry

// Files of cases, and the erasure of what is said in them.

extension Routes {
    static let caseFiles: [Route] = [
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(ofCase)/files"), permission: .handleCases,
            summary: "Add a file to a case, which is the body: PDF, PNG, JPEG, WebP or plain text",
            query: [.init("name", .text(most: 400), "what it is called; 'file' without it")],
            request: .file(most: Int(FileLimits.largestFile)),
            answer: .json(AttachedFile.schema, status: 201, "the file")
        ) { call in
            let (number, name) = (try call.segment("case"), call.query["name"] ?? "file")
            let (registry, principal) = (call.registry, call.principal)
            return try await registry.receivingFile(BodyPieces(body: call.body), ofCase: number, as: principal) {
                file in
                try await call.perform(bodyHash: file.stored.digest.bytes) { commands, answer in
                    try commands.attach(file, named: name, toCase: number, registry.files.limits).write(to: &answer)
                }
            }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofCase)/files"), permission: .handleCases,
            summary: "List the files of a case",
            answer: .json(
                ObjectSchema(
                    "CaseFiles",
                    [.required("items", .list(.object(AttachedFile.schema), most: Attachments.most), "oldest first")]),
                "its files")
        ) { call in
            let files = try await call.registry.serviceCase(call.segment("case"), as: call.principal).files
            return .json { json in json.object { $0.listField("items", files) { $1.write(to: &$0) } } }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofCase)/files/{file}"), permission: .handleCases,
            summary: "Get a file of a case",
            answer: .stream(FileType.allCases.map(\.rawValue), "the file; pictures to be shown, others to be kept")
        ) { call in
            StoredFileResponse.make(
                try await call.registry.caseFile(call.attachmentID(), of: call.segment("case"), as: call.principal),
                call)
        },
        Route(
            method: .delete, path: PathPattern(stringLiteral: "\(ofCase)/files/{file}"), permission: .handleCases,
            summary: "Erase a file of a case: one's own, or any at the desk",
            answer: .json(AttachedFile.erasedSchema, "its id")
        ) { call in
            let id = try call.attachmentID()
            try await call.registry.eraseCaseFile(id, of: call.segment("case"), as: call.principal, from: call.source)
            return .json { json in json.object { $0.field("id", id.description) } }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(ofCase)/erasure"), permission: .erase,
            summary: "Erase what people have said in a case, and its files; states and outcomes stay",
            request: .json(
                ObjectSchema("CaseErasure", [.optional("confirm", .boolean, "true: it cannot be undone")])),
            answer: .json(
                ObjectSchema("ErasedCase", [.required("number", .text(most: 11), "its number")]), "its number")
        ) { call in
            let number = try call.segment("case")
            try await call.registry.eraseCase(
                number, isConfirmed: call.json["confirm"]?.boolean ?? false, as: call.principal, from: call.source)
            return .json { json in json.object { $0.field("number", number) } }
        },
    ]
}
