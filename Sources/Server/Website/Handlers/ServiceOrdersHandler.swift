import AfterSales
import Hummingbird
import Identifiers
import Nameplate
import Registry

// Lists of service orders, how repairs went, and what cured a symptom.

extension Href {
    /// The service orders of a manufacturer.
    package static func serviceOrders(_ slug: String, query: [(String, String)] = []) -> Href {
        Href(["manufacturers", slug, "service-orders"], query: query)
    }

    /// How repairs went.
    static func repairFigures(_ slug: String) -> Href { Href(["manufacturers", slug, "repair-figures"]) }

    /// What cured a symptom or fault of a model.
    static func cures(_ slug: String, _ model: String, _ code: String? = nil) -> Href {
        Href(["manufacturers", slug, "models", model, "cures"], query: code.map { [("fault", $0)] } ?? [])
    }
}

extension Site {
    var serviceRoutes: [Route] {
        [
            Route(
                method: .get, path: "/manufacturers/{manufacturer}/service-orders", permission: .serviceUnits,
                summary: "The service orders of a manufacturer that are for you",
                query: [
                    .init("state", .text(most: 40), "only those in this state"),
                    .init("open", .text(most: 5), "true: only those at which something is to be done"),
                    .init("model", .text(), "only those about units of this model"),
                    .init("fault", .text(most: 80), "only those with this diagnosis"),
                    .init("site", .text(most: 200), "only those of this workshop"),
                    .init("after", .text(most: 1_000), "the cursor 'next' of the page before"),
                ], answer: .page("the page"), handle: serviceList),
            Route(
                method: .get, path: "/manufacturers/{manufacturer}/repair-figures", permission: .readProduction,
                summary: "How repairs went, by model", answer: .page("the page"), handle: repairFigures),
            Route(
                method: .get, path: "/manufacturers/{manufacturer}/models/{model}/cures", permission: .serviceUnits,
                summary: "What cured a symptom or fault of a model",
                query: [
                    .init("fault", .text(most: 80), "the fault code; those below it count too"),
                    .init("batch", .text(), "only units of this batch"),
                ], answer: .page("the page"), handle: cures),
        ]
    }

    private func serviceList(_ call: Call) async throws -> Response {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        let asked = call.query.filter { !$0.value.isEmpty && $0.key != "after" }
        var filter = NameplateRegistry.ServiceFilter()
        filter.state = asked["state"].flatMap(ServiceState.init)
        filter.isOpen = asked["open"] == "true"
        (filter.model, filter.faultCode, filter.site) = (asked["model"], asked["fault"], asked["site"])
        var problem: RegistryError?
        var found: [ListedServiceOrder] = []
        do {
            found = try await call.registry.serviceOrders(
                of: slug, filter, after: call.servicePlace(), limit: Limits.page + 1, as: call.principal)
        } catch let error as RegistryError {
            guard error.code == .modelUnknown else { throw error }
            problem = error
        }
        var page = RecordsPage(found, of: manufacturer, asked: asked, path: call.path)
        if Access.allows(call.principal, .readProduction, of: manufacturer.id) {
            page.links.append(Link(Words.text("service.figures"), .repairFigures(slug)))
        }
        if let problem { page.notice = Notice(.bad, ErrorText(code: problem.code.rawValue, ofPage: problem.sentence)) }
        return try respond(page, to: call, status: problem == nil ? 200 : 404)
    }

