import Identifiers
package import Registry
package import Safeguards
import Storage

extension NameplateRegistry {
    /// Says whether a number is that of a real unit, as far as a number can tell, with what speaks for it.
    ///
    /// Each question about a unit is a scan (see ``UnitScan``); it is on its way to the disk before this answers.
    /// - Throws: `value.invalid`, `text.tooLong`; `budget.exhausted` with when to ask again, also after too many codes;
    ///   `access.forbidden` for another moment than now.
    package func verify(
        _ question: VerificationQuestion, as principal: Principal, from source: RequestSource = .local
    ) async throws -> VerificationAnswer {
        try question.check()
        if question.asOf != nil { try Access.require(principal, .reviewCopies, .anything) }
        return try await counting(as: principal) { try await answer(question, as: principal, from: source) }
    }

    private func answer(
        _ question: VerificationQuestion, as principal: Principal, from source: RequestSource
    ) async throws -> VerificationAnswer {
        let asker = Self.asker(principal, source)
        let reading = try await reading(asker, as: principal)
        let (found, told) = try await lookupUncounted(question.text, model: question.model, as: principal) {
            try reading.answer(question, to: $0, $1)
        }
        count(found, of: question.text)
        if let answer = told.answer {
            guard let scan = told.scan else { return try await otherModel(told, question, asker) ?? answer }
            scans.append(scan)
            return answer
        }
        guard case .unit(let unit) = found.outcome else { return VerificationAnswer(.cannotTell, []) }
        let code = try await check(question.code, of: unit.unit, asker)
        let judged = try database.readSnapshotNow { try reading.judge(unit, code, question, $0) }
        if let scan = judged.scan { scans.append(scan) }
        return judged.answer ?? VerificationAnswer(.cannotTell, [])
    }

    /// What verdicts on questions of this moment are derived by.
    func reading(_ asker: String, as principal: Principal) async throws -> VerificationReading {
        VerificationReading(
            registry: self, asker: try await scans.hashes(of: asker, at: moment), today: today, principal: principal)
    }

    /// Who asks, as far as that is known: only a hash of it is kept.
    static func asker(_ principal: Principal, _ source: RequestSource) -> String {
        switch principal.identity {
        case .account, .token, .machine: principal.auditName
        case .stranger: source.network ?? principal.auditName
        }
    }

    // MARK: Codes

    /// Compares a code, which is counted as a try before.
    private func check(_ text: String?, of unit: UnitRow, _ asker: String) async throws -> CodeCheck {
        guard let text else { return .none }
        let subjects: [SignInFailures.Subject] = [
            .codes(asker), .codesOfUnit("\(unit.key.model) \(unit.key.serial.text)"),
        ]
        try await countTries(subjects, else: .budgetExhausted) { minutes in
            "Too many codes have been tried. Try again in \(minutes) minutes."
        }
        let result = try await database.read { try CodeCheck.check(text, of: unit, $0) }
        // Only a wrong one is a guess.
        guard result != .wrong else { return result }
        try await database.write { transaction in
            for subject in subjects { try SignInFailures.forgive(subject, transaction) }
        }
        return result
    }

    /// That the number is a unit's of another model, for whoever has its code.
    private func otherModel(
        _ told: VerificationReading.Told, _ question: VerificationQuestion, _ asker: String
    ) async throws -> VerificationAnswer? {
        guard question.code != nil else { return nil }
        for unit in told.others where try await check(question.code, of: unit.unit, asker).isRight {
            return VerificationReading.otherModel(unit)
        }
        return nil
    }
}
