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

/// Units whose cover ends soon.
package struct ExpiringCover: Hashable, Sendable {
    package var units: UnitStretch
    package var until: CivilDate
    /// The terms and extensions that cover it now.
    package var sources: [String]

    /// Nil where there is no cover, or it does not end by a day.
    static func ending(by last: CivilDate, _ verdict: CoverVerdict) -> (until: CivilDate, sources: [String])? {
        guard verdict.state == .covered, let until = verdict.until, until <= last else { return nil }
        let sources = verdict.lines.filter { $0.state == .covered }.map(\.source.label)
        return (until, sources.reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
    }
}
