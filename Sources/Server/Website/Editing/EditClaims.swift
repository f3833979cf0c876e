import AfterSales
import Hummingbird
import Identifiers
import Nameplate
import Registry

// Claims: filed from a unit's page, changed, and moved on step by step.

extension Href {
    /// A claim, with what can be done about it.
    static func claim(_ number: ClaimNumber, done: String? = nil) -> Href {
        Href(["edit", "claims", number.text], query: done.map { [("done", $0)] } ?? [], fragment: done)
    }

    /// The claims about a unit, and where one is filed.
    package static func claims(_ slug: String, _ model: String, _ serial: String, done: String? = nil) -> Href {
        .edit(slug, "models", model, "units", serial, "claims", done: done)
    }
}

extension Site {
    private static let ofUnit = "/manufacturers/{manufacturer}/models/{model}/units/{serial}/claims"
    private static let said: [EditForm.Field] = [
        .choice("kind", ClaimKind.self) { _, word in Words.first(["claimKind.\(word)"]) ?? word }, .prose("complaint"),
        .code("faultCode"), .code("causalPart"), .code("failedOn"), .code("repairedOn"),
        .choice("meter", UsageLimit.Meter.self) { _, word in Words.first(["claimMeter.\(word)"]) ?? word },
        .number("reading"), .code("currency"), .lines("lines"), .code("reference"),
    ]

    /// A form with lines of ``ClaimLineText``.
    static func formWithLines(
        _ name: String, _ method: Route.Method, _ path: String, _ fields: [EditForm.Field],
        next: @escaping @Sendable (Call, [String: String]) -> Href
    ) -> EditForm {
        var form = EditForm(name, Routes.taking(method, path), fields, subject: "lines", next: next)
        form.complete = { call in
            let currency = call.json["currency"]?.text ?? ""
            guard let lines = call.json["lines"]?.elements.compactMap(\.text), !lines.isEmpty else { return }
            call.json.set(.array(lines.map { ClaimLineText.json(of: $0, in: currency) }), at: ["lines"])
        }
        return form
    }

    static let newClaim = formWithLines("newClaim", .post, ofUnit, said + [.code("site"), .flag("submit")]) { call, _ in
        .claims(
            call.values["manufacturer"] ?? "", call.values["model"] ?? "", call.values["serial"] ?? "", done: "newClaim"
        )
    }
    static let claimChange = formWithLines("claimChange", .put, "/claims/{claim}", said) { call, _ in
        Self.here(call, done: "claimChange")
    }
    static let claimStep = EditForm(
        "claimStep", Routes.taking(.post, "/claims/{claim}/steps"), [.code("step"), .text("reason")],
        subject: "reason"
    ) { call, _ in here(call, done: "claim") }
    static let claimDecision: EditForm = {
        var form = EditForm(
            "claimDecision", Routes.taking(.post, "/claims/{claim}/decisions"),
            [
                .code("step"), .text("reason"), .text("note"),
                .choice("remedy", ClaimRemedy.self) { _, word in Words.first(["claimRemedy.\(word)"]) ?? word },
                .lines("lines"),
            ], in: "claimStep", subject: "reason"
        ) { call, _ in here(call, done: "claim") }
        form.complete = { call in
            guard let lines = call.json["lines"]?.elements.compactMap(\.text), !lines.isEmpty else { return }
            let claim = try await call.registry.claim(call.segment("claim"), as: call.principal).claim
            call.json.set(
                .array(try lines.map { try adjustment($0, in: claim.details.currency) }), at: ["lines"])
        }
        return form
    }()

    private static func here(_ call: Call, done: String) -> Href {
        Href(["edit", "claims", call.values["claim"] ?? ""], query: [("done", done)], fragment: done)
    }

    private static func adjustment(_ line: String, in currency: String) throws(RequestError) -> JSONValue {
        guard let members = ClaimLineText.adjustment(of: line, in: currency) else {
            throw RequestError(.jsonValue, Words.text("claims.lineLikeThis"), field: "lines")
        }
        return ClaimLineText.json(members)
    }

    static let unitClaims = EditPage(
        path: "/edit/manufacturers/{manufacturer}/models/{model}/units/{serial}/claims", permission: .submitClaims,
        summary: "The claims about a unit, and a new one", forms: [newClaim]
    ) { site, call in try await site.unitClaimsPage(call) }

    static let claimEditing = EditPage(
        path: "/edit/claims/{claim}", permission: .submitClaims, summary: "A claim, and what can be done about it",
        forms: [claimChange, claimStep, claimDecision]
    ) { site, call in try await site.claimPage(call) }

    // MARK: The claims about a unit

    private func unitClaimsPage(_ call: Call) async throws -> FormsPage {
        let (slug, number) = (try call.segment("manufacturer"), try call.segment("model"))
        let unit = try await call.registry.unit(call.segment("serial"), model: number, of: slug, as: call.principal)
        let (model, serial) = (unit.model.number.text, unit.serial.text)
        let claims = try await call.registry.claims(aboutUnit: unit, as: call.principal)
        var sections: [FormSection] = []
        if try await call.registry.mayClaim(unit, as: call.principal) {
            let codes = try await faultOptions(of: slug, model: model, call)
            var section = section(
                Self.newClaim, call, ["kind": ClaimKind.claim.rawValue],
                options: codes.isEmpty ? [:] : ["faultCode": codes])
            let cover = try await call.registry.warranty(of: unit, as: call.principal)
            section.facts =
                Self.facts(of: unit.campaigns) + [
                    Fact(
                        Words.text("warranty.heading"), Words.text("warranty.\(cover.state.rawValue)"),
                        note: cover.verdict?.until?.text)
                ]
            sections.append(section)
        }
        if !claims.isEmpty {
            sections.append(
                FormSection("claims", Words.text("claims.aboutThisUnit"), items: claims.map { Self.item($0) }))
        }
        if sections.isEmpty { try Access.require(call.principal, .submitClaims, of: unit.manufacturer.id) }
        return FormsPage(
            title: Words.text("claims.aboutThisUnit"), eyebrow: "\(unit.manufacturer.name) \(model)",
            breadcrumb: Breadcrumb(
                [
                    Link(unit.manufacturer.name, .manufacturer(slug)), Link(model, .model(slug, model)),
                    Link(serial, .unit(slug, model, serial)),
                ], here: Words.text("claims.title")),
            sections: sections)
    }

    private static func item(_ claim: WarrantyClaim) -> FormSection.Item {
        var item = FormSection.Item(
            claim.number.text,
            note: [
                Words.text("claimState.\(claim.state.rawValue)"), claim.details.failedOn?.text,
                Money.shown(claim.claimed, claim.details.currency),
            ].compactMap(\.self).joined(separator: ", "))
        item.href = .claim(claim.number)
        return item
    }

    /// The codes that may be chosen; none for owners, who say in their own words what is wrong.
    func faultOptions(of slug: String, model: String, _ call: Call) async throws -> [FormField.Option] {
        do {
            return try await call.registry.faultCodes(of: slug, model: model, as: call.principal)
                .filter { !$0.isRetired }.map { .init($0.code, "\($0.code) \($0.title(in: words.language))") }
        } catch let error as RegistryError {
            guard error.code == .forbidden else { throw error }
            return []
        }
    }
}

extension Money {
    /// `4500.00 NOK`, as pages show it.
    static func shown(_ amount: Int64, _ currency: String) -> String { "\(text(amount, currency))\u{A0}\(currency)" }
}
