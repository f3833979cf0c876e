import AfterSales
import Identifiers
import Nameplate
import Registry

// What the page of a claim shows.

extension Site {
    func claimPage(_ call: Call) async throws -> FormsPage {
        let answer = try await call.registry.claim(call.segment("claim"), as: call.principal)
        let claim = answer.claim
        let (slug, model) = (answer.manufacturer.slug, answer.model.number.text)
        var sections = [Self.summary(answer)]
        if !answer.findings.isEmpty { sections.append(Self.findings(answer.findings)) }
        sections.append(Self.lines(claim))
        let steps = answer.possible.map { step($0, answer, call) }
        if !steps.isEmpty {
            sections.append(FormSection("claimStep", Words.text("editForm.claimStep"), forms: steps))
        }
        sections.append(files(answer, call))
        if answer.possible.contains(.submit) || answer.possible.contains(.answer) {
            sections.append(try await change(answer, call))
        }
        if !answer.steps.isEmpty { sections.append(Self.history(answer)) }
        return FormsPage(
            title: Words.text("claims.claim", ["number": claim.number.text]),
            eyebrow: "\(answer.manufacturer.name) \(model)",
            breadcrumb: Breadcrumb(
                [
                    Link(answer.manufacturer.name, .manufacturer(slug)),
                    Link(Words.text("claims.title"), .claims(slug)),
                    Link(claim.unit.serial.text, .unit(slug, model, claim.unit.serial.text)),
                ], here: claim.number.text),
            sections: sections)
    }

    private static func summary(_ answer: ClaimAnswer) -> FormSection {
        let (claim, details) = (answer.claim, answer.claim.details)
        func fact(_ key: String, _ value: String?) -> Fact? { value.map { Fact(Words.text(key), $0) } }
        let slug = answer.manufacturer.slug
        let facts: [Fact?] = [
            Fact(
                Words.text("claims.unit"), claim.unit.serial.text,
                link: .unit(slug, answer.model.number.text, claim.unit.serial.text), isNumber: true),
            fact("claims.state", Words.text("claimState.\(claim.state.rawValue)")),
            fact("field.newClaim.kind", Words.text("claimKind.\(details.kind.rawValue)")),
            fact("field.faultCode", details.faultCode), fact("field.causalPart", details.causalPart),
            fact("field.failedOn", details.failedOn?.text), fact("field.repairedOn", details.repairedOn?.text),
            fact(
                "field.reading",
                details.reading.map { "\(Numbers.grouped($0.value)) \(Words.text("claimMeter.\($0.meter.rawValue)"))" }),
            fact("field.site", claim.filing.site), fact("field.reference", details.reference),
            fact("claims.claimed", Money.shown(claim.claimed, details.currency)),
            fact("claims.approved", claim.approved.map { Money.shown($0, details.currency) }),
            fact("field.remedy", claim.remedy.map { Words.text("claimRemedy.\($0.rawValue)") }),
        ]
        var section = FormSection(
            "claim", Words.text("claims.whatIsAsked"),
            // Nothing is handed over without a complaint.
            text: details.complaint ?? Words.text(claim.submittedAt == nil ? "claims.nothingSaid" : "claims.erased"),
            facts: facts.compactMap(\.self))
        section.isWide = true
        return section
    }

    private static func findings(_ findings: [ClaimFinding]) -> FormSection {
        FormSection(
            "findings", Words.text("claims.findings"), text: Words.text("claims.rulesAdvise"),
            table: DataTable(
                caption: Words.text("claims.findings"),
                columns: [.init(Words.text("claims.finding")), .init(Words.text("claims.severity"))],
                rows: findings.map { finding in
                    [
                        .init(sentence(finding)),
                        .init(
                            "",
                            badge: Badge(
                                Words.text("claimSeverity.\(finding.severity.rawValue)"), finding.severity.tone)),
                    ]
                }))
    }

    /// In the reader's language; why cover does not hold is told in the words of the verdict.
    private static func sentence(_ finding: ClaimFinding) -> String {
        var facts = finding.facts
        if let day = facts["day"].flatMap({ try? CivilDate(parsing: $0) }) { facts["day"] = day.text }
        if let kind = facts["kind"] { facts["kind"] = Words.text("warranty.\(kind)") }
        let sentence = Words.text("claimFinding.\(finding.code.rawValue)", facts)
        return [sentence, facts["why"]].compactMap(\.self).joined(separator: " ")
    }

    private static func lines(_ claim: WarrantyClaim) -> FormSection {
        let currency = claim.details.currency
        var section = FormSection(
            "lines", Words.text("field.lines"),
            text: claim.details.lines.isEmpty ? Words.text("claims.noLines") : nil)
        section.isWide = true
        guard !claim.details.lines.isEmpty else { return section }
        section.table = DataTable(
            caption: Words.text("field.lines"),
            columns: [
                .init(Words.text("claims.line"), isNumber: true), .init(Words.text("claims.what")),
                .init(Words.text("claims.claimed"), isNumber: true),
                .init(Words.text("claims.approved"), isNumber: true),
                .init(Words.text("claims.remark")),
            ],
            rows: claim.details.lines.enumerated().map { place, line in
                [
                    .init(String(place + 1)), .init(ClaimLineText.text(of: line, in: currency)),
                    .init(Money.shown(line.claimed, currency)),
                    .init(line.approved.map { Money.shown($0, currency) } ?? ""), .init(line.remark ?? ""),
                ]
            })
        return section
    }

