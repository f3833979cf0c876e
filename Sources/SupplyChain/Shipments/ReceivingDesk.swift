import Identifiers
import Registry
import Storage

/// Judges the scans of one transaction, in order of their times, and gathers what follows from them.
struct ReceivingDesk {
    let shipment: Shipment
    let places: ReceivingPlaces
    let transaction: any SQLTransaction
    private var lines: AnnouncedLines
    private var units: [UnitKey: UnitRow] = [:]
    private var received: [UnitKey: TakenScan] = [:]
    private let kinds: ModelKinds
    private let announced: OpenAnnouncements

    private(set) var taken: [String: TakenScan] = [:]
    /// The keys of kept scans before which another has turned up.
    private(set) var yielding: Set<String> = []
    /// What has come of lines.
    private(set) var counts: [Int64: Int64] = [:]
    private(set) var receipts = Receipts()
    private(set) var discrepancies = RaisedDiscrepancies()

    init(_ shipment: Shipment, _ transaction: any SQLTransaction) throws {
        (self.shipment, self.transaction) = (shipment, transaction)
        places = try ReceivingPlaces(shipment, transaction)
        announced = OpenAnnouncements(besides: shipment.number, transaction)
        lines = try AnnouncedLines(of: shipment.number, transaction)
        kinds = ModelKinds(transaction)
    }

    /// Reads what the scans name, many at a time.
    mutating func load(_ scans: [ReceivedScan]) throws {
        let keys = scans.flatMap { scan -> [UnitKey] in
            if case .things(let keys) = scan.subject { keys } else { [] }
        }
        units = try Units.find(keys, transaction)
        try ask(about: keys)
    }

    private mutating func ask(about keys: [UnitKey]) throws {
        let serials = try lines.load(Set(keys.map(\.serial.key)), transaction)
        received.merge(try ShipmentScans.received(serials, in: shipment.number, transaction)) { first, _ in first }
    }

    // MARK: Judging

    mutating func take(_ keyed: Receiving.KeyedScan) throws {
        let scan = keyed.scan
        let time = places.time(scan.time, now: transaction.now)
        var kept = TakenScan(
            key: keyed.key, time: scan.time, text: scan.text, quantity: 1, verdict: .unreadable, reason: scan.reason,
            isDamaged: scan.isDamaged, isReceived: false, recordedAt: transaction.now)
        switch scan.subject {
        case .unreadable: break
        case .notIssued:
            kept.verdict = .notIssued
            discrepancies.raise(.notIssued, kept)
        case .pieces(let model, let batch):
            if (1...1_000_000_000_000).contains(scan.quantity) {
                (kept.quantity, kept.model) = (scan.quantity, model)
                takePieces(batch, at: time, &kept)
            } else {
                kept.reason = "Of pieces 1 to 1000000000000 can be received."
            }
        case .things(let keys):
            if let key = chosen(among: keys, &kept) { try take(key, scan, at: time, &kept) }
        }
        taken[kept.key] = kept
    }

    /// Of several things that a text may mean, the one that is announced.
    private func chosen(among keys: [UnitKey], _ kept: inout TakenScan) -> UnitKey? {
        if let key = keys.first(where: { lines.line(naming: $0, units[$0]) != nil }) { return key }
        let known = keys.filter { units[$0] != nil }
        if known.count > 1 {
            kept.reason = "Several products carry this number; write the model number before it."
        } else if known.isEmpty {
            kept.reason = kept.reason ?? "Nothing that is known has this number."
        }
        return known.count == 1 ? known.first : nil
    }

