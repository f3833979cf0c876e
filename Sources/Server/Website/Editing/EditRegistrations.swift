import AfterSales
import Hummingbird
import Identifiers
import Nameplate
import Registry

// Registering a unit, and taking one over: for anybody. What waits, and what registering takes: for staff.

extension Href {
    /// Where a unit is registered by its owner.
    package static func register(_ slug: String, _ model: String, _ serial: String) -> Href {
        Href(["register"], query: [("manufacturer", slug), ("model", model), ("serial", serial)])
    }
    package static let myProducts = Href(["my", "products"])
    package static func registrationRules(_ slug: String, _ query: [(String, String)] = []) -> Href {
        Href(["edit", "manufacturers", slug, "registration-rules"], query: query)
    }
    package static func registrations(_ slug: String, done: String? = nil) -> Href {
        Href(["edit", "manufacturers", slug, "registrations"], query: done.map { [("done", $0)] } ?? [])
    }
}

extension Site {
    private static let ofUnit = "/manufacturers/{manufacturer}/models/{model}/units/{serial}"
    private static let unitSegments = ["manufacturer", "model", "serial"]
    private static let whichUnit: [Route.Parameter] = [
        .init("manufacturer", .text(), "who made the unit"), .init("model", .text(), "its model"),
        .init("serial", .text(most: 64), "its serial number"),
    ]
    private static let whoOwns: [EditForm.Field] = [
        .text("account.name"), .password("account.password"), .text("contact.name"), .code("contact.email"),
    ]

    /// Whoever has made an account in this step signs in with it.
    private static let toProducts: @Sendable (Call, [String: String]) -> Href = { _, sent in
        (sent["account.name"] ?? "").isEmpty ? .myProducts : .signIn(back: .myProducts)
    }

    // MARK: Anybody

    private static let ownUnit = EditForm(
        "ownUnit", Routes.taking(.post, "\(ofUnit)/registrations"),
        [.code("ownerCode"), .code("purchasedOn"), .text("seller")] + whoOwns
            + [.flag("consents.news"), .flag("consents.offers"), .flag("consents.reminders")],
        segments: unitSegments, subject: "serial", at: "/register", next: toProducts)
    private static let takingOver = EditForm(
        "takeOver", Routes.taking(.post, "\(ofUnit)/handover/acceptance"), [.code("code")] + whoOwns,
        segments: unitSegments, subject: "code", at: "/take-over", next: toProducts)

    static let registering = EditPage(
        path: "/register", permission: .look, summary: "Register a unit as one's own", query: whichUnit,
        forms: [ownUnit]
    ) { site, call in site.unitPage(Self.ownUnit, call) }

    static let takeOverPage = EditPage(
        path: "/take-over", permission: .look, summary: "Take a unit over by a code", query: whichUnit,
        forms: [takingOver]
    ) { site, call in site.unitPage(Self.takingOver, call) }

    /// Whoever has signed in needs no account.
    private func unitPage(_ form: EditForm, _ call: Call) -> FormsPage {
        var section = section(form, call, call.query)
        if call.principal.account != nil {
            for place in section.forms.indices {
                section.forms[place].fields.removeAll { $0.name.hasPrefix("account.") }
            }
        }
        return FormsPage(title: section.heading, sections: [section], isNarrow: true)
    }

    // MARK: Staff

    private static let decision = EditForm(
        "decision", Routes.taking(.post, "\(ofUnit)/registrations/{registration}/decision"),
        [
            .choice("step", Registration.Step.self) { _, word in Words.first(["registrationStep.\(word)"]) ?? word },
            .text("reason"),
        ], in: "registrations"
    ) { call, _ in .registrations(call.values["manufacturer"] ?? "", done: "pending") }
    private static let reassignment = EditForm(
        "reassignment", Routes.taking(.post, "\(ofUnit)/ownership"), [.code("owner"), .text("reason")],
        segments: ["model", "serial"], subject: "serial", at: "/edit/manufacturers/{manufacturer}/ownership"
    ) { call, _ in .registrations(call.values["manufacturer"] ?? "", done: "reassignment") }

    static let registrationWork = EditPage(
        path: "/edit/manufacturers/{manufacturer}/registrations", permission: .decideRegistrations,
        summary: "Decide about registrations", forms: [decision, reassignment]
    ) { site, call in try await site.registrationsPage(call) }

    private func registrationsPage(_ call: Call) async throws -> FormsPage {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        try Access.require(call.principal, .decideRegistrations, of: manufacturer.id)
        var sections: [FormSection] = []
        for state in [Registration.State.pending, .disputed] {
            let found = try await call.registry.registrations(
                of: slug, in: state, limit: 50, as: call.principal)
            let proofs = try await call.registry.proofs(of: found.items, as: call.principal)
            var items: [FormSection.Item] = []
            for answer in found.items {
                items.append(item(answer, slug, call))
                let address = RegistrationAddress(
                    slug, answer.model.number.text, answer.serial.text, answer.registration.id)
                for file in proofs[answer.registration.id] ?? [] {
                    var proof = FormSection.Item(Words.text("registrations.proof", ["name": file.name]))
                    proof.href = .proof(address, file.id)
                    items.append(proof)
                }
            }
            var section = FormSection(
                state.rawValue, Words.text("registrations.\(state.rawValue)"),
                text: items.isEmpty ? Words.text("registrations.none") : nil, items: items)
            section.isWide = true
            sections.append(section)
        }
        return FormsPage(
            title: Words.text("registrations.title"), eyebrow: manufacturer.name,
            breadcrumb: Breadcrumb(
                [Link(manufacturer.name, .manufacturer(slug))], here: Words.text("registrations.title")),
            sections: sections + [section(Self.reassignment, call)])
    }

