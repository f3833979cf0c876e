import Hummingbird
import Nameplate
import Registry

extension Site {
    /// The pages of those who look after accounts.
    var accountsRoutes: [Route] {
        func form(_ path: PathPattern, _ summary: String, _ handle: @escaping @Sendable (Call) async throws -> Response)
            -> Route
        {
            Route(
                method: .post, path: path, permission: .manageAccounts, summary: summary, request: .form,
                answer: .page("the page, with 303 or what is shown once"), handle: handle)
        }
        return [
            Route(
                method: .get, path: "/accounts", permission: .manageAccounts, summary: "Accounts",
                query: [.init("after", .text(), "the last account of the page before")], answer: .page("the page")
            ) { call in try respond(await accountsPage(call), to: call) },
            form("/accounts", "Make an account", createAccount),
            Route(
                method: .get, path: "/accounts/{account}", permission: .manageAccounts, summary: "An account",
                query: [.init("done", .text(most: 40), "what has just been done, to say so")],
                answer: .page("the page")
            ) { call in
                let notice = call.query["done"] == "true" ? Notice(.good, Words.text("accounts.done")) : nil
                return try respond(await accountsPage(of: call.segment("account"), call, notice: notice), to: call)
            },
            form("/accounts/{account}/give", "Give an account a role", giveRole),
            form("/accounts/{account}/take", "Take a role from an account", takeRole),
            form("/accounts/{account}/change", "Change an account", changeAccount),
        ]
    }

    // MARK: Handlers

    private func createAccount(_ call: Call) async throws -> Response {
        let form = try await Form.read(call)
        guard tokens.requestKey(of: form["token"], for: call.path, as: call.principal) != nil else {
            return try respond(await accountsPage(call, form: form, notice: .aged), to: call, status: 409)
        }
        do {
            let made = try await call.registry.createAccount(
                form["name"] ?? "", fullName: Self.given(form["fullName"]), grants: [try Self.grant(form)],
                as: call.principal, from: call.source)
            return try respond(invitationPage(made.account.account.name, made.invitation), to: call)
        } catch let error as RegistryError {
            return try respond(await accountsPage(call, form: form), to: call, refusal: error, form)
        }
    }

    /// Does what a form of an account's page asks for, or says on the page why not.
    private func change(
        _ call: Call, _ body: (String, [String: String]) async throws -> Response?
    ) async throws -> Response {
        let name = try call.segment("account")
        let form = try await Form.read(call)
        guard tokens.requestKey(of: form["token"], for: call.path, as: call.principal) != nil else {
            return try respond(await accountsPage(of: name, call, notice: .aged), to: call, status: 409)
        }
        do {
            if let response = try await body(name, form) { return response }
            return redirect(to: Href(["accounts", name], query: [("done", "true")]))
        } catch let error as RegistryError where error.code != .accountUnknown {
            return try respond(await accountsPage(of: name, call, notice: nil), to: call, refusal: error, form)
        }
    }

    private func giveRole(_ call: Call) async throws -> Response {
        try await change(call) { name, form in
            _ = try await call.registry.give(try Self.grant(form), to: name, as: call.principal, from: call.source)
            return nil
        }
    }

    private func takeRole(_ call: Call) async throws -> Response {
        try await change(call) { name, form in
            _ = try await call.registry.take(try Self.grant(form), from: name, as: call.principal, from: call.source)
            return nil
        }
    }

    private func changeAccount(_ call: Call) async throws -> Response {
        try await change(call) { name, form in
            let (registry, principal) = (call.registry, call.principal)
            switch form["do"] {
            case "invite":
                return try respond(
                    invitationPage(name, await registry.invite(name, as: principal, from: call.source)), to: call)
            case "disable": _ = try await registry.setDisabled(true, name, as: principal, from: call.source)
            case "enable": _ = try await registry.setDisabled(false, name, as: principal, from: call.source)
            case "end-sessions": _ = try await registry.endSessions(of: name, as: principal, from: call.source)
            case "reset-second-factor":
                _ = try await registry.resetSecondFactor(of: name, as: principal, from: call.source)
            default: throw RegistryError(.valueInvalid, Words.text("accounts.chooseWhatToDo"), field: "do")
            }
            return nil
        }
    }

    private static func grant(_ form: [String: String]) throws(RegistryError) -> NamedGrant {
        guard let role = form["role"].flatMap(Role.init(rawValue:)) else {
            throw RegistryError(.valueInvalid, Words.text("accounts.chooseARole"), field: "role")
        }
        return NamedGrant(role, manufacturer: given(form["manufacturer"]), site: given(form["site"]))
    }

    private static func given(_ text: String?) -> String? {
        guard let text, !text.allSatisfy(\.isWhitespace) else { return nil }
        return text
    }

    // MARK: Pages

    private func invitationPage(_ name: String, _ invitation: String) -> FormsPage {
        let section = FormSection(
            "invitation", name,
            text: Words.text("accounts.giveThisCodeTo", ["welcome": Href.welcome.text]), secrets: [invitation])
        return FormsPage(
            title: Words.text("accounts.anInvitation"),
            breadcrumb: Breadcrumb([Link(Words.text("word.accounts"), .accounts)], here: name),
            sections: [section], isNarrow: true)
    }

