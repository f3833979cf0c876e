import Hummingbird
import Identifiers
import Nameplate
import Registry
import Safeguards

// Recalls and other campaigns, for everybody: lists, a page each, and whether one's own product is one of them.

extension Href {
    /// The campaigns of a manufacturer.
    package static func campaigns(_ slug: String, query: [(String, String)] = []) -> Href {
        Href(["manufacturers", slug, "campaigns"], query: query)
    }

    /// A campaign, for everybody.
    static func campaign(_ number: CampaignNumber) -> Href { Href(["campaigns", number.text]) }

    /// Where one asks whether a product is recalled.
    package static func recalls(_ text: String? = nil) -> Href {
        Href(["recalls"], query: text.map { [("q", $0)] } ?? [])
    }
}

extension Site {
    var campaignRoutes: [Route] {
        [
            Route(
                method: .get, path: "/manufacturers/{manufacturer}/campaigns", permission: .look,
                summary: "The recalls and other campaigns of a manufacturer",
                query: [
                    .init("state", .text(most: 40), "only those in this state"),
                    .init("kind", .text(most: 40), "only those of this kind"),
                    .init("model", .text(), "only those to which units of this model may belong"),
                    .init("after", .text(most: 1_000), "the cursor 'next' of the page before"),
                ], answer: .page("the page"), handle: campaignList),
            Route(
                method: .get, path: "/campaigns/{campaign}", permission: .look,
                summary: "A recall or another campaign", answer: .page("the page"), handle: campaignPage),
            Route(
                method: .get, path: "/recalls", permission: .look, summary: "Whether a product is recalled",
                query: [.init("q", .text(most: NameplateRegistry.longestLookup), "what stands on its plate")],
                answer: .page("the page"), isCharged: true, handle: recallCheck),
        ]
    }

    // MARK: The list

    private func campaignList(_ call: Call) async throws -> Response {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        var problem: RegistryError?
        var found: [Campaign] = []
        do {
            found = try await call.registry.campaigns(
                of: slug, call.campaignFilter, after: call.campaignPlace(), limit: Limits.page + 1, as: call.principal)
        } catch let error as RegistryError {
            guard error.code == .modelUnknown else { throw error }
            problem = error
        }
        let asked = call.query.filter { !$0.value.isEmpty && $0.key != "after" }
        let manages = Access.allows(call.principal, .manageCampaigns, of: manufacturer.id)
        var page = RecordsPage(found, of: manufacturer, asked: asked, path: call.path, manages: manages)
        if manages {
            page.links.append(Link(Words.text("editForm.newCampaign"), .edit(slug, "campaigns")))
            page.links.append(Link(Words.text("recallImport.link"), .recallImport))
        }
        if let problem { page.notice = Notice(.bad, ErrorText(code: problem.code.rawValue, ofPage: problem.sentence)) }
        return try respond(page, to: call, status: problem == nil ? 200 : 404)
    }

    // MARK: One of them

    private func campaignPage(_ call: Call) async throws -> Response {
        let answer = try await call.registry.campaign(call.segment("campaign"), as: call.principal)
        let (campaign, slug) = (answer.campaign, answer.manufacturer.slug)
        var page = FormsPage(
            title: campaign.details.title,
            eyebrow: "\(answer.manufacturer.name), \(Words.text("campaignKind.\(campaign.details.kind.rawValue)"))",
            lead: campaign.details.affected,
            breadcrumb: Breadcrumb(
                [
                    Link(answer.manufacturer.name, .manufacturer(slug)),
                    Link(Words.text("campaigns.title"), .campaigns(slug)),
                ],
                here: campaign.number.text),
            notice: Self.notice(campaign), sections: Self.sections(answer))
        if answer.inside != nil {
            var item = FormSection.Item(Words.text("campaigns.manage"))
            item.href = .editCampaign(campaign.number)
            page.sections[0].items.append(item)
        }
        return try respond(page, to: call)
    }

