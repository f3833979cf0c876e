import Identifiers
package import Registry
import Statistics
package import Storage

/// Counts a fleet in one snapshot: units that have a row as they stream by, the others part by part of their batches.
///
/// What is known of a batch says for most units whether they are asked for and to which group they belong; where it does not,
/// the unit's own row is read (some 20 µs each). Groups are held in memory, units are not.
package struct FleetSampler {
    /// More groups than this are no answer.
    package static let mostGroups = 5_000

    private let question: FleetQuestion
    private let scope: PopulationScope
    private let reader: any SQLReader
    private let lastDay: Int64
    private let noFaults: Set<String>

    /// - Parameter noFaults: Codes that say that nothing was found.
    package init(
        _ question: FleetQuestion, in scope: PopulationScope, noFaults: Set<String>, _ reader: any SQLReader
    ) {
        (self.question, self.scope, self.noFaults, self.reader) = (question, scope, noFaults, reader)
        lastDay = Int64(question.lastDay.dayNumber)
    }

    /// - Throws: `population.range`, `population.tooLarge`, `model.unknown` for a component, `value.invalid` of too many groups.
    package func sample() throws -> FleetSample {
        var tallies: [FleetLabel: FleetTally] = [:]
        let populations = try forEach { label, life, count in
            if tallies[label] == nil, tallies.count == Self.mostGroups { throw Self.tooManyGroups }
            tallies[label, default: FleetTally()].add(
                life, count: count, question.exposure, until: lastDay, counting: counts)
        }
        return FleetSample(
            question: question, groups: groups(tallies, populations), whole: FleetTally.sum(tallies.values))
    }

    static let tooManyGroups = RegistryError(
        .valueInvalid,
        "That makes more than \(Self.mostGroups) groups. Ask for fewer units, or tell them apart by month.", field: "by"
    )

    /// Goes through the units that are asked for: those that have a row one by one, others as many as are alike.
    /// - Parameters:
    ///   - withClaims: whether lives tell of accepted claims.
    ///   - body: takes to which group they belong, their life (nil where they were never in service), and how many they are.
    /// - Returns: which units the groups have that populations tell apart.
    /// - Throws: as ``sample()``, and what `body` throws.
    func forEach(
        withClaims: Bool = false, _ body: (FleetLabel, ServiceLife?, Int64) throws -> Void
    ) throws -> [FleetLabel: Population] {
        let compiled = try CompiledPopulation(question.population, in: scope, on: question.lastDay)
        var populations: [FleetLabel: Population] = [:]
        let models = compiled.models(in: scope)
        for kind in models {
            guard let model = try Models.find(kind.id, reader) else { continue }
            let grouping = try FleetGrouping(question, model, reader)
            guard
                let ranked = RankedPopulations(
                    grouping.populations, of: model.id, in: scope, on: question.lastDay, reader)
            else { continue }
            var pass = ModelPass(self, model, grouping, ranked)
            try pass.takeRows(withClaims, body)
            try pass.takeRowless(body)
            for group in grouping.populations(of: model, isOnlyModel: models.count == 1) {
                populations[group.label] =
                    populations[group.label].map { .disjunction([$0, group.population]) } ?? group.population
            }
        }
        return populations
    }

    private func groups(
        _ tallies: [FleetLabel: FleetTally], _ populations: [FleetLabel: Population]
    ) -> [FleetGroup] {
        let groups = tallies.map { label, tally in
            FleetGroup(
                label: label,
                population: populations[label]
                    ?? FleetGrouping.population(label, question.cut, within: question.population.population),
                tally: tally)
        }
        let isInOrder = question.cut.isInOrder
        return groups.sorted { left, right in
            // What nobody has told apart comes last.
            if (left.label == .unknown) != (right.label == .unknown) { return right.label == .unknown }
            let (one, other) = (left.tally.rate()?.annualRate ?? -1, right.tally.rate()?.annualRate ?? -1)
            if !isInOrder, one != other { return one > other }
            return left.label.text < right.label.text
        }
    }

    private func counts(_ code: String) -> Bool {
        question.codes.map { $0.contains(code) } ?? !noFaults.contains(code)
    }

    /// One model's units.
    private struct ModelPass {
        private let sampler: FleetSampler
        private let model: Model
        private let grouping: FleetGrouping
        private let ranked: RankedPopulations
        /// What is known of a batch, and for what its units count; no batch has the id 0.
        private var batches: [Int64: (batch: Batch?, rank: RankedPopulations.Rank?)] = [:]

        init(_ sampler: FleetSampler, _ model: Model, _ grouping: FleetGrouping, _ ranked: RankedPopulations) {
            (self.sampler, self.model, self.grouping, self.ranked) = (sampler, model, grouping, ranked)
        }

        mutating func takeRows(
            _ withClaims: Bool, _ body: (FleetLabel, ServiceLife?, Int64) throws -> Void
        ) throws {
            let reader = sampler.reader
            try LifePages.forEach(of: model.id, withClaims: withClaims, reader) { unit in
                let place = try self.place(of: unit.batch)
                var row: UnitRow?
                func ownRow() throws -> UnitRow? {
                    if row == nil { row = try UnitRows.find(unit.key, reader) }
                    return row
                }
                var rank = place.rank
                if rank == nil { rank = try ownRow().map { try ranked.rank(of: $0, batch: place.batch) } }
                guard
                    let label = try label(
                        rank, place.batch, producedOn: unit.producedOn, serial: unit.key.serial,
                        market: { try ownRow()?.state.market })
                else { return }
                try body(label, unit.life, 1)
            }
        }

        mutating func takeRowless(_ body: (FleetLabel, ServiceLife?, Int64) throws -> Void) throws {
            var after = ""
            while true {
                let page = try Batches.list(of: model.id, after: after, limit: 100, sampler.reader)
                for batch in page where batch.issue != nil {
                    guard try place(of: batch.id).rank != .outside else { continue }
                    try ranked.forEachRowless(of: batch) { history, rank, count in
                        guard
                            let label = label(
                                rank, batch, producedOn: nil, serial: nil, market: { history.state().market })
                        else { return }
                        try body(label, ServiceLife(history), count)
                    }
                }
                guard page.count == 100, let last = page.last else { return }
                after = last.number
            }
        }

        private mutating func place(of id: ID<Batch>?) throws -> (batch: Batch?, rank: RankedPopulations.Rank?) {
            if let known = batches[id?.value ?? 0] { return known }
            let batch = try id.flatMap { try Batches.find($0, sampler.reader) }
            let place = (batch, try ranked.rank(of: batch))
            batches[id?.value ?? 0] = place
            return place
        }

        private func label(
            _ rank: RankedPopulations.Rank?, _ batch: Batch?, producedOn: String?, serial: SerialNumber?,
            market: () throws -> String?
        ) rethrows -> FleetLabel? {
            guard case .population(let index) = rank else { return rank == .untold ? .unknown : nil }
            return try grouping.label(
                index, model, batch, producedOn: producedOn.flatMap { try? CivilDate(parsing: $0) }, serial: serial,
                market: market)
        }
    }
}

extension FleetLabel {
    /// For sorting, and for tables.
    package var text: String {
        switch self {
        case .whole: ""
        case .named(let text): text
        case .unknown: "?"
        }
    }
}
