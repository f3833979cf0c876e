import Hummingbird
import Nameplate
import Registry

/// A page of forms that change something, and the forms that may stand on it.
struct EditPage: Sendable {
    let path: PathPattern
    let permission: Permission
    let summary: String
    /// What its address may say for a start of its fields.
    var query: [Route.Parameter] = []
    let forms: [EditForm]
    let build: @Sendable (Site, Call) async throws -> FormsPage

    /// Said by the address of the page that follows a change.
    static let done = Route.Parameter("done", .text(most: 40), "what has just been done, to say so")
}

extension Site {
    static let editPages = [
        newManufacturer, manufacturerEditing, modelEditing, recording, unitEditing, warrantyEditing, documentEditing,
        importEditing, maintenancePlanEditing, maintaining,
        noticeList, noticePage, noticeTemplateEditing, webhookEditing, unitClaims, claimEditing, unitCases, caseEditing,
        claimTableEditing, faultEditing, unitServiceOrders, serviceOrderEditing,
        campaignWriting, campaignEditing, unitThefts, theftEditing, foundPage, theftFeedPage,
        registering, takeOverPage, registrationWork, registrationRulesPage, ownProducts, ownProduct,
        ownMaintenancePage, ownersMaintenancePage, proofChecking, unsubscribing, verifying, signatureChecking, copyWork,
        copyFilePage, verificationRulesPage, locationWriting, locationEditing, stockWriting, packing,
        holdWriting, holdEditing, requiredTests, returnWriting, returnEditing,
        replenishmentRules,
        complaintWriting, complaintEditing, problemEditing, emergingIssueList, emergingIssueEditing,
        unitHealth,
        countWriting, countEditing, pickWriting, pickEditing,
        shipmentWriting, shipmentEditing, stockDiscrepancyList, stockDiscrepancyEditing,
    ]

    /// Pages that change the catalogue and record what happens: what programs do over the API, for people.
    var editRoutes: [Route] { Self.editPages.flatMap { routes(of: $0) } }

    private func routes(of page: EditPage) -> [Route] {
        let shown = Route(
            method: .get, path: page.path, permission: page.permission, summary: page.summary,
            query: [EditPage.done] + page.query, answer: .page("the page")
        ) { call in
            var built = try await page.build(self, call)
            built.tell(Notice(.good, Words.text("edit.done")), in: call.query["done"])
            return try respond(built, to: call)
        }
        return [shown]
            + page.forms.map { form in
                Route(
                    method: .post, path: form.path, permission: form.route.permission, summary: form.route.summary,
                    request: .form, answer: .page("a page, with 303, or what is wrong")
                ) { call in try await change(call, by: form, on: page) }
            }
    }

    private func change(_ call: Call, by form: EditForm, on page: EditPage) async throws -> Response {
        let sent = try await Form.read(call)
        guard let key = tokens.requestKey(of: sent["token"], for: call.path, as: call.principal) else {
            var built = try await page.build(self, call)
            built.notice = .aged
            return try respond(built, to: call, status: 409)
        }
        switch try await outcome(of: form, call, sent, key: key) {
        case .refused(let problem):
            let built = try await page.build(self, call)
            return try respond(
                built.telling(problem, of: form, sentTo: call.path, sent), to: call, status: problem.status)
        case .done(let answer):
            guard let shows = form.shows else { return redirect(to: form.next(call, sent)) }
            var built = try await page.build(self, call)
            built.sections.insert(shows(try JSONParser.parse(try await AnswerBytes.of(answer))), at: 0)
            return try respond(built, to: call)
        }
    }

    private enum Outcome {
        case done(Response)
        /// Why not.
        case refused(Problem)
    }

    /// Does what a form asks for.
    /// - Throws: what nobody who fills in the form can mend.
    private func outcome(
        of form: EditForm, _ call: Call, _ sent: [String: String], key: String
    ) async throws -> Outcome {
        do {
            return .done(try await form.route.handle(form.call(call, sent, key: key)))
        } catch {
            guard var problem = Problem(of: error), problem.status != 403, problem.status < 500 else { throw error }
            if problem.code == RequestError.Code.jsonMissingField.rawValue {
                problem.sentence = Words.text("edit.fillIn")
            }
            return .refused(problem)
        }
    }

