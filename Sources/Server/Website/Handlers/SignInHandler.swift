import HTTPTypes
import Hummingbird
import Nameplate
import Registry

extension Site {
    /// The pages of signing in and out.
    var signInRoutes: [Route] {
        [
            Route(
                method: .get, path: "/sign-in", permission: .look, summary: "Sign in",
                query: [.init("back", .text(most: Limits.target), "the page to go on to")], answer: .page("the form")
            ) { call in
                let back = call.query["back"].flatMap(Href.init(local:)) ?? .front
                return try respond(signInPage(call, back: back), to: call)
            },
            Route(
                method: .post, path: "/sign-in", permission: .look, summary: "Sign in with a name and a password",
                request: .form, answer: .page("303 and the session's cookie, or the form"), handle: signIn(_:)),
            Route(
                method: .post, path: "/sign-in/code", permission: .look,
                summary: "Go on signing in with the code of a second factor", request: .form,
                answer: .page("303 and the session's cookie, or the form"), handle: signInCode(_:)),
            Route(
                method: .post, path: "/sign-out", permission: .ownAccount, summary: "Sign out", request: .form,
                answer: .page("the front page, with 303"), handle: signOut(_:)),
            Route(
                method: .get, path: "/welcome", permission: .look, summary: "Choose the password of an account",
                answer: .page("the form")
            ) { call in try respond(welcomePage(call), to: call) },
            Route(
                method: .post, path: "/welcome", permission: .look,
                summary: "Choose the password of an account with a code", request: .form,
                answer: .page("signing in, with 303, or the form"), handle: welcome(_:)),
        ]
    }

    /// The demo's switch: a form that chooses whose eyes to look with, and goes back to the page that it stood on.
    var eyes: Route {
        Route(
            method: .post, path: "/eyes", permission: .look, summary: "Look at the demo with other eyes",
            request: .form, answer: .page("back to the page, with 303")
        ) { call in
            let form = try await Form.read(call)
            guard let eyes = form["eyes"].flatMap(Eyes.init(word:)) else {
                throw RequestError(
                    .jsonValue, "Choose one of \(Eyes.allCases.map(\.word).joined(separator: ", ")).", field: "eyes")
            }
            if let session = call.caller.session {
                try await call.registry.endSession(session, as: call.principal, from: call.source)
            }
            var response = redirect(to: form["back"].flatMap(Href.init(local:)) ?? .front)
            response.headers[.setCookie] = SessionCookie.clear(isSecure: call.isSecure)
            if case .account(let account) = eyes {
                let secret = try await call.registry.signIn(
                    as: account, network: call.asker.network, agent: call.headers[.userAgent] ?? "")
                response.headers[.setCookie] = SessionCookie.set(secret, isSecure: call.isSecure)
            }
            return response
        }
    }

    // MARK: Handlers

    private func signIn(_ call: Call) async throws -> Response {
        let form = try await Form.read(call)
        let back = form["back"].flatMap(Href.init(local:)) ?? .front
        let name = form["name"] ?? ""
        guard tokens.requestKey(of: form["token"], for: call.path, as: call.principal) != nil else {
            return try respond(signInPage(call, back: back, name: name, notice: .aged), to: call, status: 409)
        }
        do {
            let outcome = try await call.registry.signIn(name, password: form["password"] ?? "", from: origin(call))
            switch outcome {
            case .signedIn(let signedIn): return try await begin(signedIn, back, call)
            case .codeNeeded(let ticket):
                return try respond(codePage(call, ticket: Base64URL.encode(ticket), back: back), to: call)
            }
        } catch let error as RegistryError {
            let page = signInPage(call, back: back, name: name)
            return try respond(page, to: call, refusal: error, form)
        }
    }

    private func signInCode(_ call: Call) async throws -> Response {
        let form = try await Form.read(call)
        let back = form["back"].flatMap(Href.init(local:)) ?? .front
        let ticket = form["ticket"] ?? ""
        guard tokens.requestKey(of: form["token"], for: call.path, as: call.principal) != nil else {
            return try respond(codePage(call, ticket: ticket, back: back, notice: .aged), to: call, status: 409)
        }
        do {
            let signedIn = try await call.registry.signIn(
                ticket: Base64URL.decode(ticket) ?? [], code: form["code"] ?? "", from: origin(call))
            return try await begin(signedIn, back, call)
        } catch let error as RegistryError {
            let page = codePage(call, ticket: ticket, back: back)
            return try respond(page, to: call, refusal: error, form)
        }
    }

    private func origin(_ call: Call) -> SignInOrigin {
        SignInOrigin(
            network: call.asker.network, agent: call.headers[.userAgent] ?? "",
            device: SessionCookie.readDevice(call.headers, isSecure: call.isSecure), requestID: call.requestID)
    }

    /// A session that the browser had before ends: its secret may have been known to others.
    private func begin(_ signedIn: SignedIn, _ back: Href, _ call: Call) async throws -> Response {
        if let old = call.caller.session {
            try? await call.registry.endSession(old, as: call.principal, from: call.source)
        }
        // Whoever goes nowhere else begins at what waits.
        let hasRole = back == .front ? try await call.registry.hasRole(signedIn) : false
        var response = redirect(to: hasRole ? .home : back)
        response.headers[.setCookie] = SessionCookie.set(signedIn.secret, isSecure: call.isSecure)
        if let device = signedIn.device {
            response.headers.append(
                HTTPField(name: .setCookie, value: SessionCookie.setDevice(device, isSecure: call.isSecure)))
        }
        return response
    }

