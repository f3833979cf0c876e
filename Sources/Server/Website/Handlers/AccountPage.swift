import Identifiers
import Labels
import Nameplate
import Registry

// The page of one's own account, section by section.

extension Site {
    func factorPage(_ factor: NewSecondFactor, _ call: Call) throws -> FormsPage {
        let code = try QRCode(factor.uri)
        let action = Href.account("second-factor", "confirm")
        let form = FormCard(
            action, token: tokens.token(for: action.text, as: call.principal),
            hidden: [("ticket", Base64URL.encode(factor.ticket))],
            fields: [FormField("code", Words.text("account.theSixDigitsThat"), .oneTimeCode)],
            submit: Words.text("account.haveThisFactor"))
        let section = FormSection(
            "factor", Words.text("account.scanThisWithYour"),
            text: Words.text("account.orTypeThisSecret"),
            facts: [Fact(Words.text("account.secret"), factor.text, isNumber: true)],
            code: (
                code.modules.path(x: QRCode.quietZone, y: QRCode.quietZone, module: 1), code.side
            ), forms: [form])
        return FormsPage(
            title: Words.text("account.aSecondFactor"),
            breadcrumb: Self.accountBreadcrumb(Words.text("account.secondFactor")),
            sections: [section],
            isNarrow: true)
    }

    func accountPage(_ call: Call, notice: Notice?) async throws -> FormsPage {
        let answer = try await call.registry.ownAccountAnswer(as: call.principal)
        let roles = answer.grants.map { "\(words.role($0.role.rawValue)) (\(Self.bounds($0)))" }
        var facts = [Fact(Words.text("word.name"), answer.account.name)]
        facts.append(Fact(Words.text("word.roles"), roles.isEmpty ? "none" : roles.joined(separator: ", ")))
        var sections = [FormSection("you", Words.text("account.you"), facts: facts)]
        sections.append(passwordSection(call))
        sections.append(try await factorSection(answer, call))
        sections.append(try await sessionSection(call))
        if !answer.account.grants.isEmpty { sections.append(try await tokenSection(call)) }
        let duties = Self.duties(call.principal)
        if !duties.isEmpty {
            sections.append(FormSection("duties", Words.text("account.whatYouLookAfter"), facts: duties))
        }
        return FormsPage(title: Words.text("word.yourAccount"), notice: notice, sections: sections)
    }

    /// Pages that nothing else leads to.
    private static func duties(_ principal: Principal) -> [Fact] {
        let pages: [(permission: Permission, fact: Fact)] = [
            (.manageAccounts, Fact(Words.text("word.accounts"), Words.text("account.whoMaySignIn"), link: .accounts)),
            (.audit, Fact(Words.text("word.auditTrail"), Words.text("account.whoDidWhatAnd"), link: .auditTrail(nil))),
            (.erase, Fact(Words.text("account.retention"), Words.text("account.howLongWhatIs"), link: .retention)),
        ]
        return pages.filter { page in
            Access.allows(principal, page.permission, page.permission == .manageAccounts ? .anything : .registry)
        }.map(\.fact)
    }

    static func bounds(_ grant: NamedGrant) -> String {
        [grant.manufacturer ?? Words.text("account.everyManufacturer"), grant.site].compactMap(\.self).joined(
            separator: ", ")
    }

    private func passwordSection(_ call: Call) -> FormSection {
        FormSection(
            "password-section", Words.text("word.password"), text: Words.text("account.changingItEndsYour"),
            forms: [
                card(
                    .account("password"), call,
                    fields: [
                        FormField("present", Words.text("account.presentPassword"), .password),
                        FormField(
                            "password", Words.text("word.newPassword"), .newPassword,
                            hint: Words.text("word.atLeastCharactersSeveral", ["shortest": "\(PasswordRules.shortest)"])
                        ),
                        FormField("again", Words.text("word.theSameAgain"), .newPassword),
                    ], submit: Words.text("account.changeThePassword"))
            ])
    }

