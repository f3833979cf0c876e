import Hummingbird
import Identifiers
import Nameplate
import Registry
import Safeguards

extension Href {
    /// The recalled units of a place.
    package static func siteRecalls(_ slug: String, query: [(String, String)] = []) -> Href {
        Href(["manufacturers", slug, "campaigns", "site"], query: query)
    }
}

extension Site {
    var siteRecallRoutes: [Route] {
        [
            Route(
                method: .get, path: "/manufacturers/{manufacturer}/campaigns/site", permission: .readUnits,
                summary: "The recalled units of a place: what a dealer has to do",
                query: [
                    .init("site", .text(most: 200), "the place; one's only one without it"),
                    .init("campaign", .text(most: 20), "only units of this campaign"),
                ], answer: .page("the page"), handle: siteRecallPage)
        ]
    }

    private func siteRecallPage(_ call: Call) async throws -> Response {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        try Access.require(call.principal, .readUnits, .somewhere(manufacturer.id))
        let asked = call.query.filter { !$0.value.isEmpty }
        var page = RecordsPage(asked, of: manufacturer, as: call.principal)
        do {
            let found = try await call.registry.recalledUnits(
                at: asked["site"], of: slug, only: asked["campaign"], as: call.principal)
            page.show(found)
            return try respond(page, to: call)
        } catch let error as RegistryError where [.valueInvalid, .campaignUnknown].contains(error.code) {
            // Nothing is wrong before anything was asked.
            if error.code == .valueInvalid, asked.isEmpty { return try respond(page, to: call) }
            page.notice = Notice(.bad, ErrorText(code: error.code.rawValue, ofPage: error.sentence))
            return try respond(page, to: call, status: Problem(error).status)
        }
    }
}

extension RecordsPage {
    /// - Parameter asked: what narrows the list, by the names of the query.
    fileprivate init(_ asked: [String: String], of manufacturer: Manufacturer, as principal: Principal) {
        let own = NameplateRegistry.ownSites(of: principal, manufacturer.id)
        var site = FormField("site", Words.text("siteRecalls.site"), .code, value: asked["site"] ?? "")
        if own.count > 1 {
            site = FormField(
                "site", Words.text("siteRecalls.site"), .choice, value: asked["site"] ?? "",
                options: [.init("", "–")] + own.map { .init($0, $0) })
        }
        self.init(
            title: "\(Words.text("siteRecalls.title")): \(manufacturer.name)",
            breadcrumb: Breadcrumb(
                [
                    Link(manufacturer.name, .manufacturer(manufacturer.slug)),
                    Link(Words.text("campaigns.title"), .campaigns(manufacturer.slug)),
                ], here: Words.text("siteRecalls.title")),
            maker: manufacturer.name, heading: Words.text("siteRecalls.title"), lead: Words.text("siteRecalls.lead"),
            listHeading: Words.text("siteRecalls.heading"), action: .siteRecalls(manufacturer.slug),
            fields: [
                site,
                FormField("campaign", Words.text("campaigns.number"), .code, value: asked["campaign"] ?? ""),
            ], isFiltered: !asked.isEmpty, table: nil,
            empty: EmptyState(Words.text("siteRecalls.ask"), text: Words.text("siteRecalls.askText")))
    }

    fileprivate mutating func show(_ found: SiteRecallAnswer) {
        for index in fields.indices where fields[index].name == "site" { fields[index].value = found.site }
        listHeading = "\(Words.text("siteRecalls.heading")): \(found.site)"
        if found.isCut { notice = Notice(.attention, Words.text("siteRecalls.isCut")) }
        guard !found.lines.isEmpty else {
            empty = EmptyState(Words.text("siteRecalls.none"), text: Words.text("siteRecalls.noneText"))
            return
        }
        empty = nil
        let shown = found.lines.prefix(Limits.page)
        if shown.count < found.lines.count {
            notice = Notice(.plain, Words.text("siteRecalls.more", ["count": Numbers.grouped(found.lines.count)]))
        }
        table = DataTable(shown, of: found.manufacturer)
        links = [
            Link(
                Words.text("word.downloadAsCsv"),
                Href(
                    ["api", "v1", "manufacturers", found.manufacturer.slug, "campaigns", "site"],
                    query: [("site", found.site), ("format", "csv")]))
        ]
    }
}

extension DataTable {
    fileprivate init(_ lines: some Sequence<SiteRecall>, of manufacturer: Manufacturer) {
        self.init(
            caption: Words.text("siteRecalls.title"),
            columns: [
                .init(Words.text("word.model")), .init(Words.text("word.serialNumber")),
                .init(Words.text("campaigns.number")), .init(Words.text("campaigns.about")),
                .init(Words.text("siteRecalls.where")), .init(Words.text("claims.state")),
            ],
            rows: lines.map { line in
                let (serial, details) = (line.unit.key.serial.text, line.campaign.details)
                let sold = line.soldAt.map {
                    Words.text("siteRecalls.soldOn", ["day": Moment(microseconds: $0).dateText])
                }
                let mustStop = details.doNotUse || (details.stopSale && line.isHere)
                let word = details.doNotUse ? "campaigns.doNotUseShort" : "siteRecalls.stopSale"
                return [
                    .init(line.model), .init(serial, href: .unit(manufacturer.slug, line.model, serial)),
                    .init(line.campaign.number.text, href: .campaign(line.campaign.number)),
                    .init(details.title, badge: mustStop ? Badge(Words.text(word), .bad) : nil),
                    .init(line.isHere ? Words.text("siteRecalls.here") : sold ?? Words.text("siteRecalls.back")),
                    .init(Words.text(line.state.map { "remedyState.\($0.rawValue)" } ?? "siteRecalls.open")),
                ]
            })
    }
}
