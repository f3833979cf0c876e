import AfterSales
import Hummingbird
import Nameplate
import Registry

// Files of claims, and the erasure of what is said in them.

extension Routes {
    private static let files = "\(prefix)/claims/{claim}/files"

    static let claimFiles: [Route] = [
        Route(
            method: .post, path: PathPattern(stringLiteral: files), permission: .submitClaims,
            summary: "Add a file to a claim, which is the body: PDF, PNG, JPEG, WebP or plain text",
            query: [.init("name", .text(most: 400), "what it is called; 'file' without it")],
            request: .file(most: Int(FileLimits.largestFile)),
            answer: .json(AttachedFile.schema, status: 201, "the file")
        ) { call in
            let number = try call.segment("claim")
            let name = call.query["name"] ?? "file"
            let (registry, principal) = (call.registry, call.principal)
            return try await registry.receivingFile(BodyPieces(body: call.body), ofClaim: number, as: principal) {
                file in
                try await call.perform(bodyHash: file.stored.digest.bytes) { commands, answer in
                    try commands.attach(file, named: name, toClaim: number, registry.files.limits).write(to: &answer)
                }
            }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(files)/{file}"), permission: .submitClaims,
            summary: "Get a file of a claim",
            answer: .stream(FileType.allCases.map(\.rawValue), "the file; pictures to be shown, others to be kept")
        ) { call in
            StoredFileResponse.make(
                try await call.registry.claimFile(call.attachmentID(), of: call.segment("claim"), as: call.principal),
                call)
        },
        Route(
            method: .delete, path: PathPattern(stringLiteral: "\(files)/{file}"), permission: .submitClaims,
            summary: "Erase a file of a claim",
            answer: .json(AttachedFile.erasedSchema, "its id")
        ) { call in
            let id = try call.attachmentID()
            try await call.registry.eraseClaimFile(
                id, of: call.segment("claim"), as: call.principal, from: call.source)
            return .json { json in json.object { $0.field("id", id.description) } }
        },
        Route(
            method: .post, path: "\(prefix)/claims/{claim}/erasure", permission: .erase,
            summary: "Erase what people have said in a claim, and its files; amounts and decisions stay",
            request: .json(
                ObjectSchema("ClaimErasure", [.optional("confirm", .boolean, "true: it cannot be undone")])),
            answer: .json(
                ObjectSchema("ErasedClaim", [.required("number", .text(most: 11), "its number")]), "its number")
        ) { call in
            let number = try call.segment("claim")
            try await call.registry.eraseClaim(
                number, isConfirmed: call.json["confirm"]?.boolean ?? false, as: call.principal, from: call.source)
            return .json { json in json.object { $0.field("number", number) } }
        },
    ]
}

extension Call {
    /// The file that the address names.
    /// - Throws: `attachment.unknown` for what is no id.
    func attachmentID() throws -> ID<AttachedFile> {
        guard let id = Int64(try segment("file")), id > 0 else { throw Attachments.unknown }
        return ID(id)
    }
}
