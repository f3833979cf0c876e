package import Registry
package import SupplyChain

/// A shipment with where it goes from and to, how much of it has come, and what the asker may do.
package struct ShipmentAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var shipment: Shipment
    /// Nil where there is no such place any more.
    package var source: Location?
    package var destination: Location?
    package var lines: Int64
    /// Units and pieces; a case or pallet is one.
    package var announced: Int64
    package var received: Int64
    /// How many scans got each verdict.
    package var verdicts: [ScanVerdict: Int64]
    /// The latest scans, newest first, the first ``mostScans``.
    package var scans: [ScanLine]
    /// In the order in which they were raised, the first ``mostDiscrepancies``.
    package var discrepancies: [DiscrepancyLine]
    package var mayShip: Bool
    package var mayReceive: Bool

    package static let mostScans = 50
    package static let mostDiscrepancies = 200

    package var openDiscrepancies: Int { discrepancies.count { $0.discrepancy.resolvedAt == nil } }
}

/// A scan with what it has named.
package struct ScanLine: Sendable {
    package var scan: TakenScan
    package var unit: UnitReference?
    /// Of pieces.
    package var model: Model?
}

/// A line of an announcement, with what it names.
package struct AnnouncedLine: Sendable {
    package var line: ShipmentLine
    package var model: Model?
    package var unit: UnitReference?
    package var batch: Batch?
    /// The serial numbers of a part of a batch, the first and the last.
    package var first: String?
    package var last: String?
}

/// A discrepancy with what it is about.
package struct DiscrepancyLine: Sendable {
    package var discrepancy: StockDiscrepancy
    package var unit: UnitReference?
    package var model: Model?
    package var batch: Batch?
    /// The account of whoever looks into it.
    package var ownerName: String?
}

/// What has become of scans, in the order in which they were sent.
package struct ReceivingAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var shipment: Shipment
    package var scans: [ScanLine]

    package subscript(verdict: ScanVerdict) -> Int { scans.count { $0.scan.verdict == verdict } }
}

/// Which shipments are asked for.
package struct ShipmentFilter: Sendable {
    package var state: ShipmentState?
    package var isOpen = false
    /// From or to this place and what stands in it, by any name of it.
    package var place: String?
    /// Only what goes to the place, or to one that is for the asker.
    package var areArriving = false

    package init() {}
}
