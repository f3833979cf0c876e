package import Identifiers
package import Registry
package import Storage

/// Which version of its model goods are of.
package enum StockVersion: Hashable, Sendable {
    case version(String)
    /// None of those of which it is said which units they are.
    case unnamed
    case untold(Reason)

    /// Why it cannot be told.
    package enum Reason: String, CaseIterable, Sendable {
        /// Pieces, of which no more is known than how many they are.
        case pieces
        /// Too many units would have to be asked one by one.
        case tooMany
        /// Which units a version has cannot be told now: a serial format or a key has changed or is missing.
        case population
    }
}

/// Tells the stock of one model by its versions: a unit is of the newest version whose population holds it.
///
/// Most batches are of one version, which what is known of them says. Of a batch that versions share, the units without a row are
/// counted by arithmetic, in as many steps as events cut the batch and versions divide it; those that have a row are looked at one
/// by one, at most ``mostRows`` of them. So are units that were numbered elsewhere, where their batch does not tell.
package struct StockByVersion {
    /// Rows that one answer looks at, with their histories: about two seconds. Of what takes more the answer says so.
    package static let mostRows: Int64 = 50_000

    private struct Place: Hashable {
        var location: String
        var disposition: Disposition?
    }
    /// How many units of which version stand where.
    private typealias Counted = [Place: [StockVersion: Int64]]

    private let model: ID<Model>
    /// The newest first, as they are asked.
    private let names: [String]
    private let populations: RankedPopulations?
    private let time: Int64
    private let knownAt: Int64
    private let reader: any SQLReader
    private let histories: StockHistories
    private let places: StockPlaces
    private var rowsLeft: Int64

    /// - Parameters:
    ///   - time: microseconds since 1970 UTC; nil for now. Of which version a unit is, is told as it is known now.
    ///   - position: through which position of the ledger stock is counted.
    package init(
        of model: Model, asOf time: Int64? = nil, knownAt position: Int64, on today: CivilDate,
        mostRows: Int64 = mostRows, _ reader: any SQLReader
    ) throws {
        let versions = try ModelEntries<ModelVersion>.list(of: model.id, reader).map(\.entry)
        let told = versions.filter { $0.population != nil }.reversed()
        let written = told.map { version in version.population.flatMap { try? WrittenPopulation(parsing: $0) } }
        // What is said of a model's units concerns no other model, unless what they contain is asked for.
        let scope =
            try written.contains { $0?.population.asksForComponents ?? false }
            ? PopulationScope.load(of: model.manufacturer, reader)
            : PopulationScope(of: model, formats: SerialFormats.list(of: model.id, reader))
        self.model = model.id
        names = told.map(\.version)
        populations = RankedPopulations(written, of: model.id, in: scope, on: today, reader)
        (self.time, knownAt, self.reader) = (time ?? .max, position, reader)
        histories = StockHistories(reader)
        places = StockPlaces(knownAt: position, histories)
        rowsLeft = mostRows
    }

    /// Levels of the model by version: the quantities of the parts of a level add up to its own.
    package mutating func parts(of levels: [StockBatchLevel]) throws -> [(level: StockLevel, version: StockVersion)] {
        var parts: [(level: StockLevel, version: StockVersion)] = []
        var unissued: [Stood] = []
        let batches = Dictionary(grouping: levels) { $0.batch?.value ?? 0 }
        for (_, levels) in batches.sorted(by: { $0.key < $1.key }) {
            let batch = try levels.first?.batch.flatMap { try Batches.find($0, reader) }
            let stood = Stood(batch: batch, levels: levels)
            switch try verdict(on: batch) {
            case .all(let version): parts += self.parts(of: stood, [:], rest: version)
            case .counted(let counted): parts += self.parts(of: stood, counted, rest: .untold(.pieces))
            case .unissued: unissued.append(stood)
            }
        }
        guard !unissued.isEmpty else { return parts }
        let counted = try countedUnissued(in: Set(unissued.map(\.batch?.id)))
        for stood in unissued {
            guard let counted else {
                parts += self.parts(of: stood, [:], rest: .untold(.tooMany))
                continue
            }
            // What is not among the units is pieces.
            let rank = stood.batch.flatMap { populations?.rank(ofPiecesIn: $0) }
            parts += self.parts(
                of: stood, counted[stood.batch?.id] ?? [:], rest: rank.map(version) ?? .untold(.pieces))
        }
        return parts
    }

    /// What stands of a batch, or of none.
    private struct Stood {
        var batch: Batch?
        var levels: [StockBatchLevel]
    }

    private enum Verdict {
        case all(StockVersion)
        case counted(Counted)
        /// Its units were numbered elsewhere, and differ.
        case unissued
    }

    private mutating func verdict(on batch: Batch?) throws -> Verdict {
        guard let populations else { return .all(.unnamed) }
        do {
            if let rank = try populations.rank(of: batch) { return .all(version(rank)) }
            guard let batch, let issued = batch.issue?.sequences else { return .unissued }
            guard try spend(UnitRowCount.issued(in: batch.id, most: rowsLeft + 1, reader)) else {
                return .all(.untold(.tooMany))
            }
            return .counted(try counted(in: batch, issued, populations))
        } catch let error as RegistryError where error.code == .populationTooLarge {
            return .all(.untold(.tooMany))
        } catch let error as RegistryError where error.code == .keyMissing {
            return .all(.untold(.population))
        }
    }

    /// Whether so many rows may be looked at.
    private mutating func spend(_ rows: Int64) -> Bool {
        guard rows <= rowsLeft else { return false }
        rowsLeft -= rows
        return true
    }

    // MARK: Counting

    private func counted(
        in batch: Batch, _ issued: ClosedRange<Int64>, _ populations: RankedPopulations
    ) throws -> Counted {
        var counted: Counted = [:]
        try populations.forEachRowless(of: batch) { history, rank, count in
            try add(count, of: version(rank), history, to: &counted)
        }
        try EventSubject.forEach(in: EventDraft.SequenceRange(batch: batch.id, sequences: issued), reader) { subject in
            guard let row = subject.row else { return }
            try add(1, of: version(populations.rank(of: row, batch: batch)), subject.history, to: &counted)
        }
        return counted
    }

    /// The units that were numbered elsewhere, by their batches; nil where they are too many.
    private mutating func countedUnissued(in batches: Set<ID<Batch>?>) throws -> [ID<Batch>?: Counted]? {
        guard let populations, try spend(UnitRowCount.unissued(of: model, most: rowsLeft + 1, reader)) else {
            return nil
        }
        var counted: [ID<Batch>?: Counted] = [:]
        var known: [ID<Batch>: Batch?] = [:]
        try EventSubject.forEachUnissued(of: model, in: batches, reader) { subject in
            guard let row = subject.row else { return }
            if let id = row.batch, known[id] == nil { known[id] = .some(try Batches.find(id, reader)) }
            let rank = try populations.rank(of: row, batch: row.batch.flatMap { known[$0] ?? nil })
            try add(1, of: version(rank), subject.history, to: &counted[row.batch, default: [:]])
        }
        return counted
    }

    /// Counts units with this history where they stood at the time that is asked for.
    private func add(
        _ count: Int64, of version: StockVersion, _ history: UnitHistory, to counted: inout Counted
    ) throws {
        let stays = try places.stays(following: histories.steps(of: history, knownAt: knownAt))
        guard let stay = stays.last(where: { $0.time <= time }), let location = stay.location else { return }
        let place = Place(location: location, disposition: stay.disposition)
        counted[place, default: [:]][version, default: 0] += count
    }

    private func version(_ rank: RankedPopulations.Rank) -> StockVersion {
        switch rank {
        case .population(let index): .version(names[index])
        case .outside: .unnamed
        case .untold: .untold(.population)
        }
    }

    /// - Parameter rest: of which version what is not counted is.
    private func parts(
        of stood: Stood, _ counted: Counted, rest: StockVersion
    ) -> [(level: StockLevel, version: StockVersion)] {
        stood.levels.flatMap { level in
            var versions = counted[Place(location: level.location, disposition: level.disposition)] ?? [:]
            let sum = versions.values.reduce(0 as Int64) { $0.addingSaturated($1) }
            versions[rest, default: 0] += level.quantity.addingSaturated(-sum)
            return versions.filter { $0.value != 0 }.map { version, quantity in
                (
                    level: StockLevel(
                        location: level.location, model: model, disposition: level.disposition, quantity: quantity),
                    version: version
                )
            }
        }
    }
}