    private mutating func take(
        _ key: UnitKey, _ scan: ReceivedScan, at time: Int64, _ kept: inout TakenScan
    ) throws {
        (kept.unit, kept.model) = (key, key.model)
        let unit = units[key]
        // Lists come late: what holds is what was the case at the scan, not what has become of it since.
        let then = try unit.map { try places.state(of: $0, at: time) }
        if let earlier = received[key] {
            repeated(earlier, then, at: time, &kept)
            return
        }
        var containers = try containers(of: then, at: time)
        var line = lines.line(naming: key, unit)
        let isNamed = line != nil
        for container in containers where line == nil { line = lines.line(naming: container, units[container]) }
        if line == nil, let now = unit?.state, now.parent != then?.parent {
            // It may have been packed before anybody has said so.
            let others = try self.containers(of: now, at: nil)
            for container in others where line == nil { line = lines.line(naming: container, units[container]) }
            if line != nil || others.contains(where: { received[$0] != nil }) { containers = others }
        }
        if let container = containers.first(where: { received[$0] != nil }) {
            kept.verdict = .alreadyReceived
            kept.reason = "With \(container.serial.text), in which it is."
            noteDamage(at: time, &kept)
            return
        }
        kept.line = line?.ordinal
        try judge(scan, unit, then, line, containers, at: time, &kept)
        guard kept.verdict.isReceived else { return }
        kept.isReceived = true
        received[key] = kept
        if isNamed, let line { counts[line.ordinal, default: 0] += 1 }
        if kept.isDamaged { discrepancies.raise(.damaged, kept) }
        let leaves = try then?.parent.flatMap { try kinds.isContainer($0.model) ? $0 : nil }
        receipts.add(
            key, at: time, disposition(then, kept), leaving: leaves, otherPlace: discrepancies.diversion(of: key))
    }

    /// A second scan. The earlier of two is the one by which a unit is received.
    private mutating func repeated(
        _ earlier: TakenScan, _ then: UnitState?, at time: Int64, _ kept: inout TakenScan
    ) {
        kept.line = earlier.line
        guard let key = kept.unit, kept.time < earlier.time else {
            kept.verdict = .alreadyReceived
            if !earlier.isDamaged { noteDamage(at: time, &kept) }
            return
        }
        kept.verdict = earlier.verdict
        kept.reason = earlier.reason
        kept.isReceived = true
        if var other = taken[earlier.key] {
            (other.verdict, other.isReceived) = (.alreadyReceived, false)
            taken[other.key] = other
        } else {
            yielding.insert(earlier.key)
        }
        received[key] = kept
        receipts.add(key, at: time, disposition(then, kept), leaving: nil, otherPlace: nil)
        // The scan that comes after it has been taken for a receipt of sound goods.
        if !earlier.isDamaged { noteDamage(at: places.time(earlier.time, now: transaction.now), &kept) }
    }

    /// Says of what was received, as sound goods perhaps, that it is damaged from there on.
    private mutating func noteDamage(at time: Int64, _ kept: inout TakenScan) {
        guard kept.isDamaged, let key = kept.unit else { return }
        discrepancies.raise(.damaged, kept)
        let since = places.time(Receipts.end(ofMinute: time), now: transaction.now)
        receipts.add(key, at: since, .damaged, leaving: nil, otherPlace: nil)
    }

    private mutating func judge(
        _ scan: ReceivedScan, _ unit: UnitRow?, _ then: UnitState?, _ line: ShipmentLine?, _ containers: [UnitKey],
        at time: Int64, _ kept: inout TakenScan
    ) throws {
        if scan.isStolen {
            kept.verdict = .stolen
        } else if let unit, let then,
            let reason = try places.obstacle(to: unit, then, isAnnounced: line != nil, at: time, kinds.isContainer)
        {
            (kept.verdict, kept.reason) = (.duplicateLabel, reason)
            discrepancies.raise(.duplicateLabel, kept)
            return
        } else if scan.isRecalled {
            kept.verdict = .recalled
        } else if line != nil {
            kept.verdict = .expected
        } else {
            kept.verdict = .unexpected
        }
        if line == nil { try misplaced(unit, containers, at: time, &kept) }
        if kept.verdict == .stolen { discrepancies.raise(.stolen, kept) }
        if kept.verdict == .recalled { discrepancies.raise(.recalled, kept) }
    }

