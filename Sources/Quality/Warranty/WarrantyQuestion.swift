package import Registry

/// Which units are asked for, and how what they cost is told apart.
package struct WarrantyQuestion: Sendable {
    /// What the rows of the table are.
    package enum Rows: String, CaseIterable, Sendable {
        /// The month in which units were made: their own day of production, else their batch's.
        case build
        /// The month in which they came into service.
        case sale
    }

    /// Which units, faults and days, and how time in service is counted. Its cut does not matter.
    package var fleet: FleetQuestion
    package var rows: Rows
    /// ISO 4217; nil for the one that most claims are in. Sums of currencies are never added.
    package var currency: String?

    package init(_ fleet: FleetQuestion, by rows: Rows = .build, currency: String? = nil) {
        (self.fleet, self.rows, self.currency) = (fleet, rows, currency)
        self.fleet.cut = rows == .build ? .month : .whole
    }
}

/// Some units and what was counted of their claims.
package struct WarrantyGroup: Sendable {
    package var label: FleetLabel
    /// Which units they are; those of a month of sale, no population tells.
    package var population: Population
    package var tally: WarrantyTally
}

/// A fleet's claims as counted for one question.
package struct WarrantySample: Sendable {
    package var question: WarrantyQuestion
    /// In the order of time; what nobody has told comes last.
    package var groups: [WarrantyGroup]
    package var whole: WarrantyTally
    /// The currency of all costs; nil where no claim tells one.
    package var currency: String?
}
