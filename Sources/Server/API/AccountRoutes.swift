import Hummingbird
import Nameplate
import Registry

// Who may sign in, and as what.

extension Routes {
    private static let ofAccounts = "\(prefix)/accounts"
    private static let ofAccount = "\(prefix)/accounts/{account}"

    static let accounts: [Route] = [
        Route(
            method: .get, path: "\(prefix)/me", permission: .look,
            summary: "Who asks, and what they may do", answer: .json(Caller.schema, "the caller")
        ) { call in .json { call.caller.write(to: &$0) } },
        Route(
            method: .get, path: "\(ofAccounts)", permission: .manageAccounts, summary: "List accounts by name",
            query: Route.pageParameters, answer: .json(Route.page(of: AccountAnswer.schema), "a page of them")
        ) { call in
            let found = try await call.registry.accounts(
                after: call.after() ?? "", limit: call.limit + 1, as: call.principal)
            return call.page(found, key: \.account.name) { $1.write(to: &$0) }
        },
        Route(
            method: .post, path: "\(ofAccounts)", permission: .manageAccounts,
            summary: "Make an account, and the code by which its owner chooses a password", request: .json(newAccount),
            answer: .json(invitation, status: 201, "the account's name and its code, which is not told again")
        ) { call in
            let grants = try (call.json["grants"]?.elements ?? []).map { try NamedGrant($0) }
            let made = try await call.registry.createAccount(
                call.json["name"]?.text ?? "", fullName: call.json["fullName"]?.text, grants: grants,
                as: call.principal, from: call.source
            )
            return invitationAnswer(made.account.account.name, made.invitation, status: 201)
        },
        Route(
            method: .get, path: "\(ofAccount)", permission: .manageAccounts, summary: "One account",
            answer: .json(AccountAnswer.schema, "the account")
        ) { call in
            let answer = try await call.registry.account(call.segment("account"), as: call.principal)
            return .json { answer.write(to: &$0) }
        },
        change("\(ofAccount)/grants", "Give an account a role", .json(NamedGrant.schema)) { call, name in
            try await call.registry.give(try NamedGrant(call.json), to: name, as: call.principal, from: call.source)
        },
        change("\(ofAccount)/grants/taken", "Take a role from an account", .json(NamedGrant.schema)) { call, name in
            try await call.registry.take(try NamedGrant(call.json), from: name, as: call.principal, from: call.source)
        },
        change("\(ofAccount)/disable", "Keep an account from signing in; its sessions and tokens end") { call, name in
            try await call.registry.setDisabled(true, name, as: call.principal, from: call.source)
        },
        change("\(ofAccount)/enable", "Let a disabled account sign in again") { call, name in
            try await call.registry.setDisabled(false, name, as: call.principal, from: call.source)
        },
        change("\(ofAccount)/sessions/end", "End all sessions of an account") { call, name in
            try await call.registry.endSessions(of: name, as: call.principal, from: call.source)
        },
        change("\(ofAccount)/second-factor/reset", "Take the second factor from an account") { call, name in
            try await call.registry.resetSecondFactor(of: name, as: call.principal, from: call.source)
        },
        change(
            "\(ofAccount)/parties", "Let an account see the units of a party as their owner",
            .json(
                ObjectSchema(
                    "PartyLink",
                    [
                        .required(
                            "manufacturer", .text(most: 64), "the short name of the manufacturer that knows the party"),
                        .required("party", .text(most: 120), "the manufacturer's reference to the party"),
                    ]))
        ) { call, name in
            try await call.registry.link(
                name, to: call.json["party"]?.text ?? "", of: call.json["manufacturer"]?.text ?? "", as: call.principal,
                from: call.source)
        },
        Route(
            method: .post, path: "\(ofAccount)/invitation", permission: .manageAccounts,
            summary: "Make a new code by which an account's owner chooses a password",
            answer: .json(invitation, "the account's name and its code, which is not told again")
        ) { call in
            let name = try call.segment("account")
            return invitationAnswer(
                name, try await call.registry.invite(name, as: call.principal, from: call.source), status: 200)
        },
        Route(
            method: .post, path: "\(prefix)/invitations/accept", permission: .look,
            summary: "Choose the password of an account by a code",
            request: .json(
                ObjectSchema(
                    "Acceptance",
                    [
                        .required("code", .text(most: 100), "as it was told"),
                        .required("password", .text(most: 1_100), "the new password"),
                    ])),
            answer: .json(
                ObjectSchema("Accepted", [.required("name", .text(), "the account's name")]), "the account's name")
        ) { call in
            let name = try await call.registry.accept(
                invitation: call.json["code"]?.text ?? "", password: call.json["password"]?.text ?? "",
                from: call.source)
            return .json { json in json.object { $0.field("name", name) } }
        },
    ]