    private func item(_ answer: RegistrationAnswer, _ slug: String, _ call: Call) -> FormSection.Item {
        let them = answer.registration
        let number = answer.model.number.text
        let facts = [
            Moment(microseconds: them.madeAt).dateText, Words.text("evidence.\(them.evidence.rawValue)"), them.seller,
            them.purchasedOn.map { Words.text("registrations.bought", ["date": $0.isoText]) },
        ]
        var item = FormSection.Item(
            "\(number) \(answer.serial.text)", note: facts.compactMap(\.self).joined(separator: ", "),
            form: card(
                Self.decision, call,
                ["model": number, "serial": answer.serial.text, "registration": them.id.description],
                options: [
                    "step": Routes.decisions.map {
                        FormField.Option($0.rawValue, Words.text("registrationStep.\($0.rawValue)"))
                    }
                ]))
        item.href = .unit(slug, number, answer.serial.text)
        return item
    }

    // MARK: Rules

    private static let ruleFields: [EditForm.Field] = [
        .choice("need", RegistrationRules.Need.self) { _, word in Words.first(["registrationNeed.\(word)"]) ?? word },
        .choice("ownerCode", RegistrationRules.CodeRule.self) { _, word in
            Words.first(["ownerCodeRule.\(word)"]) ?? word
        }, .flag("needsApproval"), .lines("sellers"), .number("pendingDays"), .rows("entitlements", entitlementLine),
    ]
    private static let rules = EditForm(
        "registrationRules",
        Routes.taking(.post, "/manufacturers/{manufacturer}/models/{model}/registration-rules"), ruleFields
    ) { call, _ in
        .registrationRules(
            call.values["manufacturer"] ?? "", [("model", call.values["model"] ?? ""), ("done", "registrationRules")])
    }
    private static let makerRules = EditForm(
        "makerRegistrationRules", Routes.taking(.post, "/manufacturers/{manufacturer}/registration-rules"), ruleFields
    ) { call, _ in
        .registrationRules(call.values["manufacturer"] ?? "", [("done", "makerRegistrationRules")])
    }

    static let registrationRulesPage = EditPage(
        path: "/edit/manufacturers/{manufacturer}/registration-rules", permission: .editCatalogue,
        summary: "Set what registering takes",
        query: [.init("model", .text(), "the model whose rules are set, too")], forms: [rules, makerRules]
    ) { site, call in try await site.rulesPage(call) }

    /// Where a model's page leads to its rules.
    static func ruleSection(_ slug: String, _ number: String) -> FormSection {
        var item = FormSection.Item(Words.text("editForm.registrationRules"))
        item.href = .registrationRules(slug, [("model", number)])
        return FormSection("rules", Words.text("registrations.title"), items: [item])
    }

    private func rulesPage(_ call: Call) async throws -> FormsPage {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        try Access.require(call.principal, .editCatalogue, of: manufacturer.id)
        let number = call.values["model"] ?? call.query["model"]
        let all = Self.values(try await call.registry.registrationRules(of: nil, slug, as: call.principal))
        var sections = [section(Self.makerRules, call, all)]
        if let number {
            var own = Self.values(try await call.registry.registrationRules(of: number, slug, as: call.principal))
            own["model"] = number
            sections.insert(section(Self.rules, call, own), at: 0)
        }
        return FormsPage(
            title: Words.text("editForm.registrationRules"),
            eyebrow: [manufacturer.name, number].compactMap(\.self).joined(separator: " "), sections: sections)
    }

    private static func values(_ kept: RegistrationRules) -> [String: String] {
        [
            "need": kept.need.rawValue, "ownerCode": kept.ownerCode.rawValue,
            "needsApproval": kept.needsApproval ? "true" : "", "sellers": kept.sellers.joined(separator: "\n"),
            "pendingDays": String(kept.pendingDays),
            "entitlements": kept.entitlements.map { entitlement in
                [entitlement.name, entitlement.title, entitlement.months.map(String.init)].compactMap(\.self)
                    .joined(separator: "; ")
            }.joined(separator: "\n"),
        ]
    }

    /// `firmware; Firmware downloads; 24`
    private static func entitlementLine(_ line: String) -> JSONValue {
        let parts = line.split(separator: ";", omittingEmptySubsequences: false).map {
            String($0).split(separator: " ").joined(separator: " ")
        }
        var members: [String: JSONValue] = ["name": .text(parts[0])]
        if parts.count > 1 { members["title"] = .text(parts[1]) }
        if parts.count > 2 { members["months"] = .number(parts[2]) }
        return .object(members)
    }
}