    private func repairFigures(_ call: Call) async throws -> Response {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        let found = try await call.registry.repairFigures(of: slug, as: call.principal)
        let title = Words.text("service.figures")
        var section = FormSection(
            "figures", Words.text("claimCosts.model"),
            text: Words.text(found.isEmpty ? "service.noFigures" : "service.figuresText"))
        section.isWide = true
        if !found.isEmpty {
            section.table = DataTable(
                caption: title,
                columns: [.init(Words.text("word.model"))]
                    + [
                        "service.orders", "service.repaired", "service.ntf", "service.repeats", "service.workTime",
                        "service.mttr",
                    ].map { .init(Words.text($0), isNumber: true) },
                rows: found.map { named in
                    let figures = named.figures
                    return [
                        .init(named.model ?? "", href: named.model.map { .model(slug, $0) }),
                        .init(Numbers.grouped(figures.count)), .init(Numbers.grouped(figures.repaired)),
                        .init(Numbers.grouped(figures.noTroubleFound)), .init(Numbers.grouped(figures.repeats)),
                        .init(Self.duration(figures.meanWorkMinutes.map { Int64($0.rounded()) })),
                        .init(Self.duration(figures.meanRestorationMinutes.map { Int64($0.rounded()) })),
                    ]
                })
        }
        return try respond(
            FormsPage(
                title: title, eyebrow: manufacturer.name,
                breadcrumb: Breadcrumb(
                    [
                        Link(manufacturer.name, .manufacturer(slug)),
                        Link(Words.text("service.title"), .serviceOrders(slug)),
                    ], here: title),
                sections: [section]), to: call)
    }

    private func cures(_ call: Call) async throws -> Response {
        let (slug, number) = (try call.segment("manufacturer"), try call.segment("model"))
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        let code = call.query["fault"] ?? ""
        let batch = call.query["batch"].flatMap { $0.isEmpty ? nil : $0 }
        var fault = FormField("fault", Words.text("field.symptom"), .code, value: code)
        let codes = try await faultOptions(of: slug, model: number, call)
        if !codes.isEmpty {
            fault = FormField(
                "fault", Words.text("field.symptom"), .choice, value: code, options: [.init("", "–")] + codes)
        }
        let maker = "\(manufacturer.name) \(number)"
        var page = RecordsPage(
            title: "\(Words.text("service.cures")): \(maker)",
            breadcrumb: Breadcrumb(
                [Link(manufacturer.name, .manufacturer(slug)), Link(number, .model(slug, number))],
                here: Words.text("service.cures")),
            maker: maker, heading: Words.text("service.cures"), lead: Words.text("service.curesLead"),
            listHeading: Words.text("service.whatHelped"),
            action: Href(["manufacturers", slug, "models", number, "cures"]),
            fields: [fault, FormField("batch", Words.text("word.batch"), .code, value: batch ?? "")],
            isFiltered: !code.isEmpty, table: nil)
        guard !code.isEmpty else {
            page.empty = EmptyState(Words.text("service.whichSymptom"), text: Words.text("service.whichSymptomText"))
            return try respond(page, to: call)
        }
        var found: [ServiceRepairs.Cure] = []
        do {
            found = try await call.registry.cures(
                of: code, model: number, of: slug, batch: batch, as: call.principal)
        } catch let error as RegistryError {
            guard [.faultUnknown, .batchUnknown].contains(error.code) else { throw error }
            page.notice = Notice(.bad, ErrorText(code: error.code.rawValue, ofPage: error.sentence))
            return try respond(page, to: call, status: 404)
        }
        page.table = found.isEmpty ? nil : Self.table(found, codes)
        page.links += try await procedures(for: code, model: number, of: slug, call)
        if found.isEmpty {
            page.empty = EmptyState(Words.text("service.noCure"), text: Words.text("service.noCureText"))
        }
        return try respond(page, to: call)
    }

    private static func table(_ cures: [ServiceRepairs.Cure], _ codes: [FormField.Option]) -> DataTable {
        DataTable(
            caption: Words.text("service.whatHelped"),
            columns: [
                .init(Words.text("service.found")), .init(Words.text("service.work")),
                .init(Words.text("field.outcome")), .init(Words.text("service.orders"), isNumber: true),
                .init(Words.text("service.cameBack"), isNumber: true),
                .init(Words.text("service.workTime"), isNumber: true), .init(Words.text("service.last")),
            ],
            rows: cures.map { cure in
                [
                    .init(title(cure.faultCode, codes) ?? ""), .init(cure.work ?? ""),
                    .init(Words.text("serviceOutcome.\(cure.outcome.rawValue)")), .init(Numbers.grouped(cure.count)),
                    .init(Numbers.grouped(cure.cameBack)),
                    .init(duration(cure.count > 0 ? cure.minutes / cure.count : nil)),
                    .init(Moment(microseconds: cure.last).dateText),
                ]
            })
    }

