import Identifiers
package import Registry
import Storage
package import SupplyChain

extension NameplateRegistry {
    /// So many sites are looked at where no place is named.
    private static let mostSites = 200

    /// What to order, send elsewhere or get rid of.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `location.unknown`, `access.forbidden`, `value.invalid` for more
    ///   than is worked out at once.
    package func replenishment(
        of slug: String, _ asked: ReplenishmentQuestion, as principal: Principal
    ) async throws -> ReplenishmentAnswer {
        let (manufacturer, counted) = try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readStock, .somewhere(manufacturer.id))
            return (manufacturer, try Stock.counted(reader))
        }
        try await countStock(from: counted)
        var question = Replenishment.Question(now: now())
        question.serviceLevel = asked.serviceLevel
        let (location, read, position, head) = try await database.read { [question] reader in
            var question = question
            question.model = try asked.model.map { try Models.require($0, of: manufacturer, reader).id }
            let sources = try StockingPoint.sites(
                of: manufacturer.id, within: LocationAccess.tops(of: manufacturer.id, as: principal, reader),
                limit: Self.mostSites, reader)
            let location = try asked.location.map { try Self.location($0, of: manufacturer, as: principal, reader) }
            let read = try Replenishment(
                of: manufacturer.id, at: location.map { [$0] } ?? sources, from: sources, question, reader)
            let (position, head) = try Stock.counted(reader)
            return (location, read, position, head)
        }
        let computed = try await onOwnThread {
            var replenishment = read
            try replenishment.compute()
            return replenishment
        }
        let complete = try await database.read { reader in
            var replenishment = computed
            try replenishment.spares(reader)
            return replenishment
        }
        return ReplenishmentAnswer(
            manufacturer: manufacturer, location: location, value: complete.value,
            suggestions: complete.suggestions.filter(asked.matches), slowWeeks: complete.question.slowWeeks,
            position: position, behind: max(0, head - position))
    }

    /// The rules of a manufacturer that are for the principal: those for all places, and those for places that they may see.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`.
    package func replenishmentRules(of slug: String, as principal: Principal) async throws -> [ReplenishmentRuleAnswer]
    {
        try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readStock, .somewhere(manufacturer.id))
            return try ReplenishmentRuleBook.list(of: manufacturer.id, reader).compactMap { rule in
                try Self.answer(rule, as: principal, reader)
            }.sorted { ($0.location?.path.text ?? "", $0.model ?? "") < ($1.location?.path.text ?? "", $1.model ?? "") }
        }
    }

    /// Nil where the rule's place is not for the principal.
    static func answer(
        _ rule: ReplenishmentRule, as principal: Principal, _ reader: any SQLReader
    ) throws -> ReplenishmentRuleAnswer? {
        func visible(_ id: ID<Location>) throws -> Location? {
            guard let location = try Locations.find(id, reader) else { return nil }
            let line = try Locations.line(to: location, reader)
            return LocationAccess.allows(principal, .readStock, at: line) ? location : nil
        }
        let location = try rule.location.map(visible)
        if case .some(nil) = location { return nil }
        return ReplenishmentRuleAnswer(
            location: location ?? nil, model: try rule.model.flatMap { try Models.find($0, reader)?.number.text },
            source: try rule.terms.source.flatMap(visible)?.code, terms: rule.terms, rowVersion: rule.rowVersion)
    }
}
