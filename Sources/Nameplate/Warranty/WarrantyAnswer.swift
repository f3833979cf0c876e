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

/// A unit whose cover ends soon.
package struct ExpiringCover: Sendable {
    package var serial: SerialNumber
    package var until: CivilDate
    /// The terms and extensions that cover it now.
    package var sources: [String]
}
