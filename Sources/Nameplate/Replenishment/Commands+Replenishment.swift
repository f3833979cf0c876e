import Identifiers
package import Registry
import Storage
package import SupplyChain

/// What somebody says of how stock is to be replenished.
package struct ReplenishmentRuleDraft: Sendable {
    /// A name of the place; nil for all.
    package var location: String?
    /// The number of the model; nil for all.
    package var model: String?
    /// A name of the site from which goods come.
    package var source: String?
    package var terms = ReplenishmentTerms()
    /// The row version that was seen, 0 for none; nil changes whatever is there.
    package var expecting: Int64?

    package init() {}
}

extension Commands {
    /// Sets a rule for a place, a model, or both; one that says nothing is taken away.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `location.unknown`, `access.forbidden`, `value.invalid`,
    ///   `replenishment.changed`.
    package func setReplenishmentRule(
        _ draft: ReplenishmentRuleDraft, of slug: String
    ) throws -> ReplenishmentRuleAnswer {
        let manufacturer = try Manufacturers.require(slug, transaction)
        try Access.require(principal, .handleStock, .somewhere(manufacturer.id))
        let location = try draft.location.map { try handled($0, of: manufacturer) }
        // A rule for all places is for whoever may make new ones.
        if location == nil, !LocationAccess.mayAddSites(of: manufacturer.id, as: principal) {
            throw LocationAccess.forbidden(.handleStock)
        }
        let model = try draft.model.map { try Models.require($0, of: manufacturer, transaction) }
        var terms = draft.terms
        let supplier = try draft.source.map { try self.supplier($0, for: location, of: manufacturer) }
        terms.source = supplier?.id
        let rule = try ReplenishmentRuleBook.set(
            terms, of: manufacturer, location, model, expecting: draft.expecting, as: principal, from: source,
            transaction)
        return ReplenishmentRuleAnswer(
            location: location, model: model?.number.text, source: supplier?.code, terms: terms,
            rowVersion: rule?.rowVersion ?? 0)
    }

    /// A site from which goods can come to a place.
    private func supplier(
        _ name: String, for location: Location?, of manufacturer: Manufacturer
    ) throws -> Location {
        do {
            let found = try NameplateRegistry.location(name, of: manufacturer, as: principal, transaction)
            guard found.details.level == .site, !found.details.isRetired,
                location.map({ !found.path.holds($0.path) }) ?? true
            else {
                throw RegistryError(
                    .valueInvalid, "Goods come from another site that is in use; '\(found.code)' is none.",
                    field: "source")
            }
            return found
        } catch var error as RegistryError where error.code == .locationUnknown {
            error.field = "source"
            throw error
        }
    }
}
