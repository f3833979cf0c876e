package import Identifiers

/// All terms that can concern the units of a model, ordered for choosing: by name, the narrowest target first, the oldest
/// version first. Made once for many units.
package struct TermBook: Sendable {
    /// In the order in which they were given.
    package let terms: [WarrantyTerm]
    /// Names, their targets, the versions for it.
    let names: [[[Int]]]

    package init(_ terms: [WarrantyTerm]) {
        self.terms = terms
        let byName = Dictionary(grouping: terms.indices) { terms[$0].name }
        names = byName.keys.sorted().map { name in
            let byTarget = Dictionary(grouping: byName[name] ?? []) { terms[$0].target.narrowness }
            return byTarget.keys.sorted(by: >).map { target in
                (byTarget[target] ?? []).sorted { terms[$0].version < terms[$1].version }
            }
        }
    }

    /// The version of each term that holds for a unit.
    /// - Parameter applies: Whether the population of the term at this index holds the unit; nil where that cannot be told.
    func chosen(for facts: UnitLife, applies: (Int) -> Bool?) -> [Choice] {
        names.compactMap { targets in
            for versions in targets {
                if let choice = choice(of: versions, facts, applies) { return choice }
            }
            return nil
        }
    }

    struct Choice {
        var term: WarrantyTerm
        /// Whether it is certain that this version holds.
        var isCertain: Bool
    }

    /// The oldest version that holds, unless a later one says from which day on it takes its place.
    private func choice(of versions: [Int], _ facts: UnitLife, _ applies: (Int) -> Bool?) -> Choice? {
        var choice: Choice?
        for index in versions {
            let term = terms[index]
            guard let holds = holds(term, facts, applies(index)) else {
                if choice == nil || term.takesOver { choice = Choice(term: term, isCertain: false) }
                continue
            }
            if holds, choice == nil || term.takesOver { choice = Choice(term: term, isCertain: true) }
        }
        return choice
    }

    private func holds(_ term: WarrantyTerm, _ facts: UnitLife, _ applies: Bool?) -> Bool? {
        guard applies != false else { return false }
        var certain = applies != nil
        if !term.sold.isOpen {
            if let day = facts.fact(of: .sale)?.on ?? CoverStart(of: term, facts)?.from {
                guard term.sold.holds(day) else { return false }
            } else {
                certain = false
            }
        }
        if !term.produced.isOpen {
            if let day = facts.produced?.lastDay {
                guard term.produced.holds(day) else { return false }
            } else {
                certain = false
            }
        }
        return certain ? true : nil
    }
}
