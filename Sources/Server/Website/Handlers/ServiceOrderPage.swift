import AfterSales
import Identifiers
import Nameplate
import Registry

// What the page of a service order shows.

extension Site {
    func serviceOrderPage(_ call: Call) async throws -> FormsPage {
        let answer = try await call.registry.serviceOrder(call.segment("order"), as: call.principal)
        let (order, slug, model) = (answer.order, answer.manufacturer.slug, answer.model.number.text)
        let codes = try await faultOptions(of: slug, model: model, call)
        let unit = try await call.registry.unit(order.unit.serial.text, model: model, of: slug, as: call.principal)
        var sections = [try await summary(answer, unit, codes, call), Self.lines(order)]
        if let procedures = try await procedures(answer, unit, call) { sections.insert(procedures, at: 1) }
        let steps = answer.possible.map { step($0, answer, call) }
        if !steps.isEmpty {
            sections.append(FormSection("serviceStep", Words.text("editForm.serviceStep"), forms: steps))
        }
        if order.state.isOpen, order.state != .completed {
            sections.append(change(answer, codes, call))
        } else if order.claim == nil, order.outcome != nil, Access.allows(call.principal, .submitClaims, .anything) {
            sections.append(
                section(Self.serviceClaim, call, [:], hidden: [("rowVersion", String(order.rowVersion))]))
        }
        if !answer.steps.isEmpty { sections.append(Self.history(answer)) }
        return FormsPage(
            title: Words.text("service.order", ["number": order.number.text]),
            eyebrow: "\(answer.manufacturer.name) \(model)",
            breadcrumb: Breadcrumb(
                [
                    Link(answer.manufacturer.name, .manufacturer(slug)),
                    Link(Words.text("service.title"), .serviceOrders(slug)),
                    Link(order.unit.serial.text, .unit(slug, model, order.unit.serial.text)),
                ], here: order.number.text),
            sections: sections)
    }

    private func summary(
        _ answer: ServiceAnswer, _ unit: UnitAnswer, _ codes: [FormField.Option], _ call: Call
    ) async throws -> FormSection {
        let (order, details, slug) = (answer.order, answer.order.details, answer.manufacturer.slug)
        let (model, serial) = (answer.model.number.text, answer.order.unit.serial.text)
        func fact(_ key: String, _ value: String?) -> Fact? { value.map { Fact(Words.text(key), $0) } }
        func time(_ value: Int64?) -> String? { value.map(Self.moment) }
        var facts: [Fact?] = [
            Fact(Words.text("claims.unit"), serial, link: .unit(slug, model, serial), isNumber: true),
            fact("claims.state", Words.text("serviceState.\(order.state.rawValue)")),
            fact("field.outcome", order.outcome.map { Words.text("serviceOutcome.\($0.rawValue)") }),
            fact("field.charge", Words.text("serviceCharge.\(details.charge.rawValue)")),
        ]
        if order.repeats != nil {
            facts.append(
                Fact(
                    Words.text("service.repeat"), answer.repeats?.text ?? Words.text("service.cameBackSoon"),
                    link: answer.repeats.map { .serviceOrder($0) }))
        }
        facts += [
            fact("field.symptom", Self.title(details.symptom, codes)),
            fact("service.diagnosis", Self.title(details.faultCode, codes)),
            fact("field.causalPart", details.causalPart), fact("field.workDone", details.workDone),
            fact(
                "field.reading",
                details.reading.map { "\(Numbers.grouped($0.value)) \(Words.text("claimMeter.\($0.meter.rawValue)"))" }),
            fact("service.downSince", time(details.downSince)), fact("service.backSince", time(details.backSince)),
            fact("service.workshop", order.site), fact("field.technician", details.technician),
            fact("field.reference", details.reference),
            details.caseNumber.map { Fact(Words.text("field.case"), $0.text, link: .serviceCase($0)) },
            fact("field.campaign", details.campaign),
        ]
        if let claim = order.claim { facts.append(Fact(Words.text("service.claim"), claim.text, link: .claim(claim))) }
        let cover = try await call.registry.warranty(of: unit, as: call.principal)
        facts += Self.facts(of: unit.campaigns)
        facts.append(
            Fact(
                Words.text("warranty.heading"), Words.text("warranty.\(cover.state.rawValue)"),
                note: cover.verdict?.until?.text))
        var section = FormSection(
            "order", Words.text("service.complaint"), text: details.complaint ?? Words.text("service.noComplaint"),
            facts: facts.compactMap(\.self))
        if let code = details.symptom ?? details.faultCode {
            var item = FormSection.Item(Words.text("service.cures"), note: code)
            item.href = .cures(slug, model, code)
            section.items = [item]
        }
        section.isWide = true
        return section
    }

