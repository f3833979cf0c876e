import AfterSales
import Hummingbird
import Identifiers
import Nameplate
import Registry

// Lists of cases, their files, and an owner's way to ask for a repair.

extension Href {
    /// The cases at a manufacturer's support desk.
    package static func cases(_ slug: String, query: [(String, String)] = []) -> Href {
        Href(["manufacturers", slug, "cases"], query: query)
    }
}

extension Site {
    var caseRoutes: [Route] {
        let files = "/edit/cases/{case}/files"
        return [
            Route(
                method: .get, path: "/manufacturers/{manufacturer}/cases", permission: .handleCases,
                summary: "The cases at a manufacturer's support desk that are for you",
                query: [
                    .init("state", .text(most: 40), "only those in this state"),
                    .init("assignee", .text(), "only those of this account, 'me' or 'nobody'"),
                    .init("model", .text(), "only those about units of this model"),
                    .init("priority", .text(most: 40), "only those that press so much"),
                    .init("overdue", .text(most: 5), "true lists only those that should be at an end"),
                    .init("ended", .text(most: 5), "true lists those at an end"),
                    .init("after", .text(most: 1_000), "the cursor 'next' of the page before"),
                ], answer: .page("the page"), handle: caseList),
            Route(
                method: .post, path: PathPattern(stringLiteral: files), permission: .handleCases,
                summary: "Add a file to a case", request: .upload, answer: .page("the case, with 303"),
                handle: uploadCaseFile),
            Route(
                method: .post, path: PathPattern(stringLiteral: "\(files)/{file}"), permission: .handleCases,
                summary: "Erase a file of a case", request: .form, answer: .page("the case, with 303"),
                handle: eraseCaseFile),
            Route(
                method: .post, path: "/my/products/{manufacturer}/{model}/{serial}/repair", permission: .ownAccount,
                summary: "Ask for a repair of a product of one's own", request: .upload,
                answer: .page("the case, with 303"), handle: askForRepair),
        ]
    }

    // MARK: Lists

    private func caseList(_ call: Call) async throws -> Response {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        let asked = call.query.filter { !$0.value.isEmpty && $0.key != "after" }
        var problem: RegistryError?
        var found = CasePage(cases: [])
        do {
            found = try await call.registry.cases(
                of: slug, call.caseFilter, after: call.casePlace(), limit: Limits.page + 1, as: call.principal)
        } catch let error as RegistryError {
            guard [.modelUnknown, .valueInvalid].contains(error.code) else { throw error }
            problem = error
        }
        var page = RecordsPage(found, of: manufacturer, asked: asked, path: call.path)
        if let problem { page.notice = Notice(.bad, ErrorText(code: problem.code.rawValue, ofPage: problem.sentence)) }
        return try respond(page, to: call, status: problem == nil ? 200 : problem?.code == .modelUnknown ? 404 : 422)
    }

    // MARK: Files

    private func uploadCaseFile(_ call: Call) async throws -> Response {
        let number = try call.segment("case")
        let (form, file) = try await call.uploadedForm()
        guard let key = tokens.requestKey(of: form["token"], for: call.path, as: call.principal) else {
            return try await caseRefusal(call, .aged, status: 409)
        }
        guard let file else {
            return try await caseRefusal(call, Notice(.bad, Words.text("word.chooseAFile")), status: 422)
        }
        return try await add(file, named: form["name"], toCase: number, key: key, call)
    }

