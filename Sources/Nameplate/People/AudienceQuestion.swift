import AfterSales
package import Identifiers
package import Registry

/// Which owners are asked for, of those who consent to be written to.
package struct AudienceQuestion: Hashable, Sendable {
    package static let mostModels = 100
    /// A hundred years.
    package static let mostMonths = 1_200
    /// Ten years.
    package static let mostDays = 3_650

    package let purpose: ConsentPurpose
    /// The numbers of the models of which they own a unit; empty for any.
    package let models: [String]
    /// Months since the sale that holds, at least and at most; nil for any.
    package let ageFrom: Int?
    package let ageUntil: Int?
    /// The unit is in cover today and, by what is known, no longer after so many days; nil for any.
    package let warrantyEndsWithin: Int?

    /// - Throws: `value.invalid` with the field.
    package init(
        _ purpose: ConsentPurpose, models: [String] = [], ageFrom: Int? = nil, ageUntil: Int? = nil,
        warrantyEndsWithin: Int? = nil
    ) throws(RegistryError) {
        guard models.count <= Self.mostModels else {
            throw RegistryError(.valueInvalid, "Name \(Self.mostModels) models at most.", field: "model")
        }
        for (months, field) in [(ageFrom, "ageFrom"), (ageUntil, "ageUntil")] {
            guard (0...Self.mostMonths).contains(months ?? 0) else {
                throw RegistryError(.valueInvalid, "An age is 0 to \(Self.mostMonths) months.", field: field)
            }
        }
        if let ageFrom, let ageUntil, ageUntil < ageFrom {
            throw RegistryError(.valueInvalid, "The least age is more than the greatest.", field: "ageUntil")
        }
        guard (0...Self.mostDays).contains(warrantyEndsWithin ?? 0) else {
            throw RegistryError(
                .valueInvalid, "Ask for the next 0 to \(Self.mostDays) days.", field: "warrantyEndingWithin")
        }
        (self.purpose, self.models) = (purpose, models)
        (self.ageFrom, self.ageUntil, self.warrantyEndsWithin) = (ageFrom, ageUntil, warrantyEndsWithin)
    }

    /// For the audit trail: `news, model FJ-320, from 12 months`.
    package var text: String {
        var parts = [purpose.rawValue]
        // A long list is told by its length: the entry stays short.
        if models.count > 5 { parts.append("\(models.count) models") }
        if !models.isEmpty, models.count <= 5 { parts.append("model \(models.joined(separator: ", "))") }
        if let ageFrom { parts.append("from \(ageFrom) months") }
        if let ageUntil { parts.append("up to \(ageUntil) months") }
        if let warrantyEndsWithin { parts.append("warranty ending within \(warrantyEndsWithin) days") }
        return parts.joined(separator: ", ")
    }

    /// Whether a unit is meant that was sold and is covered so.
    /// - Parameters:
    ///   - sold: the day of the sale that holds; nil where none is known, which has no age.
    ///   - covered: up to when it is in cover; nil where it is not, or has no last day.
    func means(sold: CivilDate?, coveredUntil covered: CivilDate?, on today: CivilDate) -> Bool {
        if let ageFrom {
            guard let sold, sold.adding(months: ageFrom) <= today else { return false }
        }
        if let ageUntil {
            guard let sold, today <= sold.adding(months: ageUntil) else { return false }
        }
        if let warrantyEndsWithin {
            guard let covered, covered <= today.adding(days: warrantyEndsWithin) else { return false }
        }
        return true
    }
}

/// An owner who consents, with one of their units.
package struct AudienceMember: Hashable, Sendable {
    package var owner: ConsentingParty
    package var model: ModelNumber
    /// The day of the sale that holds; nil where none is known.
    package var boughtOn: CivilDate?
    /// The last day of the cover it has today; nil where it has none, or no last day is known.
    package var warrantyUntil: CivilDate?
}

/// How many there are.
package struct AudienceCount: Hashable, Sendable {
    package var owners: Int64 = 0
    /// One row of the export for each.
    package var units: Int64 = 0
    /// False where there may be more: counting ended after ``AudienceCount/mostUnits``.
    package var isComplete = true

    /// So many units are looked at for a count.
    package static let mostUnits = 10_000
}
