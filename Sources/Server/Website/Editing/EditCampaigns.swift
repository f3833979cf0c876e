import Hummingbird
import Identifiers
import Nameplate
import Registry
import Safeguards

// Recalls and other campaigns, for who manages them: written, previewed, opened, amended.

extension Href {
    /// A campaign, with what can be done about it.
    static func editCampaign(_ number: CampaignNumber, query: [(String, String)] = [], fragment: String? = nil) -> Href
    {
        Href(["edit", "campaigns", number.text], query: query, fragment: fragment)
    }
}

extension Site {
    private static let said: [EditForm.Field] = [
        .choice("kind", CampaignKind.self) { _, word in Words.text("campaignKind.\(word)") },
        .text("title"), .prose("scope"), .prose("affected"),
        .choice("remedy", RemedyKind.self) { _, word in Words.text("campaignRemedy.\(word)") },
        .choice("priority", CampaignPriority.self) { _, word in Words.text("campaignPriority.\(word)") },
        .prose("hazard"), .prose("defect"), .prose("consequence"), .prose("remedyText"), .prose("instructions"),
        .rows("parts", part), .flag("stopSale"), .flag("doNotUse"), .lines("countries"), .code("ownNumber"),
        .text("authority"), .code("authorityNumber"), .code("announcedOn"),
    ]

    static let newCampaign = EditForm(
        "newCampaign", Routes.taking(.post, "/manufacturers/{manufacturer}/campaigns"), said, subject: "scope"
    ) { call, _ in .edit(call.values["manufacturer"] ?? "", "campaigns", done: "newCampaign") }
    static let campaignChange = EditForm(
        "campaignChange", Routes.taking(.put, "/campaigns/{campaign}"), said + [.text("note")], subject: "scope"
    ) { call, _ in here(call, done: "campaignChange") }
    static let campaignStep = EditForm(
        "campaignStep", Routes.taking(.post, "/campaigns/{campaign}/steps"), [.code("step"), .text("note")],
        subject: "note"
    ) { call, _ in here(call, done: "campaign") }

    static let campaignRemedy = EditForm(
        "campaignRemedy", Routes.taking(.post, "/campaigns/{campaign}/remedies"),
        [
            .code("model"), .code("serial"),
            .choice("state", RemedyState.self) { _, word in Words.text("remedyState.\(word)") },
            .text("evidence"), .text("note"), .code("doneOn"), .text("doneBy"),
        ], subject: "serial"
    ) { call, _ in here(call, done: "campaignRemedy") }
    static let campaignNotices: EditForm = {
        var form = EditForm(
            "campaignNotices", Routes.taking(.post, "/campaigns/{campaign}/notices"),
            [.number("remindAfter"), .flag("dryRun")]
        ) { call, _ in here(call, done: "campaignNotices") }
        form.shows = { answer in
            FormSection(
                "answer", Words.text("editForm.campaignNotices"),
                facts: [
                    Fact(Words.text("campaigns.noticesDue"), Numbers.grouped(answer["due"]?.integer ?? 0)),
                    Fact(Words.text("campaigns.noticesPosted"), Numbers.grouped(answer["posted"]?.integer ?? 0)),
                    Fact(Words.text("campaigns.noticesFailed"), Numbers.grouped(answer["failed"]?.integer ?? 0)),
                ])
        }
        return form
    }()

    private static func here(_ call: Call, done: String) -> Href {
        Href(["edit", "campaigns", call.values["campaign"] ?? ""], query: [("done", done)], fragment: done)
    }

    static let campaignWriting = EditPage(
        path: "/edit/manufacturers/{manufacturer}/campaigns", permission: .manageCampaigns,
        summary: "Write a recall or another campaign",
        query: [
            .init("title", .text(most: 200), "what is wrong, to begin with"),
            .init("scope", .text(most: Limits.target), "which units, to begin with"),
        ], forms: [newCampaign, remedyTable]
    ) { site, call in try await site.newCampaignPage(call) }

