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
        func count(_ answer: VerificationAnswer) {
            if answer.isInVain { guesses.countMiss(by: asker, of: answer.model?.id, at: now()) }
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
        do {
            try guessing.admit()
        } catch {
            try await alarm()
            throw error
        }
        let answer = try await body()
        guessing.count(answer)
        try await alarm()
        return answer
    }

    /// Tells makers of models that somebody guesses at their numbers.
    func alarm() async throws {
        let alarms = guesses.takeAlarms()
        guard !alarms.isEmpty else { return }
        let day = today
        try await database.write { transaction in
            for alarm in alarms {
                guard let model = try Models.find(alarm.model, transaction) else { continue }
                try Outbox.post(
                    NoticeDraft(
                        .verificationGuessed, key: "\(model.id) \(day.isoText)",
                        facts: ["model": model.number.text, "misses": String(alarm.count)]),
                    of: model.manufacturer, transaction)
            }
        }
    }
}

extension VerificationAnswer {
    /// Whether the asker may have guessed.
    fileprivate var isInVain: Bool {
        switch verdict {
        case .notIssued, .wrongCode, .unknownModel, .otherModel, .notAsBuilt: true
        case .issuedFirstSeen, .issuedSeenBefore, .possibleCopy, .recalled, .reportedStolen, .withdrawn, .exported,
            .cannotTell:
            false
        }
    }
}
