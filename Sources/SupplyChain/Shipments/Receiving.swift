package import Registry
import Storage

/// Goods that arrive, scan by scan: each gets a verdict, what is there becomes an event, and what does not fit a discrepancy.
/// No scan keeps another from being taken; scans may come late, in any order, and more than once.
package enum Receiving {
    /// Scans of one transaction.
    package static let portion = 1_000
    /// Scans of one list.
    package static let most = 100_000

    /// A scan with the key by which it is known in its shipment.
    package struct KeyedScan: Sendable {
        package var key: String
        package var scan: ReceivedScan
    }

    /// Gives the scans of a list their keys.
    package static func keyed(_ scans: [ReceivedScan]) -> [KeyedScan] {
        var keys = ScanKeys()
        return scans.map { scan in
            var scan = scan
            scan.text = ScanKeys.cut(scan.text, to: ReceivedScan.longestText)
            return KeyedScan(key: keys.next(scan.id, at: scan.time, scan.text), scan: scan)
        }
    }

    /// Takes at most ``portion`` scans; those that were taken before keep their verdicts.
    /// - Returns: The shipment as it is then, and each scan as it is kept, in the order in which they were given.
    /// - Throws: `shipment.unknown`, `shipment.state` where it was cancelled.
    package static func take(
        _ scans: some Collection<KeyedScan>, of shipment: Shipment, as principal: Principal, _ recorder: EventRecorder
    ) throws -> (shipment: Shipment, scans: [TakenScan]) {
        let transaction = recorder.transaction
        var shipment = try Shipments.current(shipment, expecting: nil, transaction)
        guard shipment.state != .cancelled else {
            throw Shipments.state(shipment, "nothing of it is received; announce what has come")
        }
        var taken = try ShipmentScans.find(scans.map(\.key), of: shipment.number, transaction)
        var names = Set(taken.keys)
        // What is scanned first is what is received, whatever comes first in the list.
        let new = scans.filter { names.insert($0.key).inserted }.enumerated().sorted {
            ($0.element.scan.time, $0.offset) < ($1.element.scan.time, $1.offset)
        }.map(\.element)
        guard let first = new.first else { return (shipment, scans.compactMap { taken[$0.key] }) }
        var desk = try ReceivingDesk(shipment, transaction)
        try desk.load(new.map(\.scan))
        for scan in new { try desk.take(scan) }
        for key in desk.yielding { try ShipmentScans.yield(key, of: shipment.number, transaction) }
        let kept = new.compactMap { desk.taken[$0.key] }
        try ShipmentScans.insert(kept, of: shipment.number, transaction)
        try ShipmentLines.add(desk.counts, to: shipment.number, transaction)
        for draft in desk.receipts.drafts(for: shipment) { _ = try recorder.record(draft, of: shipment.manufacturer) }
        try desk.discrepancies.write(desk, transaction)
        taken.merge(desk.taken) { $1 }
        try begin(&shipment, at: min(first.scan.time, transaction.now), transaction)
        return (shipment, scans.compactMap { taken[$0.key] })
    }

    private static func begin(_ shipment: inout Shipment, at time: Int64, _ transaction: any SQLTransaction) throws {
        let before = shipment
        if shipment.state == .expected || shipment.state == .shipped { shipment.state = .receiving }
        shipment.receivedAt = min(shipment.receivedAt ?? time, time)
        if shipment != before { try ShipmentRows.update(&shipment, transaction) }
    }
}
