import Hummingbird
import Identifiers
import Nameplate
import Registry

extension Site {
    /// All manufacturers, a page at a time.
    func manufacturers(_ call: Call) async throws -> Response {
        let after = call.query["after"] ?? ""
        let found = try await call.registry.manufacturers(after: after, limit: Limits.page + 1, as: call.principal)
        let shown = found.prefix(Limits.page)
        let rows = shown.map { manufacturer in
            [
                DataTable.Cell(manufacturer.name, href: .manufacturer(manufacturer.slug)),
                DataTable.Cell(manufacturer.country ?? ""), DataTable.Cell(manufacturer.note ?? ""),
            ]
        }
        var page = ManufacturersPage(
            summary: Words.text("manufacturer.whoAssignsModelAnd"),
            table: rows.isEmpty
                ? nil
                : DataTable(
                    caption: Words.text("word.manufacturers"),
                    columns: [
                        .init(Words.text("word.name")), .init(Words.text("manufacturer.country")),
                        .init(Words.text("word.remark")),
                    ], rows: rows),
            empty: rows.isEmpty
                ? EmptyState(
                    Words.text("manufacturer.noManufacturerYet"), text: Words.text("manufacturer.theRegistryIsNew"),
                    link: Link(Words.text("manufacturer.howProgramsAndPeople"), .api)) : nil,
            pagination: Pagination(
                of: shown.last?.slug, hasMore: found.count > Limits.page, isFirst: after.isEmpty, count: rows.count,
                at: ["manufacturers"]))
        if !rows.isEmpty {
            page.download = Link(
                Words.text("manufacturer.downloadAsATable"), .export("manufacturers"),
                note: Words.text("manufacturer.csvAllOfThem"))
        }
        if Access.allows(call.principal, .editCatalogue) {
            page.add = Link(Words.text("editForm.newManufacturer"), .newManufacturer)
        }
        return try respond(page, to: call)
    }

