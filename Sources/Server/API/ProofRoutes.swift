import AfterSales
import Hummingbird
import Nameplate
import Registry

// Proofs of purchase: files of a registration, for its owner and for those who decide about it.

extension Routes {
    static let proofsPath =
        "\(prefix)/manufacturers/{manufacturer}/models/{model}/units/{serial}/registrations/{registration}/proofs"

    static let proofs: [Route] = [
        Route(
            method: .post, path: PathPattern(stringLiteral: proofsPath), permission: .look,
            summary: "Add a proof of purchase, which is the body: PDF, PNG, JPEG, WebP or plain text",
            query: [.init("name", .text(most: Attachments.nameLimit), "what you call it")],
            request: .file(most: Int(FileLimits.largestFile)),
            answer: .json(AttachedFile.proofSchema, status: 201, "the file as it is kept")
        ) { call in
            let (address, name) = (try call.registrationAddress, call.query["name"] ?? "proof")
            let (registry, principal) = (call.registry, call.principal)
            return try await registry.receivingFile(
                BodyPieces(body: call.body), ofRegistration: address, as: principal
            ) { file in
                try await call.perform(bodyHash: file.stored.digest.bytes) { commands, answer in
                    try commands.attachProof(file, named: name, to: address, registry.files.limits)
                        .writeProof(to: &answer)
                }
            }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: proofsPath), permission: .look,
            summary: "List the proofs of purchase of a registration",
            answer: .json(
                ObjectSchema(
                    "Proofs",
                    [
                        .required(
                            "items", .list(.object(AttachedFile.proofSchema), most: Attachments.most), "oldest first")
                    ]),
                "the files")
        ) { call in
            let found = try await call.registry.proofs(of: call.registrationAddress, as: call.principal)
            return .json { json in json.object { $0.listField("items", found) { $1.writeProof(to: &$0) } } }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(proofsPath)/{proof}"), permission: .look,
            summary: "Read a proof of purchase",
            answer: .stream(FileType.allCases.map(\.rawValue), "the file")
        ) { call in
            let id = ID<AttachedFile>(try call.id("proof"))
            return StoredFileResponse.make(
                try await call.registry.proof(id, of: call.registrationAddress, as: call.principal), call)
        },
        Route(
            method: .delete, path: PathPattern(stringLiteral: "\(proofsPath)/{proof}"), permission: .look,
            summary: "Erase a proof of purchase while the registration waits",
            answer: .json(ObjectSchema("ErasedProof", [.required("id", .id, "its id")]), "its id")
        ) { call in
            let id = ID<AttachedFile>(try call.id("proof"))
            try await call.registry.eraseProof(
                id, of: call.registrationAddress, as: call.principal, from: call.source)
            return .json { json in json.object { $0.field("id", id.description) } }
        },
    ]
}

extension AttachedFile {
    static let proofSchema = ObjectSchema(
        "Proof",
        [
            .required("id", .id, "its id"),
            .required("name", .text(most: Attachments.nameLimit), "what its sender calls it"),
            .required("type", .text(most: 40), "what its bytes are"), .required("size", .count, "in bytes"),
            .required("addedAt", .time, "since when it is here"),
        ])

    func writeProof(to json: inout JSONWriter) {
        json.object { json in
            json.field("id", id.description)
            json.field("name", name)
            json.field("type", file.type.rawValue)
            json.field("size", file.size)
            json.field("addedAt", TimeText.text(addedAt))
        }
    }
}

extension Call {
    var registrationAddress: RegistrationAddress {
        get throws {
            let unit = try unitAddress
            return RegistrationAddress(
                unit.slug, unit.model, unit.serial, ID(try id("registration")))
        }
    }
}
