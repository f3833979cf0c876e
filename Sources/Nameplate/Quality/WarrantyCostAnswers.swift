package import AfterSales
package import Identifiers
package import Quality
package import Registry

/// What is asked of what warranty costs, as faces give it.
package struct WarrantyCostInquiry: Sendable {
    /// Which units, faults and days; its cut does not matter.
    package var fleet = FleetInquiry()
    package var rows = WarrantyQuestion.Rows.build
    /// ISO 4217; without it the one that most claims are in.
    package var currency: String?

    package init() {}
}

/// What warranty has cost, with all that its figures rest on.
package struct WarrantyCostAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var sample: WarrantySample
    package var table: WarrantyTable
    /// The only model that was asked for.
    package var model: String?
    /// Model numbers that the question names and the manufacturer does not have.
    package var unknownModels: [String]
    /// The position in the ledger through which events are counted.
    package var position: Int64
    /// How many events are not counted yet.
    package var behind: Int64

    package var trend: WarrantyTrend { WarrantyTrend(table) }
}

/// How long the warranty of a model is.
package struct WarrantyLength: Hashable, Sendable {
    package enum Source: Hashable, Sendable {
        /// Whoever asks has said it.
        case asked
        /// The longest time for which a term promises something for whole units: its name and version.
        case term(String)
    }
    /// Of 365/12 days.
    package var months: Double
    package var source: Source
}

/// What is asked of what is to come.
package struct OutlookInquiry: Sendable {
    package var warranty = WarrantyCostInquiry()
    /// Months to look ahead.
    package var months = 12
    /// How long the warranty is; without it what the terms of the model say.
    package var warrantyMonths: Double?
    /// Units sold in each coming month.
    package var plannedSales = 0.0

    package init() {}
}

/// Which claims are to come, and what they will cost.
package struct OutlookAnswer: Sendable {
    package var warranty: WarrantyCostAnswer
    package var outlook: WarrantyOutlook
    /// Nil where claims are taken to come at any age.
    package var length: WarrantyLength?
}

/// How long claims have been waiting.
package struct ClaimAgeingAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var sums: [ClaimAgeing.Sum]
    /// Microseconds since 1970 UTC.
    package var at: Int64
}
