import Hummingbird
import Nameplate
import Registry

// What a manufacturer has announced, and whether it arrived.

extension Href {
    /// What a manufacturer has announced.
    package static func notices(_ slug: String, _ query: [(String, String)] = []) -> Href {
        Href(["edit", "manufacturers", slug, "notices"], query: query)
    }

    static func notice(_ slug: String, _ delivery: String) -> Href {
        Href(["edit", "manufacturers", slug, "notices", delivery])
    }
}

extension Site {
    private static let ofNotice = "/manufacturers/{manufacturer}/notices/{delivery}"
    private static let replay = moving("noticeReplay", .replay)
    private static let stop = moving("noticeStop", .stop)

    private static let message: EditForm = {
        let purpose = EditForm.Field.choice("purpose", ConsentPurpose.self) { _, word in
            Words.first(["consentPurpose.\(word)"]) ?? word
        }
        return EditForm(
            "message", Routes.taking(.post, "/manufacturers/{manufacturer}/messages"),
            [.code("party"), .text("subject"), .prose("text"), purpose, .code("model"), .code("serial")]
        ) { call, _ in
            Href(
                ["edit", "manufacturers", call.values["manufacturer"] ?? "", "notices"], query: [("done", "message")],
                fragment: "message")
        }
    }()

    private static func moving(_ name: String, _ step: DeliveryStep) -> EditForm {
        EditForm(name, Routes.taking(.post, "\(ofNotice)/\(step.rawValue)"), in: "notice") { call, _ in
            let slug = call.values["manufacturer"] ?? ""
            return Href(
                ["edit", "manufacturers", slug, "notices", call.values["delivery"] ?? ""],
                query: [("done", "notice")], fragment: "notice")
        }
    }

    static let noticeList = EditPage(
        path: "/edit/manufacturers/{manufacturer}/notices", permission: .readNotices,
        summary: "What a manufacturer has announced, and whether it arrived",
        query: [
            .init("state", .word(DeliveryState.allCases.map(\.rawValue)), "only those that are so"),
            .init("after", .text(most: 1_000), "the last one of the page before"),
        ], forms: [message]
    ) { site, call in try await site.noticesPage(call) }

    static let noticePage = EditPage(
        path: "/edit/manufacturers/{manufacturer}/notices/{delivery}", permission: .readNotices,
        summary: "Something that was announced, and each attempt to send it", forms: [replay, stop]
    ) { site, call in try await site.noticePage(call) }

    private func noticesPage(_ call: Call) async throws -> FormsPage {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        let state = call.query["state"].flatMap(DeliveryState.init(rawValue:))
        let found = try await call.registry.deliveries(
            of: slug, in: state, before: call.deliveryPlace(), limit: Limits.page + 1, as: call.principal)
        let shown = found.prefix(Limits.page)
        var list = FormSection(
            "notices", Words.text("notices.title"), text: shown.isEmpty ? Words.text("notices.none") : nil,
            table: shown.isEmpty ? nil : Self.table(shown.map(\.self), of: slug))
        list.isWide = list.table != nil
        if found.count > Limits.page, let last = shown.last {
            var more = FormSection.Item(Words.text("notices.more"))
            let place = Cursor.text(last.delivery.cursorKey, in: call.path)
            more.href = .notices(slug, (state.map { [("state", $0.rawValue)] } ?? []) + [("after", place)])
            list.items = [more]
        }
        let states = FormSection(
            "states", Words.text("notices.onlyThose"),
            items: DeliveryState.allCases.map { one in
                var item = FormSection.Item(Self.words(of: one))
                if one != state { item.href = .notices(slug, [("state", one.rawValue)]) }
                return item
            })
        return FormsPage(
            title: Words.text("notices.title"), eyebrow: manufacturer.name, lead: Words.text("notices.lead"),
            breadcrumb: Breadcrumb(
                [Link(manufacturer.name, .manufacturer(slug))], here: Words.text("notices.title")),
            sections: [list, states] + writing(call, of: manufacturer))
    }

    /// The form of a message, and the way to the texts, for whoever may.
    private func writing(_ call: Call, of manufacturer: Manufacturer) -> [FormSection] {
        guard Access.allows(call.principal, .manageNotices, of: manufacturer.id) else { return [] }
        var section = section(Self.message, call)
        var texts = FormSection.Item(Words.text("noticeTemplates.title"))
        texts.href = .noticeTemplates(manufacturer.slug)
        section.items = [texts]
        guard Access.allows(call.principal, .readOwners, of: manufacturer.id) else { return [section] }
        let letters = Href(["manufacturers", manufacturer.slug, "letters"])
        let card = FormCard(
            letters, token: tokens.token(for: letters.text, as: call.principal),
            submit: Words.text("notices.printLetters"))
        section.items.append(FormSection.Item(Words.text("notices.letters"), form: card))
        return [section]
    }

