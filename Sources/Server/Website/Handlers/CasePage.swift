import AfterSales
import Identifiers
import Nameplate
import Registry

// What the page of a case shows: to the desk all of it, to whoever asks what is for them.

extension Site {
    func casePage(_ call: Call) async throws -> FormsPage {
        let answer = try await call.registry.serviceCase(call.segment("case"), as: call.principal)
        let known = answer.serviceCase
        let (slug, model) = (answer.manufacturer.slug, answer.model.number.text)
        var sections = [Self.summary(answer)]
        if known.returnState != nil { sections.append(Self.returning(answer)) }
        if answer.mayRate { sections.append(section(Self.caseRating, call, options: ["stars": Self.stars])) }
        if !answer.replies.isEmpty { sections.append(Self.history(answer)) }
        if known.state != .closed || answer.part == .desk { sections.append(reply(answer, call)) }
        let steps = answer.possible.map { step($0, answer, call) }
        if !steps.isEmpty {
            sections.append(FormSection("caseStep", Words.text("editForm.caseStep"), forms: steps))
        }
        sections.append(files(answer, call))
        if answer.part == .desk { sections.append(handling(answer, call)) }
        return FormsPage(
            title: Words.text("cases.case", ["number": known.number.text]),
            eyebrow: "\(answer.manufacturer.name) \(model)",
            breadcrumb: Breadcrumb(
                [
                    Link(answer.manufacturer.name, .manufacturer(slug)), Link(Words.text("cases.title"), .cases(slug)),
                    Link(known.unit.serial.text, .unit(slug, model, known.unit.serial.text)),
                ], here: known.number.text),
            sections: sections)
    }

    private static func summary(_ answer: CaseAnswer) -> FormSection {
        let known = answer.serviceCase
        func fact(_ key: String, _ value: String?) -> Fact? { value.map { Fact(Words.text(key), $0) } }
        let facts: [Fact?] = [
            Fact(
                Words.text("cases.unit"), known.unit.serial.text,
                link: .unit(answer.manufacturer.slug, answer.model.number.text, known.unit.serial.text),
                isNumber: true),
            fact("cases.state", Words.text("caseState.\(known.state.rawValue)")),
            Fact(
                Words.text("cases.due"), Moment(microseconds: known.dueAt).dateText,
                note: answer.isOverdue ? Words.text("cases.overdue") : nil),
            fact("field.newCase.kind", Words.text("caseKind.\(known.request.kind.rawValue)")),
            fact("field.newCase.channel", Words.text("caseChannel.\(known.request.channel.rawValue)")),
            fact("field.newCase.contact", known.request.contact),
            fact("field.newCase.priority", Words.text("casePriority.\(known.handling.priority.rawValue)")),
            fact("field.newCase.assignee", known.handling.assignee),
            known.handling.claim.map { Fact(Words.text("field.newCase.claim"), $0.text, link: .claim($0)) },
            // A workshop's page is none for customers.
            known.handling.order.map {
                Fact(
                    Words.text("field.newCase.order"), $0.text,
                    link: answer.part == .desk ? .serviceOrder($0) : nil)
            },
            fact("field.caseStep.outcome", known.outcome.map { Words.text("caseOutcome.\($0.rawValue)") }),
            known.rating.map { Fact(Words.text("cases.rating"), Words.stars($0.stars), note: $0.words) },
        ]
        var section = FormSection(
            "case", Words.text("cases.whatIsAsked"), text: known.request.complaint ?? Words.text("cases.erased"),
            facts: facts.compactMap(\.self))
        section.isWide = true
        if answer.isOverdue { section.notice = Notice(.attention, Words.text("cases.isOverdue")) }
        return section
    }

    /// The number under which the unit comes back, where it is, and how it is sent.
    private static func returning(_ answer: CaseAnswer) -> FormSection {
        let known = answer.serviceCase
        return FormSection(
            "return", Words.text("cases.return"), text: answer.returnInstructions,
            facts: [
                Fact(Words.text("cases.returnNumber"), known.number.text, isNumber: true),
                Fact(
                    Words.text("cases.state"), Words.text("caseReturn.\(known.returnState?.rawValue ?? "approved")")),
            ])
    }

    private static let stars = (1...5).reversed().map { FormField.Option(String($0), Words.stars($0)) }

