import Hummingbird
import Identifiers
import Nameplate
import Registry
import SupplyChain

// Shipments: announced, sent, received scan by scan, closed.

extension Href {
    static func shipments(_ slug: String, query: [(String, String)] = []) -> Href {
        Href(["manufacturers", slug, "shipments"], query: query)
    }

    static func shipment(_ slug: String, _ number: String, done: String? = nil) -> Href {
        Href(["manufacturers", slug, "shipments", number], query: done.map { [("done", $0)] } ?? [])
    }
}

extension Site {
    private static let all = "/manufacturers/{manufacturer}/shipments"
    private static let mostLines = 200

    private static func form(
        _ name: String, _ route: Route, _ fields: [EditForm.Field] = [], subject: String? = nil,
        at path: PathPattern? = nil
    ) -> EditForm {
        EditForm(name, route, fields, subject: subject, at: path) { call, _ in
            .shipment(call.values["manufacturer"] ?? "", call.values["shipment"] ?? "", done: name)
        }
    }

    private static let announce = EditForm(
        "shipment", Routes.taking(.post, all),
        [.code("from"), .code("to"), .code("reference"), .code("expectedAt"), .code("pick"), .prose("table")],
        subject: "table"
    ) { call, _ in
        Href(["manufacturers", call.values["manufacturer"] ?? "", "shipments"], query: [("done", "shipment")])
    }
    private static let scan: EditForm = {
        var scan = form(
            "shipmentScan", Routes.taking(.post, "\(all)/{shipment}/scans"),
            [.code("text"), .number("quantity"), .flag("damaged")], subject: "text")
        // The route takes many; a scanner that types sends one, and the next.
        scan.complete = { call in call.json = .object(["scans": .array([call.json])]) }
        return scan
    }()
    private static let list = form(
        "shipmentList", Routes.taking(.post, "\(all)/{shipment}/scans"),
        [.rows("scans") { .object(["text": .text($0)]) }], subject: "scans",
        at: "/edit/manufacturers/{manufacturer}/shipments/{shipment}/lists")
    private static let ship = form(
        "shipping", Routes.taking(.post, "\(all)/{shipment}/shipping"), [.code("eventTime"), .lines("notes")],
        subject: "eventTime")
    private static let close = form("shipmentClosing", Routes.taking(.post, "\(all)/{shipment}/closing"))
    private static let cancel = form("shipmentCancelling", Routes.taking(.post, "\(all)/{shipment}/cancelling"))

    static let shipmentWriting = EditPage(
        path: "/manufacturers/{manufacturer}/shipments", permission: .readStock,
        summary: "Shipments between places",
        query: [
            .init("all", .boolean, "true: also those that are closed or cancelled"),
            .init("place", .text(most: 120), "only those from or to this place"), ListPages.parameter,
        ], forms: [announce]
    ) { site, call in try await site.shipmentsPage(call) }

    static let shipmentEditing = EditPage(
        path: "/manufacturers/{manufacturer}/shipments/{shipment}", permission: .readStock,
        summary: "A shipment: what comes, what has come, what does not fit",
        forms: [scan, list, ship, close, cancel]
    ) { site, call in try await site.shipmentPage(call) }

    private func shipmentsPage(_ call: Call) async throws -> FormsPage {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        var filter = ShipmentFilter()
        filter.isOpen = !call.flag("all")
        filter.place = call.query["place"].flatMap { $0.isEmpty ? nil : $0 }
        let place = filter.place.map { [("place", $0)] } ?? []
        let all = [("all", "true")]
        let pages = ListPages(place + (filter.isOpen ? [] : all)) { .shipments(slug, query: $0) }
        let found = try await call.registry.shipments(
            of: slug, filter, after: pages.place(call).flatMap { RecordPlace($0) }, limit: Limits.page,
            as: call.principal)
        var list = FormSection("list", Words.text(filter.isOpen ? "shipments.open" : "shipments.all"))
        list.isWide = true
        if found.items.isEmpty {
            list.text = Words.text("shipments.none")
        } else {
            list.table = Self.table(found.items, of: slug)
        }
        var other = FormSection.Item(Words.text(filter.isOpen ? "shipments.all" : "shipments.open"))
        other.href = .shipments(slug, query: place + (filter.isOpen ? all : []))
        var discrepancies = FormSection.Item(Words.text("stockDiscrepancies.title"))
        discrepancies.href = .stockDiscrepancies(slug)
        list.items = pages.next(after: found.next?.text) + [other, discrepancies]
        var sections = [list]
        if Access.allows(call.principal, .handleStock, .somewhere(manufacturer.id)) {
            var section = section(Self.announce, call, [:])
            section.isWide = true
            sections.append(section)
        }
        return FormsPage(
            title: Words.text("shipments.title"), eyebrow: manufacturer.name, lead: Words.text("shipments.lead"),
            breadcrumb: Breadcrumb(
                [Link(manufacturer.name, .manufacturer(slug)), Link(Words.text("stock.title"), .stock(slug))],
                here: Words.text("shipments.title")), sections: sections)
    }

