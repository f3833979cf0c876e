package import Identifiers
package import Storage

/// Several populations, in the order in which they are asked: a unit of the model counts for the first that holds it, so that each
/// counts once. So are the versions of a design, the newest asked first.
///
/// What is known of a batch decides for all of its units where it can; else those without a row are counted by arithmetic, never
/// one by one.
package struct RankedPopulations {
    /// For which of them a unit counts.
    package enum Rank: Hashable, Sendable {
        /// By its index.
        case population(Int)
        /// None of them holds it.
        case outside
        /// One that cannot be told any more is asked before any that holds.
        case untold
    }

    /// What is asked of units, and for what those count of which it is true.
    private struct Asked {
        var rank: Rank
        var rule: PopulationRule
    }

    private let populations: [CompiledPopulation?]
    private let rules: [PopulationRule]
    private let model: PopulationModel
    private let scope: PopulationScope
    private let reader: any SQLReader
    private let arithmetic: SerialArithmetic

    /// - Parameters:
    ///   - populations: What was written; nil where it cannot be read.
    ///   - model: The one whose units are asked for. A model that the scope has not has none.
    package init?(
        _ populations: [WrittenPopulation?], of model: ID<Model>, in scope: PopulationScope, on today: CivilDate,
        _ reader: any SQLReader
    ) {
        guard let model = scope.model(model) else { return nil }
        (self.model, self.scope, self.reader) = (model, scope, reader)
        // Formats that came later may leave a range without an order.
        self.populations = populations.map { written in
            written.flatMap { try? CompiledPopulation($0, in: scope, on: today) }
        }
        // All are asked at once, so what is asked of serial numbers is numbered through.
        var serials: [CompiledPopulation.Serials] = []
        rules = self.populations.map { population in
            guard let population, population.admits(model) else { return .constant(false) }
            let first = serials.count
            serials += population.serials
            return population.rule(of: model).numbered(from: first)
        }
        arithmetic = SerialArithmetic(serials, formats: model.formats)
    }

    /// For what all units of a batch count, or all that are of none; nil where they differ.
    /// - Throws: `key.missing`, `population.tooLarge`.
    package func rank(of batch: Batch?) throws -> Rank? {
        let asked: [Asked]
        if let batch {
            let facts = BatchFacts(batch)
            asked = try facts.space == nil ? self.asked { facts.decide($0) } : self.asked(of: facts)
        } else {
            asked = self.asked { BatchFacts.decideWithout($0) }
        }
        return asked.count == 1 ? asked.first?.rank : nil
    }

    /// For what pieces of a batch count, which have no serial number and contain nothing; nil where that takes more than is known of
    /// the batch.
    package func rank(ofPiecesIn batch: Batch) -> Rank? {
        let facts = BatchFacts(batch)
        let asked = self.asked { check in
            switch check {
            case .produced(let test): test.holds(of: facts.days)
            case .known(.produced): facts.days != nil
            case .serial, .contains: false
            default: facts.decide(check)
            }
        }
        return asked.count == 1 ? asked.first?.rank : nil
    }

    /// For what a unit counts that has a row.
    package func rank(of unit: UnitRow, batch: Batch?) throws -> Rank {
        let facts = UnitFacts(unit, batch: batch, model: model)
        for (index, population) in populations.enumerated() {
            guard let population else { return .untold }
            if try population.holds(facts, in: scope, reader) { return .population(index) }
        }
        return .outside
    }

    /// Hands on the units of an issued batch that have no row: how many of those with the same history count for what.
    /// - Parameter sequences: Only those of this part of the batch; nil for all.
    /// - Throws: `key.missing`, `population.tooLarge`.
    package func forEachRowless(
        of batch: Batch, in sequences: ClosedRange<Int64>? = nil,
        _ body: (_ history: UnitHistory, _ rank: Rank, _ count: Int64) throws -> Void
    ) throws {
        guard let issued = sequences?.clamped(to: batch.issue?.sequences ?? 0...0) ?? batch.issue?.sequences else {
            return
        }
        let facts = BatchFacts(batch)
        let asked = try asked(of: facts)
        let parts = BatchSegments(batch: facts, arithmetic: arithmetic, reader: reader)
        for segment in try parts.segments(in: issued) {
            var before: [PopulationRule] = []
            for one in asked {
                let rule = PopulationRule.all([one.rule] + before.map { .not($0) })
                let count = try parts.pieces(of: rule, in: segment).reduce(0 as Int64) { sum, piece in
                    sum.addingSaturated(try parts.countRowless(piece))
                }
                if count > 0 { try body(segment.history, one.rank, count) }
                before.append(one.rule)
            }
        }
    }

    private func asked(of issued: BatchFacts) throws -> [Asked] {
        try asked { try arithmetic.decide($0, of: issued) }
    }

    /// What is left to ask once `decide` has said what it knows; the last is true of all units.
    private func asked(_ decide: (PopulationCheck) throws -> Bool?) rethrows -> [Asked] {
        var left: [Asked] = []
        for (index, rule) in rules.enumerated() {
            guard populations[index] != nil else { return left + [Asked(rank: .untold, rule: .constant(true))] }
            let rule = try rule.simplified(decide)
            guard rule.constant != false else { continue }
            left.append(Asked(rank: .population(index), rule: rule))
            if rule.constant == true { return left }
        }
        return left + [Asked(rank: .outside, rule: .constant(true))]
    }
}

extension PopulationRule {
    /// The same with what it asks of serial numbers counted from `first` on.
    fileprivate func numbered(from first: Int) -> PopulationRule {
        switch self {
        case .check(.serial(let index)): .check(.serial(first + index))
        case .constant, .check: self
        case .not(let inner): .not(inner.numbered(from: first))
        case .all(let parts): .all(parts.map { $0.numbered(from: first) })
        case .any(let parts): .any(parts.map { $0.numbered(from: first) })
        }
    }
}
