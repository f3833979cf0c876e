import Hummingbird
import Nameplate
import Registry

// What programs show to be let in.

extension Routes {
    static let tokens: [Route] = [
        Route(
            method: .get, path: "\(prefix)/tokens", permission: .look, summary: "List an account's tokens",
            query: [.init("account", .text(most: AccountName.longest), "whose; one's own without it")],
            answer: .json(
                ObjectSchema(
                    "TokenList",
                    [.required("items", .list(.object(AccessTokenAnswer.schema), most: 10_000), "the newest first")]),
                "all of them")
        ) { call in
            let tokens = try await call.registry.tokens(of: call.query["account"], as: call.principal)
            return .json { json in json.object { $0.listField("items", tokens) { $1.write(to: &$0) } } }
        },
        Route(
            method: .post, path: "\(prefix)/tokens", permission: .manageAccounts,
            summary: "Make a token for an account: its secret is told once", request: .json(newToken),
            answer: .json(
                ObjectSchema(
                    "NewTokenAnswer",
                    [
                        .required("token", .object(AccessTokenAnswer.schema), "the token"),
                        .required("secret", .text(), "what the program sends: Authorization: Bearer …"),
                    ]), status: 201, "the token with its secret")
        ) { call in
            let words = call.json["permissions"]?.elements.compactMap(\.text) ?? []
            let made = try await call.registry.createToken(
                AccessTokenDraft(
                    name: call.json["name"]?.text ?? "", permissions: Set(words.compactMap(Permission.init(rawValue:))),
                    manufacturers: call.json["manufacturers"]?.elements.compactMap(\.text) ?? [],
                    days: call.json["days"]?.integer.map { Int($0) } ?? 90),
                of: call.json["account"]?.text, as: call.principal, from: call.source)
            var response = Response.json(status: 201) { json in
                json.object { json in
                    json.name("token")
                    made.token.write(to: &json)
                    json.field("secret", made.secret)
                }
            }
            response.headers[.cacheControl] = "no-store"
            return response
        },
        Route(
            method: .delete, path: "\(prefix)/tokens/{token}", permission: .look, summary: "Revoke a token",
            answer: .json(
                ObjectSchema("RevokedToken", [.required("id", .id, "the token's id")]), "the token's id")
        ) { call in
            let text = try call.segment("token")
            try await call.registry.revokeToken(ID(Int64(text) ?? 0), as: call.principal, from: call.source)
            return .json { json in json.object { $0.field("id", text) } }
        },
    ]

    private static let newToken = ObjectSchema(
        "NewToken",
        [
            .required("name", .text(most: 120), "what it is for"),
            .optional("account", .text(most: AccountName.longest), "whose; one's own without it"),
            .required(
                "permissions", .list(.word(Permission.allCases.map(\.rawValue)), most: 100),
                "what it may do at most: nothing that the account may not"),
            .optional(
                "manufacturers", .texts(most: 100), "short names; without it all that the account has to do with"),
            .optional("days", .integer(1...366), "for how many days it holds; 90 without it"),
        ])
}

extension AccessTokenAnswer {
    static let schema = ObjectSchema(
        "Token",
        [
            .required("id", .id, "the token's id, by which events and the audit trail name it"),
            .required("account", .text(), "whose it is"),
            .required("name", .text(), "what it is for"),
            .required(
                "permissions", .list(.word(Permission.allCases.map(\.rawValue)), most: 100), "what it may do at most"),
            .required("manufacturers", .texts(most: 100), "for whom; empty for all that the account has to do with"),
            .required("createdAt", .time, "since when it is there"),
            .required("expiresAt", .time, "until when it holds"),
            .optional("usedAt", .time, "when it was last used, to the minute"),
            .optional("revokedAt", .time, "since when it no longer holds"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("id", token.id.description)
            json.field("account", accountName)
            json.field("name", token.name)
            json.listField("permissions", token.permissions.map(\.rawValue).sorted()) { $0.value($1) }
            json.listField("manufacturers", manufacturers) { $0.value($1) }
            json.field("createdAt", TimeText.text(token.createdAt))
            json.field("expiresAt", TimeText.text(token.expiresAt))
            json.field("usedAt", token.usedAt.map { TimeText.text($0) })
            json.field("revokedAt", token.revokedAt.map { TimeText.text($0) })
        }
    }
}