    /// A fault code with what it means.
    static func title(_ code: String?, _ codes: [FormField.Option]) -> String? {
        code.map { code in codes.first { $0.value == code }?.label ?? code }
    }

    /// '2:05' for two hours and five minutes; nothing where it is not known.
    static func duration(_ minutes: Int64?) -> String {
        guard let minutes else { return "" }
        return "\(Numbers.grouped(minutes / 60)):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60)"
    }
}

extension RecordsPage {
    /// - Parameter asked: what narrows the list, by the names of the query.
    fileprivate init(
        _ found: [ListedServiceOrder], of manufacturer: Manufacturer, asked: [String: String], path: String
    ) {
        let (slug, shown) = (manufacturer.slug, found.prefix(Limits.page))
        let query = asked.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        var state = FormField(
            "state", Words.text("claims.state"), .choice, value: asked["state"] ?? "",
            options: [.init("", "–")]
                + ServiceState.allCases.map { .init($0.rawValue, Words.text("serviceState.\($0.rawValue)")) })
        state.id = "filter-state"
        let next = found.count > Limits.page ? shown.last : nil
        self.init(
            title: "\(Words.text("service.title")): \(manufacturer.name)",
            breadcrumb: Breadcrumb([Link(manufacturer.name, .manufacturer(slug))], here: Words.text("service.title")),
            maker: manufacturer.name, heading: Words.text("service.title"), lead: Words.text("service.lead"),
            listHeading: Words.text("service.heading"), action: .serviceOrders(slug),
            fields: [
                FormField("open", Words.text("service.onlyOpen"), .flag, value: asked["open"] ?? ""), state,
                FormField("model", Words.text("word.model"), .code, value: asked["model"] ?? ""),
                FormField("fault", Words.text("service.diagnosis"), .code, value: asked["fault"] ?? ""),
                FormField("site", Words.text("service.workshop"), .code, value: asked["site"] ?? ""),
            ], isFiltered: !asked.isEmpty, table: shown.isEmpty ? nil : Self.table(Array(shown), slug),
            empty: shown.isEmpty ? EmptyState(Words.text("service.none"), text: Words.text("service.noneText")) : nil,
            pagination: Pagination(
                next: next.map { last in
                    let key = "\(last.order.openedAt) \(last.order.number.value)"
                    return .serviceOrders(slug, query: query + [("after", Cursor.text(key, in: path))])
                }, position: ""),
            links: [
                Link(
                    Words.text("word.downloadAsCsv"),
                    Href(["api", "v1", "manufacturers", slug, "service-orders", "table"], query: query))
            ])
    }

    private static func table(_ orders: [ListedServiceOrder], _ slug: String) -> DataTable {
        DataTable(
            caption: Words.text("service.title"),
            columns: [
                .init(Words.text("claims.number")), .init(Words.text("claims.state")), .init(Words.text("claims.unit")),
                .init(Words.text("service.diagnosis")), .init(Words.text("field.outcome")),
                .init(Words.text("service.opened")), .init(Words.text("service.down"), isNumber: true),
            ],
            rows: orders.map { listed in
                let (order, model) = (listed.order, listed.model?.number.text ?? "")
                return [
                    .init(order.number.text, href: .serviceOrder(order.number)),
                    .init(
                        Words.text("serviceState.\(order.state.rawValue)"),
                        badge: order.repeats == nil ? nil : Badge(Words.text("service.repeat"), .attention)),
                    .init("\(model) \(order.unit.serial.text)", href: .unit(slug, model, order.unit.serial.text)),
                    .init(order.details.faultCode ?? ""),
                    .init(order.outcome.map { Words.text("serviceOutcome.\($0.rawValue)") } ?? ""),
                    .init(Moment(microseconds: order.openedAt).dateText), .init(Site.duration(order.downMinutes)),
                ]
            })
    }
}
