package import Registry

/// How stock is to be replenished: what a rule says of it. What it leaves out, a less special rule says.
package struct ReplenishmentTerms: Hashable, Sendable {
    /// The probability that no order cycle ends in a stockout, in hundredths of a per cent.
    package var serviceLevel: Int64?
    /// Weeks between two looks at the stock; 0 where it is always looked at.
    package var reviewWeeks: Int64?
    /// Days from an order to its receipt; learned from receipts without it.
    package var leadDays: Int64?
    /// The smallest quantity that is ordered.
    package var smallest: Int64?
    /// Orders are multiples of it.
    package var multiple: Int64?
    /// The place from which goods come; without it they are ordered.
    package var source: ID<Location>?

    package init() {}

    package static let serviceLevels: ClosedRange<Int64> = 5_000...9_999
    package static let reviews: ClosedRange<Int64> = 0...52
    package static let leads: ClosedRange<Int64> = 0...730
    package static let quantities: ClosedRange<Int64> = 1...1_000_000_000

    /// Whether it says nothing.
    package var isEmpty: Bool { self == ReplenishmentTerms() }

    /// - Throws: `value.invalid`.
    func check() throws(RegistryError) {
        let parts: [(String, Int64?, ClosedRange<Int64>)] = [
            ("serviceLevel", serviceLevel, Self.serviceLevels), ("reviewWeeks", reviewWeeks, Self.reviews),
            ("leadDays", leadDays, Self.leads), ("smallest", smallest, Self.quantities),
            ("multiple", multiple, Self.quantities),
        ]
        for (name, value, range) in parts {
            guard let value, !range.contains(value) else { continue }
            throw RegistryError(
                .valueInvalid,
                name == "serviceLevel"
                    ? "A service level is a share of 1, from 0.5 to 0.9999, such as 0.95."
                    : "'\(name)' is a whole number from \(range.lowerBound) to \(range.upperBound).", field: name)
        }
    }

    /// What a more special rule says, and where it says nothing, what this one does.
    func filling(_ special: ReplenishmentTerms) -> ReplenishmentTerms {
        var terms = special
        terms.serviceLevel = special.serviceLevel ?? serviceLevel
        terms.reviewWeeks = special.reviewWeeks ?? reviewWeeks
        terms.leadDays = special.leadDays ?? leadDays
        terms.smallest = special.smallest ?? smallest
        terms.multiple = special.multiple ?? multiple
        terms.source = special.source ?? source
        return terms
    }
}

/// A rule of a manufacturer: for all, for a place and what stands in it, for a model, or for a model at a place.
package struct ReplenishmentRule: Hashable, Sendable {
    package var manufacturer: ID<Manufacturer>
    package var location: ID<Location>?
    package var model: ID<Model>?
    package var terms: ReplenishmentTerms
    package var rowVersion: Int64
}

/// What holds for a model at a place.
package struct ReplenishmentPolicy: Hashable, Sendable {
    /// Between 0 and 1.
    package var serviceLevel: Double
    package var reviewWeeks: Int64
    package var leadDays: Int64?
    package var smallest: Int64
    package var multiple: Int64
    package var source: ID<Location>?

    /// - Parameters:
    ///   - line: the place with those above it, from the site down.
    ///   - serviceLevel: to try in the place of what the rules say, in hundredths of a per cent.
    package init(
        of model: ID<Model>, at line: [ID<Location>], by rules: [ReplenishmentRule], serviceLevel: Int64? = nil
    ) {
        func rank(_ rule: ReplenishmentRule) -> (Int, Int)? {
            guard rule.model == nil || rule.model == model else { return nil }
            guard let location = rule.location else { return (rule.model == nil ? 0 : 1, -1) }
            return line.firstIndex(of: location).map { (rule.model == nil ? 0 : 1, $0) }
        }
        let ranked = rules.compactMap { rule in rank(rule).map { (rank: $0, terms: rule.terms) } }
        var terms = ReplenishmentTerms()
        for rule in ranked.sorted(by: { $0.rank < $1.rank }) { terms = terms.filling(rule.terms) }
        self.serviceLevel = Double(serviceLevel ?? terms.serviceLevel ?? 9_500) / 10_000
        reviewWeeks = terms.reviewWeeks ?? 1
        leadDays = terms.leadDays
        smallest = terms.smallest ?? 1
        multiple = terms.multiple ?? 1
        // Nothing comes from where it is to go.
        source = terms.source.flatMap { line.contains($0) ? nil : $0 }
    }
}
