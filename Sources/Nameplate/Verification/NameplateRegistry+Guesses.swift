import Identifiers
import Registry
import Safeguards
import Storage

extension NameplateRegistry {
    /// How often one asker has guessed.
    struct Guessing: Sendable {
        fileprivate let guesses: VerificationGuesses
        fileprivate let asker: LookupBudget.Asker
        fileprivate let now: @Sendable () -> Int64

        /// - Throws: `budget.exhausted` with when to ask again.
        func admit() throws(RegistryError) { try guesses.admit(asker, at: now()) }

        /// Counts a question.
        /// - Returns: The model whose maker must be told that somebody guesses at its numbers, and how often.
        func count(_ answer: VerificationAnswer) -> (Model, Int)? {
            guard answer.isInVain else { return nil }
            let count = guesses.countMiss(by: asker, of: answer.model?.id, at: now())
            return count.flatMap { count in answer.model.map { ($0, count) } }
        }
    }

    /// Nil for whom nobody counts.
    func guessing(by principal: Principal) -> Guessing? {
        guard let asker = principal.asker, Access.isCharged(principal, for: nil) else { return nil }
        return Guessing(guesses: guesses, asker: asker, now: now)
    }

    /// Asks for a verdict, and has whoever asks in vain wait for the next: see ``VerificationGuesses``.
    func counting(
        as principal: Principal, _ body: () async throws -> VerificationAnswer
    ) async throws -> VerificationAnswer {
        guard let guessing = guessing(by: principal) else { return try await body() }
        try guessing.admit()
        let answer = try await body()
        if let (model, count) = guessing.count(answer) { try await alarm(model, count) }
        return answer
    }

    /// Tells the maker of a model that somebody guesses at its numbers.
    func alarm(_ model: Model, _ count: Int) async throws {
        let day = today
        try await database.write { transaction in
            try Outbox.post(
                NoticeDraft(
                    .verificationGuessed, key: "\(model.id) \(day.isoText)",
                    facts: ["model": model.number.text, "misses": String(count)]),
                of: model.manufacturer, transaction)
        }
    }
}

extension VerificationAnswer {
    /// Whether the asker may have guessed.
    fileprivate var isInVain: Bool {
        switch verdict {
        case .notIssued, .wrongCode, .unknownModel, .otherModel, .notAsBuilt: true
        case .issuedFirstSeen, .issuedSeenBefore, .possibleCopy, .recalled, .reportedStolen, .withdrawn, .cannotTell:
            false
        }
    }
}