    /// Says of something that is not announced here where it should have gone, or what it was taken for.
    private mutating func misplaced(
        _ unit: UnitRow?, _ containers: [UnitKey], at time: Int64, _ kept: inout TakenScan
    ) throws {
        func say(_ verdict: ScanVerdict, _ reason: String?) {
            if kept.verdict == .unexpected { (kept.verdict, kept.reason) = (verdict, reason) }
        }
        var other = try unit.flatMap { try announced.shipment(of: $0) }
        if other == nil, unit == nil, let key = kept.unit { other = try announced.shipment(naming: key) }
        for container in containers where other == nil { other = try announced.shipment(naming: container) }
        // A list may come after the other place has given it up.
        if other == nil { other = try unit.flatMap { try announced.shipment(of: $0, closedAfter: time) } }
        for container in containers where other == nil {
            other = try announced.shipment(naming: container, closedAfter: time)
        }
        // What leaves here for another place has been here before.
        if let onward = other, try places.leaves(with: onward, after: time) { other = nil }
        if let other, other.destination != shipment.destination {
            say(.wrongDestination, "It is announced to '\(other.destination)', in \(other.number.text).")
            discrepancies.raise(.diverted, kept, otherPlace: other.destination)
            return
        }
        if let other {
            say(.unexpected, "It is announced in \(other.number.text).")
            discrepancies.raise(.unexpected, kept)
            return
        }
        let meant = try kept.unit.flatMap { key in
            try lines.ofAnotherModel(than: key, isReceived: { received[$0] != nil }, transaction)
        }
        if let meant {
            say(.wrongModel, "\(meant.serial.text) of another model is announced.")
            discrepancies.raise(.wrongModel, kept)
            return
        }
        if let unit, let place = try places.elsewhere(unit, at: time) {
            say(.unexpected, "It was at '\(place)', and nobody has sent it here.")
            discrepancies.raise(.diverted, kept, otherPlace: place)
        } else {
            discrepancies.raise(.unexpected, kept)
        }
    }

    // MARK: Parts

    /// The cases and pallets that something in this state is in, the nearest first, as of a time or by all that is known.
    private mutating func containers(of state: UnitState?, at time: Int64?) throws -> [UnitKey] {
        var found: [UnitKey] = []
        var next = state?.parent
        while let container = next, found.count < UnitPlaces.maximumDepth, try kinds.isContainer(container.model) {
            found.append(container)
            if units[container] == nil {
                units[container] = try Units.find(container, transaction)
                try ask(about: [container])
            }
            let unit = units[container]
            next =
                try time.map { time in try unit.flatMap { try places.state(of: $0, at: time).parent } }
                ?? unit?.state.parent
        }
        return found
    }

    /// In which disposition a unit is from its receipt on; nil where it stays in the one that it is in.
    private func disposition(_ then: UnitState?, _ kept: TakenScan) -> Disposition? {
        if kept.isDamaged { return .damaged }
        switch kept.verdict {
        case .stolen: return .nonSellableOther
        case .recalled: return .recalled
        default: break
        }
        switch StockState(then?.disposition) {
        case .available, .inTransit: return .inProgress
        case .reserved, .held: return nil
        }
    }

    private mutating func takePieces(_ batch: ID<Batch>?, at time: Int64, _ kept: inout TakenScan) {
        guard let model = kept.model else { return }
        kept.isReceived = true
        let line = lines.line(ofPieces: model, batch)
        var awaited: Int64 = 0
        if let line {
            (kept.verdict, kept.line) = (.expected, line.ordinal)
            let come = line.received.addingSaturated(counts[line.ordinal, default: 0])
            awaited = min(kept.quantity, max(0, line.quantity.subtractingSaturated(come)))
            counts[line.ordinal, default: 0] = counts[line.ordinal, default: 0].addingSaturated(kept.quantity)
        } else {
            kept.verdict = lines.pieces.isEmpty ? .unexpected : .wrongModel
            discrepancies.raise(lines.pieces.isEmpty ? .unexpected : .wrongModel, kept)
        }
        if kept.isDamaged { discrepancies.raise(.damaged, kept) }
        let kind = Receipts.Pieces(model: model, batch: batch, isDamaged: kept.isDamaged)
        receipts.add(kind, announced: awaited, beyond: kept.quantity - awaited, at: time)
    }

    /// The lines of which something has come, once it is counted.
    func touchedLines() -> [ShipmentLine] {
        let ordinals = Set(counts.keys).union(taken.values.lazy.filter(\.isReceived).compactMap(\.line))
        let touched = lines.all.filter { ordinals.contains($0.ordinal) }
        return touched.sorted { $0.ordinal < $1.ordinal }.map { line in
            var line = line
            line.received = line.received.addingSaturated(counts[line.ordinal, default: 0])
            return line
        }
    }
}
