import Hummingbird
import Nameplate
import Registry
import SupplyChain

// How full places are.

extension Href {
    package static func storageUse(_ slug: String, location: String? = nil) -> Href {
        Href(["manufacturers", slug, "stock", "storage"], query: location.map { [("location", $0)] } ?? [])
    }
}

extension Site {
    var storageUseRoutes: [Route] {
        [
            Route(
                method: .get, path: "/manufacturers/{manufacturer}/stock/storage", permission: .readStock,
                summary: "How much room and load what stands at places takes",
                query: [
                    .init("location", .text(most: 120), "only this place and what stands in it"),
                    .init("on", .text(most: 10), "what stood there at the end of this day (UTC)"),
                ], answer: .page("the page"), handle: storageUsePage)
        ]
    }

    private func storageUsePage(_ call: Call) async throws -> Response {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        var problem: RegistryError?
        var answer: StorageAnswer?
        do {
            answer = try await call.registry.storageUse(
                of: slug, at: call.query["location"].flatMap { $0.isEmpty ? nil : $0 }, asOf: call.endOfQueryDay("on"),
                as: call.principal)
        } catch let error as RegistryError where error.code == .locationUnknown {
            problem = error
        }
        var page = RecordsPage(answer, of: manufacturer, asked: call.query.filter { !$0.value.isEmpty })
        if let problem {
            page.notice = Notice(.bad, ErrorText(code: problem.code.rawValue, ofPage: problem.sentence))
        } else if let answer, answer.behind > 0 {
            page.notice = Notice(.plain, Words.text("stock.behind", ["count": Numbers.grouped(answer.behind)]))
        }
        return try respond(page, to: call, status: problem == nil ? 200 : 404)
    }
}

extension RecordsPage {
    /// - Parameter asked: what narrows the list, by the names of the query.
    fileprivate init(_ answer: StorageAnswer?, of manufacturer: Manufacturer, asked: [String: String]) {
        let (slug, places) = (manufacturer.slug, answer?.places ?? [])
        self.init(
            title: "\(Words.text("storageUse.title")): \(manufacturer.name)",
            breadcrumb: Breadcrumb(
                [Link(manufacturer.name, .manufacturer(slug)), Link(Words.text("stock.title"), .stock(slug))],
                here: Words.text("storageUse.title")),
            maker: manufacturer.name, heading: Words.text("storageUse.title"), lead: Words.text("storageUse.lead"),
            listHeading: Words.text("storageUse.heading"), action: .storageUse(slug),
            fields: [
                FormField("location", Words.text("locations.within"), .code, value: asked["location"] ?? ""),
                FormField("on", Words.text("stock.on"), .date, value: asked["on"] ?? ""),
            ], isFiltered: !asked.isEmpty,
            table: places.isEmpty ? nil : Self.table(places, of: slug),
            empty: places.isEmpty
                ? EmptyState(Words.text("storageUse.none"), text: Words.text("storageUse.noneText")) : nil)
    }

    private static func table(_ places: [PlaceUse], of slug: String) -> DataTable {
        let top = places.map(\.location.path.depth).min() ?? 0
        func figure(_ value: Int64, of capacity: Int64?, per unit: Double, _ missing: Int64) -> DataTable.Cell {
            var text = Numbers.fixed(Double(value) / unit, places: 1)
            if let capacity { text += " / " + Numbers.fixed(Double(capacity) / unit, places: 1) }
            return .init(text, badge: missing > 0 ? Badge(Words.text("storageUse.partly"), .plain) : nil)
        }
        func share(_ share: Double?) -> DataTable.Cell {
            guard let share else { return .init("") }
            let text = Numbers.percent(share * 100, places: 0)
            return share > 1 ? .init("", badge: Badge(text, .bad)) : .init(text)
        }
        return DataTable(
            caption: Words.text("storageUse.heading"),
            columns: [
                .init(Words.text("stock.place")), .init(Words.text("word.name")),
                .init(Words.text("stockUnits.count"), isNumber: true),
                .init(Words.text("storageUse.room"), isNumber: true),
                .init(Words.text("storageUse.full"), isNumber: true),
                .init(Words.text("storageUse.load"), isNumber: true),
                .init(Words.text("storageUse.loaded"), isNumber: true),
            ],
            rows: places.map { place in
                let (use, details) = (place.use, place.location.details)
                let depth = String(repeating: "– ", count: max(0, place.location.path.depth - top))
                return [
                    .init(depth + place.location.code, href: .stock(slug, location: place.location.code)),
                    .init(details.name), .init(Numbers.grouped(use.units)),
                    figure(use.volume, of: details.capacityVolume, per: 1_000_000, use.withoutVolume),
                    share(place.shareOfVolume),
                    figure(use.weight, of: details.capacityWeight, per: 1_000, use.withoutWeight),
                    share(place.shareOfWeight),
                ]
            })
    }
}