    private static func notice(_ campaign: Campaign) -> Notice? {
        switch campaign.state {
        case .draft: return Notice(.attention, Words.text("campaigns.isDraft"))
        case .suspended: return Notice(.attention, Words.text("campaigns.isSuspended"))
        case .closed: return Notice(.plain, Words.text("campaigns.isClosed"))
        case .withdrawn: return Notice(.plain, Words.text("campaigns.isWithdrawn"))
        case .open: break
        }
        guard campaign.details.doNotUse || campaign.details.stopSale else { return nil }
        let said = [
            campaign.details.doNotUse ? "campaigns.doNotUse" : nil,
            campaign.details.stopSale ? "campaigns.stopSale" : nil,
        ]
        return Notice(.bad, said.compactMap { $0.map { Words.text($0) } }.joined(separator: " "))
    }

    /// What a campaign says, for everybody.
    static func sections(_ answer: CampaignAnswer) -> [FormSection] {
        let (campaign, details) = (answer.campaign, answer.campaign.details)
        func fact(_ key: String, _ value: String?) -> Fact? { value.map { Fact(Words.text(key), $0) } }
        func day(_ time: Int64?) -> String? { time.map { Moment(microseconds: $0).dateText } }
        let reported = [details.authority, details.authorityNumber].compactMap(\.self).joined(separator: " ")
        let facts: [Fact?] = [
            Fact(Words.text("campaigns.number"), campaign.number.text, isNumber: true),
            fact("claims.state", Words.text("campaignState.\(campaign.state.rawValue)")),
            fact("campaigns.remedy", Words.text("campaignRemedy.\(details.remedy.rawValue)")),
            fact("field.priority", Words.text("campaignPriority.\(details.priority.rawValue)")),
            fact("field.ownNumber", details.ownNumber),
            fact("campaigns.reported", reported.isEmpty ? nil : reported),
            fact("field.announcedOn", details.announcedOn?.text), fact("campaigns.openedAt", day(campaign.openedAt)),
            fact("campaigns.closedAt", day(campaign.closedAt)),
            fact("field.countries", details.countries.isEmpty ? nil : details.countries.joined(separator: ", ")),
        ]
        var check = FormSection.Item(Words.text("recalls.title"))
        check.href = .recalls()
        var sections = [
            FormSection(
                "campaign", Words.text("campaigns.whatToDo"),
                text: details.instructions ?? details.remedyText ?? Words.text("campaigns.noInstructions"),
                facts: facts.compactMap(\.self), items: [check])
        ]
        for (id, key, text) in [
            ("hazard", "field.hazard", details.hazard), ("defect", "field.defect", details.defect),
            ("consequence", "field.consequence", details.consequence),
            ("remedy", "campaigns.remedy", details.instructions == nil ? nil : details.remedyText),
        ] {
            if let text { sections.append(FormSection(id, Words.text(key), text: text)) }
        }
        if !details.parts.isEmpty { sections.append(parts(details.parts, of: answer.manufacturer)) }
        if answer.versions.count > 1 { sections.append(amendments(answer.versions)) }
        return sections
    }

    private static func parts(_ parts: [CampaignDetails.Part], of manufacturer: Manufacturer) -> FormSection {
        var section = FormSection(
            "parts", Words.text("field.parts"),
            table: DataTable(
                caption: Words.text("field.parts"),
                columns: [
                    .init(Words.text("word.model")), .init(Words.text("campaigns.perUnit"), isNumber: true),
                    .init(Words.text("campaigns.availability")),
                ],
                rows: parts.map { part in
                    [
                        .init(part.model), .init(Numbers.grouped(part.quantity)),
                        .init(Words.text(part.isAvailable ? "campaigns.available" : "campaigns.notAvailable")),
                    ]
                }))
        section.isWide = true
        return section
    }

