import Hummingbird
import Nameplate
import Registry

// Keys: that they are there, never what they are; and the codes that they make.

extension Routes {
    static let keys: [Route] = [
        Route(
            method: .get, path: "\(prefix)/manufacturers/{manufacturer}/keys", permission: .manageKeys,
            summary: "List a manufacturer's keys: never what they are",
            answer: .json(
                ObjectSchema(
                    "KeyList", [.required("items", .list(.object(SecretKey.schema), most: 10_000), "the newest first")]),
                "all of them")
        ) { call in
            let keys = try await call.registry.keys(of: call.segment("manufacturer"), as: call.principal)
            return .json { json in json.object { $0.listField("items", keys) { $1.write(to: &$0) } } }
        },
        Route(
            method: .post, path: "\(prefix)/manufacturers/{manufacturer}/keys", permission: .manageKeys,
            summary: "Make a new key for formats or codes to come; what has one keeps it",
            request: .json(
                ObjectSchema(
                    "NewKey",
                    [.required("purpose", .word(SecretKey.Purpose.allCases.map(\.rawValue)), "what it is for")])),
            answer: .json(SecretKey.schema, status: 201, "the key")
        ) { call in
            let slug = try call.segment("manufacturer")
            let purpose = call.json["purpose"]?.text.flatMap(SecretKey.Purpose.init(rawValue:)) ?? .codes
            return try await call.perform { commands, json in
                try commands.replaceKey(purpose, of: slug).write(to: &json)
            }
        },
    ]

    static let codes: [Route] = [
        Route(
            method: .get, path: "\(prefix)/manufacturers/{manufacturer}/models/{model}/batches/{batch}/codes",
            permission: .issue, summary: "Stream a batch's serial numbers with their label codes and owner codes",
            query: serialParameters,
            answer: .stream(["text/csv"], "the columns sequence, serial, label_code and owner_code")
        ) { call in
            let (run, maker) = try await call.registry.codes(
                of: call.segment("batch"), model: call.segment("model"), of: call.segment("manufacturer"),
                as: call.principal)
            return try SerialStream.codes(run.writer, maker, try run.part(call))
        }
    ]
}

extension SecretKey {
    static let schema = ObjectSchema(
        "Key",
        [
            .required("id", .id, "the key's id"),
            .required("purpose", .word(Purpose.allCases.map(\.rawValue)), "what it is for"),
            .required("createdAt", .time, "since when it is there"),
            .optional("retiredAt", .time, "since when new formats and batches use another"),
            .required("readable", .boolean, "whether the master key opens it"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("id", id.description)
            json.field("purpose", purpose.rawValue)
            json.field("createdAt", TimeText.text(createdAt))
            json.field("retiredAt", retiredAt.map { TimeText.text($0) })
            json.field("readable", secret != nil)
        }
    }
}
