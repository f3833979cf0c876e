package import AfterSales
package import Identifiers
package import Registry

/// Whether a unit is in cover, as far as somebody may know it.
package struct WarrantyAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var model: Model
    package var serial: SerialNumber
    package var state: CoverVerdict.State
    /// The day that was asked for; a month where the asker may not know days.
    package var asOf: CivilDate
    /// The whole verdict; nil for strangers.
    package var verdict: CoverVerdict?
}

/// What one entry of a list is in cover for.
package struct ListedWarranty: Sendable {
    package var entry: ListVerdict
    package var answer: WarrantyAnswer?
}

/// Units whose cover ends soon: one, or many of a batch that nothing tells apart.
package struct ExpiringCover: Hashable, Sendable {
    package enum Units: Hashable, Sendable {
        case one(SerialNumber)
        /// Units between the first and the last one that have a history of their own are not counted.
        case range(first: SerialNumber, last: SerialNumber, count: Int64)
    }
    package var units: Units
    package var until: CivilDate
    /// The terms and extensions that cover it now.
    package var sources: [String]

    /// The serial number that it begins with.
    var first: SerialNumber {
        switch units {
        case .one(let serial): serial
        case .range(let first, _, _): first
        }
    }
}
