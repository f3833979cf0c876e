package import Registry
package import SupplyChain

/// Which of the units at a place are asked for.
package struct StockUnitsQuestion: Sendable {
    /// Any name that events have for the place.
    package var location: String
    /// Only of the model with this number.
    package var model: String?
    package var state: StockState?

    package init(at location: String) { self.location = location }
}

/// A unit that stands somewhere, or a part of a batch that does.
package struct StockUnitLine: Sendable {
    package var model: Model
    /// Nil for a part of a batch.
    package var unit: UnitReference?
    /// The number of the batch.
    package var batch: String?
    /// The first and the last serial number of a part of a batch; others between them may stand elsewhere.
    package var serials: ClosedSerials?
    /// How many units these are.
    package var count: Int64
    package var disposition: Disposition?
    /// The text by which events name the place.
    package var place: String
    /// The location that this text means.
    package var location: Location?
    /// The case or pallet in which it is.
    package var container: UnitReference?
    /// Microseconds since 1970 UTC.
    package var since: Int64

    package struct ClosedSerials: Sendable {
        package var first: String
        package var last: String
    }
}

/// A page of the units at a place.
package struct StockUnitsAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var location: Location
    package var lines: [StockUnitLine]
    /// Where the next page begins.
    package var next: StockUnitPlace?
}