    private static func moment(_ time: Int64) -> String {
        let moment = Moment(microseconds: time)
        return "\(moment.dateText), \(moment.clockText)"
    }

    private static func lines(_ order: ServiceOrder) -> FormSection {
        let currency = order.details.currency
        var section = FormSection(
            "lines", Words.text("service.lines"),
            text: order.details.lines.isEmpty ? Words.text("service.noLines") : nil)
        section.isWide = true
        guard !order.details.lines.isEmpty else { return section }
        section.table = DataTable(
            caption: Words.text("service.lines"),
            columns: [
                .init(Words.text("claims.line"), isNumber: true), .init(Words.text("claims.what")),
                .init(Words.text("service.amount"), isNumber: true), .init(Words.text("service.inHistory")),
            ],
            rows: order.details.lines.enumerated().map { place, line in
                [
                    .init(String(place + 1)), .init(ClaimLineText.text(of: line, in: currency)),
                    .init(Money.shown(line.claimed, currency)),
                    .init(place < order.recordedLines ? Words.text("service.recorded") : ""),
                ]
            })
        return section
    }

    /// A button for a step, with what may be said about it.
    private func step(_ step: ServiceStep, _ answer: ServiceAnswer, _ call: Call) -> FormCard {
        var card = card(
            Self.serviceStep, call, [:],
            hidden: [("step", step.rawValue), ("rowVersion", String(answer.order.rowVersion))],
            isDanger: step == .cancel || step == .decline)
        card.fields.removeAll { $0.name == "step" || ($0.name == "outcome" && step != .complete) }
        // Several cards of one form stand on the page: each field has an id of its own.
        for index in card.fields.indices { card.fields[index].id = "\(step.rawValue)-\(card.fields[index].name)" }
        card.submit = Words.text("serviceStep.\(step.rawValue)")
        return card
    }

    private func change(_ answer: ServiceAnswer, _ codes: [FormField.Option], _ call: Call) -> FormSection {
        let (order, details) = (answer.order, answer.order.details)
        func time(_ value: Int64?) -> String { value.map { TimeText.text($0) } ?? "" }
        return section(
            Self.serviceChange, call,
            [
                "charge": details.charge.rawValue, "complaint": details.complaint ?? "",
                "symptom": details.symptom ?? "", "faultCode": details.faultCode ?? "",
                "causalPart": details.causalPart ?? "", "workDone": details.workDone ?? "",
                "meter": details.reading?.meter.rawValue ?? "",
                "reading": details.reading.map { String($0.value) } ?? "",
                "downSince": time(details.downSince), "backSince": time(details.backSince),
                "currency": details.currency,
                "lines": details.lines.map { ClaimLineText.text(of: $0, in: details.currency) }
                    .joined(separator: "\n"),
                "case": details.caseNumber?.text ?? "", "campaign": details.campaign ?? "",
                "reference": details.reference ?? "", "technician": details.technician ?? "",
            ], options: codes.isEmpty ? [:] : ["faultCode": codes, "symptom": codes],
            hidden: [("rowVersion", String(order.rowVersion))])
    }

    private static func history(_ answer: ServiceAnswer) -> FormSection {
        var section = FormSection(
            "steps", Words.text("claims.steps"),
            table: DataTable(
                caption: Words.text("claims.steps"),
                columns: [
                    .init(Words.text("claims.when")), .init(Words.text("claims.step")),
                    .init(Words.text("claims.state")), .init(Words.text("field.note")),
                ],
                rows: answer.steps.map { entry in
                    [
                        .init(moment(entry.at)),
                        .init(Words.text("serviceStep.\(entry.step.rawValue)")),
                        .init(Words.text("serviceState.\(entry.state.rawValue)")), .init(entry.note ?? ""),
                    ]
                }))
        section.isWide = true
        return section
    }
}
