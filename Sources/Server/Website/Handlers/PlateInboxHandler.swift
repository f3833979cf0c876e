import Hummingbird
import Identifiers
import Nameplate
import Registry

extension Site {
    /// What was looked up in vain, to be worked off.
    var plateInboxRoutes: [Route] {
        let path: PathPattern = "/manufacturers/{manufacturer}/unknown-plates/inbox"
        return [
            Route(
                method: .get, path: path, permission: .readProduction, summary: "Unknown plates by probable cause",
                query: UnknownPlateQuestion.parameters + [Self.formParameter], answer: .page("the page"),
                handle: showPlates),
            Route(
                method: .post, path: path, permission: .resolvePlates,
                summary: "Close clusters of unknown plates, or open them again", query: UnknownPlateQuestion.parameters,
                request: .form, answer: .page("the page, with 303 after a change"), handle: decidePlates),
        ]
    }

    private func showPlates(_ call: Call) async throws -> Response {
        guard let form = call.query["as"].flatMap({ ExportForm(rawValue: $0) }) else {
            return try respond(await plateInbox(call), to: call)
        }
        var question = question(call)
        (question.offset, question.limit) = (0, Int.max)
        return try await plateFile(question, form, call) { _ in true }
    }

    private func plateFile(
        _ question: UnknownPlateQuestion, _ form: ExportForm, _ call: Call, _ isWanted: (String) -> Bool
    ) async throws -> Response {
        let slug = try call.segment("manufacturer")
        let answer = try await call.registry.unknownPlateInbox(of: slug, question, as: call.principal)
        return PlateInboxFile.response(answer.items.filter { isWanted($0.cluster.id) }, of: slug, form)
    }

    /// What waits, unless something else is asked for.
    private func question(_ call: Call) -> UnknownPlateQuestion {
        var question = UnknownPlateQuestion(call.query)
        if call.query["state"] == nil { question.state = .open }
        question.limit = Limits.page
        return question
    }

    private func decidePlates(_ call: Call) async throws -> Response {
        let form = try await Form.read(call)
        let slug = try call.segment("manufacturer")
        guard tokens.requestKey(of: form["token"], for: call.path, as: call.principal) != nil else {
            return try respond(await plateInbox(call, form, .aged), to: call, status: 409)
        }
        let ids = form.keys.compactMap { $0.hasPrefix("c-") ? String($0.dropFirst(2)) : nil }
        if let file = form["as"].flatMap({ ExportForm(rawValue: $0) }) {
            guard !ids.isEmpty else {
                let nothing = Notice(.attention, Words.text("selection.none"))
                return try respond(await plateInbox(call, form, nothing), to: call, status: 422)
            }
            var question = UnknownPlateQuestion()
            question.limit = Int.max
            return try await plateFile(question, file, call, Set(ids).contains)
        }
        do {
            guard let state = form["state"].flatMap(UnknownPlateCluster.State.init(rawValue:)) else {
                throw RegistryError(.valueInvalid, "Choose what becomes of them.", field: "state")
            }
            try await call.registry.perform(as: call.principal, from: call.source) { commands in
                try commands.decideUnknownPlates(ids, state, note: form["note"] ?? "", of: slug)
            }
            return redirect(to: .plateInbox(slug, query: call.query.sorted { $0.key < $1.key }.map { ($0, $1) }))
        } catch let error as RegistryError where error.code == .valueInvalid || error.code == .plateClusterUnknown {
            var page = try await plateInbox(call, form)
            if error.field == "note" {
                page.noteProblem = FormField.Problem(ErrorText(error))
            } else {
                page.notice = .refusal(error)
            }
            return try respond(page, to: call, status: Problem(error).status)
        }
    }

