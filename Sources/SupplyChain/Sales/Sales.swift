package import Identifiers
package import Registry
package import Storage

/// What is said of a sale besides who sells what where.
package struct SaleTerms: Hashable, Sendable {
    /// The number of the invoice or order.
    package var invoice: String?
    /// Where the goods are sold for: ISO 3166-1 alpha-2.
    package var market: String?

    package init(invoice: String? = nil, market: String? = nil) { (self.invoice, self.market) = (invoice, market) }
}

/// Goods that are sold to whoever uses them, by a command: an event of the ledger (business step `retail_selling`, disposition
/// `retail_sold`), with which warranties begin. What cannot be sold is refused.
package enum Sales {
    /// Sells units at a place.
    /// - Parameter location: where; its code is that of `change`.
    /// - Throws: `unit.unknown`, `unit.state` for what is sold, in a case, at another site, or not there any more; `goods.held`.
    package static func sell(
        _ goods: [UnitKey], at location: Location, _ terms: SaleTerms, _ change: GoodsChange,
        of manufacturer: ID<Manufacturer>, _ recorder: EventRecorder
    ) throws -> RecordedEvent {
        try TextRules.check(terms.invoice, field: "invoice", limit: 200)
        let reader = recorder.transaction
        var stands = StandingGoods(at: location, reader)
        var clearance = Clearance(reader)
        for (place, key) in goods.enumerated() {
            if change.isNow { try recorder.moveOn(past: key) }
            let unit = try stands.require(key, field: "items[\(place)]")
            if let held = try clearance.obstacle(of: unit) {
                throw held.refusal(of: key, field: "items[\(place)]")
            }
        }
        var draft = EventDraft(time: change.time)
        (draft.businessStep, draft.disposition) = (.retailSelling, .retailSold)
        (draft.zoneOffset, draft.businessLocation, draft.notes) = (change.zoneOffset, location.code, change.notes)
        draft.units = goods
        draft.details.market = terms.market
        draft.details.transactions = terms.invoice.map { [.init(type: "inv", id: $0)] }
        return try recorder.record(draft, of: manufacturer)
    }
}

/// Finds out whether goods are where somebody wants to take them from.
struct StandingGoods {
    private let location: Location
    private let reader: any SQLReader
    private let histories: StockHistories
    private var sites: [String: ID<Location>?] = [:]

    init(at location: Location, _ reader: any SQLReader) {
        (self.location, self.reader) = (location, reader)
        histories = StockHistories(reader)
    }

    /// A unit that is there, in nothing, and nobody's yet. One that no event has named a place of may be anywhere.
    /// - Throws: `unit.unknown`, `unit.state`.
    mutating func require(_ key: UnitKey, field: String) throws -> UnitRow {
        func refusal(_ sentence: String) -> RegistryError { RegistryError(.unitState, sentence, field: field) }
        guard let unit = try Units.find(key, reader), unit.manufacturer == location.manufacturer else {
            throw RegistryError(.unitUnknown, "\(key.serial.text) is not known.", field: field)
        }
        guard unit.state.endedAt == nil else { throw refusal("\(key.serial.text) is not there any more.") }
        if let parent = unit.state.parent {
            throw refusal("\(key.serial.text) is in \(parent.serial.text): take it out first.")
        }
        let steps = try histories.steps(of: Units.history(of: unit, reader), knownAt: .max)
        switch steps.last?.place {
        case .nowhere where steps.contains { $0.place != .nowhere } || unit.state.serviceFrom != nil:
            throw refusal("\(key.serial.text) is sold or in use already; it must be returned first.")
        case .onTheWay: throw refusal("\(key.serial.text) is on its way; receive it first.")
        case .location(let name) where try site(named: name) != site(named: location.code):
            throw refusal("\(key.serial.text) stands at \(name), not at \(location.code); move it first.")
        default: return unit
        }
    }

    private mutating func site(named name: String) throws -> ID<Location>? {
        if let known = sites[name] { return known }
        let found = try Locations.find(named: name, of: location.manufacturer, reader)
        let site = try found.map { try Locations.line(to: $0, reader).first?.id ?? $0.id }
        sites[name] = .some(site)
        return site
    }
}
