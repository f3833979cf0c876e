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
        let found = try await lookupUncounted(question.text, model: question.model, as: principal)
        count(found, of: question.text)
        let asker = Self.asker(principal, source)
        guard case .unit(let unit) = found.outcome else {
            let answer = try await answer(unknown: found, question, as: principal)
            guard answer.verdict == .notIssued, let serial = Self.serial(of: question, found) else { return answer }
            return try await otherModel(serial, question, asker, as: principal) ?? answer
        }
        let code = try await check(question.code, of: unit.unit, asker)
        let scan = try await scan(of: unit, code, question, asker, as: principal)
        let answer = try judge(unit, scan, question, as: principal)
        if question.asOf == nil { scans.append(scan) }
        return answer
    }

    /// Who asks, as far as that is known: only a hash of it is kept.
    private static func asker(_ principal: Principal, _ source: RequestSource) -> String {
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

    // MARK: Scans

    private func scan(
        of found: FoundUnit, _ code: CodeCheck, _ question: VerificationQuestion, _ asker: String,
        as principal: Principal
    ) async throws -> UnitScan {
        let now = moment
        let hashes = try await scans.hashes(of: asker, at: now)
        return UnitScan(
            id: .random(in: 1...Int64.max), found.unit.key, of: found.manufacturer.id, at: now,
            region: question.region.flatMap { UnitScan.region($0) }, question.channel, asker: hashes.today,
            askerBefore: hashes.before,
            isTrusted: Access.allows(principal, .readUnits, .somewhere(found.manufacturer.id)), code: code)
    }

    // MARK: Judging

    /// On the caller's thread: a few point look-ups.
    private func judge(
        _ found: FoundUnit, _ scan: UnitScan, _ question: VerificationQuestion, as principal: Principal
    ) throws -> VerificationAnswer {
        let waiting = scans.journal.waiting(of: found.unit.key)
        let today = self.today
        // One snapshot: what an answer rests on was all true at once.
        var judgement = try database.readSnapshotNow { reader in
            var judgement = try VerificationJudgement(found, scan, waiting, question, reader)
            try judgement.addSignature(of: question.text) { try SigningKeys.list(of: $0, reader) }
            if question.asOf == nil {
                judgement.addCampaigns(
                    try Self.campaigns(of: found, catalogue, on: today, tellsRemedies: false, reader))
            }
            judgement.answer.approvals = try ModelEntries<Approval>.list(of: found.model.id, reader).map(\.entry)
                .filter { $0.isValid(on: today) }
            return judgement
        }
        let mayReview = Access.allows(principal, .reviewCopies, .somewhere(found.manufacturer.id))
        if mayReview {
            judgement.answer.signals = judgement.signals
        } else if question.asOf != nil {
            throw Self.reviewersAlone
        }
        if let suspicion = judgement.suspicion, question.asOf == nil { scans.suspect(suspicion) }
        if !judgement.mayNameParts(as: principal) { judgement.hideParts() }
        return judgement.answer
    }

    private static var reviewersAlone: RegistryError {
        RegistryError(
            .forbidden,
            "Only who may look into copies of this manufacturer's units is told what was true at another moment.")
    }

    // MARK: What is no unit

    private static func serial(of question: VerificationQuestion, _ answer: LookupAnswer) -> String? {
        question.model == nil ? answer.notes.first { $0.code.isAboutSerial }?.text : question.text
    }

    private func answer(
        unknown answer: LookupAnswer, _ question: VerificationQuestion, as principal: Principal
    ) async throws -> VerificationAnswer {
        func has(_ code: LookupNote.Code) -> Bool { answer.notes.contains { $0.code == code } }
        if has(.cannotTell) { return VerificationAnswer(.cannotTell, [Finding(.keyMissing)]) }
        switch answer.outcome {
        case .unit, .choice: return VerificationAnswer(.cannotTell, [Finding(.sharedNumber)])
        case .unknown:
            return has(.serialNotIssued)
                ? VerificationAnswer(.notIssued, [Finding(.notIssued)])
                : VerificationAnswer(.unknownModel, [Finding(.unknownModel)])
        case .model(let found):
            var told = try await self.answer(numberOf: found, answer)
            (told.manufacturer, told.model) = (found.manufacturer, found.model)
            return told
        }
    }

    /// Why no unit of a model has the number.
    private func answer(numberOf found: FoundModel, _ answer: LookupAnswer) async throws -> VerificationAnswer {
        let codes = Set(answer.notes.map(\.code))
        guard codes.contains(where: \.isAboutSerial) else {
            return VerificationAnswer(.cannotTell, [Finding(.serialMissing)])
        }
        if codes.contains(.serialNotIssued) { return VerificationAnswer(.notIssued, [Finding(.notIssued)]) }
        if codes.contains(.serialMalformed) { return VerificationAnswer(.notIssued, [Finding(.malformed)]) }
        let hasRecords = try await database.read { reader in
            try !SerialFormats.list(of: found.model.id, reader).isEmpty
                || !UnitRows.list(of: found.model.id, after: nil, limit: 1, reader).isEmpty
        }
        return hasRecords
            ? VerificationAnswer(.notIssued, [Finding(.notInRecords)])
            : VerificationAnswer(.cannotTell, [Finding(.noRecords)])
    }

    /// That the number is a unit's of another model, for whoever has its code or may see what was made.
    private func otherModel(
        _ serial: String, _ question: VerificationQuestion, _ asker: String, as principal: Principal
    ) async throws -> VerificationAnswer? {
        guard question.code != nil || Access.seesUnreleased(as: principal) else { return nil }
        let (today, references, catalogue) = (self.today, referenceSnapshot, self.catalogue)
        let units = try await database.read { reader in
            let search = LookupSearch(
                catalogue: catalogue, references: references, today: today, principal: principal, reader,
                vain: VainNumbers())
            return Array(try search.unitsOfAnyModel(serial).prefix(LookupSearch.mostChoices))
        }
        for unit in units {
            var isTold = Access.seesProduction(of: unit.manufacturer.id, as: principal)
            if !isTold { isTold = try await check(question.code, of: unit.unit, asker).isRight }
            guard isTold else { continue }
            var answer = VerificationAnswer(
                .otherModel,
                [Finding(.otherModel, ["model": "\(unit.manufacturer.name) \(unit.model.number.text)"])])
            (answer.manufacturer, answer.model) = (unit.manufacturer, unit.model)
            answer.serial = unit.unit.key.serial.text
            return answer
        }
        return nil
    }
}