    private func factorSection(_ answer: AccountAnswer, _ call: Call) async throws -> FormSection {
        if answer.account.hasSecondFactor {
            let left = try await call.registry.recoveryCodes(as: call.principal)
            return FormSection(
                "factor-section", Words.text("account.secondFactor"),
                text:
                    Words.text(
                        "account.signingInAsksFor", ["left": Words.text("count.recoveryCodeIs", count: Int64(left))]),
                forms: [
                    card(
                        .account("second-factor", "remove"), call,
                        fields: [FormField("present", Words.text("word.yourPassword"), .password)],
                        submit: Words.text("account.doWithoutIt"),
                        isDanger: true)
                ])
        }
        return FormSection(
            "factor-section", Words.text("account.secondFactor"),
            text: Words.text("account.aCodeOfAn"),
            forms: [
                card(
                    .account("second-factor"), call,
                    fields: [FormField("present", Words.text("word.yourPassword"), .password)],
                    submit: Words.text("account.setItUp"))
            ])
    }

    /// So many of one's sessions are shown; the last seen come first.
    private static let mostSessions = 20

    private func sessionSection(_ call: Call) async throws -> FormSection {
        let sessions = try await call.registry.sessions(as: call.principal)
        let items = sessions.prefix(Self.mostSessions).map { session in
            let isThis = session.id == call.caller.session
            let since = Moment(microseconds: session.createdAt).dateText
            return FormSection.Item(
                isThis
                    ? Words.text("account.thisOne")
                    : session.agent.isEmpty ? Words.text("account.aBrowser") : session.agent,
                note: Words.text("account.fromSince", ["network": session.network, "since": since]),
                form: isThis
                    ? nil
                    : card(
                        .account("sessions", "end"), call, hidden: [("session", session.id.description)],
                        submit: Words.text("account.endIt"), isDanger: true))
        }
        let more = sessions.count - items.count
        return FormSection(
            "sessions", Words.text("account.whereYouAreSigned"),
            text: more > 0 ? Words.text("account.moreSessions", count: more) : nil, items: items)
    }

    private func tokenSection(_ call: Call) async throws -> FormSection {
        let now = call.registry.today
        let items = try await call.registry.tokens(as: call.principal).filter { $0.token.revokedAt == nil }.map {
            answer in
            let token = answer.token
            let until = Moment(microseconds: token.expiresAt).dateText
            let used = token.usedAt.map { Moment(microseconds: $0).dateText }
            let permissions = token.permissions.map(\.rawValue).sorted().joined(separator: ", ")
            return FormSection.Item(
                token.name,
                note: used.map {
                    Words.text("account.tokenUsed", ["permissions": permissions, "until": until, "date": $0])
                } ?? Words.text("account.tokenUnused", ["permissions": permissions, "until": until]),
                form: card(
                    .account("tokens", "revoke"), call, hidden: [("id", token.id.description)],
                    submit: Words.text("account.revoke"),
                    isDanger: true))
        }
        return FormSection(
            "tokens", Words.text("account.tokens"), text: items.isEmpty ? Words.text("account.aTokenLetsA") : nil,
            items: items,
            forms: [
                card(
                    .account("tokens"), call,
                    fields: [
                        FormField(
                            "name", Words.text("account.whatItIsFor"),
                            hint: Words.text("account.suchAsPlantLine", ["isoText": now.isoText])),
                        FormField(
                            "permissions", Words.text("account.whatItMayDo"), .code,
                            hint: Words.text("account.suchAsRecordIssue")),
                        FormField(
                            "manufacturers", Words.text("account.forWhichManufacturers"), .code,
                            hint: Words.text("account.shortNamesEmptyFor")),
                        FormField(
                            "days", Words.text("account.forHowManyDays"), .number, value: "90",
                            hint: Words.text("account.atMost366")),
                        FormField("present", Words.text("word.yourPassword"), .password),
                    ], submit: Words.text("account.makeAToken"))
            ])
    }
}