    static let campaignEditing = EditPage(
        path: "/edit/campaigns/{campaign}", permission: .manageCampaigns,
        summary: "A campaign: its units, its amendments, and what can be done",
        query: [.init("count", .text(most: 5), "now: count its units, however long that takes")],
        forms: [campaignStep, campaignRemedy, campaignNotices, campaignChange]
    ) { site, call in try await site.campaignEditingPage(call) }

    // MARK: A new one

    private func newCampaignPage(_ call: Call) async throws -> FormsPage {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        try Access.require(call.principal, .manageCampaigns, of: manufacturer.id)
        var filter = CampaignFilter()
        filter.state = .draft
        let drafts = try await call.registry.campaigns(of: slug, filter, limit: 20, as: call.principal)
        var new = section(
            Self.newCampaign, call,
            [
                "kind": CampaignKind.safetyRecall.rawValue, "priority": CampaignPriority.medium.rawValue,
                "title": call.query["title"] ?? "", "scope": call.query["scope"] ?? "",
            ])
        new.isWide = true
        var table = section(Self.remedyTable, call, ["dryRun": "true"])
        table.isWide = true
        var sections = [new, table]
        if !drafts.isEmpty {
            sections.insert(
                FormSection(
                    "drafts", Words.text("campaigns.drafts"),
                    items: drafts.map { campaign in
                        var item = FormSection.Item(campaign.number.text, note: campaign.details.title)
                        item.href = .editCampaign(campaign.number)
                        return item
                    }), at: 0)
        }
        return FormsPage(
            title: Words.text("editForm.newCampaign"), eyebrow: manufacturer.name,
            breadcrumb: Breadcrumb(
                [Link(manufacturer.name, .manufacturer(slug)), Link(Words.text("campaigns.title"), .campaigns(slug))],
                here: Words.text("editForm.newCampaign")),
            sections: sections)
    }

    // MARK: One of them

    private func campaignEditingPage(_ call: Call) async throws -> FormsPage {
        let answer = try await call.registry.campaign(call.segment("campaign"), as: call.principal)
        let (campaign, slug) = (answer.campaign, answer.manufacturer.slug)
        guard let inside = answer.inside else {
            try Access.require(call.principal, .manageCampaigns, of: answer.manufacturer.id)
            throw Campaigns.unknown
        }
        var sections = [try await units(of: answer, inside, call)]
        let steps = inside.possible.map { step($0, campaign, call) }
        if !steps.isEmpty {
            sections.append(FormSection("campaignStep", Words.text("editForm.campaignStep"), forms: steps))
        }
        if campaign.isPublic, campaign.state != .withdrawn { sections.append(remedy(call)) }
        if campaign.state == .open { sections.append(section(Self.campaignNotices, call, ["dryRun": "true"])) }
        if campaign.state.isChangeable { sections.append(change(campaign, call)) }
        if !inside.snapshots.isEmpty { sections.append(Self.snapshots(inside.snapshots)) }
        if !inside.steps.isEmpty { sections.append(Self.history(inside.steps)) }
        return FormsPage(
            title: campaign.details.title, eyebrow: "\(answer.manufacturer.name) \(campaign.number.text)",
            breadcrumb: Breadcrumb(
                [
                    Link(answer.manufacturer.name, .manufacturer(slug)),
                    Link(Words.text("campaigns.title"), .campaigns(slug)),
                    Link(campaign.number.text, .campaign(campaign.number)),
                ], here: Words.text("campaigns.manage")),
            notice: inside.problem.map {
                Notice(.bad, ErrorText(code: $0.code.rawValue, ofPage: $0.sentence))
            }, sections: sections)
    }