    private func reply(_ answer: CaseAnswer, _ call: Call) -> FormSection {
        var section = section(Self.caseReply, call)
        if answer.part != .desk { section.forms[0].fields.removeAll { $0.name == "internal" } }
        return section
    }

    /// A button for a step, with what may be said about it.
    private func step(_ step: CaseStep, _ answer: CaseAnswer, _ call: Call) -> FormCard {
        let known = answer.serviceCase
        var card = card(
            Self.caseStep, call, ["outcome": step == .solve ? CaseOutcome.solved.rawValue : ""],
            hidden: [("step", step.rawValue), ("rowVersion", String(known.rowVersion))],
            isDanger: step == .withdraw)
        let hasOutcome = step == .solve || (step == .close && known.state != .solved)
        let isSilent = [.resume, .awaitParts, .receive, .withdraw].contains(step)
        card.fields.removeAll { $0.name == "outcome" && !hasOutcome || $0.name == "text" && isSilent }
        // Several cards of one form stand on the page: each field has an id of its own.
        for index in card.fields.indices { card.fields[index].id = "\(step.rawValue)-\(card.fields[index].name)" }
        card.submit = Words.text("caseStep.\(step.rawValue)")
        return card
    }

    private func handling(_ answer: CaseAnswer, _ call: Call) -> FormSection {
        let (known, handling) = (answer.serviceCase, answer.serviceCase.handling)
        return section(
            Self.caseHandling, call,
            [
                "priority": handling.priority.rawValue, "dueAt": TimeText.text(known.dueAt),
                "assignee": handling.assignee ?? "", "claim": handling.claim?.text ?? "",
                "order": handling.order?.text ?? "",
            ], hidden: [("rowVersion", String(known.rowVersion))])
    }

    private func files(_ answer: CaseAnswer, _ call: Call) -> FormSection {
        let number = answer.serviceCase.number.text
        var section = FormSection(
            "files", Words.text("cases.files"), text: answer.files.isEmpty ? Words.text("cases.noFiles") : nil,
            items: answer.files.map { file in
                let isRemovable = answer.part == .desk || file.addedBy == call.principal.auditName
                var item = FormSection.Item(
                    file.name, note: "\(file.file.type.name), \(Numbers.size(file.file.size))",
                    form: isRemovable
                        ? fileCard(
                            ["edit", "cases", number, "files", file.id.description], call, [],
                            Words.text("cases.eraseFile"), isDanger: true) : nil)
                item.href = Href(["api", "v1", "cases", number, "files", file.id.description])
                return item
            })
        guard answer.serviceCase.state != .closed else { return section }
        var add = fileCard(
            ["edit", "cases", number, "files"], call,
            [Self.photoField(call), FormField("name", Words.text("cases.fileName"), .text)],
            Words.text("cases.addFile"), isDanger: false)
        add.isUpload = true
        section.forms = [add]
        return section
    }

    static func photoField(_ call: Call) -> FormField {
        FormField(
            "file", Words.text("cases.photo"), .file,
            hint: Words.text("documents.fileHint", ["size": Numbers.size(call.registry.files.limits.file)]))
    }

    private static func history(_ answer: CaseAnswer) -> FormSection {
        var section = FormSection(
            "replies", Words.text("cases.history"),
            table: DataTable(
                caption: Words.text("cases.history"),
                columns: ["when", "who", "step", "said"].map { .init(Words.text("cases.\($0)")) },
                rows: answer.replies.map { reply in
                    let step = reply.step.map { Words.text("caseStep.\($0.rawValue)") } ?? ""
                    return [
                        .init(Moment(microseconds: reply.at).dateText),
                        .init(Words.text("cases.side.\(reply.side.rawValue)")),
                        .init(step, badge: reply.isInternal ? Badge(Words.text("cases.within"), .attention) : nil),
                        .init(reply.text ?? ""),
                    ]
                }))
        section.isWide = true
        return section
    }
}

extension Words {
    /// "4 of 5".
    static func stars(_ stars: Int64) -> String { text("cases.stars", ["stars": String(stars)]) }

    /// A mean with one digit after the point.
    static func tenths(_ mean: Double) -> String {
        let tenths = Int((mean * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    fileprivate static func stars(_ stars: Int) -> String { self.stars(Int64(stars)) }
}