    private func signOut(_ call: Call) async throws -> Response {
        let form = try await Form.read(call)
        guard tokens.requestKey(of: form["token"], for: call.path, as: call.principal) != nil else {
            throw RequestError(.originForeign, Words.text("signIn.thisPageHadGrown2"))
        }
        if let session = call.caller.session {
            try await call.registry.endSession(session, as: call.principal, from: call.source)
        }
        var response = redirect(to: .front)
        response.headers[.setCookie] = SessionCookie.clear(isSecure: call.isSecure)
        return response
    }

    private func welcome(_ call: Call) async throws -> Response {
        let form = try await Form.read(call)
        let code = form["code"] ?? ""
        guard tokens.requestKey(of: form["token"], for: call.path, as: call.principal) != nil else {
            return try respond(welcomePage(call, code: code, notice: .aged), to: call, status: 409)
        }
        do {
            guard form["password"] == form["again"] else {
                throw RegistryError(.valueInvalid, Words.text("word.theTwoAreNot"), field: "again")
            }
            _ = try await call.registry.accept(
                invitation: code, password: form["password"] ?? "", from: call.source)
            return redirect(to: .signIn)
        } catch let error as RegistryError {
            return try respond(welcomePage(call, code: code), to: call, refusal: error, form)
        }
    }

    // MARK: Pages

    private func signInPage(_ call: Call, back: Href, name: String = "", notice: Notice? = nil) -> FormsPage {
        let form = FormCard(
            .signIn, token: tokens.token(for: Href.signIn.text, as: call.principal),
            hidden: [("back", back.text)],
            fields: [
                FormField("name", Words.text("signIn.nameOrEMail"), .accountName, value: name),
                FormField("password", Words.text("word.password"), .password),
            ], submit: Words.text("word.signIn"))
        var sections = [FormSection("sign-in", Words.text("word.yourAccount"), forms: [form])]
        if demo != nil {
            let names = DemoAccount.allCases.map(\.rawValue).joined(separator: ", ")
            sections.append(
                FormSection(
                    "demo", Words.text("signIn.thisIsTheDemo"),
                    text: Words.text(
                        "signIn.itsAccountsAreThe", ["names": names, "password": DemoAccount.password]))
            )
        }
        return FormsPage(title: Words.text("word.signIn"), notice: notice, sections: sections, isNarrow: true)
    }

    private func codePage(_ call: Call, ticket: String, back: Href, notice: Notice? = nil) -> FormsPage {
        let form = FormCard(
            .signInCode, token: tokens.token(for: Href.signInCode.text, as: call.principal),
            hidden: [("back", back.text), ("ticket", ticket)],
            fields: [
                FormField(
                    "code", Words.text("signIn.code"), .oneTimeCode,
                    hint: Words.text("signIn.theSixDigitsThat"))
            ], submit: Words.text("signIn.goOn"))
        return FormsPage(
            title: Words.text("word.signIn"), notice: notice,
            sections: [FormSection("code", Words.text("signIn.theSecondFactor"), forms: [form])],
            isNarrow: true)
    }

    private func welcomePage(_ call: Call, code: String = "", notice: Notice? = nil) -> FormsPage {
        let form = FormCard(
            .welcome, token: tokens.token(for: Href.welcome.text, as: call.principal),
            fields: [
                FormField(
                    "code", Words.text("signIn.yourCode"), .code, value: code, hint: Words.text("signIn.asYouWereGiven")
                ),
                FormField(
                    "password", Words.text("word.newPassword"), .newPassword,
                    hint: Words.text("word.atLeastCharactersSeveral", ["shortest": "\(PasswordRules.shortest)"])),
                FormField("again", Words.text("word.theSameAgain"), .newPassword),
            ], submit: Words.text("signIn.chooseThisPassword"))
        return FormsPage(
            title: Words.text("signIn.welcome"), lead: Words.text("signIn.chooseThePasswordOf"), notice: notice,
            sections: [FormSection("welcome", Words.text("word.yourPassword"), forms: [form])], isNarrow: true)
    }
}

extension Site {
    /// A form with the mark of its address and of whoever asks.
    func card(
        _ action: Href, _ call: Call, hidden: [(name: String, value: String)] = [], fields: [FormField] = [],
        submit: String, isDanger: Bool = false
    ) -> FormCard {
        FormCard(
            action, token: tokens.token(for: action.text, as: call.principal), hidden: hidden, fields: fields,
            submit: submit, isDanger: isDanger)
    }

    /// A page that says why something was refused.
    /// - Parameter form: what was sent.
    func respond(
        _ page: FormsPage, to call: Call, refusal: RegistryError, _ form: [String: String]
    ) throws -> Response {
        let problem = Problem(refusal)
        var response = try respond(
            page.telling(refusal, sentTo: call.path, form), to: call, status: problem.status)
        if let retryAfter = problem.retryAfter { response.headers[.retryAfter] = String(retryAfter) }
        return response
    }
}

extension Notice {
    static var aged: Notice {
        Notice(
            .attention, Words.text("signIn.nothingHasBeenDone"), text: Words.text("signIn.thisPageHadGrown"))
    }

    static func refusal(_ error: RegistryError) -> Notice { Notice(.bad, ErrorText(error)) }
}