    /// A form with its fields.
    /// - Parameters:
    ///   - values: what the fields hold, and the parts of the form's address that the page's own has not.
    ///   - options: those of fields that choose among what there is.
    ///   - hidden: what is sent beside the fields.
    func card(
        _ form: EditForm, _ call: Call, _ values: [String: String] = [:], options: [String: [FormField.Option]] = [:],
        hidden: [(name: String, value: String)] = [], isDanger: Bool = false
    ) -> FormCard {
        let href = form.href(call.values.merging(values) { _, given in given })
        let isHidden = Set(hidden.map(\.name))
        let fields = (form.segments.map { EditForm.Field.code($0) } + form.fields)
            .filter { !isHidden.contains($0.name) }
            .map { field($0, of: form, values[$0.name] ?? "", options[$0.name]) }
        return card(
            href, call, hidden: hidden, fields: fields,
            submit: Words.first(["editForm.\(form.name).submit"]) ?? Words.text("action.save"), isDanger: isDanger)
    }

    /// A section with one form.
    func section(
        _ form: EditForm, _ call: Call, _ values: [String: String] = [:], options: [String: [FormField.Option]] = [:],
        hidden: [(name: String, value: String)] = [], items: [FormSection.Item] = []
    ) -> FormSection {
        FormSection(
            form.name, Words.text("editForm.\(form.name)"), text: Words.first(["editForm.\(form.name).text"]),
            items: items,
            forms: [card(form, call, values, options: options, hidden: hidden)])
    }

    private func field(
        _ field: EditForm.Field, of form: EditForm, _ value: String, _ chosenFrom: [FormField.Option]?
    ) -> FormField {
        let nothing = FormField.Option("", "–")
        let (kind, options): (FormField.Kind, [FormField.Option]) =
            switch field.kind {
            case _ where chosenFrom != nil: (.choice, [nothing] + (chosenFrom ?? []))
            case .text: (.text, [])
            case .code: (.code, [])
            case .number: (.number, [])
            case .password: (.newPassword, [])
            case .prose: (.prose, [])
            case .lines, .rows: (.lines, [])
            case .flag: (.flag, [])
            case .choice(let names, let label):
                (.choice, [nothing] + names.map { FormField.Option($0, label(words, $0)) })
            }
        return FormField(
            field.name, Words.first(["field.\(form.name).\(field.name)", "field.\(field.name)"]) ?? field.name, kind,
            value: value, hint: Words.first(["hint.\(form.name).\(field.name)", "hint.\(field.name)"]),
            options: options, id: "\(form.name)-\(field.name)")
    }
}

extension FormsPage {
    /// Says what is wrong in the form that was sent; in a notice above where no field of it is at fault.
    ///
    /// - Parameter path: where it was sent.
    fileprivate func telling(
        _ problem: Problem, of form: EditForm, sentTo path: String, _ sent: [String: String]
    ) -> FormsPage {
        var page = self
        var isTold = false
        page.change(sentTo: path) { card in
            // The version that was read: what somebody else has changed since must not be lost by sending it again.
            card.hidden = card.hidden.map { ($0.name, sent[$0.name] ?? $0.value) }
            isTold = card.fields.tell(problem, of: form, typed: sent) || isTold
        }
        page.notice =
            isTold
            ? Notice(.bad, Words.text("form.lookAtTheField"))
            : Notice(.bad, ErrorText(code: problem.code, ofPage: problem.sentence))
        return page
    }

    /// Says something in a part of the page.
    fileprivate mutating func tell(_ notice: Notice, in section: String?) {
        guard let place = sections.firstIndex(where: { $0.id == section }) else { return }
        sections[place].notice = notice
    }
}

extension [FormField] {
    /// Whether there is a field that is at fault.
    fileprivate mutating func tell(_ problem: Problem, of form: EditForm, typed sent: [String: String]) -> Bool {
        if tell(problem, typed: sent) { return true }
        // What somebody else has changed meanwhile is no field's fault.
        guard let subject = form.subject, problem.status != 412 else { return false }
        var problem = problem
        problem.field = subject
        return tell(problem, typed: sent)
    }
}