    private static func amendments(_ versions: [CampaignVersion]) -> FormSection {
        var section = FormSection(
            "versions", Words.text("campaigns.amendments"),
            table: DataTable(
                caption: Words.text("campaigns.amendments"),
                columns: [
                    .init(Words.text("claims.when")), .init(Words.text("campaigns.changed")),
                    .init(Words.text("field.note")),
                ],
                rows: zip(versions.dropFirst(), versions).map { version, before in
                    let changed = version.details.differences(from: before.details)
                    return [
                        .init(Moment(microseconds: version.at).dateText),
                        .init(changed.map { Words.text("field.\($0)") }.joined(separator: ", ")),
                        .init(version.note ?? ""),
                    ]
                }))
        section.isWide = true
        return section
    }

    /// The open campaigns of a unit, on pages of what is done about it.
    static func facts(of campaigns: [UnitCampaign]) -> [Fact] {
        campaigns.map {
            Fact(Words.text("campaigns.openOne"), $0.number.text, link: .campaign($0.number), note: $0.title)
        }
    }

    // MARK: Is my product affected?

    private func recallCheck(_ call: Call) async throws -> Response {
        let text = call.query["q"] ?? ""
        var page = RecordsPage(
            title: Words.text("recalls.title"), breadcrumb: Breadcrumb([], here: Words.text("recalls.title")),
            maker: "", heading: Words.text("recalls.title"), lead: Words.text("recalls.lead"),
            listHeading: Words.text("recalls.answer"), action: .recalls(),
            fields: [FormField("q", Words.text("recalls.plate"), .code, value: text)], isFiltered: !text.isEmpty,
            table: nil, links: [Link(Words.text("list.link"), Href(["lookup", "list"]))])
        guard !text.isEmpty else {
            page.empty = EmptyState(Words.text("recalls.ask"), text: Words.text("recalls.askText"))
            return try respond(page, to: call)
        }
        let answer = try await LookupDocument(call.registry.lookup(text, as: call.principal), call)
        guard let unit = answer.unit else {
            let note = answer.answer.notes.first?.sentence
            page.empty = EmptyState(Words.text("recalls.unknown"), text: note ?? Words.text("recalls.unknownText"))
            page.links.insert(Link(Words.text("recalls.lookUp"), Href(["lookup"], query: [("q", text)])), at: 0)
            return try respond(page, to: call)
        }
        page.show(unit)
        return try respond(page, to: call)
    }
}

extension UnitCampaign {
    /// What everybody must know of a unit that is one of a campaign.
    var notice: Notice {
        let said = [
            doNotUse ? Words.text("campaigns.doNotUse") : nil, stopSale ? Words.text("campaigns.stopSale") : nil,
            hazard, instructions,
            state.map { Words.text("campaigns.unitState", ["state": Words.text("remedyState.\($0.rawValue)")]) },
        ]
        return Notice(
            kind == .safetyRecall || doNotUse ? .bad : .attention,
            "\(Words.text("campaignKind.\(kind.rawValue)")): \(title)",
            text: said.compactMap(\.self).joined(separator: " "), link: Link(number.text, .campaign(number)))
    }
}

extension RecordsPage {
    /// Says which campaigns a unit is one of.
    fileprivate mutating func show(_ unit: UnitAnswer) {
        let (slug, model, serial) = (unit.manufacturer.slug, unit.model.number.text, unit.serial.text)
        let name = "\(unit.manufacturer.name) \(model), \(serial)"
        links.insert(Link(name, .unit(slug, model, serial)), at: 0)
        guard let first = unit.campaigns.first else {
            notice = Notice(.good, Words.text("recalls.none", ["product": name]), text: Words.text("recalls.noneText"))
            return
        }
        notice = first.notice
        let key = unit.campaigns.contains { $0.kind == .safetyRecall } ? "recalls.isOne" : "recalls.isOfCampaign"
        notice?.title = Words.text(key, ["product": name])
        table = DataTable(
            caption: Words.text("recalls.answer"),
            columns: [
                .init(Words.text("campaigns.number")), .init(Words.text("campaigns.kind")),
                .init(Words.text("campaigns.about")), .init(Words.text("campaigns.whatToDo")),
            ],
            rows: unit.campaigns.map { campaign in
                [
                    .init(campaign.number.text, href: .campaign(campaign.number)),
                    .init(Words.text("campaignKind.\(campaign.kind.rawValue)")), .init(campaign.title),
                    .init(campaign.instructions ?? Words.text("campaignRemedy.\(campaign.remedy.rawValue)")),
                ]
            })
    }

