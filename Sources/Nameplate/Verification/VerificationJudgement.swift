import Identifiers
import Registry
import Safeguards
import Storage

/// A verdict on a unit, derived from what is known of it at a moment.
struct VerificationJudgement {
    var answer: VerificationAnswer
    let signals: [CopySignal]
    /// Whether somebody must look into it.
    let suspicion: ScanRecorder.Suspicion?
    private let found: FoundUnit
    private let parts: SeenParts.Outcome
    private let code: CodeCheck

    /// - Parameters:
    ///   - scan: The question itself.
    ///   - waiting: Scans of the unit that may not be in the database yet.
    init(
        _ found: FoundUnit, _ scan: UnitScan, _ waiting: [UnitScan], _ question: VerificationQuestion,
        _ reader: any SQLReader
    ) throws {
        self.found = found
        code = scan.code
        let unit = found.unit
        let end = question.asOf ?? scan.at
        let known = try ScanRows.known(unit.key, reader)
        let reviews = known.hasReviews ? try CopyReviews.list(of: unit.key, reader) : []
        let clearedAt = CopyReviews.clearedAt(reviews, by: end)
        var record = try ScanRecord(of: unit.key, known, waiting, until: end, reader)
        if question.asOf == nil { record.add(scan) }
        let needsHistory = question.asOf != nil || record.strangers.count > 1
        let history = needsHistory ? try Units.history(of: unit, reader).effective(asOf: question.asOf) : []
        let state = question.asOf == nil ? unit.state : Self.state(history)
        signals =
            try record.strangers.count > 1
            ? CopyEvidence(
                record.scans.filter { $0.at > clearedAt ?? .min }, UnitLifeline(history),
                by: VerificationRuleBook.rules(of: found.manufacturer.id, model: found.model.id, reader),
                firstAt: record.seen.since
            ).signals : []
        let isSuspect = CopySignal.suffice(signals)
        let isOpen = reviews.contains { $0.state == .open }
        suspicion =
            isSuspect && !isOpen
            ? .init(unit: unit.key, manufacturer: found.manufacturer.id, signals: signals.map(\.kind)) : nil
        parts = try question.seen.compare(with: unit, of: found.model, asOf: question.asOf, reader)
        var findings = UnitSafety.findings(state) + Self.findings(scan.code)
        if isSuspect {
            findings.append(Finding(.copySigns, ["signs": String(Set(signals.map(\.kind.ground)).count)]))
        }
        findings += Self.findings(parts, question.seen)
        findings.append(record.finding)
        if clearedAt != nil { findings.append(Finding(.cleared)) }
        if question.text != unit.key.serial.text, question.model != nil {
            findings.append(Finding(.spelling, ["serial": unit.key.serial.text]))
        }
        answer = VerificationAnswer(
            Self.verdict(findings, scan.code, isSuspect: isSuspect, differs: parts.differs), findings)
        answer.manufacturer = found.manufacturer
        answer.model = found.model
        answer.serial = unit.key.serial.text
        answer.asOf = question.asOf
    }

    private static func state(_ history: [HistoryEntry]) -> UnitState {
        var state = UnitState()
        for entry in history { state.apply(entry) }
        return state
    }

    private static func verdict(
        _ findings: [Finding], _ code: CodeCheck, isSuspect: Bool, differs: Bool
    ) -> Verdict {
        if code == .wrong { return .wrongCode }
        if let grave = UnitSafety.verdict(findings) { return grave }
        if isSuspect { return .possibleCopy }
        if differs { return .notAsBuilt }
        if findings.contains(where: { $0.code == .recalled }) { return .recalled }
        if findings.contains(where: { $0.code == .exported }) { return .exported }
        return findings.contains { $0.code == .seenBefore } ? .issuedSeenBefore : .issuedFirstSeen
    }

    private static func findings(_ code: CodeCheck) -> [Finding] {
        switch code {
        case .none: []
        case .label: [Finding(.labelCodeRight)]
        case .owner: [Finding(.ownerCodeRight)]
        case .wrong: [Finding(.codeWrong)]
        case .noCodes: [Finding(.noCodes)]
        case .cannotTell: [Finding(.codeUntold)]
        }
    }

