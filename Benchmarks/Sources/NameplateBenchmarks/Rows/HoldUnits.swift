import Identifiers
import Nameplate
import Registry
import Storage

/// Which of 1,000 populations hold a unit, as open recalls would be asked at each scan: populations that concern one model
/// or another, and populations that all concern the same one. The unit is read with its batch, as a scan does anyway.
enum HoldUnits {
    private static let populations = 1_000
    private static let scans = 2_000

    private struct Scan {
        var facts: UnitFacts
        var key: UnitKey
    }

    static func run(_ setting: Setting) async throws -> [Finding] {
        let fleet = try await setting.issuedFleet()
        let database = fleet.registry.database
        let (scope, scans) = try database.readNow { reader in
            let scope = try PopulationScope.load(of: fleet.manufacturer.id, reader)
            return (scope, try sample(of: fleet, scope, reader))
        }
        let spread = try set(scope) { $0 % IssuedFleet.models }
        let narrow = try set(scope) { _ in 7 }
        let ofOneModel = scans.filter { $0.facts.key.model == fleet.batches[7 * IssuedFleet.batchesPerModel].model }
        let rounds = try await Rounds.measure(
            setting.rounds,
            [
                Way(scans.count) { try ask(spread, scans, scope, database) },
                Way(ofOneModel.count * 50) { for _ in 0..<50 { try ask(narrow, ofOneModel, scope, database) } },
                Way(scans.count) {
                    try database.readSnapshotNow { reader in for scan in scans { _ = try read(scan.key, reader) } }
                },
            ])
        let reading = Figures.time(rounds.time(of: 2).median)
        return [(0, "of 50 models"), (1, "all of the unit's model")].map { way, words in
            let time = rounds.time(of: way).median
            return Finding(
                "which of \(populations) populations hold a unit, \(words)", target: "< 0.1 ms",
                measured: "\(Figures.time(time)); reading the unit and its batch \(reading) more", isMet: time < 0.0001)
        }
    }

    private static func ask(
        _ set: PopulationSet, _ scans: [Scan], _ scope: PopulationScope, _ database: any Database
    ) throws {
        var found = 0
        try database.readNow { reader in
            for scan in scans { found += try set.holding(scan.facts, in: scope, reader).count }
        }
        guard found > 0 else { throw UnequalWork("No population holds a unit.") }
    }

    /// Units with a row and without, of all models.
    private static func sample(of fleet: IssuedFleet, _ scope: PopulationScope, _ reader: any SQLReader) throws
        -> [Scan]
    {
        var random = RandomNumbers(seed: 11)
        return try (0..<scans).map { number in
            let index = Int.random(in: 0..<fleet.batches.count, using: &random)
            let issued = fleet.batches[index].issue?.sequences ?? 0...0
            let any = Int64.random(in: issued, using: &random)
            let sequence = number.isMultiple(of: 2) ? any : any - (any - issued.lowerBound) % IssuedFleet.unitsPerRow
            let key = UnitKey(
                fleet.batches[index].model,
                try SerialNumber(parsing: IssuedFleet.serial(sequence, of: index / IssuedFleet.batchesPerModel)))
            guard let (unit, batch) = try read(key, reader), let model = scope.model(key.model) else {
                throw UnequalWork("There is no unit \(key.serial).")
            }
            return Scan(facts: UnitFacts(unit, batch: batch, model: model), key: key)
        }
    }

    private static func read(_ key: UnitKey, _ reader: any SQLReader) throws -> (UnitRow, Batch?)? {
        guard let unit = try Units.find(key, reader) else { return nil }
        return (unit, try unit.batch.flatMap { try Batches.find($0, reader) })
    }

    /// Populations as recalls have them, each of the model with the index that `model` says.
    private static func set(_ scope: PopulationScope, model: (Int) -> Int) throws -> PopulationSet {
        let today = try CivilDate(year: 2026, month: 1, day: 1)
        return PopulationSet(
            try (0..<populations).map { index in
                let text = text(of: index, model: model(index))
                return try CompiledPopulation(try Population(parsing: text), in: scope, on: today)
            })
    }

    private static func text(of index: Int, model: Int) -> String {
        let number = IssuedFleet.number(model)
        let first = Int64(index) * 900 + 1
        func serial(_ sequence: Int64) -> String { IssuedFleet.serial(sequence, of: model) }
        let listed = (0..<20).map { serial(first + Int64($0) * 37) }.joined(separator: ", ")
        return switch index % 8 {
        case 0: "model = \(number) and produced from 2024-03-01 to 2024-03-31 and plant = ZW"
        case 1:
            "model = \(number) and serial from \(serial(first)) to \(serial(first + 99_999)) and not mark = recalled"
        case 2: "model = \(number) and batch in (2024-W10, 2024-W12, 2024-W14) and disposition = retail_sold"
        case 3: "product line = 'Line \(model % 8)' and age < 2 years and market in (NO, SE) and production line = 2"
        case 4: "model = \(number) and serial in (\(listed))"
        case 5: "category = pump and serial like ??00\(index % 10)*7? and not disposition = destroyed"
        case 6: "work order like WO-\(model)-* and market != NO"
        default:
            "model = \(number) and (plant = OS or plant is unknown) and contains (model = \(IssuedFleet.number(3)))"
        }
    }
}
