package import Identifiers

/// Whether a unit is in cover on a day, for what, until when, from which event and by which term.
package struct CoverVerdict: Hashable, Sendable {
    /// What cannot be told now is an answer of its own, and never 'out'.
    package enum State: String, CaseIterable, Sendable {
        case covered = "in"
        case notCovered = "out"
        case unknown
    }
    package var asOf: CivilDate
    package var state: State
    /// The last day up to which something is covered without a gap, by what is known; nil where nothing is covered or no
    /// day is known.
    package var until: CivilDate?
    /// Every promise and what became of it.
    package var lines: [CoverLine]
    /// Why there are no promises to speak of.
    package var reasons: [CoverReason] = []

    /// In cover for this, of the whole unit.
    package func covers(_ kind: Coverage.Kind) -> Bool {
        lines.contains { $0.state == .covered && $0.component == nil && $0.kinds.contains(kind) }
    }

    /// What the whole verdict says, the decisive first.
    package var sentences: [String] {
        var said: Set<String> = []
        return (reasons + lines.flatMap(\.reasons)).map(\.sentence).filter { said.insert($0).inserted }
    }
}

/// One promise to one unit: a coverage of a term, or an extension, and what became of it.
package struct CoverLine: Hashable, Sendable {
    /// Who promises it.
    package enum Source: Hashable, Sendable {
        case term(name: String, version: Int)
        case extended(CoverExtension.Kind, reference: String)

        package var label: String {
            switch self {
            case .term(let name, let version): "\(name) \(version)"
            case .extended(let kind, let reference): "\(kind.rawValue) \(reference)"
            }
        }
    }

    /// From what the cover counts.
    package struct Begin: Hashable, Sendable {
        package var start: StartRule.Start
        package var fact: UnitLife.Fact

        package init(_ start: StartRule.Start, _ fact: UnitLife.Fact) {
            self.start = start
            self.fact = fact
        }
    }
    package var source: Source
    package var title: String?
    package var kinds: [Coverage.Kind]
    package var component: String?
    package var state: CoverVerdict.State
    /// The first day; nil where it cannot be told.
    package var from: CivilDate?
    /// The last day, which belongs to it; nil where it cannot be told, or has none.
    package var until: CivilDate?
    /// The event that it counts from.
    package var begin: Begin?
    /// What began, limited and ended it, in the order of importance.
    package var reasons: [CoverReason]

    package init(
        source: Source, title: String? = nil, kinds: [Coverage.Kind], component: String? = nil,
        state: CoverVerdict.State, until: CivilDate? = nil, reasons: [CoverReason]
    ) {
        self.source = source
        self.title = title
        self.kinds = kinds
        self.component = component
        self.state = state
        self.until = until
        self.reasons = reasons
    }

    func overlaps(_ component: String?, _ kinds: [Coverage.Kind]) -> Bool {
        self.component == component && self.kinds.contains(where: kinds.contains)
    }
}
