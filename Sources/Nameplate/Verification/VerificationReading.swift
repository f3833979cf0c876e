import Identifiers
import Registry
import Safeguards
import Storage

/// Derives verdicts from what one snapshot holds, on the thread that reads it.
struct VerificationReading: Sendable {
    let registry: NameplateRegistry
    let asker: ScanRecorder.Hashes
    let today: CivilDate
    let principal: Principal

    /// What came of a question.
    struct Told: Sendable {
        /// Nil where a code must be compared first.
        var answer: VerificationAnswer?
        /// The question as a scan; nil for what is about no unit, or about another moment.
        var scan: UnitScan?
        /// Units of other models that have the number: not to be told to whoever has no code of theirs.
        var others: [FoundUnit] = []
    }

    /// - Parameter search: what has found the answer, for further questions to the same snapshot.
    func answer(
        _ question: VerificationQuestion, to found: LookupAnswer, _ search: LookupSearch
    ) throws -> Told {
        if case .unit(let unit) = found.outcome {
            return question.code == nil ? try judge(unit, .none, question, search.reader) : Told()
        }
        var told = Told(answer: try answer(unknown: found, search.reader))
        let isAsked = question.code != nil || Access.seesUnreleased(as: principal)
        guard isAsked, told.answer?.verdict == .notIssued, let serial = Self.serial(of: question, found) else {
            return told
        }
        var others = search
        others.vain = VainNumbers()
        told.others = Array(try others.unitsOfAnyModel(serial).prefix(LookupSearch.mostChoices))
        let own = told.others.first { Access.seesProduction(of: $0.manufacturer.id, as: principal) }
        if let own { return Told(answer: Self.otherModel(own)) }
        return told
    }

    // MARK: Units

    func judge(
        _ found: FoundUnit, _ code: CodeCheck, _ question: VerificationQuestion, _ reader: any SQLReader
    ) throws -> Told {
        let mayReview = Access.allows(principal, .reviewCopies, .somewhere(found.manufacturer.id))
        guard mayReview || question.asOf == nil else { throw Self.reviewersAlone }
        let scan = scan(of: found, code, question)
        let waiting = registry.scans.journal.waiting(of: found.unit.key)
        var judgement = try VerificationJudgement(found, scan, waiting, question, reader)
        try judgement.addSignature(of: question.text, reader)
        if question.asOf == nil {
            judgement.addCampaigns(
                try NameplateRegistry.campaigns(of: found, registry.catalogue, on: today, tellsRemedies: false, reader))
            if let suspicion = judgement.suspicion { registry.scans.suspect(suspicion) }
        }
        let marks = try registry.catalogue.marks(of: found.model, reader)
        judgement.answer.approvals = marks.approvals(on: today)
        judgement.answer.authentication = marks.authentication
        if mayReview { judgement.answer.signals = judgement.signals }
        if !judgement.mayNameParts(as: principal) { judgement.hideParts() }
        return Told(answer: judgement.answer, scan: question.asOf == nil ? scan : nil)
    }

    private static var reviewersAlone: RegistryError {
        RegistryError(
            .forbidden,
            "Only who may look into copies of this manufacturer's units is told what was true at another moment.")
    }

    private func scan(of found: FoundUnit, _ code: CodeCheck, _ question: VerificationQuestion) -> UnitScan {
        UnitScan(
            id: .random(in: 1...Int64.max), found.unit.key, of: found.manufacturer.id, at: asker.at,
            region: question.region.flatMap { UnitScan.region($0) }, question.channel, asker: asker.today,
            askerBefore: asker.before,
            isTrusted: Access.allows(principal, .readUnits, .somewhere(found.manufacturer.id)), code: code)
    }

    // MARK: What is no unit

    private static func serial(of question: VerificationQuestion, _ answer: LookupAnswer) -> String? {
        question.model == nil ? answer.notes.first { $0.code.isAboutSerial }?.text : question.text
    }

    private func answer(unknown answer: LookupAnswer, _ reader: any SQLReader) throws -> VerificationAnswer {
        func has(_ code: LookupNote.Code) -> Bool { answer.notes.contains { $0.code == code } }
        if has(.cannotTell) { return VerificationAnswer(.cannotTell, [Finding(.keyMissing)]) }
        switch answer.outcome {
        case .unit, .choice: return VerificationAnswer(.cannotTell, [Finding(.sharedNumber)])
        case .unknown:
            return has(.serialNotIssued)
                ? VerificationAnswer(.notIssued, [Finding(.notIssued)])
                : VerificationAnswer(.unknownModel, [Finding(.unknownModel)])
        case .model(let found):
            var told = try self.answer(numberOf: found, answer, reader)
            (told.manufacturer, told.model) = (found.manufacturer, found.model)
            return told
        }
    }

    /// Why no unit of a model has the number.
    private func answer(
        numberOf found: FoundModel, _ answer: LookupAnswer, _ reader: any SQLReader
    ) throws -> VerificationAnswer {
        let codes = Set(answer.notes.map(\.code))
        guard codes.contains(where: \.isAboutSerial) else {
            return VerificationAnswer(.cannotTell, [Finding(.serialMissing)])
        }
        if codes.contains(.serialNotIssued) { return VerificationAnswer(.notIssued, [Finding(.notIssued)]) }
        if codes.contains(.serialMalformed) { return VerificationAnswer(.notIssued, [Finding(.malformed)]) }
        let hasRecords =
            try !registry.catalogue.formats(of: found.model.id, reader).isEmpty
            || !UnitRows.list(of: found.model.id, after: nil, limit: 1, reader).isEmpty
        return hasRecords
            ? VerificationAnswer(.notIssued, [Finding(.notInRecords)])
            : VerificationAnswer(.cannotTell, [Finding(.noRecords)])
    }

    /// That the number is a unit's of another model: for whoever has its code or may see what was made.
    static func otherModel(_ unit: FoundUnit) -> VerificationAnswer {
        var answer = VerificationAnswer(
            .otherModel,
            [Finding(.otherModel, ["model": "\(unit.manufacturer.name) \(unit.model.number.text)"])])
        (answer.manufacturer, answer.model) = (unit.manufacturer, unit.model)
        answer.serial = unit.unit.key.serial.text
        return answer
    }
}
