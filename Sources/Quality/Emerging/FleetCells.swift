import Identifiers
import Registry
import Statistics
import Storage

/// The units of a model in each of the orders in which they are looked at, with the claims of each kind.
struct FleetCells {
    /// A unit that had claims; several alike that have no row.
    struct Failed {
        /// Its cell in each order; nil where it has none.
        var cells: [Int?]
        var units: Int64
    }

    /// The first claim of one kind of a unit: others of the same kind tell nothing new of its cohort.
    struct Claim {
        /// Which of the failed.
        var unit: Int
        /// The month of its age.
        var month: Int
    }

    let model: Model
    private(set) var orders: [(order: CohortOrder, cells: [CohortCell], exposure: [Double])] = []
    private(set) var failed: [Failed] = []
    /// Of each kind, by its fault code.
    private(set) var claims: [String: [Claim]] = [:]
    private(set) var units: Int64 = 0

    /// Claims of a kind in an order.
    func claims(of code: String, in order: Int, kind: Int) -> AgedClaims {
        var counts: [Int: Int] = [:]
        for claim in claims[code] ?? [] {
            let unit = failed[claim.unit]
            guard let cell = unit.cells[order] else { continue }
            counts[cell * AgedExposure.months + claim.month, default: 0] += Int(
                clamping: min(unit.units, 1_000_000))
        }
        let entries = counts.sorted { $0.key < $1.key }.map {
            AgedClaims.Entry(
                cell: $0.key / AgedExposure.months, age: $0.key % AgedExposure.months, count: $0.value)
        }
        return AgedClaims(kind: kind, order: order, entries)
    }

    /// The units that had a claim of a kind in a window.
    func units(of code: String, in order: Int, _ window: ClosedRange<Int>) -> Set<Int> {
        Set(
            (claims[code] ?? []).map(\.unit).filter {
                failed[$0].cells[order].map { window.contains($0) } ?? false
            })
    }
}

extension FleetCells {
    /// Reads the units of a model: those with a row in one pass, the others part by part of their batches.
    ///
    /// - Parameters:
    ///   - kinds: for a fault code the kinds of claims that it counts for: itself, and the wider ones.
    init(
        _ model: Model, in scope: PopulationScope, until lastDay: CivilDate, _ rule: ExposureRule,
        kinds: (String) -> [String], _ reader: any SQLReader
    ) throws {
        self.model = model
        var pass = try Pass(model, lastDay, rule, reader)
        try LifePages.forEach(of: model.id, reader) { unit in
            pass.add(unit.life, 1, cells: pass.cells(of: unit), kinds)
        }
        let everything = WrittenPopulation(.everything)
        if let ranked = RankedPopulations([everything], of: model.id, in: scope, on: lastDay, reader) {
            for batch in pass.plan.batches where batch.issue != nil {
                for part in pass.plan.parts(of: batch) {
                    let cells = pass.cells(of: batch, part.cell)
                    try ranked.forEachRowless(of: batch, in: part.sequences) { history, _, count in
                        guard let life = ServiceLife(history) else { return }
                        pass.add(life, count, cells: cells, kinds)
                    }
                }
            }
        }
        pass.finish(&self)
    }

    private struct Pass {
        var plan: CellPlan
        private let lots: [ComponentLots]
        private let lastDay: Int64
        private let rule: ExposureRule
        private let ofBatch: [Int64: Batch]
        private var exposures: [AgedExposure]
        /// Plants and lines by their names.
        private var plants: [String: Int] = [:]
        private var lines: [String: Int] = [:]
        private var failed: [Failed] = []
        private var claims: [String: [Claim]] = [:]
        private var units: Int64 = 0

        init(_ model: Model, _ lastDay: CivilDate, _ rule: ExposureRule, _ reader: any SQLReader) throws {
            plan = try CellPlan(model, reader)
            lots = try ComponentLots.all(of: model, reader)
            (self.lastDay, self.rule) = (Int64(lastDay.dayNumber), rule)
            ofBatch = Dictionary(plan.batches.map { ($0.id.value, $0) }) { first, _ in first }
            exposures = Array(repeating: AgedExposure(), count: 3 + lots.count)
        }

        mutating func cells(of unit: FieldUnit) -> [Int?] {
            let batch = unit.batch.flatMap { ofBatch[$0.value] }
            var cells = [
                plan.cell(
                    batch: unit.batch, sequence: unit.sequence, producedOn: unit.producedOn,
                    serial: unit.key.serial),
                batch?.plant.map { Self.index(of: $0, &plants) },
                batch?.line.map { Self.index(of: $0, &lines) },
            ]
            if !lots.isEmpty {
                let serial = unit.key.serial.text
                cells += lots.map { $0.lot(of: serial) }
            }
            return cells
        }

        mutating func cells(of batch: Batch, _ cell: Int) -> [Int?] {
            [
                cell, batch.plant.map { Self.index(of: $0, &plants) },
                batch.line.map { Self.index(of: $0, &lines) },
            ]
                // What contains something has a row.
                + lots.map { _ in nil }
        }

        private static func index(of name: String, _ names: inout [String: Int]) -> Int {
            if let known = names[name] { return known }
            let next = names.count
            names[name] = next
            return next
        }

        mutating func add(
            _ life: ServiceLife, _ count: Int64, cells: [Int?], _ kinds: (String) -> [String]
        ) {
            guard let exposure = life.exposure(rule, until: lastDay, counting: { !kinds($0).isEmpty })
            else { return }
            units.addSaturated(count)
            for (order, cell) in cells.enumerated() {
                if let cell { exposures[order].add(cell, from: exposure.from, to: exposure.to, count) }
            }
            guard !exposure.failures.isEmpty else { return }
            var seen: Set<String> = []
            for failure in exposure.failures {
                for kind in kinds(failure.code) where seen.insert(kind).inserted {
                    claims[kind, default: []].append(
                        Claim(unit: failed.count, month: AgedExposure.month(failure.age)))
                }
            }
            failed.append(Failed(cells: cells, units: count))
        }

        func finish(_ fleet: inout FleetCells) {
            let (cells, places) = plan.ordered()
            var all: [(CohortOrder, [CohortCell], [Int])] = [(.production, cells, places)]
            for (order, names) in [(CohortOrder.plant, plants), (.line, lines)] {
                let sorted = names.sorted { $0.value < $1.value }
                all.append((order, sorted.map { .named($0.key) }, Array(sorted.indices)))
            }
            for lot in lots {
                all.append((.component(lot.component), lot.cells, Array(lot.cells.indices)))
            }
            fleet.orders = all.enumerated().map { index, entry in
                (entry.0, entry.1, exposures[index].table(entry.1.count, places: entry.2))
            }
            fleet.failed = failed.map { unit in
                var unit = unit
                unit.cells[0] = unit.cells[0].map { places[$0] }
                return unit
            }
            (fleet.claims, fleet.units) = (claims, units)
        }
    }
}
