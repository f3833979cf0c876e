package import Identifiers
import Registry

/// A term, and whether its population holds the unit; nil where that cannot be told.
package struct CandidateTerm: Hashable, Sendable {
    package var term: WarrantyTerm
    package var applies: Bool?

    package init(_ term: WarrantyTerm, applies: Bool? = true) {
        self.term = term
        self.applies = applies
    }
}

/// Judges cover. It is computed from facts, terms and extensions whenever somebody asks, and never kept: a stored date
/// would stay as it was when a late event tells otherwise.
package enum Warranty {
    /// - Parameters:
    ///   - facts: What the unit's life says. What happened after `asOf` does not count, but for the events from which cover
    ///     begins: before them it has not begun.
    ///   - asOf: The day that is asked for, past or to come.
    package static func verdict(
        facts: UnitLife, terms: [CandidateTerm], extensions: [CoverExtension] = [], asOf: CivilDate
    ) -> CoverVerdict {
        verdict(facts, TermBook(terms.map(\.term)), extensions, asOf: asOf) { terms[$0].applies }
    }

    /// The same for one of many units, with the terms ordered once.
    package static func verdict(
        _ facts: UnitLife, _ book: TermBook, _ extensions: [CoverExtension], asOf: CivilDate,
        applies: (Int) -> Bool?
    ) -> CoverVerdict {
        let asOf = asOf.lastDay
        var lines: [CoverLine] = []
        for choice in book.chosen(for: facts, applies: applies) {
            for coverage in choice.term.coverages {
                lines.append(
                    choice.isCertain
                        ? line(of: choice.term, coverage, facts, asOf)
                        : line(of: choice.term, coverage, .unknown, [.versionUnknown(term: choice.term.name)]))
            }
        }
        let promised = lines
        lines += extensions.map { line(of: $0, following: promised, facts, asOf) }
        guard !lines.isEmpty else {
            return CoverVerdict(asOf: asOf, state: .unknown, lines: [], reasons: [.noTerm])
        }
        let state: CoverVerdict.State =
            lines.contains { $0.state == .covered }
            ? .covered : lines.contains { $0.state == .unknown } ? .unknown : .notCovered
        return CoverVerdict(asOf: asOf, state: state, until: until(lines), lines: lines)
    }

    /// The last day up to which some cover follows another without a gap.
    private static func until(_ lines: [CoverLine]) -> CivilDate? {
        let covered = lines.filter { $0.state == .covered }
        guard !covered.isEmpty else { return nil }
        // What holds for a component alone counts where nothing holds for the whole unit.
        let isWhole = covered.contains { $0.component == nil }
        let candidates = lines.filter { line in
            (!isWhole || line.component == nil) && (line.state == .covered || line.isToCome)
        }
        var last: CivilDate?
        for line in candidates.sorted(by: { ($0.from ?? .last) < ($1.from ?? .last) }) {
            guard let from = line.from, line.state == .covered || last.map({ from <= $0.adding(days: 1) }) ?? false
            else {
                continue
            }
            guard let until = line.until else { return nil }
            last = max(last ?? until, until)
        }
        return last
    }

    // MARK: Terms

    private static func line(
        of term: WarrantyTerm, _ coverage: Coverage, _ facts: UnitLife, _ asOf: CivilDate
    ) -> CoverLine {
        if !term.markets.isEmpty {
            guard let market = facts.market else {
                return line(of: term, coverage, .unknown, [.marketUnknown(term.markets)])
            }
            guard term.markets.contains(market) else {
                return line(of: term, coverage, .notCovered, [.otherMarket(market, term.markets)])
            }
        }
        var run: CoverRun
        if let replacement = facts.replacement, term.replacement != .anew {
            guard let left = CoverRun(after: replacement, term.replacement, coverage) else {
                return line(of: term, coverage, .notCovered, [.noRestOf(serial: replacement.serial)])
            }
            run = left
        } else if let start = CoverStart(of: term, facts) {
            run = CoverRun(of: term, coverage, start, facts, asOf)
        } else {
            return line(of: term, coverage, .unknown, [.noStart(term.starts)])
        }
        run.transfer = term.transfer
        run.go(through: facts, asOf, pausing: term.pausesInRepair, adding: term.resale)
        let state = run.judge(facts, asOf, component: coverage.component)
        var line = line(of: term, coverage, state, run.reasons)
        (line.from, line.until, line.begin) = (run.from, run.until, run.begin)
        return line
    }

    private static func line(
        of term: WarrantyTerm, _ coverage: Coverage, _ state: CoverVerdict.State, _ reasons: [CoverReason]
    ) -> CoverLine {
        CoverLine(
            source: .term(name: term.name, version: term.version), title: coverage.title ?? term.title,
            kinds: coverage.kinds, component: coverage.component, state: state, reasons: reasons)
    }

    // MARK: Extensions

    private static func line(
        of more: CoverExtension, following lines: [CoverLine], _ facts: UnitLife, _ asOf: CivilDate
    ) -> CoverLine {
        let coverage = more.coverage
        var line = CoverLine(
            source: .extended(more.kind, reference: more.reference), title: coverage.title, kinds: coverage.kinds,
            component: coverage.component, state: .unknown, reasons: [.noCoverToFollow])
        let from: CivilDate
        switch more.start {
        case .on(let day): from = day.firstDay
        case .afterCover:
            let followed = lines.filter { $0.overlaps(coverage.component, coverage.kinds) }
            guard let last = followed.compactMap(\.until).max(), followed.allSatisfy({ $0.until != nil }) else {
                return line
            }
            from = last.adding(days: 1)
        }
        var run = CoverRun(from: from, coverage.length)
        run.transfer = more.transfer
        run.cancelledOn = more.cancelledOn
        run.go(through: facts, asOf, pausing: more.pausesInRepair, adding: .continues)
        line.state = run.judge(facts, asOf, component: coverage.component)
        (line.from, line.until, line.reasons) = (run.from, run.until, run.reasons)
        return line
    }
}

extension CoverLine {
    fileprivate var isToCome: Bool {
        reasons.contains { if case .notYet = $0 { true } else { false } }
    }
}
