package import Identifiers
package import Registry
package import Storage

/// What is said of a sale besides who sells what where.
package struct SaleTerms: Hashable, Sendable {
    /// The number of the invoice or order.
    package var invoice: String?
    /// Where the goods are sold for: ISO 3166-1 alpha-2.
    package var market: String?
    /// The pick list whose goods are sold.
    package var pick: PickNumber?

    package init(invoice: String? = nil, market: String? = nil, pick: PickNumber? = nil) {
        (self.invoice, self.market, self.pick) = (invoice, market, pick)
    }
}

/// Goods that are sold to whoever uses them, by a command: an event of the ledger (business step `retail_selling`, disposition
/// `retail_sold`), with which warranties begin. What cannot be sold is refused.
package enum Sales {
    /// Sells units at a place.
    /// - Parameter location: where; its code is that of `change`.
    /// - Throws: `unit.unknown`, `unit.state` for what is sold, in a case, at another place, set aside by another pick list, or not
    ///   there any more; `goods.held`, `pick.unknown`, `pick.state`.
    package static func sell(
        _ goods: [UnitKey], at location: Location, _ terms: SaleTerms, _ change: GoodsChange,
        of manufacturer: ID<Manufacturer>, as principal: Principal, from source: RequestSource = .local,
        _ recorder: EventRecorder
    ) throws -> RecordedEvent {
        try TextRules.check(terms.invoice, field: "invoice", limit: 200)
        let list = try terms.pick.map { try Picks.leaving($0, from: location, recorder.transaction) }
        if list == nil { try Picks.claim(manufacturer, .shared, recorder.transaction) }
        let reservations = Reservations(for: list, of: manufacturer, as: principal, recorder.transaction)
        let check = DepartureCheck(from: location, reservations, recorder.transaction)
        let units = try Units.find(goods, recorder.transaction)
        for (place, key) in goods.enumerated() {
            if change.isNow { try recorder.moveOn(past: key) }
            guard let unit = units[key], unit.manufacturer == manufacturer else {
                throw RegistryError(.unitUnknown, "\(key.serial.text) is not known.", field: "items[\(place)]")
            }
            try check.run(unit, field: "items[\(place)]")
        }
        var draft = EventDraft(time: change.time)
        (draft.businessStep, draft.disposition) = (.retailSelling, .retailSold)
        (draft.zoneOffset, draft.businessLocation, draft.notes) = (change.zoneOffset, location.code, change.notes)
        draft.units = goods
        draft.details.market = terms.market
        let papers = (terms.invoice.map { [.init(type: "inv", id: $0)] } ?? []) + (list.map(Picks.transactions) ?? [])
        draft.details.transactions = papers.isEmpty ? nil : papers
        draft.details.unset = reservations.unset
        let event = try recorder.record(draft, of: manufacturer)
        _ = try reservations.settle(draft, from: source, recorder)
        return event
    }
}
