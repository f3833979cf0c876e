import Hummingbird
import Identifiers
import Nameplate
import Registry
import Safeguards

// Units of which there may be copies: for whoever looks into them.

extension Href {
    /// The units of a manufacturer of which there may be copies.
    package static func copies(_ slug: String) -> Href { .edit(slug, "copies") }

    /// What speaks for copies of a unit.
    package static func copies(_ slug: String, _ model: String, _ serial: String, done: String? = nil) -> Href {
        .edit(slug, "models", model, "units", serial, "copies", done: done)
    }

    package static func verificationRules(_ slug: String, done: String? = nil) -> Href {
        .edit(slug, "verification-rules", done: done)
    }
}

extension Site {
    // MARK: The list

    static let copyWork = EditPage(
        path: "/edit/manufacturers/{manufacturer}/copies", permission: .reviewCopies,
        summary: "The units of which there may be copies", forms: []
    ) { site, call in try await site.copiesPage(call) }

    private func copiesPage(_ call: Call) async throws -> FormsPage {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        var sections: [FormSection] = []
        for state in CopyReview.State.allCases {
            let found = try await call.registry.copyReviews(
                of: slug, in: state, limit: Limits.page, as: call.principal)
            var section = FormSection(
                state.rawValue, Words.text("copyList.\(state.rawValue)"),
                text: found.isEmpty ? Words.text("copies.none") : nil,
                table: found.isEmpty ? nil : Self.table(found, slug))
            section.isWide = true
            sections.append(section)
        }
        var rules = FormSection.Item(Words.text("editForm.verificationRules"))
        rules.href = .verificationRules(slug)
        return FormsPage(
            title: Words.text("copies.title"), eyebrow: manufacturer.name, lead: Words.text("copies.lead"),
            breadcrumb: Breadcrumb([Link(manufacturer.name, .manufacturer(slug))], here: Words.text("copies.title")),
            sections: sections + [FormSection("rules", Words.text("copies.rules"), items: [rules])])
    }

    private static func table(_ found: [CopyReviewAnswer], _ slug: String) -> DataTable {
        DataTable(
            caption: Words.text("copies.title"),
            columns: ["copies.unit", "copies.signs", "copies.since"].map { .init(Words.text($0)) },
            rows: found.map { answer in
                let (model, serial) = (answer.model.number.text, answer.review.unit.serial.text)
                return [
                    .init("\(model) \(serial)", href: .copies(slug, model, serial)),
                    .init(names(answer.review.signals)),
                    .init(Moment(microseconds: answer.review.openedAt).dateText),
                ]
            })
    }

    private static func names(_ signals: [CopySignal.Kind]) -> String {
        signals.map { Words.text("copySignal.\($0.rawValue)") }.joined(separator: ", ")
    }

    // MARK: A unit

    static let clearance = EditForm(
        "copyClearance",
        Routes.taking(.post, "/manufacturers/{manufacturer}/models/{model}/units/{serial}/copies/clearance"),
        [.prose("reason")], subject: "reason"
    ) { call, _ in
        .copies(
            call.values["manufacturer"] ?? "", call.values["model"] ?? "", call.values["serial"] ?? "",
            done: "signs")
    }

    static let copyFilePage = EditPage(
        path: "/edit/manufacturers/{manufacturer}/models/{model}/units/{serial}/copies", permission: .reviewCopies,
        summary: "What speaks for copies of a unit, and who has asked for it", forms: [clearance]
    ) { site, call in try await site.copyPage(call) }

    private func copyPage(_ call: Call) async throws -> FormsPage {
        let unit = try call.unitAddress
        let file = try await call.registry.copyFile(
            of: unit.serial, model: unit.model, of: unit.slug, as: call.principal)
        let (slug, model, serial) = (file.manufacturer.slug, file.model.number.text, file.serial.text)
        var signs = FormSection(
            "signs", Words.text("copies.signs"),
            text: file.signals.isEmpty ? Words.text("copies.noSigns") : nil,
            facts: [Fact(Words.text("copies.verdict"), Words.text("verify.heading.\(file.verdict.rawValue)"))],
            items: file.signals.map { FormSection.Item($0.sentence) })
        signs.items += file.reviews.map { review in
            FormSection.Item(
                Words.text("copyReview.\(review.state.rawValue)"),
                note: [
                    Moment(microseconds: review.changedAt).dateText, Self.names(review.signals),
                ].joined(separator: ", "))
        }
        var sections = [signs]
        if file.reviews.contains(where: { $0.state == .open }) { sections.append(section(Self.clearance, call)) }
        if !file.scans.isEmpty {
            var scans = FormSection("scans", Words.text("copies.scans"), table: Self.table(file.scans))
            scans.isWide = true
            sections.append(scans)
        }
        return FormsPage(
            title: Words.text("copies.ofUnit"), eyebrow: "\(file.manufacturer.name) \(model)",
            breadcrumb: Breadcrumb(
                [
                    Link(file.manufacturer.name, .manufacturer(slug)), Link(Words.text("copies.title"), .copies(slug)),
                    Link(serial, .unit(slug, model, serial)),
                ], here: Words.text("copies.ofUnit")),
            sections: sections)
    }

    private static func table(_ scans: [UnitScan]) -> DataTable {
        DataTable(
            caption: Words.text("copies.scans"),
            columns: ["copies.at", "copies.country", "copies.channel", "copies.code"].map { .init(Words.text($0)) },
            rows: scans.prefix(100).map { scan in
                [
                    .init(Moment(microseconds: scan.at).dateText), .init(scan.region ?? "–"),
                    .init(Words.text("scanChannel.\(scan.channel.rawValue)")),
                    .init(Words.text("codeCheck.\(scan.code.rawValue)")),
                ]
            })
    }

    // MARK: Rules

    static let verificationRuleForm = EditForm(
        "verificationRules", Routes.taking(.post, "/manufacturers/{manufacturer}/verification-rules"),
        VerificationRules.ranges.map { .number($0.name) }
    ) { call, _ in .verificationRules(call.values["manufacturer"] ?? "", done: "verificationRules") }

    static let verificationRulesPage = EditPage(
        path: "/edit/manufacturers/{manufacturer}/verification-rules", permission: .reviewCopies,
        summary: "Set from where on questions speak for copies", forms: [verificationRuleForm]
    ) { site, call in
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        let rules = try await call.registry.verificationRules(of: slug, model: nil, as: call.principal)
        let values = Dictionary(
            uniqueKeysWithValues: VerificationRules.ranges.map { ($0.name, rules[$0.name].map(String.init) ?? "") })
        return FormsPage(
            title: Words.text("editForm.verificationRules"), eyebrow: manufacturer.name,
            breadcrumb: Breadcrumb(
                [Link(manufacturer.name, .manufacturer(slug)), Link(Words.text("copies.title"), .copies(slug))],
                here: Words.text("editForm.verificationRules")),
            sections: [site.section(Self.verificationRuleForm, call, values)])
    }
}