    private static func change(
        _ path: PathPattern, _ summary: String, _ request: Route.Body = .none,
        _ body: @escaping @Sendable (Call, String) async throws -> AccountAnswer
    ) -> Route {
        Route(
            method: .post, path: path, permission: .manageAccounts, summary: summary, request: request,
            answer: .json(AccountAnswer.schema, "the account")
        ) { call in
            let answer = try await body(call, call.segment("account"))
            return .json { answer.write(to: &$0) }
        }
    }

    private static let newAccount = ObjectSchema(
        "NewAccount",
        [
            .required("name", .text(most: AccountName.longest), "what is typed to sign in"),
            .optional("fullName", .text(most: 120), "who it is"),
            .optional("grants", .list(.object(NamedGrant.schema), most: 100), "its roles"),
        ])

    private static let invitation = ObjectSchema(
        "Invitation",
        [
            .required("name", .text(), "the account's name"),
            .required("code", .text(), "good once and for a day, at /welcome or invitations/accept"),
        ])

    private static func invitationAnswer(_ name: String, _ code: String, status: Int) -> Response {
        var response = Response.json(status: status) { json in
            json.object { json in
                json.field("name", name)
                json.field("code", code)
            }
        }
        response.headers[.cacheControl] = "no-store"
        return response
    }
}

extension NamedGrant {
    static let schema = ObjectSchema(
        "Grant",
        [
            .required("role", .word(Role.allCases.map(\.rawValue)), "what somebody works at"),
            .optional("manufacturer", .text(most: 64), "the manufacturer's short name; absent for every manufacturer"),
            .optional("site", .text(most: 200), "the only place at which it holds; absent for everywhere"),
        ])

    init(_ json: JSONValue) throws(RegistryError) {
        guard let role = json["role"]?.text.flatMap(Role.init(rawValue:)) else {
            throw RegistryError(.valueInvalid, "Name a role.", field: "role")
        }
        self.init(role, manufacturer: json["manufacturer"]?.text, site: json["site"]?.text)
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("role", role.rawValue)
            json.field("manufacturer", manufacturer)
            json.field("site", site)
        }
    }
}

extension AccountAnswer {
    static let schema = ObjectSchema(
        "Account",
        [
            .required("id", .id, "the account's id, by which events and the audit trail name it"),
            .required("name", .text(), "what is typed to sign in"),
            .optional("fullName", .text(), "who it is"),
            .required("grants", .list(.object(NamedGrant.schema), most: 10_000), "its roles"),
            .required("hasPassword", .boolean, "whether a password has been chosen"),
            .required("hasSecondFactor", .boolean, "whether signing in asks for a code"),
            .required("createdAt", .time, "since when it is there"),
            .optional("disabledAt", .time, "since when it may no longer sign in"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("id", account.id.description)
            json.field("name", account.name)
            json.field("fullName", account.fullName)
            json.listField("grants", grants) { $1.write(to: &$0) }
            json.field("hasPassword", account.hasPassword)
            json.field("hasSecondFactor", account.hasSecondFactor)
            json.field("createdAt", TimeText.text(account.createdAt))
            json.field("disabledAt", account.disabledAt.map { TimeText.text($0) })
        }
    }
}

extension Caller {
    static let schema = ObjectSchema(
        "Caller",
        [
            .required("id", .text(), "how events and the audit trail name the caller"),
            .optional("account", .text(), "the name of the account"),
            .required(
                "permissions", .list(.word(Permission.allCases.map(\.rawValue)), most: 100),
                "what the caller may do for at least one manufacturer"),
        ])

    func write(to json: inout JSONWriter) {
        let permissions = Permission.allCases.filter { Access.allows(principal, $0, .anything) }.map(\.rawValue)
        json.object { json in
            json.field("id", principal.auditName)
            json.field("account", accountName)
            json.listField("permissions", permissions) { $0.value($1) }
        }
    }
}