    /// A manufacturer and its models, a page at a time.
    func manufacturer(_ call: Call) async throws -> Response {
        let slug = try call.segment("manufacturer")
        let beginning = call.query["q"] ?? ""
        let after = call.query["after"] ?? ""
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        let found = try await call.registry.models(
            of: slug, beginning: beginning, after: after, limit: Limits.page + 1, as: call.principal)
        var page = ManufacturerPage(
            manufacturer, Array(found.prefix(Limits.page)), beginning: beginning, hasMore: found.count > Limits.page,
            isFirst: after.isEmpty)
        if let form = call.query["as"].flatMap({ ExportForm(rawValue: $0) }) {
            let keys = try await models(of: slug, beginning: beginning, call)
            return try await export(.models, keys, form, call)
        }
        if page.models != nil {
            page.download = Link(
                Words.text("manufacturer.downloadAsATable"), .export("models", of: slug),
                note: Words.text("manufacturer.csvAllModelsWith"))
            if maySelect(call) {
                page.models?.selection = .models(found.prefix(Limits.page).map { (slug, $0.number.text) })
                page.downloads =
                    beginning.isEmpty
                    ? [] : Self.downloads { .manufacturer(slug, query: [("q", beginning), ("as", $0)]) }
            }
        }
        if Access.allows(call.principal, .editCatalogue, of: manufacturer.id) {
            page.links.append(
                Link(Words.text("edit.change"), .edit(slug), note: Words.text("edit.linkManufacturer")))
        }
        if Access.allows(call.principal, .editCatalogue, of: manufacturer.id) {
            page.links.append(
                Link(
                    Words.text("editForm.warrantyTerms"), .warrantyTerms(slug), note: Words.text("edit.linkWarranty")))
            page.links.append(
                Link(
                    Words.text("editForm.maintenancePlans"), .maintenancePlans(slug),
                    note: Words.text("edit.linkMaintenance")))
        }
        page.links += Self.claimLinks(manufacturer, call)
        if Access.allows(call.principal, .editCatalogue, of: manufacturer.id) {
            page.links.append(
                Link(
                    Words.text("editForm.registrationRules"), .registrationRules(slug),
                    note: Words.text("registrations.rulesLink")))
        }
        if Access.allows(call.principal, .decideRegistrations, of: manufacturer.id) {
            page.links.append(
                Link(
                    Words.text("registrations.title"), .registrations(slug), note: Words.text("registrations.link")))
        }
        if Access.allows(call.principal, .reviewCopies, of: manufacturer.id) {
            page.links.append(Link(Words.text("copies.title"), .copies(slug), note: Words.text("copies.link")))
        }
        if Access.allows(call.principal, .record, of: manufacturer.id) {
            page.links.append(
                Link(Words.text("edit.recording"), .edit(slug, "events"), note: Words.text("edit.linkRecord")))
        }
        if Access.allows(call.principal, .readModels, of: manufacturer.id) {
            page.links.append(
                Link(
                    Words.text("word.whatIsMissing"), .gaps(slug),
                    note: Words.text("manufacturer.whatTheCatalogueLacks")))
            page.links.append(
                Link(Words.text("word.categories"), .categories, note: Words.text("manufacturer.whatModelsOfEach")))
            page.links.append(Link(Words.text("layouts.title"), .labelLayouts(slug), note: Words.text("layouts.link")))
        }
        if Access.allows(call.principal, .readProduction, of: manufacturer.id) {
            page.links += Self.tables(of: slug)
            page.links.append(
                Link(
                    Words.text("plateInbox.title"), .plateInbox(slug), note: Words.text("plateInbox.note")))
            page.links.append(
                Link(
                    Words.text("word.lookedUpInVain"), .unknownPlates(slug),
                    note: Words.text("manufacturer.misprintsMissingModelsAnd")))
            page.population = Link(
                Words.text("manufacturer.countAndListUnits"), .population(slug),
                note: Words.text("manufacturer.byModelBatchDate"))
        }
        if Access.allows(call.principal, .importFiles, of: manufacturer.id) {
            page.links.append(
                Link(Words.text("manufacturer.importAFile"), .importForm, note: Words.text("manufacturer.lookAtWhatIt"))
            )
        }
        if Access.allows(call.principal, .readNotices, of: manufacturer.id) {
            page.links.append(Link(Words.text("notices.title"), .notices(slug), note: Words.text("notices.note")))
        }
        if Access.allows(call.principal, .manageNotices, of: manufacturer.id) {
            page.links.append(Link(Words.text("webhooks.title"), .webhooks(slug), note: Words.text("webhooks.note")))
        }
        if Access.allows(call.principal, .readTrail, of: manufacturer.id) {
            page.links.append(
                Link(Words.text("word.auditTrail"), .auditTrail(slug), note: Words.text("manufacturer.whoDidOrRead")))
        }
        if Access.allows(call.principal, .readOwners, of: manufacturer.id) {
            page.links.append(
                Link(Words.text("word.persons"), .persons(slug), note: Words.text("manufacturer.giveOutOrErase")))
            page.links.append(
                Link(
                    Words.text("editForm.ownersMaintenance"), .ownersMaintenance(slug),
                    note: Words.text("maintenance.ownersNote")))
            page.links.append(Link(Words.text("audience.title"), .audience(slug), note: Words.text("audience.note")))
        }
        return try respond(page, to: call)
    }

    /// The names of all models whose numbers begin so, a page at a time.
    private func models(
        of slug: String, beginning: String, _ call: Call
    ) async throws -> [ExportQuestion.Key] {
        try await Self.all { after in
            let models = try await call.registry.models(
                of: slug, beginning: beginning, after: after ?? "", limit: Limits.largestPage, as: call.principal)
            let keys = models.map { ExportQuestion.Key(manufacturer: slug, model: $0.number.text) }
            return (keys, models.count < Limits.largestPage ? nil : keys.last?.model)
        }
    }

