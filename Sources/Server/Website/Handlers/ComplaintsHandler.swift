import Hummingbird
import Identifiers
import Nameplate
import Plots
import Quality
import Registry

// What people complain of about a manufacturer's products.

extension Href {
    package static func complaints(_ slug: String, query: [(String, String)] = []) -> Href {
        Href(["manufacturers", slug, "complaints"], query: query)
    }

    package static func complaint(_ slug: String, _ number: String, done: String? = nil) -> Href {
        Href(
            ["manufacturers", slug, "complaints", number], query: done.map { [("done", $0)] } ?? [], fragment: done)
    }
}

extension Site {
    var complaintRoutes: [Route] {
        [
            Route(
                method: .get, path: "/manufacturers/{manufacturer}/complaints", permission: .readQuality,
                summary: "The complaints about a manufacturer's products",
                query: [
                    .init("model", .text(), "only those about this model"),
                    .init("faultCode", .text(), "only those with this code or a narrower one"),
                    .init("state", .text(most: 40), "only those in this state"),
                    .init("since", .text(most: 10), "received on this day or later"),
                    .init("until", .text(most: 10), "or before"),
                    .init("problem", .text(most: 20), "only signs of this problem"), ComplaintFilterText.text,
                    .init("signals", .text(most: 5), "true shows what stands out among all of them"),
                    ListPages.parameter,
                ],
                answer: .page("the page"), handle: complaintList)
        ]
    }

    private func complaintList(_ call: Call) async throws -> Response {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        let (found, problem) = try await call.told {
            let filter = try call.complaintFilter()
            return (
                try await call.registry.complaints(
                    of: slug, filter, after: call.after().flatMap { ComplaintList.Place($0) },
                    limit: Limits.page + 1, as: call.principal),
                try await call.registry.complaintCounts(of: slug, filter, as: call.principal)
            )
        }
        let asked = call.query.filter { !$0.value.isEmpty && $0.key != "after" && $0.key != "signals" }
        var page = RecordsPage(found?.0 ?? [], of: manufacturer, asked: asked, path: call.path)
        if let problem {
            (page.notice, page.empty) = (Notice(.bad, problem), nil)
        } else if let counts = found?.1, !counts.isEmpty {
            let query = asked.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
            func drawn(_ format: String) -> Href {
                Href(["api", "v1", "manufacturers", slug, "complaint-plot"], query: query + [("format", format)])
            }
            page.figures = [
                PlotFigure(
                    ComplaintPlot.codes(counts, of: manufacturer), csv: drawn("csv"), svg: drawn("svg"))
            ]
        }
        // Of all complaints, whatever narrows the list; all of them are read, so only where it is asked for.
        if call.query["signals"] == "true" {
            let signals = try await call.registry.complaintSignals(of: slug, as: call.principal)
            page.besides = TableSection(signals, of: slug)
            if page.besides == nil, page.notice == nil {
                page.notice = Notice(.plain, Words.text("complaints.noSignals"))
            }
        } else {
            page.links.append(Link(Words.text("complaints.signals"), .complaints(slug, query: [("signals", "true")])))
        }
        if Access.allows(call.principal, .handleQuality, of: manufacturer.id) {
            page.links.append(Link(Words.text("editForm.newComplaint"), .edit(slug, "complaints")))
        }
        return try respond(page, to: call, status: problem == nil ? 200 : 422)
    }
}

/// Which fault codes are complained of most.
enum ComplaintPlot {
    private static let most = 25

    /// - Parameter counts: the most frequent first.
    static func codes(_ counts: [CountedFaultCode], of manufacturer: Manufacturer) -> Plot {
        let shown = counts.prefix(most)
        let bars = shown.enumerated().map { index, counted in
            PlotPoint(
                x: Double(index), y: Double(counted.count.complaints),
                label: counted.fault?.title(in: Words.current.language),
                link: Href.complaints(manufacturer.slug, query: [("faultCode", counted.count.code)]).text)
        }
        var plot = Plot(
            Words.text("complaints.plot"),
            x: PlotAxis(label: Words.text("quality.fault"), scale: .categories(shown.map(\.count.code))),
            y: PlotAxis(label: Words.text("complaints.title")),
            layers: [PlotLayer(name: Words.text("complaints.title"), shape: .bars(bars))],
            source: Words.text("complaints.plotSource"))
        plot.subtitle = manufacturer.name
        plot.words = .current
        return plot
    }
}

