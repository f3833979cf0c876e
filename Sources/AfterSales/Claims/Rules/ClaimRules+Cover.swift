import Identifiers

extension ClaimRules {
    /// Whether the unit was in cover on the day, for what is claimed. What is asked as a favour is known to lie outside.
    static func coverFindings(_ subject: ClaimCase) -> [ClaimFinding] {
        let day = subject.day.isoText
        if subject.isStock {
            guard let sale = subject.sale, sale <= subject.day else { return [] }
            return [ClaimFinding(.stockSold, .against, ["day": sale.isoText])]
        }
        let isFavour = subject.details.kind == .goodwill
        let why = subject.verdict.sentences.prefix(3).joined(separator: " ")
        switch subject.verdict.state {
        case .notCovered: return [ClaimFinding(.coverOut, isFavour ? .note : .against, ["day": day, "why": why])]
        case .unknown: return [ClaimFinding(.coverUnknown, isFavour ? .note : .doubt, ["day": day, "why": why])]
        case .covered:
            return Coverage.Kind.allCases.filter { asks(subject, for: $0) && !covers(subject, $0) }.map { kind in
                ClaimFinding(.coverKind, isFavour ? .note : .against, ["day": day, "kind": kind.rawValue])
            }
        }
    }

    private static func asks(_ subject: ClaimCase, for kind: Coverage.Kind) -> Bool {
        let asked: ClaimLine.Kind =
            switch kind {
            case .parts: .part
            case .labour: .labour
            case .expenses: .expense
            }
        return subject.details.lines.contains { $0.kind == asked && $0.claimed > 0 }
    }

    /// By what holds for the whole unit, or for the part at fault.
    private static func covers(_ subject: ClaimCase, _ kind: Coverage.Kind) -> Bool {
        subject.verdict.lines.contains { line in
            line.state == .covered && line.kinds.contains(kind)
                && (line.component == nil || line.component == subject.details.causalPart)
        }
    }
}