    /// Claims for whoever files or decides them, and what they speak of for whoever edits that.
    private static func claimLinks(_ manufacturer: Manufacturer, _ call: Call) -> [Link] {
        var links = [
            Link(Words.text("campaigns.title"), .campaigns(manufacturer.slug), note: Words.text("campaigns.link"))
        ]
        if Access.allows(call.principal, .readUnits, .somewhere(manufacturer.id)) {
            links.append(
                Link(
                    Words.text("siteRecalls.title"), .siteRecalls(manufacturer.slug),
                    note: Words.text("siteRecalls.link")))
        }
        if Access.allows(call.principal, .submitClaims, .somewhere(manufacturer.id)) {
            links.append(
                Link(Words.text("claims.title"), .claims(manufacturer.slug), note: Words.text("claims.link")))
        }
        if Access.allows(call.principal, .serviceUnits, .somewhere(manufacturer.id)) {
            links.append(
                Link(Words.text("service.title"), .serviceOrders(manufacturer.slug), note: Words.text("service.link")))
        }
        if Access.allows(call.principal, .handleCases, of: manufacturer.id) {
            links.append(Link(Words.text("cases.title"), .cases(manufacturer.slug), note: Words.text("cases.link")))
        }
        if Access.allows(call.principal, .handleThefts, of: manufacturer.id) {
            links.append(Link(Words.text("thefts.title"), .thefts(manufacturer.slug), note: Words.text("thefts.link")))
        }
        links += stockLinks(manufacturer, call)
        if Access.allows(call.principal, .readQuality, of: manufacturer.id) {
            links += [
                Link(Words.text("quality.title"), .quality(manufacturer.slug), note: Words.text("quality.link")),
                Link(
                    Words.text("emerging.title"), .emergingIssues(manufacturer.slug),
                    note: Words.text("emerging.link")),
                Link(
                    Words.text("complaints.title"), .complaints(manufacturer.slug), note: Words.text("complaints.link")),
                Link(Words.text("problems.title"), .problems(manufacturer.slug), note: Words.text("problems.link")),
            ]
        }
        if Access.allows(call.principal, .readProduction, of: manufacturer.id) {
            links.append(Link(Words.text("service.figures"), .repairFigures(manufacturer.slug)))
            links.append(Link(Words.text("claims.costs"), .claimCosts(manufacturer.slug)))
        }
        if Access.allows(call.principal, .editCatalogue, of: manufacturer.id) {
            links.append(
                Link(
                    Words.text("editForm.faultTable"), .faultCodes(manufacturer.slug), note: Words.text("faults.link")))
        }
        return links
    }

    /// Where goods are, and the work with them.
    private static func stockLinks(_ manufacturer: Manufacturer, _ call: Call) -> [Link] {
        let slug = manufacturer.slug
        guard Access.allows(call.principal, .readStock, .somewhere(manufacturer.id)) else { return [] }
        var links = [
            Link(Words.text("stock.title"), .stock(slug), note: Words.text("stock.link")),
            Link(Words.text("shipments.title"), .shipments(slug), note: Words.text("shipments.link")),
            Link(
                Words.text("stockDiscrepancies.title"), .stockDiscrepancies(slug),
                note: Words.text("stockDiscrepancies.link")),
            Link(Words.text("picks.title"), .picks(slug), note: Words.text("picks.link")),
            Link(Words.text("counts.title"), .counts(slug), note: Words.text("counts.link")),
            Link(Words.text("replenishment.title"), .replenishment(slug), note: Words.text("replenishment.link")),
            Link(Words.text("locations.title"), .locations(slug), note: Words.text("locations.link")),
        ]
        if Access.allows(call.principal, .readStock, of: manufacturer.id) {
            links.insert(Link(Words.text("holds.title"), .holds(slug), note: Words.text("holds.link")), at: 3)
            links.insert(Link(Words.text("returns.title"), .returns(slug), note: Words.text("returns.link")), at: 4)
        }
        return links
    }

    /// What is to be taken away for import elsewhere.
    private static func tables(of slug: String) -> [Link] {
        [
            Link(Words.text("manufacturer.serialFormatsAsA"), .export("formats", of: slug)),
            Link(Words.text("manufacturer.batchesAsATable"), .export("batches", of: slug)),
            Link(
                Words.text("manufacturer.unitsAsATable"), .export("units", of: slug),
                note: Words.text("manufacturer.thoseWithAHistory")),
            Link(Words.text("manufacturer.componentsAsATable"), .export("components", of: slug)),
            Link(
                Words.text("manufacturer.eventsAsATable"), .export("events", of: slug),
                note: Words.text("manufacturer.ownersAreWithheld")),
        ]
    }
}