    /// How many units it is for, where that can be told at once or was asked for.
    private func units(
        of answer: CampaignAnswer, _ inside: CampaignAnswer.Inside, _ call: Call
    ) async throws -> FormSection {
        let campaign = answer.campaign
        let number = campaign.number.text
        let count: CampaignCountAnswer? =
            inside.problem != nil
            ? nil
            : call.query["count"] == "now"
                ? try await call.registry.count(ofCampaign: number, as: call.principal)
                : try await call.registry.glance(atCampaign: number, as: call.principal)
        var section = FormSection(
            "campaign", Words.text("campaigns.units"),
            text: Words.text("campaigns.scopeIs", ["rule": campaign.details.scope]),
            facts: (count.map { Self.facts($0.counted.funnel) } ?? []).filter { $0.value != "0" })
        section.facts.insert(
            Fact(Words.text("claims.state"), Words.text("campaignState.\(campaign.state.rawValue)")), at: 0)
        if count == nil, inside.problem == nil {
            var item = FormSection.Item(Words.text("campaigns.countNow"))
            item.href = .editCampaign(campaign.number, query: [("count", "now")])
            section.items.append(item)
        }
        var list = FormSection.Item(Words.text("campaigns.listUnits"))
        list.href = Href(
            ["manufacturers", answer.manufacturer.slug, "population"], query: [("q", campaign.details.scope)])
        var table = FormSection.Item(Words.text("word.downloadAsCsv"))
        table.href = Href(["api", "v1", "campaigns", number, "units"], query: [("format", "csv")])
        if campaign.isPublic {
            for (key, rest) in [("campaigns.statesTable", ["states"]), ("campaigns.counters", ["count"])] {
                var item = FormSection.Item(Words.text(key))
                item.href = Href(
                    ["api", "v1", "campaigns", number] + rest, query: rest == ["count"] ? [("format", "csv")] : [])
                section.items.append(item)
            }
        }
        section.items += campaign.details.scope.utf8.count < 1_500 ? [list, table] : [table]
        section.isWide = true
        return section
    }

    /// How many units there are, where they are and what has become of them.
    static func facts(_ funnel: CampaignFunnel) -> [Fact] {
        [Fact(Words.text("campaigns.allUnits"), Numbers.grouped(funnel.total))]
            + CampaignFunnel.Whereabouts.allCases.map {
                Fact(Words.text("campaignPlace.\($0.rawValue)"), Numbers.grouped(funnel[at: $0]))
            }
            + [
                Fact(Words.text("campaigns.ownersKnown"), Numbers.grouped(funnel.ownersKnown)),
                Fact(Words.text("campaigns.untouched"), Numbers.grouped(funnel.untouched)),
            ]
            + RemedyState.allCases.map {
                Fact(Words.text("remedyState.\($0.rawValue)"), Numbers.grouped(funnel[$0]))
            }
    }

    /// A button for a step, with what may be said about it.
    private func step(_ step: CampaignStep, _ campaign: Campaign, _ call: Call) -> FormCard {
        var card = card(
            Self.campaignStep, call, [:],
            hidden: [("step", step.rawValue), ("rowVersion", String(campaign.rowVersion))],
            isDanger: step == .withdraw)
        card.fields.removeAll { $0.name == "step" }
        // Several cards of one form stand on the page: each field has an id of its own.
        for index in card.fields.indices { card.fields[index].id = "\(step.rawValue)-\(card.fields[index].name)" }
        card.submit = Words.text("campaignStep.\(step.rawValue)")
        return card
    }

    /// The form that says what has become of a unit: only what people say can be chosen.
    private func remedy(_ call: Call) -> FormSection {
        section(
            Self.campaignRemedy, call, ["state": RemedyState.remedied.rawValue],
            options: [
                "state": RemedyState.allCases.filter(\.isRecorded).map {
                    .init($0.rawValue, Words.text("remedyState.\($0.rawValue)"))
                }
            ])
    }