extension RecordsPage {
    /// - Parameter asked: what narrows the list, by the names of the query.
    fileprivate init(
        _ found: [ListedComplaint], of manufacturer: Manufacturer, asked: [String: String], path: String
    ) {
        let (slug, shown) = (manufacturer.slug, Array(found.prefix(Limits.page)))
        let query = asked.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        let states = ComplaintState.allCases.map { state in
            FormField.Option(state.rawValue, Words.text("complaintState.\(state.rawValue)"))
        }
        let next = found.count > Limits.page ? shown.last : nil
        self.init(
            title: "\(Words.text("complaints.title")): \(manufacturer.name)",
            breadcrumb: Breadcrumb(
                [Link(manufacturer.name, .manufacturer(slug)), Link(Words.text("quality.title"), .quality(slug))],
                here: Words.text("complaints.title")),
            maker: manufacturer.name, heading: Words.text("complaints.title"), lead: Words.text("complaints.lead"),
            listHeading: Words.text("complaints.heading"), action: .complaints(slug),
            fields: [
                FormField("model", Words.text("word.model"), .code, value: asked["model"] ?? ""),
                FormField("faultCode", Words.text("quality.fault"), .code, value: asked["faultCode"] ?? ""),
                FormField(
                    "state", Words.text("word.state"), .choice, value: asked["state"] ?? "",
                    options: [.init("", "–")] + states, id: "filter-state"),
                FormField("since", Words.text("complaints.since"), .date, value: asked["since"] ?? ""),
                // The box at the top of each page has this name too.
                FormField("q", Words.text("complaints.text"), .text, value: asked["q"] ?? "", id: "filter-q"),
            ], isFiltered: !asked.isEmpty,
            table: shown.isEmpty ? nil : DataTable(shown, of: slug),
            empty: shown.isEmpty
                ? EmptyState(Words.text("complaints.none"), text: Words.text("complaints.noneText")) : nil,
            pagination: Pagination(
                next: next.map { last in
                    let key = ComplaintList.Place(last.complaint).text
                    return .complaints(slug, query: query + [("after", Cursor.text(key, in: path))])
                }, position: ""),
            links: [Link(Words.text("problems.title"), .problems(slug))])
    }
}

extension DataTable {
    /// Complaints, with their states as badges.
    init(_ complaints: [ListedComplaint], of slug: String) {
        self.init(
            caption: Words.text("complaints.title"),
            columns: [
                Column(Words.text("complaints.number")), Column(Words.text("complaints.receivedOn")),
                Column(Words.text("word.state")), Column(Words.text("word.model")),
                Column(Words.text("word.serialNumber")), Column(Words.text("quality.fault")),
                Column(Words.text("complaints.harm")), Column(Words.text("complaints.words")),
            ],
            rows: complaints.map { listed in
                let (complaint, model) = (listed.complaint, listed.model?.number.text ?? "")
                let details = complaint.details
                return [
                    Cell(complaint.number.text, href: .complaint(slug, complaint.number.text)),
                    Cell(details.receivedOn.isoText), Cell("", badge: complaint.state.badge), Cell(model),
                    Cell(complaint.serial?.text ?? details.identification ?? ""),
                    Cell(details.faultCodes.joined(separator: ", ")), Cell(details.harm.shown),
                    Cell(details.headline ?? ""),
                ]
            })
    }
}

extension ComplaintState {
    var badge: Badge {
        let tone: Tone =
            switch self {
            case .open: .attention
            case .assessed: .plain
            case .closed: .good
            }
        return Badge(Words.text("complaintState.\(rawValue)"), tone)
    }
}

extension ComplaintDetails.Harm {
    /// "Fire, 2 hurt"; empty for none.
    var shown: String {
        var parts: [String] = []
        if crash { parts.append(Words.text("complaints.crash")) }
        if fire { parts.append(Words.text("complaints.fire")) }
        if injured > 0 { parts.append(Words.text("complaints.injured", ["count": Numbers.grouped(injured)])) }
        if deaths > 0 { parts.append(Words.text("complaints.deaths", ["count": Numbers.grouped(deaths)])) }
        return parts.joined(separator: ", ")
    }
}
