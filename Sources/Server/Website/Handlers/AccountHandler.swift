import Hummingbird
import Identifiers
import Nameplate
import Registry

extension Site {
    /// The page of one's own account, and what can be done there.
    var accountRoutes: [Route] {
        func form(_ path: PathPattern, _ summary: String, _ handle: @escaping @Sendable (Call) async throws -> Response)
            -> Route
        {
            Route(
                method: .post, path: path, permission: .ownAccount, summary: summary, request: .form,
                answer: .page("the page, with 303 or what is shown once"), handle: handle)
        }
        return [
            Route(
                method: .get, path: "/account", permission: .ownAccount, summary: "One's own account",
                query: [.init("done", .text(most: 40), "what has just been done, to say so")],
                answer: .page("the page")
            ) { call in
                let notice = call.query["done"].flatMap(Self.done)
                return try respond(await accountPage(call, notice: notice), to: call)
            },
            form("/account/password", "Change one's password", changePassword),
            form("/account/second-factor", "Begin to have a second factor", beginSecondFactor),
            form("/account/second-factor/confirm", "Have the second factor that was begun", confirmSecondFactor),
            form("/account/second-factor/remove", "Do without a second factor", removeSecondFactor),
            form("/account/sessions/end", "End another session", endSession),
            form("/account/tokens", "Make a token", createToken),
            form("/account/tokens/revoke", "Revoke a token", revokeToken),
        ]
    }

    private static func done(_ word: String) -> Notice? {
        switch word {
        case "password":
            Notice(
                .good, Words.text("account.yourPasswordIsChanged"), text: Words.text("account.yourOtherSessionsHave"))
        case "removed": Notice(.good, Words.text("account.yourAccountHasNo"))
        case "session": Notice(.good, Words.text("account.theSessionHasEnded"))
        case "revoked": Notice(.good, Words.text("account.theTokenNoLonger"))
        default: nil
        }
    }

    /// Does what a form of this page asks for, or says on the page why not.
    private func change(
        _ call: Call, _ body: ([String: String]) async throws -> Response
    ) async throws -> Response {
        let form = try await Form.read(call)
        guard tokens.requestKey(of: form["token"], for: call.path, as: call.principal) != nil else {
            return try respond(await accountPage(call, notice: .aged), to: call, status: 409)
        }
        do {
            return try await body(form)
        } catch let error as RegistryError where error.code != .signInNeeded {
            return try respond(await accountPage(call, notice: nil), to: call, refusal: error, form)
        }
    }

    private func done(_ word: String) -> Response {
        redirect(to: Href(["account"], query: [("done", word)]))
    }

    private func changePassword(_ call: Call) async throws -> Response {
        try await change(call) { form in
            guard form["password"] == form["again"] else {
                throw RegistryError(.valueInvalid, Words.text("word.theTwoAreNot"), field: "again")
            }
            try await call.registry.changePassword(
                from: form["present"] ?? "", to: form["password"] ?? "", keeping: call.caller.session,
                as: call.principal, from: call.source)
            return done("password")
        }
    }

    private func beginSecondFactor(_ call: Call) async throws -> Response {
        try await change(call) { form in
            let factor = try await call.registry.beginSecondFactor(
                password: form["present"] ?? "", as: call.principal)
            return try respond(factorPage(factor, call), to: call)
        }
    }

    private func confirmSecondFactor(_ call: Call) async throws -> Response {
        try await change(call) { form in
            let codes = try await call.registry.confirmSecondFactor(
                Base64URL.decode(form["ticket"] ?? "") ?? [], code: form["code"] ?? "", keeping: call.caller.session,
                as: call.principal, from: call.source)
            let section = FormSection(
                "codes", Words.text("account.yourRecoveryCodes"),
                text: Words.text("account.eachLetsYouIn"), secrets: codes)
            return try respond(
                FormsPage(
                    title: Words.text("account.yourAccountHasA"),
                    breadcrumb: Self.accountBreadcrumb(Words.text("account.secondFactor")),
                    sections: [section], isNarrow: true), to: call)
        }
    }

    private func removeSecondFactor(_ call: Call) async throws -> Response {
        try await change(call) { form in
            try await call.registry.removeSecondFactor(
                password: form["present"] ?? "", as: call.principal, from: call.source)
            return done("removed")
        }
    }

    private func endSession(_ call: Call) async throws -> Response {
        try await change(call) { form in
            try await call.registry.endSession(
                ID(Int64(form["session"] ?? "") ?? 0), as: call.principal, from: call.source)
            return done("session")
        }
    }

    private func createToken(_ call: Call) async throws -> Response {
        try await change(call) { form in
            let words = (form["permissions"] ?? "").split { $0 == " " || $0 == "," }.map(String.init)
            let permissions = try words.map { word throws(RegistryError) in
                guard let permission = Permission(rawValue: word) else {
                    throw RegistryError(
                        .valueInvalid, Words.text("account.thereIsNoPermission"), field: "permissions")
                }
                return permission
            }
            let made = try await call.registry.createToken(
                AccessTokenDraft(
                    name: form["name"] ?? "", permissions: Set(permissions),
                    manufacturers: (form["manufacturers"] ?? "").split { $0 == " " || $0 == "," }.map(String.init),
                    days: Int(form["days"] ?? "") ?? 0), password: form["present"] ?? "", as: call.principal,
                from: call.source)
            let section = FormSection(
                "token", made.token.token.name,
                text: Words.text("account.thisIsTheToken"),
                secrets: [made.secret])
            return try respond(
                FormsPage(
                    title: Words.text("account.aNewToken"),
                    breadcrumb: Self.accountBreadcrumb(Words.text("account.token")),
                    sections: [section], isNarrow: true),
                to: call)
        }
    }

    private func revokeToken(_ call: Call) async throws -> Response {
        try await change(call) { form in
            try await call.registry.revokeToken(ID(Int64(form["id"] ?? "") ?? 0), as: call.principal, from: call.source)
            return done("revoked")
        }
    }

    static func accountBreadcrumb(_ here: String) -> Breadcrumb {
        Breadcrumb([Link(Words.text("word.account"), .account)], here: here)
    }
}
