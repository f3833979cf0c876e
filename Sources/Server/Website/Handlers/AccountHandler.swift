import Hummingbird
import Identifiers
import Labels
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
        case "password": Notice(.good, "Your password is changed.", text: "Your other sessions have ended.")
        case "removed": Notice(.good, "Your account has no second factor any more.")
        case "session": Notice(.good, "The session has ended.")
        case "revoked": Notice(.good, "The token no longer holds.")
        default: nil
        }
    }

    // MARK: Handlers

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
            return try respond(await accountPage(call, notice: .refusal(error)), to: call, refusal: error)
        }
    }

    private func done(_ word: String) -> Response {
        redirect(to: Href(["account"], query: [("done", word)]))
    }

    private func changePassword(_ call: Call) async throws -> Response {
        try await change(call) { form in
            guard form["password"] == form["again"] else {
                throw RegistryError(.valueInvalid, "The two are not the same. Type the new password again.")
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
                "codes", "Your recovery codes",
                text: "Each lets you in once where you have lost your app. They are not shown again: keep them apart "
                    + "from your phone.", secrets: codes)
            return try respond(
                FormsPage(
                    title: "Your account has a second factor", breadcrumb: Self.breadcrumb("Second factor"),
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
                        .valueInvalid, "There is no permission of one of these names.", field: "permissions")
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
                text: "This is the token. It is not shown again: give it to the program that is to use it.",
                secrets: [made.secret])
            return try respond(
                FormsPage(
                    title: "A new token", breadcrumb: Self.breadcrumb("Token"), sections: [section], isNarrow: true),
                to: call)
        }
    }

    private func revokeToken(_ call: Call) async throws -> Response {
        try await change(call) { form in
            try await call.registry.revokeToken(ID(Int64(form["id"] ?? "") ?? 0), as: call.principal, from: call.source)
            return done("revoked")
        }
    }

    private static func breadcrumb(_ here: String) -> Breadcrumb {
        Breadcrumb([Link("Account", .account)], here: here)
    }

    // MARK: Pages

    private func factorPage(_ factor: NewSecondFactor, _ call: Call) throws -> FormsPage {
        let code = try QRCode(factor.uri)
        let action = Href.account("second-factor", "confirm")
        let form = FormCard(
            action, token: tokens.token(for: action.text, as: call.principal),
            hidden: [("ticket", Base64URL.encode(factor.ticket))],
            fields: [FormField("code", "The six digits that the app shows", .oneTimeCode)], submit: "Have this factor")
        let section = FormSection(
            "factor", "Scan this with your authenticator app",
            text: "Or type this secret into it, then the code that it shows below.",
            facts: [Fact("Secret", factor.text, isNumber: true)],
            code: (
                code.modules.path(x: QRCode.quietZone, y: QRCode.quietZone, module: 1), code.side
            ), forms: [form])
        return FormsPage(
            title: "A second factor", breadcrumb: Self.breadcrumb("Second factor"), sections: [section],
            isNarrow: true)
    }

    private func accountPage(_ call: Call, notice: Notice?) async throws -> FormsPage {
        let answer = try await call.registry.ownAccountAnswer(as: call.principal)
        let roles = answer.grants.map { "\(words.role($0.role.rawValue)) (\(Self.bounds($0)))" }
        var facts = [Fact("Name", answer.account.name)]
        facts.append(Fact("Roles", roles.isEmpty ? "none" : roles.joined(separator: ", ")))
        var sections = [FormSection("you", "You", facts: facts)]
        sections.append(passwordSection(call))
        sections.append(try await factorSection(answer, call))
        sections.append(try await sessionSection(call))
        if !answer.account.grants.isEmpty { sections.append(try await tokenSection(call)) }
        let duties = Self.duties(call.principal)
        if !duties.isEmpty { sections.append(FormSection("duties", "What you look after", facts: duties)) }
        return FormsPage(title: "Your account", notice: notice, sections: sections)
    }

    /// Pages that nothing else leads to.
    private static func duties(_ principal: Principal) -> [Fact] {
        let pages: [(permission: Permission, fact: Fact)] = [
            (.manageAccounts, Fact("Accounts", "who may sign in, and as what", link: .accounts)),
            (.audit, Fact("Audit trail", "who did what, and why", link: .auditTrail(nil))),
            (.erase, Fact("Retention", "how long what is kept", link: .retention)),
        ]
        return pages.filter { page in
            Access.allows(principal, page.permission, page.permission == .manageAccounts ? .anything : .registry)
        }.map(\.fact)
    }

    static func bounds(_ grant: NamedGrant) -> String {
        [grant.manufacturer ?? "every manufacturer", grant.site].compactMap(\.self).joined(separator: ", ")
    }

    private func passwordSection(_ call: Call) -> FormSection {
        FormSection(
            "password-section", "Password", text: "Changing it ends your other sessions.",
            forms: [
                card(
                    .account("password"), call,
                    fields: [
                        FormField("present", "Present password", .password),
                        FormField(
                            "password", "New password", .newPassword,
                            hint: "At least \(PasswordRules.shortest) characters; several words are best."),
                        FormField("again", "The same again", .newPassword),
                    ], submit: "Change the password")
            ])
    }

    private func factorSection(_ answer: AccountAnswer, _ call: Call) async throws -> FormSection {
        if answer.account.hasSecondFactor {
            let left = try await call.registry.recoveryCodes(as: call.principal)
            return FormSection(
                "factor-section", "Second factor",
                text:
                    "Signing in asks for a code of your app. \(Numbers.count(Int64(left), "recovery code is", "recovery codes are")) left.",
                forms: [
                    card(
                        .account("second-factor", "remove"), call,
                        fields: [FormField("present", "Your password", .password)], submit: "Do without it",
                        isDanger: true)
                ])
        }
        return FormSection(
            "factor-section", "Second factor",
            text: "A code of an app on your phone, beside your password: whoever learns the password is not let in.",
            forms: [
                card(
                    .account("second-factor"), call, fields: [FormField("present", "Your password", .password)],
                    submit: "Set it up")
            ])
    }

    private func sessionSection(_ call: Call) async throws -> FormSection {
        let items = try await call.registry.sessions(as: call.principal).map { session in
            let isThis = session.id == call.caller.session
            let since = Moment(microseconds: session.createdAt).dateText
            return FormSection.Item(
                isThis ? "This one" : session.agent.isEmpty ? "A browser" : session.agent,
                note: "from \(session.network), since \(since)",
                form: isThis
                    ? nil
                    : card(
                        .account("sessions", "end"), call, hidden: [("session", session.id.description)],
                        submit: "End it", isDanger: true))
        }
        return FormSection("sessions", "Where you are signed in", items: items)
    }

    private func tokenSection(_ call: Call) async throws -> FormSection {
        let now = call.registry.today
        let items = try await call.registry.tokens(as: call.principal).filter { $0.token.revokedAt == nil }.map {
            answer in
            let token = answer.token
            let until = Moment(microseconds: token.expiresAt).dateText
            let used = token.usedAt.map { ", last used \(Moment(microseconds: $0).dateText)" } ?? ", never used"
            return FormSection.Item(
                token.name,
                note: token.permissions.map(\.rawValue).sorted().joined(separator: ", ") + " until \(until)\(used)",
                form: card(
                    .account("tokens", "revoke"), call, hidden: [("id", token.id.description)], submit: "Revoke",
                    isDanger: true))
        }
        return FormSection(
            "tokens", "Tokens", text: items.isEmpty ? "A token lets a program in, as far as you say." : nil,
            items: items,
            forms: [
                card(
                    .account("tokens"), call,
                    fields: [
                        FormField("name", "What it is for", hint: "Such as: plant line 3, \(now.isoText)"),
                        FormField(
                            "permissions", "What it may do", .code,
                            hint: "Such as: record issue readProduction. No more than you may yourself."),
                        FormField(
                            "manufacturers", "For which manufacturers", .code,
                            hint: "Short names; empty for all that you have to do with."),
                        FormField("days", "For how many days", .number, value: "90", hint: "At most 366."),
                        FormField("present", "Your password", .password),
                    ], submit: "Make a token")
            ])
    }
}
