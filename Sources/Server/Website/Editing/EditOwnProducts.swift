import AfterSales
import Hummingbird
import Identifiers
import Nameplate
import Registry

// An owner's own pages: what is theirs, one of it, and proofs that anybody may check.

extension Href {
    static func myProduct(_ unit: UnitReference) -> Href {
        Href(["my", "products", unit.manufacturer, unit.model, unit.serial])
    }
}

extension Site {
    private static let ofUnit = "/manufacturers/{manufacturer}/models/{model}/units/{serial}"
    private static let product: String = "/my/products/{manufacturer}/{model}/{serial}"

    private static let again: @Sendable (Call, [String: String]) -> Href = { call, _ in
        Href(
            [
                "my", "products", call.values["manufacturer"] ?? "", call.values["model"] ?? "",
                call.values["serial"] ?? "",
            ])
    }

    // MARK: What is theirs

    private static let withdrawal = EditForm(
        "withdrawal", Routes.taking(.delete, "\(ofUnit)/registrations/{registration}"), in: "registrations",
        at: "/my/products/{manufacturer}/{model}/{serial}/registrations/{registration}"
    ) { _, _ in .myProducts }

    static let ownProducts = EditPage(
        path: "/my/products", permission: .ownAccount, summary: "See what is one's own", forms: [withdrawal]
    ) { site, call in try await site.ownProductsPage(call) }

    private func ownProductsPage(_ call: Call) async throws -> FormsPage {
        let overview = try await call.registry.ownership(as: call.principal)
        let products = overview.products.map { product in
            var item = FormSection.Item(
                "\(product.unit.model) \(product.unit.serial)",
                note: product.disputes.isEmpty ? nil : Words.text("ownProducts.disputed"))
            item.href = .myProduct(product.unit)
            return item
        }
        let waiting = overview.others.map { answer in
            var item = FormSection.Item(
                "\(answer.model.number.text) \(answer.serial.text)",
                note: [Words.text("registrationState.\(answer.state.rawValue)"), answer.registration.reason]
                    .compactMap(\.self).joined(separator: ": "),
                form: [.pending, .disputed].contains(answer.state)
                    ? card(
                        Self.withdrawal, call,
                        [
                            "manufacturer": answer.manufacturer.slug, "model": answer.model.number.text,
                            "serial": answer.serial.text, "registration": answer.registration.id.description,
                        ]) : nil)
            if [.pending, .disputed].contains(answer.state) {
                item.href = .proofs(
                    RegistrationAddress(
                        answer.manufacturer.slug, answer.model.number.text, answer.serial.text,
                        answer.registration.id))
            }
            return item
        }
        let records = overview.handovers.map { record in
            FormSection.Item(
                "\(record.unit.model) \(record.unit.serial)",
                note: [
                    Words.text(record.isGiven ? "ownProducts.given" : "ownProducts.got"),
                    Words.text("handoverState.\(record.state.rawValue)"),
                    Moment(microseconds: record.handover.endedAt ?? record.handover.releasedAt).dateText,
                ].joined(separator: ", "))
        }
        var sections = [
            FormSection(
                "products", Words.text("ownProducts.products"),
                text: products.isEmpty ? Words.text("ownProducts.none") : nil, items: products)
        ]
        let asked = overview.products.flatMap { product in
            product.openCases.map { known in
                var item = FormSection.Item(
                    "\(known.number.text) \(product.unit.model) \(product.unit.serial)",
                    note: Words.text("caseState.\(known.state.rawValue)"))
                item.href = .serviceCase(known.number)
                return item
            }
        }
        if !products.isEmpty { sections.append(try await dueSection(call)) }
        if !asked.isEmpty { sections.append(FormSection("cases", Words.text("ownProducts.openCases"), items: asked)) }
        if !waiting.isEmpty {
            sections.append(FormSection("registrations", Words.text("ownProducts.registrations"), items: waiting))
        }
        if !records.isEmpty {
            sections.append(FormSection("handovers", Words.text("ownProducts.handovers"), items: records))
        }
        return FormsPage(title: Words.text("ownProducts.title"), sections: sections)
    }