extension ManufacturerPage {
    /// - Parameters:
    ///   - beginning: what the reader wants the numbers to begin with.
    ///   - hasMore: models follow those of this page.
    init(_ manufacturer: Manufacturer, _ models: [Model], beginning: String, hasMore: Bool, isFirst: Bool) {
        let slug = manufacturer.slug
        let rows = models.map { model in
            [
                DataTable.Cell(model.number.text, href: .model(slug, model.number.text)),
                DataTable.Cell(model.details.name ?? ""), DataTable.Cell(model.details.category ?? ""),
                DataTable.Cell(model.details.releasedOn?.unbrokenText ?? ""),
            ]
        }
        self.init(
            breadcrumb: Breadcrumb([Link(Words.text("word.manufacturers"), .manufacturers)], here: manufacturer.name),
            name: manufacturer.name, facts: Self.facts(manufacturer),
            filter: FilterForm(
                action: .manufacturer(slug), label: Words.text("manufacturer.numberBeginsWith"), query: beginning),
            models: rows.isEmpty
                ? nil
                : DataTable(
                    caption: Words.text("manufacturer.modelsOf", ["manufacturer": manufacturer.name]),
                    columns: [
                        .init(Words.text("word.modelNumber")), .init(Words.text("word.name")),
                        .init(Words.text("word.category")), .init(Words.text("word.onSaleSince")),
                    ],
                    rows: rows),
            empty: rows.isEmpty ? Self.empty(slug, beginning: beginning) : nil,
            pagination: Pagination(
                of: models.last?.number.text, hasMore: hasMore, isFirst: isFirst, count: rows.count,
                at: ["manufacturers", slug], query: beginning.isEmpty ? [] : [("q", beginning)]))
    }

    private static func facts(_ manufacturer: Manufacturer) -> [Fact] {
        var facts: [Fact] = []
        if let note = manufacturer.note { facts.append(Fact(Words.text("word.remark"), note)) }
        if let country = manufacturer.country { facts.append(Fact(Words.text("manufacturer.country"), country)) }
        if !manufacturer.gs1Prefixes.isEmpty {
            facts.append(
                Fact(
                    Words.text("manufacturer.gs1CompanyPrefix"), manufacturer.gs1Prefixes.joined(separator: ", "),
                    isNumber: true))
        }
        if !manufacturer.worldManufacturerIdentifiers.isEmpty {
            facts.append(
                Fact(
                    Words.text("manufacturer.inVehicleNumbers"),
                    manufacturer.worldManufacturerIdentifiers.joined(separator: ", "),
                    isNumber: true))
        }
        return facts
    }

    private static func empty(_ slug: String, beginning: String) -> EmptyState {
        guard !beginning.isEmpty else {
            return EmptyState(
                Words.text("manufacturer.noModelYet"), text: Words.text("manufacturer.nothingOfThisManufacturer"))
        }
        return EmptyState(
            Words.text("manufacturer.noNumberBeginsWith", ["beginning": beginning]),
            text: Words.text("manufacturer.typeTheFirstCharacters"),
            link: Link(Words.text("word.showAllModels"), .manufacturer(slug, query: [(ListMemory.parameter, "none")])))
    }
}

extension Pagination {
    /// - Parameters:
    ///   - last: the key of the last row shown.
    ///   - path: of the list, with the rest of its query.
    init?(
        of last: String?, hasMore: Bool, isFirst: Bool, count: Int, at path: [String], query: [(String, String)] = []
    ) {
        guard let last else { return nil }
        self.init(
            first: isFirst ? nil : Href(path, query: query),
            next: hasMore ? Href(path, query: query + [("after", last)]) : nil,
            position: isFirst && !hasMore
                ? Words.text("manufacturer.inAll", ["count": "\(count)"])
                : Words.text("manufacturer.onThisPage", ["count": "\(count)"]))
    }
}