    /// - Parameters:
    ///   - asked: what narrows the list, by the names of the query.
    ///   - manages: whether the titles lead to where the campaigns are changed.
    fileprivate init(
        _ found: [Campaign], of manufacturer: Manufacturer, asked: [String: String], path: String, manages: Bool
    ) {
        let (slug, shown) = (manufacturer.slug, found.prefix(Limits.page))
        let query = asked.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        func choice(_ name: String, _ label: String, _ words: [String], _ prefix: String) -> FormField {
            var field = FormField(
                name, Words.text(label), .choice, value: asked[name] ?? "",
                options: [.init("", "–")] + words.map { .init($0, Words.text("\(prefix).\($0)")) })
            field.id = "filter-\(name)"
            return field
        }
        let next = found.count > Limits.page ? shown.last : nil
        self.init(
            title: "\(Words.text("campaigns.title")): \(manufacturer.name)",
            breadcrumb: Breadcrumb([Link(manufacturer.name, .manufacturer(slug))], here: Words.text("campaigns.title")),
            maker: manufacturer.name, heading: Words.text("campaigns.title"), lead: Words.text("campaigns.lead"),
            listHeading: Words.text(manages ? "campaigns.headingAll" : "campaigns.heading"), action: .campaigns(slug),
            fields: [
                choice("state", "claims.state", CampaignState.allCases.map(\.rawValue), "campaignState"),
                choice("kind", "campaigns.kind", CampaignKind.allCases.map(\.rawValue), "campaignKind"),
                FormField("model", Words.text("word.model"), .code, value: asked["model"] ?? ""),
            ], isFiltered: !asked.isEmpty, table: shown.isEmpty ? nil : Self.table(Array(shown), manages: manages),
            empty: shown.isEmpty
                ? EmptyState(Words.text("campaigns.none"), text: Words.text("campaigns.noneText")) : nil,
            pagination: Pagination(
                next: next.map { last in
                    let key = "\(last.createdAt) \(last.number.value)"
                    return .campaigns(slug, query: query + [("after", Cursor.text(key, in: path))])
                }, position: ""),
            links: [
                Link(Words.text("recalls.title"), .recalls())
            ]
                + [("campaigns.feed", "recalls.atom"), ("campaigns.jsonFeed", "recalls.json")].map { key, name in
                    Link(
                        Words.text(key),
                        Href(["manufacturers", slug, name], query: asked["model"].map { [("model", $0)] } ?? []))
                })
    }

    private static func table(_ campaigns: [Campaign], manages: Bool) -> DataTable {
        DataTable(
            caption: Words.text("campaigns.title"),
            columns: [
                .init(Words.text("campaigns.number")), .init(Words.text("claims.state")),
                .init(Words.text("campaigns.kind")), .init(Words.text("campaigns.about")),
                .init(Words.text("campaigns.openedAt")),
            ],
            rows: campaigns.map { campaign in
                [
                    .init(campaign.number.text, href: .campaign(campaign.number)),
                    .init(Words.text("campaignState.\(campaign.state.rawValue)")),
                    .init(
                        Words.text("campaignKind.\(campaign.details.kind.rawValue)"),
                        badge: campaign.details.doNotUse && campaign.state == .open
                            ? Badge(Words.text("campaigns.doNotUseShort"), .bad) : nil),
                    .init(campaign.details.title, href: manages ? .editCampaign(campaign.number) : nil),
                    .init(campaign.openedAt.map { Moment(microseconds: $0).dateText } ?? ""),
                ]
            })
    }
}