    private func change(_ campaign: Campaign, _ call: Call) -> FormSection {
        let details = campaign.details
        var section = section(
            Self.campaignChange, call,
            [
                "kind": details.kind.rawValue, "title": details.title, "scope": details.scope,
                "affected": details.affected ?? "", "remedy": details.remedy.rawValue,
                "priority": details.priority.rawValue, "hazard": details.hazard ?? "", "defect": details.defect ?? "",
                "consequence": details.consequence ?? "", "remedyText": details.remedyText ?? "",
                "instructions": details.instructions ?? "",
                "parts": details.parts.map(Self.text).joined(separator: "\n"),
                "stopSale": details.stopSale ? "true" : "", "doNotUse": details.doNotUse ? "true" : "",
                "countries": details.countries.joined(separator: "\n"), "ownNumber": details.ownNumber ?? "",
                "authority": details.authority ?? "", "authorityNumber": details.authorityNumber ?? "",
                "announcedOn": details.announcedOn?.isoText ?? "",
            ], hidden: [("rowVersion", String(campaign.rowVersion))])
        section.isWide = true
        return section
    }

    // MARK: Parts, one a line

    /// `CX-95 x2 -`: two of CX-95, which cannot be had now.
    private static func text(of part: CampaignDetails.Part) -> String {
        var words = [part.model]
        if part.quantity != 1 { words.append("x\(part.quantity)") }
        if !part.isAvailable { words.append("-") }
        return words.joined(separator: " ")
    }

    private static func part(_ line: String) -> JSONValue {
        var words = line.split(separator: " ").map(String.init)
        var members: [String: JSONValue] = [:]
        if words.count > 1, words.last == "-" {
            members["available"] = .boolean(false)
            words.removeLast()
        }
        if words.count > 1, let last = words.last, last.hasPrefix("x"), let count = Int64(last.dropFirst()), count > 0 {
            members["quantity"] = .number(String(count))
            words.removeLast()
        }
        members["model"] = .text(words.joined(separator: " "))
        return .object(members)
    }

    // MARK: What happened

    private static func moment(_ time: Int64) -> String {
        let moment = Moment(microseconds: time)
        return "\(moment.dateText), \(moment.clockText)"
    }

    private static func snapshots(_ snapshots: [CampaignSnapshot]) -> FormSection {
        var section = FormSection(
            "snapshots", Words.text("campaigns.snapshots"),
            table: DataTable(
                caption: Words.text("campaigns.snapshots"),
                columns: [
                    .init(Words.text("claims.when")), .init(Words.text("campaigns.occasion")),
                    .init(Words.text("campaigns.allUnits"), isNumber: true),
                    .init(Words.text("remedyState.remedied"), isNumber: true),
                    .init(Words.text("campaigns.position"), isNumber: true),
                ],
                rows: snapshots.map { snapshot in
                    [
                        .init(moment(snapshot.at)), .init(Words.text("campaignOccasion.\(snapshot.occasion.rawValue)")),
                        .init(Numbers.grouped(snapshot.funnel.total)),
                        .init(Numbers.grouped(snapshot.funnel[.remedied])), .init(Numbers.grouped(snapshot.position)),
                    ]
                }))
        section.isWide = true
        return section
    }

    private static func history(_ steps: [CampaignStepEntry]) -> FormSection {
        var section = FormSection(
            "steps", Words.text("claims.steps"),
            table: DataTable(
                caption: Words.text("claims.steps"),
                columns: [
                    .init(Words.text("claims.when")), .init(Words.text("claims.step")),
                    .init(Words.text("claims.state")), .init(Words.text("field.note")),
                ],
                rows: steps.map { entry in
                    [
                        .init(moment(entry.at)), .init(Words.text("campaignStep.\(entry.step.rawValue)")),
                        .init(Words.text("campaignState.\(entry.state.rawValue)")), .init(entry.note ?? ""),
                    ]
                }))
        section.isWide = true
        return section
    }
}
