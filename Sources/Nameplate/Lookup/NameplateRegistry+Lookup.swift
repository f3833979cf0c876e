import Identifiers
package import Registry
import Storage

extension NameplateRegistry {
    /// Texts past this many characters are refused: a plate holds a few lines.
    package static let longestLookup = 20_000

    /// Says which model and which unit a text means: a model number, a serial number, both in any order with the words
    /// around them on a plate, a GTIN, a VIN or an IMEI.
    ///
    /// It runs on the caller's thread: a few point look-ups.
    /// - Throws: `text.tooLong`; `budget.exhausted`, also where the budget has no room for all the numbers of a long text
    ///   and those that were tried are not known.
    package func lookup(_ text: String, as principal: Principal) async throws -> LookupAnswer {
        let answer = try await lookupUncounted(text, as: principal)
        count(answer, of: text)
        return answer
    }

    /// Counts the shape of a plate that is not known.
    func count(_ answer: LookupAnswer, of text: String) {
        if let plate = answer.unknownPlate { unknownPlates.add(plate, on: today, text: text) }
    }

    /// The same for what is one part of a question: its failure is not counted.
    func lookupUncounted(_ text: String, as principal: Principal) async throws -> LookupAnswer {
        try await lookupUncounted(text, as: principal) { _, _ in }.0
    }

    /// The same, with what else is read on the same snapshot.
    /// - Parameters:
    ///   - model: The number of the model, where the text is a serial number alone.
    ///   - more: Reads it; nobody hears of it who may not hear the answer.
    func lookupUncounted<More>(
        _ text: String, model: String? = nil, as principal: Principal,
        _ more: (LookupAnswer, LookupSearch) throws -> More
    ) async throws -> (LookupAnswer, More) {
        guard text.utf8.count <= Self.longestLookup * 4 else {
            throw RegistryError(
                .textTooLong, "This is more than a plate says; give at most \(Self.longestLookup) characters.",
                field: "text", position: Self.longestLookup)
        }
        let taken = try await takeBudget(for: principal, numbers: VainNumbers.most(in: text))
        let vain = VainNumbers(most: taken.map { Int($0.points / LookupBudget.miss) })
        let result: (answer: LookupAnswer, more: More)
        do {
            result = try search(text, model: model, as: principal, vain, more)
        } catch {
            // Whoever gets no answer pays nothing.
            if let taken { budgets.settle(taken, cost: 0) }
            throw error
        }
        guard let taken else { return result }
        budgets.settle(taken, cost: cost(of: result.answer, vain: vain.count, as: principal))
        // Nobody is told that a number is not known which was not looked for.
        guard !vain.isStopped || result.answer.isFound else { throw budgets.refusal(of: taken, at: moment) }
        return result
    }

    private func search<More>(
        _ text: String, model: String?, as principal: Principal, _ vain: VainNumbers,
        _ more: (LookupAnswer, LookupSearch) throws -> More
    ) throws -> (LookupAnswer, More) {
        let (today, references) = (self.today, referenceSnapshot)
        return try database.readSnapshotNow { reader in
            var search = LookupSearch(
                catalogue: catalogue, references: references, today: today, principal: principal, reader, vain: vain)
            let answer =
                try model.map { try search.answer(listed: text, typed: text, model: $0) } ?? search.answer(text)
            return (answer, try more(answer, search))
        }
    }

    /// The dossier of a unit that a look-up found, read on the caller's thread: handing it to another one costs more.
    package func dossier(
        of found: FoundUnit, asOf: Int64? = nil, knownAt: Int64? = nil, as principal: Principal
    ) async throws -> UnitAnswer {
        let today = self.today
        return try database.readSnapshotNow { reader in
            try Self.answer(found, catalogue, on: today, asOf: asOf, knownAt: knownAt, as: principal, reader)
        }
    }

    /// What may be known of a model that a look-up found.
    package func dossier(of found: FoundModel, as principal: Principal) async throws -> ModelAnswer {
        let today = self.today
        return try await database.read { reader in
            try Self.answer(found.model, of: found.manufacturer, on: today, as: principal, reader)
        }
    }
}
