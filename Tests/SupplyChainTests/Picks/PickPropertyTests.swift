import Identifiers
import Registry
import TestSupport
import Testing

@testable import SupplyChain

@Suite struct PickPropertyTests {
    /// Whatever is reserved, scanned, shipped and reported: no unit is set aside by two lists, and the figures are what the ledger
    /// says.
    @Test(arguments: Seeded.cases(12, onPostgres: 2))
    func noUnitIsSetAsideTwice(_ seeded: Seeded) async throws {
        try await CountFloor.with(seeded.engine) { floor in
            var random = SplitMix64(seed: seeded.seed)
            var lists: [PickList] = []
            let names = floor.units.keys.filter { $0 != "case" }.sorted()
            for _ in 0..<25 {
                let chosen = names.shuffled(using: &random).prefix(3).map { $0 }
                switch Int.random(in: 0..<8, using: &random) {
                case 0...2: if let list = await Self.reserve(floor, &random) { lists.append(list) }
                case 3, 4:
                    guard let list = lists.randomElement(using: &random) else { continue }
                    try await floor.pick(chosen, pieces: Int64.random(in: 1...9, using: &random), from: list)
                case 5:
                    guard let list = lists.randomElement(using: &random) else { continue }
                    let step: PickStep = Bool.random(using: &random) ? .finish : .cancel
                    _ = try? await floor.move(list, step)
                case 6:
                    guard let list = lists.randomElement(using: &random) else { continue }
                    _ = try? await floor.ship([], for: list)
                default: try await Self.disturb(floor, chosen[0], &random)
                }
                try await Self.check(floor, lists)
            }
            let audit = try await floor.registry.findings()
            #expect(audit == [])
        }
    }

    /// Whatever is packed and asked for: a case or pallet comes to the same as the units in it, scanned one after the other.
    @Test(arguments: Seeded.cases(12, onPostgres: 2))
    func aCaseComesToTheSameAsItsUnits(_ seeded: Seeded) async throws {
        try await CountFloor.with(seeded.engine) { floor in
            try await CountFloor.with(seeded.engine) { other in
                let byCase = try await Self.pickPacked(floor, seed: seeded.seed, isByCase: true)
                let byUnit = try await Self.pickPacked(other, seed: seeded.seed, isByCase: false)
                #expect(byCase == byUnit, "seed \(seeded.seed)")
            }
        }
    }

    /// Packs some units, reserves some, picks what is in the case: the results by unit, what is set aside then, and the figures.
    private static func pickPacked(_ floor: CountFloor, seed: UInt64, isByCase: Bool) async throws -> [String] {
        var random = SplitMix64(seed: seed)
        let names = floor.units.keys.filter { !["case", "S1", "B1", "B2"].contains($0) }.sorted()
        let packed = Array(names.shuffled(using: &random).prefix(.random(in: 1...9, using: &random)))
        try await floor.pack(packed, into: "case")
        let loose = names.filter { !packed.contains($0) }
        try await disturb(floor, packed[0], &random)
        var lines: [PickDraft.Line] = [
            .some(.random(in: 1...6, using: &random), of: try floor.model(of: "A1")),
            .some(.random(in: 1...6, using: &random), of: try floor.model(of: "F1")),
        ]
        if Bool.random(using: &random) { lines.remove(at: 0) }
        let (made, takesContained) = (lines, Bool.random(using: &random))
        let list = try await floor.reserve(made) { ($0.isPartial, $0.takesContained) = (true, takesContained) }
        if Bool.random(using: &random) { try await floor.pick([loose[0]], from: list) }
        let now = floor.registry.clock.now
        let inside = try await floor.inside("case")
        let scans =
            isByCase
            ? [PickScan("case", at: now, .container(try floor.key("case")))]
            : try inside.map { PickScan($0, at: now, .unit(try floor.key($0))) }
        var results = try await floor.take(scans, from: list).map(\.rawValue)
        if isByCase { results.removeFirst() }
        #expect(results.count == inside.count && inside.count >= packed.count)
        var told = zip(inside, results).map { "\($0) \($1)" }
        told += try await floor.items(of: list)
        for state in [StockState.available, .reserved] { told.append("\(try await floor.counted(state))") }
        told += try await floor.inside("case")
        return told
    }

    private static func reserve(_ floor: CountFloor, _ random: inout SplitMix64) async -> PickList? {
        guard let first = try? floor.model(of: "A1"), let second = try? floor.model(of: "F1") else { return nil }
        var lines: [PickDraft.Line] = [
            .some(.random(in: 1...4, using: &random), of: first),
            .some(.random(in: 1...4, using: &random), of: second),
            .some(.random(in: 1...15, using: &random), of: floor.pieces),
        ]
        lines.remove(at: .random(in: 0..<3, using: &random))
        let (made, takesContained) = (lines, Bool.random(using: &random))
        return try? await floor.reserve(made) { ($0.isPartial, $0.takesContained) = (true, takesContained) }
    }

    private static func disturb(_ floor: CountFloor, _ name: String, _ random: inout SplitMix64) async throws {
        let choice = Int.random(in: 0..<5, using: &random)
        try await floor.record(name) { draft in
            switch choice {
            case 0: draft.details.set = ["non_sellable_other"]
            case 1: draft.details.unset = ["non_sellable_other"]
            case 2: draft.businessLocation = "shop"
            case 3: draft.businessLocation = "zone"
            default: draft.disposition = .sellableAccessible
            }
        }
    }

    private static func check(_ floor: CountFloor, _ lists: [PickList]) async throws {
        // The figures are as many as the list of units tells, in each state.
        _ = try await floor.standing()
        let (maker, pieces) = (floor.maker, floor.pieces)
        try await floor.registry.read { reader in
            var units: Set<UnitKey> = []
            var places: Set<[Int64]> = []
            var held: Int64 = 0
            for list in lists {
                for item in try Picks.items(of: list, limit: .max, reader) where item.state != .gone {
                    if let key = item.key { #expect(units.insert(key).inserted, "\(key)") }
                    if let range = item.range {
                        for sequence in range.sequences {
                            #expect(places.insert([range.batch.value, sequence]).inserted, "\(sequence)")
                        }
                    }
                    if case .pieces(let element, _) = item.goods { held += element.quantity }
                }
            }
            var reserved: Int64 = 0
            try Stock.forEach(.init(of: maker), reader) { level in
                if level.model == pieces, level.disposition == .reserved { reserved += level.quantity }
                if level.model == pieces { #expect(level.quantity > 0) }
            }
            #expect(reserved == held)
            // What is set aside bears its mark, and nothing else does.
            for (name, key) in floor.units where name != "case" {
                guard let unit = try Units.find(key, reader) else { continue }
                let isHeld = try !PickItemRows.holding(key, in: unit.place, reader).isEmpty
                #expect(unit.state.marks.contains(.reserved) == isHeld, "\(name)")
            }
        }
    }
}
