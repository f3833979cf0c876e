import Hummingbird
import Nameplate
import Registry

// Signatures on labels: the keys by which anybody checks them, and checking one.

extension Routes {
    static let signatures: [Route] = [
        signingKeys(path: "\(prefix)/manufacturers/{manufacturer}/signing-keys"),
        Route(
            method: .post, path: "\(prefix)/verify/signature", permission: .look,
            summary: "Say whether the link on a label is signed by its maker: that proves issue, not originality",
            request: .json(
                ObjectSchema(
                    "SignedLink", [.required("link", .text(most: 2_000), "the web address that the code says")])),
            answer: .json(SignatureAnswer.schema, "whether it is signed")
        ) { call in
            let answer = try await call.registry.checkSignature(of: call.json["link"]?.text ?? "")
            return .json { answer.write(to: &$0) }
        },
        Route(
            method: .post, path: "\(prefix)/verify/list", permission: .look,
            summary: "Ask for the verdicts on a list: an entry a line, or a table with a column 'serial'",
            query: [
                .init("model", .text(), "the model of entries that name none"),
                .init("region", .text(most: 2), "the country where it is asked, ISO 3166-1 alpha-2"),
            ],
            request: .rows(["text/plain", "text/csv"]),
            answer: .stream(
                ["application/x-ndjson"],
                schema: .any([.object(ListedVerification.schema), .object(ListedVerification.reportSchema)]),
                "a verdict for each entry, in order, then a line with the report"), isCharged: true
        ) { call in
            let isTable = call.headers[.contentType]?.lowercased().hasPrefix("text/csv") ?? false
            let list = call.registry.verificationList(
                model: call.query["model"], region: call.query["region"], as: call.principal, from: call.source)
            return VerificationStream.response(list, isTable ? .table : .lines, from: call.body)
        },
    ]

    /// The same at two addresses: that of the API, and one that is found without knowing the API.
    static func signingKeys(path: PathPattern) -> Route {
        Route(
            method: .get, path: path, permission: .look,
            summary: "The public keys by which a manufacturer's signed labels are checked",
            answer: .json(SigningKey.listSchema, "all of them, the newest first")
        ) { call in
            let keys = try await call.registry.signingKeys(of: call.segment("manufacturer"))
            return .json { json in json.object { $0.listField("items", keys) { $1.writePublic(to: &$0) } } }
        }
    }
}

extension SigningKey {
    static let listSchema = ObjectSchema(
        "SigningKeyList",
        [
            .required(
                "items",
                .list(
                    .object(
                        ObjectSchema(
                            "SigningKey",
                            [
                                .required("id", .id, "the key's id"),
                                .required("publicKey", .text(most: 60), "Ed25519, base64 of 32 bytes"),
                                .required("createdAt", .time, "since when it is there"),
                                .optional("retiredAt", .time, "since when another one signs"),
                            ])), most: 10_000), "the newest first")
        ])

    func writePublic(to json: inout JSONWriter) {
        json.object { json in
            json.field("id", id.description)
            json.field("publicKey", publicKeyText)
            json.field("createdAt", TimeText.text(createdAt))
            json.field("retiredAt", retiredAt.map { TimeText.text($0) })
        }
    }
}

extension SignatureAnswer {
    static let schema = ObjectSchema(
        "SignatureAnswer",
        [
            .required("valid", .boolean, "whether a key of the maker has signed it"),
            .required("sentence", .text(most: 4_000), "what that proves, for people"),
            .optional("manufacturer", .object(Manufacturer.referenceSchema), "who has signed it"),
            .optional("gtin", .text(most: 14), "of the model that the link names"),
            .optional("model", .text(most: 2_000), "the number of the model that it names instead"),
            .required("serial", .text(most: 2_000), "that the link names"),
        ])

    /// In the reader's language.
    var sentence: String { Words.text(manufacturer == nil ? "signature.bad" : "signature.good") }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("valid", manufacturer != nil)
            json.field("sentence", sentence)
            manufacturer?.writeReference(to: &json)
            switch link.model {
            case .gtin(let gtin): json.field("gtin", gtin)
            case .number(let number, _): json.field("model", number)
            }
            json.field("serial", link.serial)
        }
    }
}