    private static func findings(_ outcome: SeenParts.Outcome, _ seen: SeenParts) -> [Finding] {
        guard !seen.isEmpty else { return [] }
        if outcome.differs {
            let parts = outcome.otherComponents + outcome.otherFeatures
            return [Finding(.partsDiffer, ["parts": parts.joined(separator: ", ")])]
        }
        let isUnknown = outcome.lacksComponents || !outcome.unknownFeatures.isEmpty
        return [isUnknown ? Finding(.partsUnknown) : Finding(.partsAgree)]
    }

    // MARK: Campaigns

    /// Tells the open campaigns that the unit is one of.
    mutating func addCampaigns(_ campaigns: [UnitCampaign]) {
        guard !campaigns.isEmpty else { return }
        let told = campaigns.map { campaign in
            Finding(
                campaign.doNotUse ? .campaignDoNotUse : .campaign,
                ["number": campaign.number.text, "title": campaign.title])
        }
        answer.findings.insert(contentsOf: told, at: 0)
        let isRecall = campaigns.contains { $0.kind == .safetyRecall }
        if isRecall, answer.verdict.isMild || answer.verdict == .exported { answer.verdict = .recalled }
    }

    // MARK: Signature

    /// Checks the signature that a link carries.
    mutating func addSignature(of text: String, _ reader: any SQLReader) throws {
        guard let link = SignedLink(text) else { return }
        let isOfUnit = try link.serial == found.unit.key.serial.text && isOfModel(link.model, reader)
        let isSigned =
            try isOfUnit && link.isSigned(by: SigningKeys.list(of: found.manufacturer.id, reader).map(\.publicKey))
        answer.findings.insert(Finding(isSigned ? .signatureRight : .signatureWrong), at: 0)
        if !isSigned, answer.verdict.isMild || [.recalled, .notAsBuilt, .exported].contains(answer.verdict) {
            answer.verdict = .wrongCode
        }
    }

    private func isOfModel(_ model: LabelSignature.Model, _ reader: any SQLReader) throws -> Bool {
        switch model {
        case .gtin(let gtin): found.model.details.gtins.contains(gtin)
        // The number may be one that the model had when the label was printed.
        case .number(let number, let maker):
            try maker == found.manufacturer.slug
                && Models.named(number, of: found.manufacturer.id, reader)?.id == found.model.id
        }
    }

    // MARK: Parts

    /// Which parts differ is for whoever may see them, or holds the unit: others could find out by guessing.
    func mayNameParts(as principal: Principal) -> Bool {
        code.isRight || Access.allows(principal, .readUnits, .somewhere(found.manufacturer.id))
    }

    mutating func hideParts() {
        for place in answer.findings.indices where answer.findings[place].code == .partsDiffer {
            answer.findings[place].facts = [:]
        }
    }
}

extension Verdict {
    /// Whether nothing is known that speaks against the unit.
    fileprivate var isMild: Bool { self == .issuedFirstSeen || self == .issuedSeenBefore }
}

/// Who has asked for a unit up to a moment.
private struct ScanRecord {
    private(set) var scans: [UnitScan]
    private(set) var seen: ScanRows.Seen
    /// How many of them are the asker's own, a moment ago.
    private var own = 0

    init(
        of unit: UnitKey, _ known: ScanRows.Known, _ waiting: [UnitScan], until end: Int64, _ reader: any SQLReader
    ) throws {
        let stored = known.hasScans ? try ScanRows.list(of: unit, until: end, reader) : []
        scans = UnitScan.folded(stored + waiting.filter { $0.at <= end })
        seen = try ScanRows.seen(unit, stored, hasTally: known.hasTally, until: end, reader)
        let more = scans.count(where: { !$0.isTrusted }) - stored.count(where: { !$0.isTrusted })
        seen.count += Int64(max(0, more))
        seen.since = [seen.since, scans.first { !$0.isTrusted }?.at].compactMap(\.self).min()
    }

    /// Adds the question itself, which is none where the same asker has just asked.
    mutating func add(_ scan: UnitScan) {
        own = scans.count(where: { !$0.isTrusted && scan.repeats($0) })
        if own == 0 { scans = UnitScan.folded(scans + [scan]) }
    }

    var strangers: [UnitScan] { scans.filter { !$0.isTrusted } }

    /// How often others have asked before; in months, as everybody may know.
    var finding: Finding {
        let others = seen.count - Int64(own)
        guard others > 0, let since = seen.since else { return Finding(.firstSeen) }
        return Finding(
            .seenBefore, ["times": String(others), "since": CivilDate(microseconds: since).toMonth.isoText])
    }
}