    private static func table(_ shipments: [Shipment], of slug: String) -> DataTable {
        DataTable(
            caption: Words.text("shipments.title"),
            columns: [
                .init(Words.text("shipments.number")), .init(Words.text("shipments.state")),
                .init(Words.text("shipments.from")), .init(Words.text("shipments.to")),
                .init(Words.text("shipments.reference")), .init(Words.text("shipments.expected")),
            ],
            rows: shipments.map { shipment in
                [
                    .init(shipment.number.text, href: .shipment(slug, shipment.number.text)),
                    .init(Words.text("shipmentState.\(shipment.state.rawValue)")), .init(shipment.source),
                    .init(shipment.destination), .init(shipment.reference ?? ""),
                    .init(shipment.expectedAt.map { Moment(microseconds: $0).dateText } ?? ""),
                ]
            })
    }

    private func shipmentPage(_ call: Call) async throws -> FormsPage {
        let (slug, number) = (try call.segment("manufacturer"), try call.segment("shipment"))
        let answer = try await call.registry.shipment(number, of: slug, as: call.principal)
        let shipment = answer.shipment
        let values = ["shipment": shipment.number.text]
        let hidden = [("rowVersion", String(shipment.rowVersion))]
        var sections: [FormSection] = []
        let mayScan = answer.mayReceive && shipment.state != .cancelled
        if mayScan, shipment.isOpen {
            var scanning = section(Self.scan, call, values)
            scanning.forms[0].fields[0].isFocused = true
            sections.append(scanning)
        }
        sections.append(Self.about(answer))
        if !answer.scans.isEmpty { sections.append(Self.scanned(answer)) }
        if !answer.discrepancies.isEmpty { sections.append(Self.differing(answer)) }
        let lines = try await call.registry.lines(
            ofShipment: shipment.number.text, of: slug, limit: Self.mostLines, as: call.principal)
        sections.append(Self.announced(lines, answer))
        if answer.mayShip, shipment.state == .expected {
            sections.append(section(Self.ship, call, values, hidden: hidden))
            sections.append(section(Self.cancel, call, values, hidden: hidden))
        }
        if mayScan {
            sections.append(section(Self.list, call, values))
            if shipment.isOpen, shipment.state != .expected {
                sections.append(section(Self.close, call, values, hidden: hidden))
            }
        }
        return FormsPage(
            title: shipment.number.text, eyebrow: answer.manufacturer.name,
            lead: "\(answer.source?.details.name ?? shipment.source) → "
                + (answer.destination?.details.name ?? shipment.destination),
            breadcrumb: Breadcrumb(
                [
                    Link(answer.manufacturer.name, .manufacturer(slug)),
                    Link(Words.text("shipments.title"), .shipments(slug)),
                ], here: shipment.number.text), sections: sections)
    }

