import Identifiers
import Registry
import Safeguards
import Storage

extension NameplateRegistry {
    /// Asks for a verdict, and has whoever asks in vain wait for the next: see ``VerificationGuesses``.
    func counting(
        as principal: Principal, _ body: () async throws -> VerificationAnswer
    ) async throws -> VerificationAnswer {
        guard let asker = principal.asker, Access.isCharged(principal, for: nil) else { return try await body() }
        try guesses.admit(asker, at: moment)
        let answer = try await body()
        guard answer.isInVain else { return answer }
        if let count = guesses.countMiss(by: asker, of: answer.model?.id, at: moment), let model = answer.model {
            try await alarm(model, count)
        }
        return answer
    }

    /// Tells the maker of a model that somebody guesses at its numbers.
    private func alarm(_ model: Model, _ count: Int) async throws {
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
