package import Registry
package import SupplyChain

/// A count, as whoever may see the place sees it.
package struct CountAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var location: Location
    package var model: Model?
    package var count: InventoryCount
    /// How many things were scanned, in all rounds.
    package var scanned: Int64
    /// How many differences of each kind the last finished round has found; none where the asker is not to know.
    package var differences: [CountDifference.Kind: Int64]
    /// How many of these are not resolved.
    package var open: Int64
    /// What may be done next; nothing by whoever does not handle goods there.
    package var possible: [CountStep]
}

/// A row of a list of counts.
package struct ListedCount: Sendable {
    package var location: Location?
    package var model: Model?
    package var count: InventoryCount
}

/// Something that was not as the ledger has it.
package struct CountDifferenceLine: Sendable {
    package var difference: CountDifference
    package var unit: UnitReference?
    package var model: Model?
    /// The number of the batch, and the first and last serial number of a part of it.
    package var batch: String?
    package var serials: StockUnitLine.ClosedSerials?
    /// The location that the ledger believes it at.
    package var believed: Location?
    /// Whether only the subject is told: the count is blind, and a round is under way.
    package var isSubjectOnly: Bool
}

/// What became of something that was scanned.
package struct ScanAnswer: Sendable {
    package var text: String
    package var result: ScanResult
    package var unit: UnitReference?
    /// The model of pieces.
    package var model: String?
    package var quantity: Int64
    package var reason: String?
}

/// What the adjustment of a count has written.
package struct CountAdjustmentAnswer: Sendable {
    package var count: CountAnswer
    package var differences: [CountDifferenceLine]
    package var events: [RecordedEvent]
}

/// Something that somebody has scanned.
package struct ScannedText: Sendable {
    package var text: String
    /// How many pieces of the model that the text names.
    package var quantity: Int64?
    /// Where they lie, by a name of the place; the counted place itself without it.
    package var location: String?
    /// Nil for now.
    package var time: ZonedTime?

    package init(_ text: String) { self.text = text }

    /// How many are taken at once.
    package static let most = 1_000
}

/// What somebody wants to count.
package struct CountOrder: Sendable {
    package var kind = CountKind.cycle
    /// A name of the place.
    package var location: String
    /// The number of the model that is counted alone.
    package var model: String?
    package var isBlind = false
    package var plannedAt: ZonedTime?

    package init(at location: String) { self.location = location }
}