    /// Adds a file to a case, and leads to it.
    private func add(
        _ file: MultipartBody.File, named name: String?, toCase number: String, key: String, _ call: Call
    ) async throws -> Response {
        let registry = call.registry
        let name = name.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 } ?? Words.text("word.file")
        do {
            try await registry.receivingFile(file, ofCase: number, as: call.principal) { file in
                try await call.addOnce(file, key: key) { commands in
                    _ = try commands.attach(file, named: name, toCase: number, registry.files.limits)
                }
            }
        } catch let error as RegistryError {
            guard ![.forbidden, .caseUnknown].contains(error.code) else { throw error }
            var call = call
            call.values["case"] = number
            return try await caseRefusal(
                call, Notice(.bad, ErrorText(code: error.code.rawValue, ofPage: error.sentence)), status: 422)
        }
        return redirect(to: .serviceCase(number))
    }

    private func eraseCaseFile(_ call: Call) async throws -> Response {
        let number = try call.segment("case")
        let form = try await Form.read(call)
        guard tokens.requestKey(of: form["token"], for: call.path, as: call.principal) != nil else {
            return try await caseRefusal(call, .aged, status: 409)
        }
        try await call.registry.eraseCaseFile(
            call.attachmentID(), of: number, as: call.principal, from: call.source)
        return redirect(to: .serviceCase(number))
    }

    private func caseRefusal(_ call: Call, _ notice: Notice, status: Int) async throws -> Response {
        var page = try await casePage(call)
        page.notice = notice
        return try respond(page, to: call, status: status)
    }

    // MARK: Asking for a repair

    /// Where an owner asks for a repair, with the cover beside it, and what they have asked before.
    func repairSections(_ unit: UnitAnswer, _ call: Call) async throws -> [FormSection] {
        let slug = unit.manufacturer.slug
        guard try await call.registry.caseOpening(unit, as: call.principal) != .none else { return [] }
        let cases = try await call.registry.cases(aboutUnit: unit, as: call.principal)
        let path = Href(["my", "products", slug, unit.model.number.text, unit.serial.text, "repair"])
        var card = FormCard(
            path, token: tokens.token(for: path.text, as: call.principal),
            fields: [
                FormField(
                    "complaint", Words.text("field.complaint"), .prose, hint: Words.text("cases.complaintHint"),
                    id: "repair-complaint"),
                FormField("contact", Words.text("cases.reach"), .text, id: "repair-contact"), Self.photoField(call),
            ], submit: Words.text("cases.askForRepair"))
        card.isUpload = true
        var section = FormSection(
            "repair", Words.text("cases.askForRepair"), text: Words.text("cases.repairText"),
            facts: [try await coverFact(of: unit, call)] + (try await coverLines(of: unit, call)), forms: [card])
        section.items = cases.map { listed in
            let known = listed.serviceCase
            var item = FormSection.Item(
                known.number.text,
                note: [Words.text("caseState.\(known.state.rawValue)"), known.request.headline].compactMap(\.self)
                    .joined(separator: ": "))
            item.href = .serviceCase(known.number)
            return item
        }
        return [section]
    }

    /// For what the unit is in cover today, promise by promise.
    private func coverLines(of unit: UnitAnswer, _ call: Call) async throws -> [Fact] {
        let lines = try await call.registry.warranty(of: unit, as: call.principal).verdict?.lines ?? []
        return lines.map { line in
            let kinds = line.kinds.map { Words.text("warranty.\($0.rawValue)") }.joined(separator: ", ")
            return Fact(
                "\(line.component ?? Words.text("warranty.wholeUnit")): \(kinds)",
                Words.text("warranty.\(line.state.rawValue)"), note: line.until?.unbrokenText)
        }
    }

    private func askForRepair(_ call: Call) async throws -> Response {
        let unit = try call.unitAddress
        let (form, file) = try await call.uploadedForm()
        guard let key = tokens.requestKey(of: form["token"], for: call.path, as: call.principal) else {
            return try await repairRefusal(call, .aged, form, status: 409)
        }
        let number: String
        do {
            number = try await openRepair(form, unit, key: key, call)
        } catch let error as RegistryError {
            guard error.code == .valueInvalid else { throw error }
            return try await repairRefusal(
                call, Notice(.bad, ErrorText(code: error.code.rawValue, ofPage: error.sentence)), form, status: 422)
        }
        guard let file else { return redirect(to: .serviceCase(number)) }
        return try await add(file, named: nil, toCase: number, key: "\(key)-file", call)
    }

    /// Sent twice, the form opens one case.
    private func openRepair(
        _ form: [String: String], _ unit: (serial: String, model: String, slug: String), key: String, _ call: Call
    ) async throws -> String {
        let request = CaseRequest(
            .repair, (form["complaint"] ?? "").replacing("\r\n", with: "\n").trimmed,
            contact: form["contact"].flatMap { $0.trimmed.isEmpty ? nil : $0.trimmed })
        let once = IdempotentRequest(
            route: "POST \(call.path)", key: key,
            body: Array("\(request.complaint ?? "")\u{0}\(request.contact ?? "")".utf8))
        let stored = try await call.registry.performOnce(once, as: call.principal, from: call.source) { commands in
            let opened = try commands.openCase(request, aboutUnit: unit.serial, model: unit.model, of: unit.slug)
            return StoredResponse(status: 303, body: Array(opened.serviceCase.number.text.utf8))
        }
        return String(decoding: stored.response.body, as: UTF8.self)
    }

    private func repairRefusal(
        _ call: Call, _ notice: Notice, _ form: [String: String], status: Int
    ) async throws -> Response {
        var page = try await ownProductPage(call)
        page.notice = notice
        for section in page.sections.indices where page.sections[section].id == "repair" {
            for field in page.sections[section].forms[0].fields.indices {
                page.sections[section].forms[0].fields[field].value =
                    form[page.sections[section].forms[0].fields[field].name] ?? ""
            }
        }
        return try respond(page, to: call, status: status)
    }
}

