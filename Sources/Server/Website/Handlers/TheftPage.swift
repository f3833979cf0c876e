import Identifiers
import Nameplate
import Registry
import Safeguards

// What the page of a report shows: to staff all of it, to whoever has made it and whoever has the unit what is for them.

extension Site {
    func theftPage(_ call: Call) async throws -> FormsPage {
        let answer = try await call.registry.theft(call.segment("theft"), as: call.principal)
        let report = answer.report
        let (slug, model) = (answer.manufacturer.slug, answer.model.number.text)
        var sections = [Self.summary(answer)]
        let steps = answer.possible.map { step($0, answer, call) }
        if !steps.isEmpty { sections.append(FormSection("theftStep", Words.text("editForm.theftStep"), forms: steps)) }
        if !answer.steps.isEmpty { sections.append(Self.history(answer)) }
        sections += answer.threads.map { findings($0, answer, call) }
        let isStaff = answer.part == .staff
        return FormsPage(
            title: Words.text("thefts.theft", ["number": report.number.text]),
            eyebrow: "\(answer.manufacturer.name) \(model)",
            breadcrumb: Breadcrumb(
                [
                    Link(answer.manufacturer.name, .manufacturer(slug)),
                    isStaff ? Link(Words.text("thefts.title"), .thefts(slug)) : nil,
                    Link(report.unit.serial.text, .unit(slug, model, report.unit.serial.text)),
                ].compactMap(\.self), here: report.number.text),
            sections: sections)
    }

    private static func summary(_ answer: TheftAnswer) -> FormSection {
        let (report, details) = (answer.report, answer.report.details)
        func fact(_ key: String, _ value: String?) -> Fact? { value.map { Fact(Words.text(key), $0) } }
        let isWaiting = report.state == .provisional || report.state == .countered
        let facts: [Fact?] = [
            Fact(
                Words.text("thefts.unit"), report.unit.serial.text,
                link: .unit(answer.manufacturer.slug, answer.model.number.text, report.unit.serial.text),
                isNumber: true),
            fact("thefts.state", Words.text("theftState.\(report.state.rawValue)")),
            fact("field.newTheft.kind", Words.text("theftKind.\(details.kind.rawValue)")),
            fact("field.newTheft.happenedOn", details.happenedOn.unbrokenText),
            fact("thefts.proof", Words.text("theftProof.\(report.proof.rawValue)")),
            fact("thefts.reportedAt", Moment(microseconds: report.reportedAt).dateText),
            fact("thefts.reportedBy", report.reportedBy.isEmpty ? nil : report.reportedBy),
            isWaiting ? fact("thefts.expiresAt", Moment(microseconds: report.expiresAt).dateText) : nil,
            fact("field.newTheft.country", details.country), fact("field.newTheft.region", details.region),
            fact("field.newTheft.policeReference", details.policeReference),
        ]
        var section = FormSection(
            "theft", Words.text("thefts.whatHappened"), text: details.words, facts: facts.compactMap(\.self))
        section.isWide = true
        return section
    }

    /// A button for a step, with what may be said about it.
    private func step(_ step: TheftStep, _ answer: TheftAnswer, _ call: Call) -> FormCard {
        var card = card(
            Self.theftStep, call,
            hidden: [("step", step.rawValue), ("rowVersion", String(answer.report.rowVersion))],
            isDanger: step == .withdraw)
        // A reporter proves by the code, says nothing; staff say why.
        let wantsNote = answer.part == .staff || step == .counter
        card.fields.removeAll { $0.name == "ownerCode" || $0.name == "note" && !wantsNote }
        // Several cards of one form stand on the page: each field has an id of its own.
        for index in card.fields.indices { card.fields[index].id = "\(step.rawValue)-\(card.fields[index].name)" }
        card.submit = Words.text("theftStep.\(step.rawValue)")
        return card
    }

    /// What a finder and the reporter have written, and where it is answered.
    private func findings(_ thread: TheftThread, _ answer: TheftAnswer, _ call: Call) -> FormSection {
        let id = thread.id.description
        var section = FormSection(
            "messages-\(id)", Words.text("findings.thread"), table: DataTable(thread.messages))
        if answer.report.state == .confirmed {
            var card = card(Self.findingAnswer, call, ["thread": id])
            for index in card.fields.indices { card.fields[index].id = "\(id)-\(card.fields[index].name)" }
            section.forms = [card]
        }
        section.isWide = true
        return section
    }

    private static func history(_ answer: TheftAnswer) -> FormSection {
        var section = FormSection(
            "steps", Words.text("thefts.history"),
            table: DataTable(
                caption: Words.text("thefts.history"),
                columns: ["when", "step", "state", "said"].map { .init(Words.text("thefts.\($0)")) },
                rows: answer.steps.map { entry in
                    [
                        .init(Moment(microseconds: entry.at).dateText),
                        .init(Words.text("theftDone.\(entry.step.rawValue)")),
                        .init(Words.text("theftState.\(entry.state.rawValue)")), .init(entry.note ?? ""),
                    ]
                }))
        section.isWide = true
        return section
    }
}

extension DataTable {
    /// What a finder and whoever has reported a unit have written, in order.
    init(_ messages: [TheftMessage]) {
        self.init(messageRows: messages.map { Self.messageRow(at: $0.at, side: $0.side.rawValue, $0.text) })
    }

    init(messageRows rows: [[Cell]]) {
        self.init(
            caption: Words.text("findings.thread"),
            columns: ["when", "who", "said"].map { Column(Words.text("findings.\($0)")) }, rows: rows)
    }

    /// - Parameter time: microseconds since 1970 UTC.
    static func messageRow(at time: Int64, side: String, _ text: String?) -> [Cell] {
        [
            Cell(Moment(microseconds: time).dateText), Cell(Words.text("findings.side.\(side)")),
            Cell(text ?? Words.text("findings.erased")),
        ]
    }
}
