import Identifiers
package import Registry
import Storage

extension NameplateRegistry {
    /// What `principal` may still look up; nil where nothing is charged.
    package func budget(of principal: Principal) -> BudgetState? {
        guard let asker = principal.asker, Access.isCharged(principal, for: nil) else { return nil }
        return budgets.state(of: asker, at: moment)
    }

    /// Takes what a question about so many numbers may cost; nil where nothing is charged.
    /// - Throws: `budget.exhausted`.
    func takeBudget(
        for principal: Principal, of manufacturer: ID<Manufacturer>? = nil, numbers: Int = 1
    ) async throws -> Budgets.Taken? {
        guard let asker = principal.asker, Access.isCharged(principal, for: manufacturer) else { return nil }
        return try await budgets.take(
            least: LookupBudget.miss, most: LookupBudget.miss * Int64(max(1, numbers)), for: asker, at: moment)
    }

    /// Takes what reading a unit may cost; nil where nothing is charged.
    func takeBudget(for principal: Principal, ofSlug slug: String) async throws -> Budgets.Taken? {
        guard principal.asker != nil else { return nil }
        // Only of those who have roles somewhere it matters whose unit it is.
        let maker = principal.grants.isEmpty ? nil : try database.readNow { try catalogue.manufacturer(slug, $0) }
        return try await takeBudget(for: principal, of: maker?.id)
    }

    /// What a number that is not known costs beyond what it costs elsewhere, where its model is known.
    func surcharge(of model: ID<Model>?) -> Int64 {
        guard let model else { return 0 }
        let isContested = budgets.countMiss(of: model, at: moment)
        return isContested ? LookupBudget.contestedMiss - LookupBudget.miss : 0
    }

    /// What a look-up has cost.
    func cost(of answer: LookupAnswer, vain: Int, as principal: Principal) -> Int64 {
        guard principal.asker != nil else { return 0 }
        let units: [FoundUnit]
        let models: [FoundModel]
        switch answer.outcome {
        case .unit(let unit): (units, models) = ([unit], [])
        case .model(let model): (units, models) = ([], [model])
        case .choice(let several, let found): (units, models) = (several, found)
        case .unknown: (units, models) = ([], [])
        }
        let makers = Set(units.map(\.manufacturer.id) + models.map(\.manufacturer.id))
        if !makers.isEmpty, makers.allSatisfy({ !Access.isCharged(principal, for: $0) }) { return 0 }
        let isHit = !units.isEmpty || !models.isEmpty && answer.notes.allSatisfy { !$0.code.isAboutSerial }
        let cost = LookupBudget.cost(isHit: isHit, vain: vain)
        return isHit ? cost : cost + surcharge(of: models.first?.model.id)
    }
}