    /// Where letters are printed from the page of notices.
    var letterRoute: Route {
        Route(
            method: .post, path: "/manufacturers/{manufacturer}/letters", permission: .manageNotices,
            summary: "Print the letters that wait", request: .form, answer: .page("the file, or 303 where none waits")
        ) { call in
            let form = try await Form.read(call)
            let slug = try call.segment("manufacturer")
            guard tokens.requestKey(of: form["token"], for: call.path, as: call.principal) != nil else {
                var page = try await noticesPage(call)
                page.notice = .aged
                return try respond(page, to: call, status: 409)
            }
            let bytes = try await call.registry.printLetters(of: slug, as: call.principal, from: call.source)
            return bytes.map { .letters($0) } ?? redirect(to: .notices(slug))
        }
    }

    private static func table(_ deliveries: [DeliveryAnswer], of slug: String) -> DataTable {
        DataTable(
            caption: Words.text("notices.caption"),
            columns: ["what", "to", "state", "when", "problem"].map { .init(Words.text("notices.column.\($0)")) },
            rows: deliveries.map { answer in
                let delivery = answer.delivery
                return [
                    .init(words(of: delivery.topic), href: .notice(slug, delivery.id.description)),
                    .init(words(ofReceiver: answer)), .init(words(of: delivery.state)),
                    .init(Moment(microseconds: delivery.createdAt).dateText),
                    .init(delivery.problem.map { words(ofProblem: $0) } ?? ""),
                ]
            })
    }

    private func noticePage(_ call: Call) async throws -> FormsPage {
        let slug = try call.segment("manufacturer")
        let details = try await call.registry.delivery(ID(call.id("delivery")), of: slug, as: call.principal)
        let (delivery, manufacturer) = (details.answer.delivery, details.answer.manufacturer)
        var facts = [
            Fact(Words.text("notices.column.to"), Self.words(ofReceiver: details.answer)),
            Fact(Words.text("notices.column.state"), Self.words(of: delivery.state)),
            Fact(Words.text("notices.column.when"), Self.time(delivery.createdAt)),
        ]
        if delivery.state == .waiting, delivery.channel != .letter {
            facts.append(Fact(Words.text("notices.due"), Self.time(delivery.dueAt)))
        }
        if let unit = details.content.unit {
            facts.append(
                Fact(
                    Words.text("notices.unit"), "\(unit.model) \(unit.serial)",
                    link: .unit(unit.manufacturer, unit.model, unit.serial)))
        }
        if let proof = details.proof {
            facts.append(Fact(Words.text("notices.sentAt"), Self.time(proof.sentAt)))
            if let id = proof.messageID { facts.append(Fact(Words.text("notices.mailID"), id)) }
            facts.append(Fact(Words.text("notices.digest"), proof.digest))
        }
        facts.append(Fact(Words.text("notices.message"), "msg_\(delivery.notice)"))
        var section = FormSection("notice", Self.words(of: delivery.topic), facts: facts)
        if Access.allows(call.principal, .manageNotices, of: manufacturer.id) {
            let steps = Delivery.workflow.steps(from: delivery.state)
            if steps.contains(.replay) { section.forms.append(card(Self.replay, call)) }
            if steps.contains(.stop) { section.forms.append(card(Self.stop, call, isDanger: true)) }
        }
        let attempts = FormSection(
            "attempts", Words.text("notices.attempts"),
            text: details.attempts.isEmpty ? Words.text("notices.noAttempt") : nil,
            items: details.attempts.map { attempt in
                let status = attempt.status.map { String($0) }
                return FormSection.Item(
                    Self.words(ofProblem: attempt.outcome),
                    note: [Self.time(attempt.endedAt), status, attempt.detail].compactMap(\.self).joined(
                        separator: ", "))
            })
        return FormsPage(
            title: Self.words(of: delivery.topic), eyebrow: manufacturer.name,
            breadcrumb: Breadcrumb(
                [Link(manufacturer.name, .manufacturer(slug)), Link(Words.text("notices.title"), .notices(slug))],
                here: Self.words(of: delivery.topic)), sections: [section, attempts])
    }

    // MARK: Words

    static func words(of topic: NoticeTopic) -> String { Words.first(["topic.\(topic.rawValue)"]) ?? topic.rawValue }

    private static func words(of state: DeliveryState) -> String {
        Words.first(["deliveryState.\(state.rawValue)"]) ?? state.rawValue
    }

    private static func words(ofProblem problem: String) -> String {
        Words.first(["deliveryProblem.\(problem)"]) ?? problem
    }

    private static func words(ofReceiver answer: DeliveryAnswer) -> String {
        if answer.delivery.channel != .webhook { return Words.text("notices.person") }
        return answer.webhook ?? Words.text("notices.removedWebhook")
    }

    private static func time(_ microseconds: Int64) -> String {
        let moment = Moment(microseconds: microseconds)
        return "\(moment.dateText), \(moment.clockText.prefix(5)) UTC"
    }
}