    // MARK: One of it

    private static let release: EditForm = {
        var form = EditForm(
            "release", Routes.taking(.post, "\(ofUnit)/handover"), in: "handover",
            at: PathPattern(stringLiteral: "\(product)/handover"), next: again)
        form.shows = { answer in
            FormSection(
                "code", Words.text("ownProducts.handoverCode"), text: Words.text("ownProducts.shownOnce"),
                secrets: [answer["code"]?.text ?? ""])
        }
        return form
    }()
    private static let releaseEnd = EditForm(
        "releaseEnd", Routes.taking(.delete, "\(ofUnit)/handover"), in: "handover",
        at: PathPattern(stringLiteral: "\(product)/handover/end"), next: again)
    private static let proof: EditForm = {
        var form = EditForm(
            "proof", Routes.taking(.post, "\(ofUnit)/ownership-proofs"), [.number("days")],
            at: PathPattern(stringLiteral: "\(product)/proofs"), next: again)
        form.shows = { answer in
            FormSection(
                "code", Words.text("ownProducts.proofCode"), text: Words.text("ownProducts.shownOnce"),
                secrets: [answer["code"]?.text ?? ""])
        }
        return form
    }()
    private static let proofEnd = EditForm(
        "proofEnd", Routes.taking(.delete, "/ownership-proofs/{proof}"), in: "proof",
        at: PathPattern(stringLiteral: "\(product)/proofs/{proof}"), next: again)
    private static let ownContact = EditForm(
        "ownContact", Routes.taking(.post, "/me/contacts/{manufacturer}"),
        [
            .text("contact.name"), .code("contact.email"), .code("contact.phone"), .lines("contact.address"),
            .code("contact.postcode"), .text("contact.city"), .code("contact.country"), .code("contact.language"),
            .flag("consents.news"), .flag("consents.offers"), .flag("consents.surveys"), .flag("consents.reminders"),
        ], at: PathPattern(stringLiteral: "\(product)/contact"), next: again)

    static let ownProduct = EditPage(
        path: PathPattern(stringLiteral: product), permission: .ownAccount, summary: "See a product of one's own",
        forms: [release, releaseEnd, proof, proofEnd, ownContact]
    ) { site, call in try await site.ownProductPage(call) }

    func ownProductPage(_ call: Call) async throws -> FormsPage {
        let unit = try call.unitAddress
        let found = try await call.registry.ownProduct(
            unit.serial, model: unit.model, of: unit.slug, as: call.principal)
        // Nobody learns of a unit that is not theirs.
        guard let found else { throw RegistryError(.unitUnknown, Words.text("ownProducts.notYours"), field: "serial") }
        let exported = try await call.registry.ownContact(of: found.party, as: call.principal)
        var facts = [
            Fact(Words.text("ownProducts.unit"), "\(unit.model) \(unit.serial)")
        ]
        facts += found.entitlements.filter(\.holds).map { held in
            Fact(held.entitlement.title, held.until?.isoText ?? Words.text("ownProducts.always"))
        }
        var about = FormSection("about", Words.text("ownProducts.about"), facts: facts)
        about.items = [FormSection.Item(Words.text("ownProducts.more"))]
        about.items[0].href = .unit(unit.slug, unit.model, unit.serial)
        if !found.disputes.isEmpty { about.notice = Notice(.attention, Words.text("ownProducts.disputed")) }
        var handover = section(Self.release, call)
        if found.release != nil { handover.forms.append(card(Self.releaseEnd, call, isDanger: true)) }
        let proofs = found.proofs.map { proof in
            FormSection.Item(
                Words.text("ownProducts.proofUntil", ["date": Moment(microseconds: proof.expiresAt).dateText]),
                form: card(Self.proofEnd, call, ["proof": proof.id.description], isDanger: true))
        }
        let due = try await maintenanceSection(unit, call)
        let answer = try await call.registry.unit(
            unit.serial, model: unit.model, of: unit.slug, as: call.principal)
        let repair = try await repairSections(answer, call) + theftSections(answer, call)
        return FormsPage(
            title: "\(unit.model) \(unit.serial)", eyebrow: Words.text("ownProducts.title"),
            breadcrumb: Breadcrumb([Link(Words.text("ownProducts.title"), .myProducts)], here: unit.serial),
            notice: answer.campaigns.first?.notice,
            sections: [about] + repair + due + [
                handover, section(Self.proof, call, ["days": "7"], items: proofs),
                section(Self.ownContact, call, Self.values(exported.contact, exported.consents)),
            ])
    }

