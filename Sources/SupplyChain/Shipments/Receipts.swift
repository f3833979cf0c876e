import Identifiers
import Registry

/// What was received, to be said in events: what was scanned in one minute is one, of 1,000 units at most.
struct Receipts {
    struct Pieces: Hashable {
        var model: ID<Model>
        var batch: ID<Batch>?
        var isDamaged: Bool
    }

    private struct Group: Hashable {
        var minute: Int64
        var disposition: Disposition?
    }

    private struct Unpacking: Hashable {
        var minute: Int64
        var container: UnitKey
    }

    private struct PieceGroup: Hashable {
        var minute: Int64
        var isAnnounced: Bool
        var isDamaged: Bool
    }

    private struct Content {
        var time: Int64 = .min
        var units: [UnitKey] = []
        var known: Set<UnitKey> = []

        mutating func add(_ key: UnitKey, at time: Int64) {
            self.time = max(self.time, time)
            if known.insert(key).inserted { units.append(key) }
        }
    }

    private var groups: [Group: Content] = [:]
    private var unpackings: [Unpacking: Content] = [:]
    private var pieces: [PieceGroup: (time: Int64, quantities: [Pieces: Int64])] = [:]
    private var diversions: [UnitKey: String] = [:]

    private static let minute: Int64 = 60_000_000

    /// The last moment of a minute: no event of what was scanned in it is later.
    static func end(ofMinute time: Int64) -> Int64 { (time / minute + 1) * minute - 1 }

    /// - Parameters:
    ///   - container: what it has left, since it is here alone.
    ///   - otherPlace: where it should have been.
    mutating func add(
        _ key: UnitKey, at time: Int64, _ disposition: Disposition?, leaving container: UnitKey?, otherPlace: String?
    ) {
        let minute = time / Self.minute
        groups[Group(minute: minute, disposition: disposition), default: Content()].add(key, at: time)
        if let container {
            unpackings[Unpacking(minute: minute, container: container), default: Content()].add(key, at: time)
        }
        if let otherPlace { diversions[key] = otherPlace }
    }

    mutating func add(_ kind: Pieces, announced: Int64, beyond: Int64, at time: Int64) {
        for (isAnnounced, quantity) in [(true, announced), (false, beyond)] where quantity > 0 {
            let group = PieceGroup(
                minute: time / Self.minute, isAnnounced: isAnnounced, isDamaged: kind.isDamaged)
            var content = pieces[group] ?? (time, [:])
            content.time = max(content.time, time)
            content.quantities[kind, default: 0] = content.quantities[kind, default: 0].addingSaturated(quantity)
            pieces[group] = content
        }
    }

    /// The events, in order of time: what leaves its container before it is received alone.
    func drafts(for shipment: Shipment) -> [EventDraft] {
        let drafts = unpackingDrafts(shipment) + unitDrafts(shipment) + pieceDrafts(shipment)
        return drafts.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
            .map(\.element)
    }

    private func unpackingDrafts(_ shipment: Shipment) -> [EventDraft] {
        unpackings.sorted { Self.order($0, $1) }.flatMap { group, content in
            Self.parts(of: content.units).map { units in
                var draft = Self.draft(.unpacking, at: content.time, shipment)
                (draft.type, draft.action, draft.parent, draft.units) = (.aggregation, .delete, group.container, units)
                // Where the container is, nobody has said.
                draft.businessLocation = nil
                return draft
            }
        }
    }

    private static func order(
        _ left: (key: Unpacking, value: Content), _ right: (key: Unpacking, value: Content)
    ) -> Bool {
        (left.key.minute, left.key.container.serial.text) < (right.key.minute, right.key.container.serial.text)
    }

    private func unitDrafts(_ shipment: Shipment) -> [EventDraft] {
        // Of what is scanned twice at one time the damage counts.
        func order(_ group: Group) -> (Int64, Int, String) {
            (group.minute, group.disposition == .damaged ? 1 : 0, group.disposition?.rawValue ?? "")
        }
        let sorted = groups.sorted { order($0.key) < order($1.key) }
        return sorted.flatMap { group, content in
            Self.parts(of: content.units).map { units in
                var draft = Self.draft(.receiving, at: content.time, shipment)
                (draft.disposition, draft.units) = (group.disposition, units)
                draft.discrepancies = units.compactMap { key in
                    diversions[key].map {
                        Discrepancy(code: .diverted, unit: key, expected: $0, found: shipment.destination)
                    }
                }
                return draft
            }
        }
    }

    private func pieceDrafts(_ shipment: Shipment) -> [EventDraft] {
        let sorted = pieces.sorted {
            ($0.key.minute, $0.key.isAnnounced ? 0 : 1, $0.key.isDamaged ? 1 : 0)
                < ($1.key.minute, $1.key.isAnnounced ? 0 : 1, $1.key.isDamaged ? 1 : 0)
        }
        return sorted.flatMap { group, content in
            let quantities = content.quantities.sorted {
                ($0.key.model, $0.key.batch?.value ?? 0) < ($1.key.model, $1.key.batch?.value ?? 0)
            }
            return stride(from: 0, to: quantities.count, by: 100).map { start in
                var draft = Self.draft(.receiving, at: content.time, shipment)
                draft.disposition = group.isDamaged ? .damaged : .inProgress
                draft.details.quantities = quantities[start...].prefix(100).map { kind, quantity in
                    EventDetails.Quantity(min(quantity, 1_000_000_000_000), of: kind.model, batch: kind.batch)
                }
                if !group.isAnnounced {
                    draft.action = .add
                } else if shipment.shippedAt != nil {
                    draft.details.sourceDisposition = Disposition.inTransit.rawValue
                } else {
                    draft.details.source = shipment.source
                }
                return draft
            }
        }
    }

    private static func draft(_ step: BusinessStep, at time: Int64, _ shipment: Shipment) -> EventDraft {
        var draft = EventDraft(time: time)
        (draft.businessStep, draft.businessLocation) = (step, shipment.destination)
        draft.details.transactions = Shipments.transactions(of: shipment)
        return draft
    }

    private static func parts(of units: [UnitKey]) -> [[UnitKey]] {
        stride(from: 0, to: units.count, by: 1_000).map { Array(units[$0...].prefix(1_000)) }
    }
}