    private func grantFields(_ form: [String: String]) -> [FormField] {
        [
            FormField(
                "role", Words.text("accounts.role"), .choice, value: form["role"] ?? "",
                options: Role.allCases.map { FormField.Option($0.rawValue, words.role($0.rawValue)) }),
            FormField(
                "manufacturer", Words.text("accounts.forWhichManufacturer"), .code, value: form["manufacturer"] ?? "",
                hint: Words.text("accounts.itsShortNameEmpty")),
            FormField(
                "site", Words.text("accounts.atWhichSiteOnly"), .code, value: form["site"] ?? "",
                hint: Words.text("accounts.asEventsNameThe")),
        ]
    }

    private func accountsPage(
        _ call: Call, form: [String: String] = [:], notice: Notice? = nil
    ) async throws -> FormsPage {
        let found = try await call.registry.accounts(
            after: call.query["after"] ?? "", limit: Limits.page + 1, as: call.principal)
        let rows = found.prefix(Limits.page).map { answer in
            let account = answer.account
            let roles = answer.grants.map { "\(words.role($0.role.rawValue)) (\(Self.bounds($0)))" }
            return [
                DataTable.Cell(account.name, href: .accounts(account.name)),
                DataTable.Cell(account.fullName ?? ""), DataTable.Cell(roles.joined(separator: ", ")),
                DataTable.Cell(Self.state(account)),
            ]
        }
        var sections: [FormSection] = []
        if !rows.isEmpty {
            sections.append(
                FormSection(
                    "list", Words.text("accounts.whoMaySignIn"),
                    table: DataTable(
                        caption: Words.text("word.accounts"),
                        columns: [
                            .init(Words.text("word.name")), .init(Words.text("word.who")),
                            .init(Words.text("word.roles")), .init(Words.text("word.state")),
                        ],
                        rows: Array(rows))))
            sections[0].isWide = true
        }
        if found.count > Limits.page, let last = found.prefix(Limits.page).last {
            let next = Href(["accounts"], query: [("after", last.account.name)])
            sections[0].facts = [
                Fact(Words.text("accounts.thereAreMore"), Words.text("accounts.theNextPage"), link: next)
            ]
        }
        sections.append(
            FormSection(
                "new", Words.text("accounts.makeAnAccount"),
                forms: [
                    card(
                        .accounts, call,
                        fields: [
                            FormField(
                                "name", Words.text("accounts.nameToSignIn"), value: form["name"] ?? "",
                                hint: Words.text("accounts.anEMailAddress")),
                            FormField("fullName", Words.text("accounts.whoItIs"), value: form["fullName"] ?? ""),
                        ] + grantFields(form), submit: Words.text("accounts.makeTheAccount"))
                ]))
        return FormsPage(title: Words.text("word.accounts"), notice: notice, sections: sections)
    }

    private static func state(_ account: Account) -> String {
        if account.disabledAt != nil { return Words.text("accounts.disabled") }
        if !account.hasPassword { return Words.text("accounts.invited") }
        return account.hasSecondFactor ? Words.text("accounts.withASecondFactor") : Words.text("accounts.active")
    }

    private func accountsPage(of name: String, _ call: Call, notice: Notice?) async throws -> FormsPage {
        let answer = try await call.registry.account(name, as: call.principal)
        let account = answer.account
        let sessions = try await call.registry.sessions(of: name, as: call.principal)
        let items = answer.grants.map { grant in
            FormSection.Item(
                words.role(grant.role.rawValue), note: Self.bounds(grant),
                form: card(
                    .accounts(account.name, "take"), call,
                    hidden: [
                        ("role", grant.role.rawValue), ("manufacturer", grant.manufacturer ?? ""),
                        ("site", grant.site ?? ""),
                    ], submit: Words.text("accounts.takeIt"), isDanger: true))
        }
        func change(_ word: String, _ submit: String, isDanger: Bool = false) -> FormCard {
            card(
                .accounts(account.name, "change"), call, hidden: [("do", word)], submit: submit, isDanger: isDanger)
        }
        var changes = [
            change(
                "invite",
                account.hasPassword
                    ? Words.text("accounts.letChooseAnotherPassword") : Words.text("accounts.inviteAgain"))
        ]
        if account.disabledAt == nil {
            if !sessions.isEmpty {
                changes.append(change("end-sessions", Words.text("accounts.endAllSessions"), isDanger: true))
            }
            if account.hasSecondFactor {
                changes.append(
                    change("reset-second-factor", Words.text("accounts.takeTheSecondFactor"), isDanger: true))
            }
            changes.append(change("disable", Words.text("accounts.disableTheAccount"), isDanger: true))
        } else {
            changes.append(change("enable", Words.text("accounts.enableTheAccount")))
        }
        return FormsPage(
            title: account.name, eyebrow: Words.text("word.account"), lead: account.fullName,
            breadcrumb: Breadcrumb([Link(Words.text("word.accounts"), .accounts)], here: account.name), notice: notice,
            sections: [
                FormSection(
                    "state", Words.text("word.state"),
                    facts: [
                        Fact(Words.text("word.state"), Self.state(account)),
                        Fact(Words.text("word.made"), Moment(microseconds: account.createdAt).dateText),
                        Fact(
                            Words.text("accounts.signedIn"), Words.text("count.session", count: Int64(sessions.count))),
                    ], forms: changes),
                FormSection("roles", Words.text("word.roles"), items: items),
                FormSection(
                    "give", Words.text("accounts.giveARole"),
                    forms: [
                        card(
                            .accounts(account.name, "give"), call, fields: grantFields([:]),
                            submit: Words.text("accounts.giveIt"))
                    ]),
            ])
    }
}