    /// What is to be done on a product of one's own; nothing where no plan is for it.
    private func maintenanceSection(
        _ unit: (serial: String, model: String, slug: String), _ call: Call
    ) async throws -> [FormSection] {
        let answer = try await call.registry.maintenance(
            ofUnit: unit.serial, model: unit.model, of: unit.slug, as: call.principal)
        guard !answer.tasks.isEmpty else { return [] }
        var due = FormSection("maintenance", Words.text("maintenance.heading"))
        due.table = DataTable(answer.tasks)
        due.isWide = true
        return [due]
    }

    private static func values(_ contact: PartyContact?, _ consents: [PartyConsent]) -> [String: String] {
        var values: [String: String] = [:]
        values["contact.name"] = contact?.name
        values["contact.email"] = contact?.email
        values["contact.phone"] = contact?.phone
        values["contact.address"] = contact?.addressLines.joined(separator: "\n")
        values["contact.postcode"] = contact?.postcode
        values["contact.city"] = contact?.city
        values["contact.country"] = contact?.country
        values["contact.language"] = contact?.language?.text
        for consent in consents where consent.holds { values["consents.\(consent.purpose.rawValue)"] = "true" }
        return values
    }

    // MARK: Anybody

    private static let proofCheck: EditForm = {
        var form = EditForm(
            "proofCheck", Routes.taking(.post, "/ownership-proofs/check"), [.code("code")], at: "/ownership-proof"
        ) { _, _ in Href(["ownership-proof"]) }
        form.shows = { answer in
            FormSection(
                "answer", Words.text("ownProducts.proofHolds"), text: Words.text("ownProducts.proofSays"),
                facts: [
                    Fact(
                        Words.text("ownProducts.unit"),
                        [answer["manufacturer"]?["name"], answer["model"]?["number"], answer["serial"]]
                            .compactMap { $0?.text }.joined(separator: " ")),
                    Fact(Words.text("ownProducts.until"), String((answer["until"]?.text ?? "").prefix(10))),
                ])
        }
        return form
    }()
    static let proofChecking = EditPage(
        path: "/ownership-proof", permission: .look, summary: "Check a proof of ownership", forms: [proofCheck]
    ) { site, call in
        let section = site.section(Self.proofCheck, call)
        return FormsPage(title: section.heading, sections: [section], isNarrow: true)
    }

    private static let unsubscribe: EditForm = {
        var form = EditForm(
            "unsubscribe", Routes.taking(.post, "/consents/withdrawal"), [.code("code")], at: "/unsubscribe"
        ) { _, _ in Href(["unsubscribe"]) }
        form.shows = { _ in FormSection("answer", Words.text("ownProducts.unsubscribed")) }
        return form
    }()
    static let unsubscribing = EditPage(
        path: "/unsubscribe", permission: .look, summary: "Withdraw a consent by the link of a letter",
        query: [.init("code", .text(most: 100), "as the link has it")], forms: [unsubscribe]
    ) { site, call in
        let section = site.section(Self.unsubscribe, call, call.query)
        return FormsPage(title: section.heading, sections: [section], isNarrow: true)
    }
}