    private static func about(_ answer: ShipmentAnswer) -> FormSection {
        let (shipment, slug) = (answer.shipment, answer.manufacturer.slug)
        func day(_ key: String, _ time: Int64?) -> Fact? {
            time.map { Fact(Words.text(key), Moment(microseconds: $0).dateText) }
        }
        let facts: [Fact?] = [
            Fact(Words.text("shipments.state"), Words.text("shipmentState.\(shipment.state.rawValue)")),
            Fact(
                Words.text("shipments.received"),
                Words.text(
                    "shipments.ofAnnounced",
                    [
                        "received": Numbers.grouped(answer.received),
                        "announced": Numbers.grouped(answer.announced),
                    ])),
            Fact(
                Words.text("shipments.from"), answer.source?.details.name ?? shipment.source,
                link: answer.source.map { .location(slug, $0.code) }),
            Fact(
                Words.text("shipments.to"), answer.destination?.details.name ?? shipment.destination,
                link: answer.destination.map { .location(slug, $0.code) }),
            shipment.reference.map { Fact(Words.text("shipments.reference"), $0) },
            day("shipments.expected", shipment.expectedAt), day("shipments.shipped", shipment.shippedAt),
            day("shipments.firstScan", shipment.receivedAt), day("shipments.closedOn", shipment.closedAt),
        ]
        return FormSection("about", Words.text("shipments.about"), facts: facts.compactMap(\.self))
    }

    private static func scanned(_ answer: ShipmentAnswer) -> FormSection {
        let counted = ScanVerdict.allCases.compactMap { verdict -> Fact? in
            guard let count = answer.verdicts[verdict], count > 0 else { return nil }
            return Fact(Words.text("scanVerdict.\(verdict.rawValue)"), Numbers.grouped(count))
        }
        var section = FormSection(
            "scans", Words.text("shipments.scans"), facts: counted,
            table: DataTable(
                caption: Words.text("shipments.scans"),
                columns: [
                    .init(Words.text("shipments.what")), .init(Words.text("shipments.verdict")),
                    .init(Words.text("shipments.quantity"), isNumber: true), .init(Words.text("shipments.why")),
                ],
                rows: answer.scans.map { line in
                    let scan = line.scan
                    return [
                        .init(
                            line.unit.map { "\($0.model) \($0.serial)" } ?? line.model?.number.text ?? scan.text,
                            href: line.unit.map { .unit($0.manufacturer, $0.model, $0.serial) }),
                        .init(
                            "",
                            badge: Badge(
                                Words.text("scanVerdict.\(scan.verdict.rawValue)"), scan.verdict.tone)),
                        .init(Numbers.grouped(scan.quantity)),
                        .init(
                            [scan.isDamaged ? Words.text("shipments.damaged") : nil, scan.reason].compactMap(\.self)
                                .joined(separator: " · ")),
                    ]
                }))
        section.isWide = true
        return section
    }

    private static func differing(_ answer: ShipmentAnswer) -> FormSection {
        var section = FormSection(
            "discrepancies", Words.text("stockDiscrepancies.title"),
            table: StockDiscrepancy.table(answer.discrepancies, of: answer.manufacturer.slug))
        section.isWide = true
        return section
    }

    private static func announced(_ lines: [AnnouncedLine], _ answer: ShipmentAnswer) -> FormSection {
        var section = FormSection(
            "lines", Words.text("shipments.lines"),
            table: DataTable(
                caption: Words.text("shipments.lines"),
                columns: [
                    .init(Words.text("shipments.what")), .init(Words.text("shipments.quantity"), isNumber: true),
                    .init(Words.text("shipments.received"), isNumber: true),
                ],
                rows: lines.map { line in
                    let model = line.model?.number.text ?? ""
                    let range = line.first.flatMap { first in line.last.map { "\(model) \(first) – \($0)" } }
                    return [
                        .init(
                            line.unit.map { "\($0.model) \($0.serial)" } ?? range ?? model,
                            href: line.unit.map { .unit($0.manufacturer, $0.model, $0.serial) }),
                        .init(Numbers.grouped(line.line.quantity)), .init(Numbers.grouped(line.line.received)),
                    ]
                }))
        section.isWide = true
        if answer.lines > Int64(lines.count) {
            section.text = Words.text("shipments.more", ["count": Numbers.grouped(answer.lines)])
        }
        return section
    }
}

extension ScanVerdict {
    fileprivate var tone: Tone {
        switch self {
        case .expected: .good
        case .alreadyReceived: .plain
        case .unexpected, .wrongDestination, .wrongModel, .unreadable: .attention
        case .duplicateLabel, .recalled, .stolen, .notIssued: .bad
        }
    }
}