    private func plateInbox(
        _ call: Call, _ form: [String: String] = [:], _ notice: Notice? = nil
    ) async throws -> PlateInboxPage {
        let slug = try call.segment("manufacturer")
        let question = question(call)
        let answer = try await call.registry.unknownPlateInbox(of: slug, question, as: call.principal)
        let maker = answer.manufacturer?.name ?? ""
        let action = Href.plateInbox(slug)
        func link(_ text: String, _ key: String, _ value: String, isHere: Bool) -> (link: Link, isHere: Bool) {
            var query = call.query
            query["offset"] = nil
            query[key] = value.isEmpty ? nil : value
            // Without a question it would be the last one's page.
            query[ListMemory.parameter] = query.keys.contains { $0 != ListMemory.parameter } ? nil : "none"
            return (Link(text, .plateInbox(slug, query: query.sorted { $0.key < $1.key }.map { ($0, $1) })), isHere)
        }
        var page = PlateInboxPage(
            breadcrumb: Breadcrumb(
                [Link(Words.text("word.manufacturers"), .manufacturers), Link(maker, .manufacturer(slug))],
                here: Words.text("plateInbox.title")),
            maker: maker, notice: notice,
            filters: [
                .init(
                    Words.text("plateInbox.ofState"),
                    UnknownPlateCluster.State.allCases.map {
                        link(words.plateState($0.rawValue), "state", $0.rawValue, isHere: question.state == $0)
                    }),
                .init(
                    Words.text("plateInbox.ofCause"),
                    [link(Words.text("plateInbox.all"), "cause", "", isHere: question.cause == nil)]
                        + UnknownPlateCluster.Cause.allCases.map {
                            link(words.plateCause($0.rawValue), "cause", $0.rawValue, isHere: question.cause == $0)
                        }),
                .init(
                    Words.text("plateInbox.order"),
                    [
                        (Words.text("plateInbox.most"), "lookups"), (Words.text("plateInbox.latest"), "latest"),
                        (Words.text("word.model"), "model"),
                    ].map {
                        link($0.0, "sort", $0.1, isHere: question.order.rawValue == $0.1)
                    }),
            ],
            rows: answer.items.map { PlateInboxPage.Row($0, slug, mayResolve: answer.mayResolve, words) },
            empty: answer.items.isEmpty
                ? EmptyState(
                    Words.text("plateInbox.none"), text: Words.text("plateInbox.noneText"),
                    link: Link(Words.text("plateInbox.allShapes"), .unknownPlates(slug)))
                : nil,
            action: action, token: answer.mayResolve ? tokens.token(for: action.text, as: call.principal) : nil,
            typed: form["note"] ?? "", shapes: .unknownPlates(slug))
        for index in page.rows.indices where form["c-\(page.rows[index].id)"] != nil {
            page.rows[index].isChosen = true
        }
        if !answer.items.isEmpty { page.downloads = Self.downloads { link("", "as", $0, isHere: false).link.href } }
        let end = question.offset + answer.items.count
        if end < answer.count || question.offset > 0 {
            page.pagination = Pagination(
                first: question.offset > 0 ? link("", "offset", "", isHere: false).link.href : nil,
                next: end < answer.count ? link("", "offset", String(end), isHere: false).link.href : nil,
                position: Words.text(
                    "plateInbox.position",
                    ["from": "\(question.offset + 1)", "to": "\(end)", "of": Numbers.grouped(answer.count)]))
        }
        return page
    }
}

extension PlateInboxPage.Row {
    init(_ item: UnknownPlateInboxAnswer.Item, _ slug: String, mayResolve: Bool, _ words: Words) {
        let cluster = item.cluster
        let (first, last) = (cluster.first.text, cluster.last.text)
        let pair = cluster.detail.split(separator: "/")
        self.init(
            id: cluster.id, shape: cluster.shape, lookups: Numbers.grouped(cluster.lookups),
            cause: words.plateCause(cluster.cause.rawValue),
            pair: pair.count == 2
                ? Words.text("plateInbox.pair", ["typed": String(pair[0]), "meant": String(pair[1])]) : nil,
            advice: words.plateAdvice(cluster.cause.rawValue),
            model: item.model.map { Link($0.number.text, .model(slug, $0.number.text)) },
            when: first == last ? first : Words.text("plateInbox.period", ["first": first, "last": last]),
            state: Badge(words.plateState(cluster.state.rawValue), cluster.state == .open ? .attention : .plain),
            note: cluster.decision?.note, isChoosable: mayResolve)
    }
}
