import Registry
import Storage

/// Looks up the entries of a list, many of them on one snapshot, and has whoever is charged pay for each.
struct ListReading: Sendable {
    let registry: NameplateRegistry
    let principal: Principal
    /// The model of entries that name none.
    let model: String?

    /// What was read of an entry.
    struct Outcome<Value: Sendable>: Sendable {
        var value: Value
        /// What looking it up has cost, where that is charged.
        var cost: Int64 = 0
        /// Whether it names a unit that is known.
        var isFound = false
    }

    typealias Look<Value: Sendable> = (SerialListEntry, _ model: String?, LookupSearch) throws -> Outcome<Value>

    /// Entries that are looked up in one read transaction.
    private static let portion = 1_000
    /// Of an asker who has a budget: what they may cost is taken before, and meanwhile nobody else can spend it.
    private static let chargedPortion = 20

    /// The next entries of a list, as many as are looked up together.
    /// - Parameter before: how many entries came before.
    /// - Throws: `list.tooLong` after ``SerialListLimit/entries``.
    func portion(of rest: inout ArraySlice<SerialListEntry>, after before: Int) throws(RegistryError)
        -> [SerialListEntry]
    {
        let most = Access.isCharged(principal, for: nil) ? Self.chargedPortion : Self.portion
        let portion = Array(rest.prefix(most))
        rest = rest.dropFirst(portion.count)
        guard before + portion.count <= SerialListLimit.entries else {
            throw RegistryError(
                .listTooLong,
                "A list has at most \(SerialListLimit.entries) entries; look up the rest as another list.",
                field: "list", position: SerialListLimit.entries)
        }
        return portion
    }

    /// - Parameters:
    ///   - refused: what is told of an entry that is not looked up, with the reason.
    ///   - body: makes, for each read transaction, what looks up an entry of the model that it is of, where that is said.
    func read<Value: Sendable>(
        _ entries: [SerialListEntry], refused: @escaping @Sendable (SerialListEntry, RegistryError?) -> Value,
        _ body: @escaping @Sendable (any SQLReader) -> Look<Value>
    ) async throws -> [Value] {
        let numbers = entries.reduce(0) { $0 + VainNumbers.most(in: $1.text) }
        do {
            let taken = try await registry.takeBudget(for: principal, numbers: numbers)
            return try await read(entries, spending: taken, nil, refused, body)
        } catch let refusal as RegistryError where refusal.code == .budgetExhausted {
            // Who has no role anywhere has none for a model that an entry names either: nobody asks the database.
            guard !principal.grants.isEmpty else { return entries.map { refused($0, refusal) } }
            return try await read(entries, spending: nil, refusal, refused, body)
        }
    }

    /// - Parameter refusal: Why what is charged is not looked up.
    private func read<Value: Sendable>(
        _ entries: [SerialListEntry], spending taken: Budgets.Taken?, _ refusal: RegistryError?,
        _ refused: @escaping @Sendable (SerialListEntry, RegistryError?) -> Value,
        _ body: @escaping @Sendable (any SQLReader) -> Look<Value>
    ) async throws -> [Value] {
        let (registry, references, today) = (registry, registry.referenceSnapshot, registry.today)
        let (principal, model, moment) = (principal, model, registry.moment)
        do {
            let outcomes = try await registry.database.read { reader in
                var left = taken?.points ?? (refusal == nil ? nil : 0)
                let look = body(reader)
                return try entries.map { entry -> Outcome<Value> in
                    let vain = VainNumbers(most: left.map { Int(max(0, $0) / LookupBudget.miss) })
                    let search = LookupSearch(
                        catalogue: registry.catalogue, references: references, today: today, principal: principal,
                        reader, proposes: false, vain: vain)
                    let name = entry.model ?? model
                    let isFree = try left == nil || search.isFree(model: name)
                    if isFree { vain.most = nil }
                    let outcome = try look(entry, name, search)
                    if !isFree { left? -= outcome.cost }
                    if isFree || !vain.isStopped || outcome.isFound { return outcome }
                    let reason = refusal ?? taken.map { registry.budgets.refusal(of: $0, at: moment) }
                    return Outcome(value: refused(entry, reason), cost: outcome.cost)
                }
            }
            if let taken { registry.budgets.settle(taken, cost: outcomes.reduce(0) { $0 + $1.cost }) }
            return outcomes.map(\.value)
        } catch {
            if let taken { registry.budgets.settle(taken, cost: 0) }
            throw error
        }
    }
}

extension LookupSearch {
    /// Whether looking up units of the models with this number is charged to nobody.
    fileprivate func isFree(model number: String?) throws -> Bool {
        guard let number, !principal.grants.isEmpty else { return !Access.isCharged(principal, for: nil) }
        let named = try visibleModels(number)
        var search = self
        let models = try named.isEmpty ? search.modelsCalled(number) : named
        return !models.isEmpty && models.allSatisfy { !Access.isCharged(principal, for: $0.manufacturer.id) }
    }
}