extension RecordsPage {
    /// - Parameter asked: what narrows the list, by the names of the query.
    fileprivate init(_ found: CasePage, of manufacturer: Manufacturer, asked: [String: String], path: String) {
        let (slug, shown) = (manufacturer.slug, found.cases.prefix(Limits.page))
        let query = asked.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        func choice(_ name: String, _ key: String, _ options: [FormField.Option]) -> FormField {
            FormField(
                name, Words.text(key), .choice, value: asked[name] ?? "", options: [.init("", "–")] + options,
                id: "filter-\(name)")
        }
        let next = found.cases.count > Limits.page ? shown.last : nil
        self.init(
            title: Words.text("cases.ofMaker", ["maker": manufacturer.name]),
            breadcrumb: Breadcrumb([Link(manufacturer.name, .manufacturer(slug))], here: Words.text("cases.title")),
            maker: manufacturer.name, heading: Words.text("cases.title"), lead: Words.text("cases.lead"),
            listHeading: Words.text("cases.heading"), action: .cases(slug),
            fields: [
                choice(
                    "state", "cases.state",
                    CaseState.allCases.map { .init($0.rawValue, Words.text("caseState.\($0.rawValue)")) }),
                FormField("assignee", Words.text("field.newCase.assignee"), .code, value: asked["assignee"] ?? ""),
                FormField("model", Words.text("word.model"), .code, value: asked["model"] ?? ""),
                choice(
                    "priority", "field.newCase.priority",
                    CasePriority.allCases.map { .init($0.rawValue, Words.text("casePriority.\($0.rawValue)")) }),
                FormField("overdue", Words.text("cases.overdueOnly"), .flag, value: asked["overdue"] ?? ""),
                FormField("ended", Words.text("cases.ended"), .flag, value: asked["ended"] ?? ""),
            ], isFiltered: !asked.isEmpty, table: shown.isEmpty ? nil : DataTable(Array(shown), slug),
            empty: shown.isEmpty ? EmptyState(Words.text("cases.none"), text: Words.text("cases.noneText")) : nil,
            pagination: Pagination(
                next: next.map { last in
                    let key = CaseList.Place(last.serviceCase).text
                    return .cases(slug, query: query + [("after", Cursor.text(key, in: path))])
                }, position: ""),
            links: [
                Link(Words.text("cases.mine"), .cases(slug, query: [("assignee", "me")])),
                Link(Words.text("cases.nobodys"), .cases(slug, query: [("assignee", "nobody")])),
                Link(Words.text("cases.overdueOnly"), .cases(slug, query: [("overdue", "true")])),
            ])
        if let counts = found.counts {
            badges = [Badge(Words.text("cases.countOpen", count: Int(clamping: counts.open)))]
            if counts.overdue > 0 {
                badges.append(Badge(Words.text("cases.countOverdue", count: Int(clamping: counts.overdue)), .bad))
            }
        }
        if let mean = found.ratings?.mean {
            badges.append(Badge(Words.text("cases.meanRating", ["mean": Numbers.decimal(Words.tenths(mean))])))
        }
    }
}

extension DataTable {
    /// Cases, those that are overdue with a word and a sign.
    init(_ cases: [ListedCase], _ slug: String) {
        self.init(
            caption: Words.text("cases.title"),
            columns: ["number", "state", "due", "unit", "whatIsAsked", "assignee"].map {
                Column(Words.text("cases.\($0)"))
            },
            rows: cases.map { listed in
                let (known, model) = (listed.serviceCase, listed.model?.number.text ?? "")
                let badge: Badge? = listed.isOverdue ? Badge(Words.text("cases.overdue"), .bad) : nil
                let ended = known.outcome.map { Words.text("caseOutcome.\($0.rawValue)") }
                return [
                    Cell(known.number.text, href: .serviceCase(known.number)),
                    Cell(
                        [Words.text("caseState.\(known.state.rawValue)"), ended].compactMap(\.self)
                            .joined(separator: ": ")),
                    Cell(Moment(microseconds: known.endedAt ?? known.dueAt).dateText, badge: badge),
                    Cell("\(model) \(known.unit.serial.text)", href: .unit(slug, model, known.unit.serial.text)),
                    Cell(
                        [Words.text("caseKind.\(known.request.kind.rawValue)"), known.request.headline]
                            .compactMap(\.self).joined(separator: ": ")), Cell(known.handling.assignee ?? ""),
                ]
            })
    }
}
