import AfterSales
import Hummingbird
import Identifiers
import Nameplate
import Registry

// Lists of claims, what they cost, and their files.

extension Href {
    /// The claims of a manufacturer.
    package static func claims(_ slug: String, query: [(String, String)] = []) -> Href {
        Href(["manufacturers", slug, "claims"], query: query)
    }

    /// What they cost.
    package static func claimCosts(_ slug: String, query: [(String, String)] = []) -> Href {
        Href(["manufacturers", slug, "claims", "costs"], query: query)
    }
}

extension Site {
    var claimRoutes: [Route] {
        let list = "/manufacturers/{manufacturer}/claims"
        let files = "/edit/claims/{claim}/files"
        return [
            Route(
                method: .get, path: PathPattern(stringLiteral: list), permission: .submitClaims,
                summary: "The claims of a manufacturer that are for you",
                query: [
                    .init("state", .text(most: 40), "only those in this state"),
                    .init("model", .text(), "only those about units of this model"),
                    .init("fault", .text(most: 80), "only those with this fault code"),
                    .init("olderThan", .text(most: 6), "only those that were made so many days ago or earlier"),
                    .init("oldest", .text(most: 5), "true lists the oldest first"),
                    .init("after", .text(most: 1_000), "the cursor 'next' of the page before"),
                ], answer: .page("the page"), handle: claimList),
            Route(
                method: .get, path: PathPattern(stringLiteral: "\(list)/costs"), permission: .readProduction,
                summary: "What claims cost",
                query: [.init("by", .word(ClaimCosts.Key.allCases.map(\.rawValue)), "what they are added up by")],
                answer: .page("the page"), handle: claimCosts),
            Route(
                method: .post, path: PathPattern(stringLiteral: files), permission: .submitClaims,
                summary: "Add a file to a claim", request: .upload, answer: .page("the claim, with 303"),
                handle: uploadClaimFile),
            Route(
                method: .post, path: PathPattern(stringLiteral: "\(files)/{file}"), permission: .submitClaims,
                summary: "Erase a file of a claim", request: .form, answer: .page("the claim, with 303"),
                handle: eraseClaimFile),
        ]
    }

    // MARK: Lists

    private func claimList(_ call: Call) async throws -> Response {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        let asked = call.query.filter { !$0.value.isEmpty && $0.key != "after" }
        var problem: RegistryError?
        var found: [ListedClaim] = []
        do {
            found = try await call.registry.claims(
                of: slug, .init(asked), after: call.claimPlace(), limit: Limits.page + 1, as: call.principal)
        } catch let error as RegistryError {
            guard error.code == .modelUnknown else { throw error }
            problem = error
        }
        let page = RecordsPage(
            found, of: manufacturer, asked: asked, path: call.path, seesCosts: seesCosts(manufacturer, call))
        return try respond(page.telling(problem), to: call, status: problem == nil ? 200 : 404)
    }

    private func seesCosts(_ manufacturer: Manufacturer, _ call: Call) -> Bool {
        Access.allows(call.principal, .readProduction, of: manufacturer.id)
    }

    // MARK: Costs

    private func claimCosts(_ call: Call) async throws -> Response {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        let key = call.query["by"].flatMap(ClaimCosts.Key.init) ?? .model
        let costs = try await call.registry.claimCosts(of: slug, by: key, as: call.principal)
        let title = Words.text("claims.costs")
        var section = FormSection(
            "costs", Words.text("claimCosts.\(key.rawValue)"),
            text: costs.isEmpty ? Words.text("claims.none") : Words.text("claims.costsText"),
            items: ClaimCosts.Key.allCases.filter { $0 != key }.map { other in
                var item = FormSection.Item(Words.text("claimCosts.\(other.rawValue)"))
                item.href = .claimCosts(slug, query: [("by", other.rawValue)])
                return item
            })
        section.isWide = true
        if !costs.isEmpty {
            section.table = Self.table(costs, key)
            var download = FormSection.Item(Words.text("word.downloadAsCsv"))
            download.href = Href(
                ["api", "v1", "manufacturers", slug, "claims", "costs", "table"], query: [("by", key.rawValue)])
            section.items.append(download)
        }
        return try respond(
            FormsPage(
                title: title, eyebrow: manufacturer.name,
                breadcrumb: Breadcrumb([Link(manufacturer.name, .manufacturer(slug))], here: title),
                sections: [section]), to: call)
    }

    private static func table(_ costs: [NamedCosts], _ key: ClaimCosts.Key) -> DataTable {
        DataTable(
            caption: Words.text("claims.costs"),
            columns: [.init(Words.text("claimCosts.\(key.rawValue)"))]
                + [
                    "claims.count", "claims.accepted", "claims.claimed", "claims.parts", "claims.labour",
                    "claims.expenses", "claims.approved",
                ].map { .init(Words.text($0), isNumber: true) },
            rows: costs.map { cost in
                let sum = cost.sum
                return [
                    .init(cost.name ?? Words.text("claims.notKnown")), .init(Numbers.grouped(sum.count)),
                    .init(Numbers.grouped(sum.accepted)),
                ]
                    + [sum.claimed, sum.parts, sum.labour, sum.expenses, sum.approved].map {
                        .init(Money.shown($0, sum.currency))
                    }
            })
    }

    // MARK: Files

