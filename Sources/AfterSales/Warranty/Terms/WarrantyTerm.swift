package import Identifiers
package import Registry

/// What a manufacturer promises for some of its units: one version of one term.
///
/// A version is never changed. Another version holds for units of its own: those that its population names, or that were
/// sold or made from a day on. So nothing that is set later changes what the owner of a unit was promised.
package struct WarrantyTerm: Hashable, Sendable {
    /// Days between two others, both of which belong to it; open where one is nil.
    package struct Days: Hashable, Sendable {
        package var from: CivilDate?
        package var until: CivilDate?

        package init(from: CivilDate? = nil, until: CivilDate? = nil) {
            self.from = from
            self.until = until
        }

        package var isOpen: Bool { from == nil && until == nil }

        func holds(_ day: CivilDate) -> Bool {
            (from.map { $0.firstDay <= day } ?? true) && (until.map { day <= $0.lastDay } ?? true)
        }
    }

    /// How often the cover goes over to another owner.
    package enum Transfer: String, CaseIterable, Sendable {
        case never
        case once
        case always
    }

    /// What becomes of the cover of a unit that came back to stock and is sold again.
    package enum Resale: String, CaseIterable, Sendable {
        /// It goes on to the day on which it would have ended.
        case continues
        /// The days in stock are added to it.
        case extends
        /// It begins anew.
        case restarts
    }

    /// The cover of a unit that was given for another one.
    package enum Replacement: Hashable, Sendable {
        /// What was left of the other one's.
        case rest
        /// What was left, or so long from the exchange, whichever is longer.
        case longerOfRest(CoverLength.Time)
        /// As for any other unit.
        case anew
    }

    /// Names the term within its target: 'standard', 'compressor'.
    package var name: String
    /// From 1.
    package var version: Int
    package var target: ModelTarget
    /// What it is called in the papers.
    package var title: String?
    /// Which units of the target; nil for all.
    package var population: String?
    package var sold = Days()
    package var produced = Days()
    package var coverages: [Coverage]
    package var starts: [StartRule]
    /// Where it holds, ISO 3166-1 alpha-2; empty for everywhere.
    package var markets: [String] = []
    /// What is never covered, in words.
    package var exclusions: [String] = []
    package var transfer: Transfer = .always
    package var pausesInRepair = false
    package var resale: Resale = .continues
    package var replacement: Replacement = .rest

    package init(
        _ name: String, version: Int = 1, of target: ModelTarget = .everything, _ coverages: [Coverage],
        starts: [StartRule] = [StartRule(.sale)]
    ) {
        self.name = name
        self.version = version
        self.target = target
        self.coverages = coverages
        self.starts = starts
    }

    /// 'standard 2'.
    package var label: String { "\(name) \(version)" }

    /// Whether it names a day from which on it takes the place of an earlier version.
    package var takesOver: Bool { sold.from != nil || produced.from != nil }
}
