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
        var check = try DepartureCheck(from: shipment, transaction)
        try check.run(lines)
        if report.isNow { for key in check.keys { try recorder.moveOn(past: key) } }
        let events = try shippingDrafts(of: shipment, lines, report).map {
            try recorder.record($0, of: shipment.manufacturer)
        }
        (shipment.state, shipment.shippedAt) = (.shipped, report.time)
        try ShipmentRows.update(&shipment, transaction)
        try write("shipment.ship", shipment, as: principal, from: source, transaction)
        return (shipment, events)
    }

    /// The business transactions by which events name a shipment (CBV 2.0, section 7.3: `desadv`).
    static func transactions(of shipment: Shipment) -> [EventDetails.BusinessTransaction] {
        ([shipment.number.text] + [shipment.reference].compactMap(\.self)).map {
            EventDetails.BusinessTransaction(type: "desadv", id: $0)
        }
    }

    private static func shippingDrafts(
        of shipment: Shipment, _ lines: [ShipmentLine], _ report: ShippingReport
    ) -> [EventDraft] {
        var things: [UnitKey] = []
        var ranges: [EventDraft.SequenceRange] = []
        var pieces: [EventDetails.Quantity] = []
        for line in lines {
            switch line.goods {
            case .unit(let key), .container(let key): things.append(key)
            case .range(let range, _): ranges.append(range)
            case .pieces(let element): pieces.append(element)
            }
        }
        var draft = EventDraft(time: report.time)
        (draft.businessStep, draft.disposition) = (.shipping, .inTransit)
        (draft.zoneOffset, draft.notes, draft.readPoint) = (report.zoneOffset, report.notes, shipment.source)
        draft.details.transactions = transactions(of: shipment)
        var drafts: [EventDraft] = []
        while !things.isEmpty || !ranges.isEmpty {
            var next = draft
            (next.units, next.ranges) = (Array(things.prefix(1_000)), Array(ranges.prefix(100)))
            (things, ranges) = (Array(things.dropFirst(1_000)), Array(ranges.dropFirst(100)))
            drafts.append(next)
        }
        while !pieces.isEmpty {
            var next = draft
            (next.details.quantities, next.details.source) = (Array(pieces.prefix(100)), shipment.source)
            pieces = Array(pieces.dropFirst(100))
            drafts.append(next)
        }
        return drafts
    }
}

/// Whether goods can leave a place: they stand there, in nothing, and are not held.
struct DepartureCheck {
    private let reader: any SQLReader
    private let source: Location
    private let announced: OpenAnnouncements
    private var places: [String: Location?] = [:]
    private var clearance: Clearance
    /// The units and containers that are to leave.
    private(set) var keys: [UnitKey] = []

    init(from shipment: Shipment, _ reader: any SQLReader) throws {
        guard let source = try Locations.find(code: shipment.source, of: shipment.manufacturer, reader) else {
            throw Locations.unknown
        }
        (self.source, self.reader) = (source, reader)
        announced = OpenAnnouncements(besides: shipment.number, reader)
        clearance = Clearance(reader)
    }

    /// - Throws: `unit.state`, `unit.unknown`, `goods.held`, with the field `lines[3]`.
    mutating func run(_ lines: [ShipmentLine]) throws {
        keys = lines.compactMap { line in
            switch line.goods {
            case .unit(let key), .container(let key): key
            case .range, .pieces: nil
            }
        }
        let units = try Units.find(keys, reader)
        for line in lines {
            switch line.goods {
            case .unit(let key):
                guard let unit = units[key] else {
                    throw RegistryError(
                        .unitUnknown, "\(key.serial.text) is not known.", field: line.field)
                }
                try check(unit.state, key.serial.text, line)
                try clear(unit, line)
                if let other = try announced.shipment(of: unit) { throw taken(key.serial.text, by: other, line) }
            case .container(let key):
                // A case that nobody has seen yet is known from its shipping on.
                if let unit = units[key] {
                    try check(unit.state, key.serial.text, line)
                    try clear(unit, line)
                }
                if let other = try announced.shipment(naming: key) { throw taken(key.serial.text, by: other, line) }
            case .range(let range, _):
                let first = "A unit of the range"
                try Units.forEach(in: range, reader) { state, row, _ in
                    try check(state, row?.key.serial.text ?? first, line)
                }
                if let held = try clearance.obstacle(in: range) { throw held.refusal(of: nil, field: line.field) }
                if let other = try announced.shipment(of: range) { throw taken(first, by: other, line) }
            case .pieces: break
            }
        }
    }

    private mutating func check(_ state: UnitState, _ name: String, _ line: ShipmentLine) throws {
        func refusal(_ sentence: String) -> RegistryError {
            RegistryError(.unitState, "\(name) \(sentence)", field: line.field)
        }
        if let parent = state.parent {
            throw refusal("is in \(parent.serial.text): announce that, or take it out first.")
        }
        if state.endedAt != nil { throw refusal("is not there any more.") }
        if let disposition = state.disposition {
            if StockStep.dispositionsOutOfStock.contains(disposition) {
                throw refusal("is nobody's stock: it is \(disposition.rawValue).")
            }
            switch StockState(disposition) {
            case .available, .reserved, .held: break
            case .inTransit: throw refusal("is on its way already.")
            }
        }
        // What nobody has reported anywhere may well be here.
        guard let text = try UnitPlaces.place(of: state, reader) else { return }
        guard let place = try place(text), source.path == place.path || source.path.holds(place.path) else {
            throw refusal("stands at '\(text)', not at '\(source.code)'.")
        }
        guard place.details.kind != .quarantine, place.details.kind != .scrap else {
            throw refusal("stands in '\(place.code)', from which nothing is shipped; decide about it first.")
        }
    }

    /// What is held, recalled or not tested does not leave.
    private mutating func clear(_ unit: UnitRow, _ line: ShipmentLine) throws {
        if let held = try clearance.obstacle(of: unit) { throw held.refusal(of: unit.key, field: line.field) }
    }

    private mutating func place(_ text: String) throws -> Location? {
        if let known = places[text] { return known }
        let found = try Locations.find(named: text, of: source.manufacturer, reader)
        places[text] = .some(found)
        return found
    }

    private func taken(_ name: String, by other: Shipment, _ line: ShipmentLine) -> RegistryError {
        RegistryError(
            .unitState, "\(name) is announced in the open shipment \(other.number.text) too; close that first.",
            field: line.field)
    }
}

extension ShipmentLine {
    /// Its place in the announcement, as errors name it.
    fileprivate var field: String { "lines[\(ordinal)]" }
}