    /// A button for a step, with what may be said about it.
    private func step(_ step: ClaimStep, _ answer: ClaimAnswer, _ call: Call) -> FormCard {
        let form = step.actor == .claimant ? Self.claimStep : Self.claimDecision
        var card = card(
            form, call, ["remedy": step.isDecision && step != .reject ? ClaimRemedy.repair.rawValue : ""],
            hidden: [("step", step.rawValue), ("rowVersion", String(answer.claim.rowVersion))],
            isDanger: step == .reject || step == .withdraw)
        var left: Set<String> = []
        if step != .approvePartly { left.insert("lines") }
        if step != .approve && step != .approvePartly { left.insert("remedy") }
        if [.submit, .pay, .close, .review].contains(step) { left.formUnion(["reason", "note"]) }
        card.fields.removeAll { left.contains($0.name) }
        // Several cards of one form stand on the page: each field has an id of its own.
        for index in card.fields.indices { card.fields[index].id = "\(step.rawValue)-\(card.fields[index].name)" }
        card.submit = Words.text("claimStep.\(step.rawValue)")
        return card
    }

    private func change(_ answer: ClaimAnswer, _ call: Call) async throws -> FormSection {
        let (details, currency) = (answer.claim.details, answer.claim.details.currency)
        let codes = try await faultOptions(of: answer.manufacturer.slug, model: answer.model.number.text, call)
        return section(
            Self.claimChange, call,
            [
                "kind": details.kind.rawValue, "complaint": details.complaint ?? "",
                "faultCode": details.faultCode ?? "", "causalPart": details.causalPart ?? "",
                "failedOn": details.failedOn?.isoText ?? "", "repairedOn": details.repairedOn?.isoText ?? "",
                "meter": details.reading?.meter.rawValue ?? "",
                "reading": details.reading.map { String($0.value) } ?? "", "currency": currency,
                "lines": details.lines.map { ClaimLineText.text(of: $0, in: currency) }.joined(separator: "\n"),
                "reference": details.reference ?? "",
            ], options: codes.isEmpty ? [:] : ["faultCode": codes],
            hidden: [("rowVersion", String(answer.claim.rowVersion))])
    }

    private func files(_ answer: ClaimAnswer, _ call: Call) -> FormSection {
        let number = answer.claim.number.text
        var section = FormSection(
            "files", Words.text("claims.files"), text: answer.files.isEmpty ? Words.text("claims.noFiles") : nil,
            items: answer.files.map { file in
                var item = FormSection.Item(
                    file.name, note: "\(file.file.type.name), \(Numbers.size(file.file.size))",
                    form: answer.mayFiles.erases
                        ? fileCard(
                            ["edit", "claims", number, "files", file.id.description], call, [],
                            Words.text("claims.eraseFile"), isDanger: true) : nil)
                item.href = Href(["api", "v1", "claims", number, "files", file.id.description])
                return item
            })
        guard answer.mayFiles.adds else { return section }
        var add = fileCard(
            ["edit", "claims", number, "files"], call,
            [
                FormField(
                    "file", Words.text("word.file"), .file,
                    hint: Words.text("documents.fileHint", ["size": Numbers.size(call.registry.files.limits.file)])),
                FormField("name", Words.text("claims.fileName"), .text),
            ], Words.text("claims.addFile"), isDanger: false)
        add.isUpload = true
        section.forms = [add]
        return section
    }

    func fileCard(
        _ path: [String], _ call: Call, _ fields: [FormField], _ submit: String, isDanger: Bool
    ) -> FormCard {
        let href = Href(path)
        return FormCard(
            href, token: tokens.token(for: href.text, as: call.principal), fields: fields, submit: submit,
            isDanger: isDanger)
    }

    private static func history(_ answer: ClaimAnswer) -> FormSection {
        var section = FormSection(
            "steps", Words.text("claims.steps"),
            table: DataTable(
                caption: Words.text("claims.steps"),
                columns: [
                    .init(Words.text("claims.when")), .init(Words.text("claims.step")),
                    .init(Words.text("claims.state")),
                    .init(Words.text("field.reason")), .init(Words.text("field.note")),
                ],
                rows: answer.steps.map { entry in
                    [
                        .init(Moment(microseconds: entry.at).dateText),
                        .init(Words.text("claimStep.\(entry.step.rawValue)")),
                        .init(Words.text("claimState.\(entry.state.rawValue)")), .init(entry.reason ?? ""),
                        .init(entry.note ?? ""),
                    ]
                }))
        section.isWide = true
        return section
    }
}

extension ClaimFinding.Severity {
    fileprivate var tone: Tone {
        switch self {
        case .against: .attention
        case .doubt, .note: .plain
        }
    }
}
