import Identifiers
package import Registry
import Storage

/// How a shipment leaves.
package struct ShippingReport: Sendable {
    /// Microseconds since 1970 UTC.
    package var time: Int64
    /// Minutes east of UTC.
    package var zoneOffset = 0
    /// Whether it happens now, after all that is known of the goods.
    package var isNow: Bool
    package var notes: [String] = []

    package init(time: Int64, isNow: Bool) { (self.time, self.isNow) = (time, isNow) }
}

extension Shipments {
    /// Says that all that is announced has left its source: events with the step `shipping`, after which the goods are on
    /// the way. What cannot leave is refused.
    /// - Throws: `shipment.state`, `shipment.changed`, `unit.state`, `unit.unknown` and `goods.held` with the field `lines[3]`, and what
    ///   ``EventRecorder/record(_:of:)`` throws.
    package static func ship(
        _ shipment: Shipment, _ report: ShippingReport, expecting version: Int64?, as principal: Principal,
        from source: RequestSource = .local, _ recorder: EventRecorder
    ) throws -> (shipment: Shipment, events: [RecordedEvent]) {
        let transaction = recorder.transaction
        var shipment = try current(shipment, expecting: version, transaction)
        guard shipment.state == .expected else { throw state(shipment, "it has left already") }
        let lines = try ShipmentLines.page(of: shipment.number, limit: mostLines, transaction)
        if report.isNow { for key in lines.compactMap(\.goods.thing) { try recorder.moveOn(past: key) } }
        // A list that was cancelled meanwhile keeps nothing.
        let list = try shipment.pick.flatMap { try Picks.find($0, transaction) }
        try Picks.claim(shipment.manufacturer, list == nil ? .shared : .exclusive, transaction)
        let reservations = Reservations(for: list, of: shipment.manufacturer, as: principal, transaction)
        guard let place = try Locations.find(code: shipment.source, of: shipment.manufacturer, transaction) else {
            throw Locations.unknown
        }
        try checkDeparture(of: shipment, from: place, lines, reservations, transaction)
        let drafts = try shippingDrafts(of: shipment, from: place, lines, report, list, reservations)
        var events = try drafts.map { try recorder.record($0, of: shipment.manufacturer) }
        if let first = drafts.first { events += try reservations.settle(first, from: source, recorder) }
        (shipment.state, shipment.shippedAt) = (.shipped, report.time)
        try ShipmentRows.update(&shipment, transaction)
        try write("shipment.ship", shipment, as: principal, from: source, transaction)
        return (shipment, events)
    }

    /// - Throws: `unit.state`, `unit.unknown`, `goods.held`, with the field `lines[3]`.
    private static func checkDeparture(
        of shipment: Shipment, from place: Location, _ lines: [ShipmentLine], _ reservations: Reservations,
        _ reader: any SQLReader
    ) throws {
        let check = DepartureCheck(from: place, reservations, reader)
        let announced = OpenAnnouncements(besides: shipment.number, reader)
        let units = try Units.find(lines.compactMap(\.goods.thing), reader)
        for line in lines {
            let (name, other): (String, Shipment?)
            switch line.goods {
            case .unit(let key):
                guard let unit = units[key] else {
                    throw RegistryError(.unitUnknown, "\(key.serial.text) is not known.", field: line.field)
                }
                try check.run(unit, field: line.field)
                (name, other) = (key.serial.text, try announced.shipment(of: unit))
            case .container(let key):
                // A case that nobody has seen yet is known from its shipping on.
                if let unit = units[key] { try check.run(unit, field: line.field) }
                (name, other) = (key.serial.text, try announced.shipment(naming: key))
            case .range(let range, _):
                try check.run(range, field: line.field)
                (name, other) = ("A unit of the range", try announced.shipment(of: range))
            case .pieces: continue
            }
            if let other {
                throw RegistryError(
                    .unitState, "\(name) is announced in the open shipment \(other.number.text) too; close that first.",
                    field: line.field)
            }
        }
    }

    /// The business transactions by which events name a shipment (CBV 2.0, section 7.3: `desadv`).
    static func transactions(of shipment: Shipment) -> [EventDetails.BusinessTransaction] {
        ([shipment.number.text] + [shipment.reference].compactMap(\.self)).map {
            EventDetails.BusinessTransaction(type: "desadv", id: $0)
        }
    }

    private static func shippingDrafts(
        of shipment: Shipment, from place: Location, _ lines: [ShipmentLine], _ report: ShippingReport,
        _ list: PickList?, _ reservations: Reservations
    ) throws -> [EventDraft] {
        var things: [UnitKey] = []
        var ranges: [EventDraft.SequenceRange] = []
        // By the place at which a list keeps them; no list keeps those of none.
        var pieces: [String?: [EventDetails.Quantity]] = [:]
        for line in lines {
            switch line.goods {
            case .unit(let key), .container(let key): things.append(key)
            case .range(let range, _): ranges.append(range)
            case .pieces(let element):
                reservations.field = line.field
                for share in try reservations.shares(of: element, from: place) {
                    pieces[share.place, default: []].append(share.element)
                }
            }
        }
        var draft = EventDraft(time: report.time)
        (draft.businessStep, draft.disposition) = (.shipping, .inTransit)
        (draft.zoneOffset, draft.notes, draft.readPoint) = (report.zoneOffset, report.notes, shipment.source)
        draft.details.transactions = transactions(of: shipment) + (list.map(Picks.transactions) ?? [])
        var drafts: [EventDraft] = []
        while !things.isEmpty || !ranges.isEmpty {
            var next = draft
            (next.units, next.ranges) = (Array(things.prefix(1_000)), Array(ranges.prefix(100)))
            next.details.unset = reservations.unset
            (things, ranges) = (Array(things.dropFirst(1_000)), Array(ranges.dropFirst(100)))
            drafts.append(next)
        }
        for (place, elements) in pieces.sorted(by: { ($0.key ?? "") < ($1.key ?? "") }) {
            var rest = elements[...]
            while !rest.isEmpty {
                var next = draft
                (next.details.quantities, next.details.source) = (Array(rest.prefix(100)), place ?? shipment.source)
                if place != nil { next.details.sourceDisposition = Picks.mark.rawValue }
                rest = rest.dropFirst(100)
                drafts.append(next)
            }
        }
        return drafts
    }
}

extension ShipmentLine {
    /// Its place in the announcement, as errors name it.
    fileprivate var field: String { "lines[\(ordinal)]" }
}