    private func uploadClaimFile(_ call: Call) async throws -> Response {
        let number = try call.segment("claim")
        let registry = call.registry
        let (form, file) = try await call.uploadedForm()
        guard let key = tokens.requestKey(of: form["token"], for: call.path, as: call.principal) else {
            return try await claimRefusal(call, .aged, status: 409)
        }
        guard let file else {
            return try await claimRefusal(call, Notice(.bad, Words.text("word.chooseAFile")), status: 422)
        }
        let name = form["name"].flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 } ?? Words.text("word.file")
        do {
            try await registry.receivingFile(file, ofClaim: number, as: call.principal) { file in
                try await call.addOnce(file, key: key) { commands in
                    _ = try commands.attach(file, named: name, toClaim: number, registry.files.limits)
                }
            }
        } catch let error as RegistryError {
            guard ![.forbidden, .claimUnknown].contains(error.code) else { throw error }
            return try await claimRefusal(
                call, Notice(.bad, ErrorText(code: error.code.rawValue, ofPage: error.sentence)), status: 422)
        }
        return redirect(to: Href(["edit", "claims", number]))
    }

    private func eraseClaimFile(_ call: Call) async throws -> Response {
        let (number, text) = (try call.segment("claim"), try call.segment("file"))
        let form = try await Form.read(call)
        guard tokens.requestKey(of: form["token"], for: call.path, as: call.principal) != nil else {
            return try await claimRefusal(call, .aged, status: 409)
        }
        guard let id = Int64(text), id > 0 else { throw Attachments.unknown }
        try await call.registry.eraseClaimFile(ID(id), of: number, as: call.principal, from: call.source)
        return redirect(to: Href(["edit", "claims", number]))
    }

    private func claimRefusal(_ call: Call, _ notice: Notice, status: Int) async throws -> Response {
        var page = try await claimPage(call)
        page.notice = notice
        return try respond(page, to: call, status: status)
    }
}

extension RecordsPage {
    /// - Parameter asked: what narrows the list, by the names of the query.
    fileprivate init(
        _ found: [ListedClaim], of manufacturer: Manufacturer, asked: [String: String], path: String, seesCosts: Bool
    ) {
        let (slug, shown) = (manufacturer.slug, found.prefix(Limits.page))
        let query = asked.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        var state = FormField(
            "state", Words.text("claims.state"), .choice, value: asked["state"] ?? "",
            options: [.init("", "–")]
                + ClaimState.allCases.map { .init($0.rawValue, Words.text("claimState.\($0.rawValue)")) })
        state.id = "filter-state"
        let next = found.count > Limits.page ? shown.last : nil
        self.init(
            title: Words.text("claims.ofMaker", ["maker": manufacturer.name]),
            breadcrumb: Breadcrumb([Link(manufacturer.name, .manufacturer(slug))], here: Words.text("claims.title")),
            maker: manufacturer.name, heading: Words.text("claims.title"), lead: Words.text("claims.lead"),
            listHeading: Words.text("claims.heading"), action: .claims(slug),
            fields: [
                state, FormField("model", Words.text("word.model"), .code, value: asked["model"] ?? ""),
                FormField("fault", Words.text("field.faultCode"), .code, value: asked["fault"] ?? ""),
                FormField("olderThan", Words.text("claims.olderThan"), .number, value: asked["olderThan"] ?? ""),
                FormField("oldest", Words.text("claims.oldestFirst"), .flag, value: asked["oldest"] ?? ""),
            ], isFiltered: !asked.isEmpty, table: shown.isEmpty ? nil : Self.table(Array(shown), slug),
            empty: shown.isEmpty ? EmptyState(Words.text("claims.none"), text: Words.text("claims.noneText")) : nil,
            pagination: Pagination(
                next: next.map { last in
                    let key = "\(last.claim.createdAt) \(last.claim.number.value)"
                    return .claims(slug, query: query + [("after", Cursor.text(key, in: path))])
                }, position: ""),
            links: [
                Link(Words.text("editForm.claimTable"), .claimTable(slug)),
                Link(
                    Words.text("word.downloadAsCsv"),
                    Href(["api", "v1", "manufacturers", slug, "claims", "table"], query: query)),
            ] + (seesCosts ? [Link(Words.text("claims.costs"), .claimCosts(slug))] : []))
    }

    fileprivate func telling(_ problem: RegistryError?) -> RecordsPage {
        guard let problem else { return self }
        var page = self
        page.notice = Notice(.bad, ErrorText(code: problem.code.rawValue, ofPage: problem.sentence))
        return page
    }

    private static func table(_ claims: [ListedClaim], _ slug: String) -> DataTable {
        DataTable(
            caption: Words.text("claims.title"),
            columns: [
                .init(Words.text("claims.number")), .init(Words.text("claims.state")), .init(Words.text("claims.unit")),
                .init(Words.text("field.faultCode")), .init(Words.text("claims.made")),
                .init(Words.text("claims.claimed"), isNumber: true),
                .init(Words.text("claims.approved"), isNumber: true),
            ],
            rows: claims.map { listed in
                let (claim, currency) = (listed.claim, listed.claim.details.currency)
                let model = listed.model?.number.text ?? ""
                return [
                    .init(claim.number.text, href: .claim(claim.number)),
                    .init(Words.text("claimState.\(claim.state.rawValue)")),
                    .init("\(model) \(claim.unit.serial.text)", href: .unit(slug, model, claim.unit.serial.text)),
                    .init(claim.details.faultCode ?? ""), .init(Moment(microseconds: claim.createdAt).dateText),
                    .init(Money.shown(claim.claimed, currency)),
                    .init(claim.approved.map { Money.shown($0, currency) } ?? ""),
                ]
            })
    }
}
