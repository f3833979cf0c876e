import Identifiers
import Registry
import Storage
import TestSupport
import Testing

/// Random histories, compared with a second fold that knows nothing of the registry's tables.
@Suite struct FoldPropertyTests {
    @Test(arguments: Seeded.cases(200, onPostgres: 40))
    func everyStateIsTheFoldOfItsEvents(_ test: Seeded) async throws {
        let (engine, seed) = (test.engine, test.seed)
        try await engine.withRegistry(seed: seed) { registry in
            var world = RandomHistory(seed: seed)
            try await world.run(30, in: registry)
            let events = world.events
            let head = world.head
            #expect(events.map(\.position).sorted() == Array(1...head), "seed \(seed)")
            #expect(events.count > 10, "seed \(seed)")
            var moments = [(time: Int64.max, position: Int64.max)]
            for _ in 0..<4 {
                moments.append(
                    (world.moment(now: registry.clock.now), Int64.random(in: 1...head, using: &world.random)))
            }
            let units = world.units
            let questions = moments.map { time, position in
                (time, position, NaiveFold.happened(events, asOf: time, knownAt: position))
            }
            try await registry.read { reader in
                for unit in units {
                    guard let row = try Units.find(unit.key, reader) else {
                        #expect(!events.contains { unit.role(in: $0.draft) != nil }, "seed \(seed): \(unit)")
                        continue
                    }
                    let history = try Units.history(of: row, reader)
                    let isStored = try UnitRows.find(unit.key, reader) != nil
                    #expect(row.state == (isStored ? history.state().cached : history.state()), "seed \(seed)")
                    for (time, position, happened) in questions {
                        let state = history.state(asOf: time, knownAt: position)
                        let naive = NaiveFold(of: happened, unit.role)
                        #expect(naive.differences(from: state) == [], "seed \(seed): \(unit) at \(time), \(position)")
                        let place = try UnitPlaces.place(of: state, asOf: time, knownAt: position, reader)
                        let expected = Self.place(of: unit, among: units, happened, asOf: time)
                        #expect(place == expected?.place, "seed \(seed): \(unit) at \(time), \(position)")
                    }
                }
            }
            #expect(try await registry.findings() == [], "seed \(seed)")
            try await expectFleets(of: units, events, registry, seed)
            try await registry.advance(FleetFollower())
            try await expectFleets(of: units, events, registry, seed)
        }
    }

    /// The figures of each model, counted unit by unit.
    private func expectFleets(
        of units: [RandomHistory.Unit], _ events: [Noted], _ registry: TestRegistry, _ seed: UInt64
    ) async throws {
        let happened = NaiveFold.happened(events, asOf: .max, knownAt: .max)
        for (model, members) in Dictionary(grouping: units, by: \.key.model) {
            var (count, failures, seconds): (Int64, Int64, Int64) = (0, 0, 0)
            for unit in members where events.contains(where: { unit.role(in: $0.draft) != nil }) {
                let fold = NaiveFold(of: happened, unit.role)
                count += 1
                failures += fold.failures
                seconds += (fold.serviceTo ?? 0) / 1_000_000 - (fold.serviceFrom ?? 0) / 1_000_000
            }
            let figures = try await registry.read { try Fleets.figures(of: model, $0) }
            #expect(
                figures == FleetFigures(units: count, failures: failures, serviceSeconds: seconds), "seed \(seed)")
        }
    }

    /// Where a unit is: the later of its own last place and that of what it is or was in.
    /// - Parameter happened: what happened by `time`, or later too.
    private static func place(
        of unit: RandomHistory.Unit, among units: [RandomHistory.Unit], _ happened: [Noted], asOf time: Int64,
        depth: Int = 0
    ) -> (place: String, time: Int64)? {
        let happened = happened.filter { $0.draft.time <= time }
        let fold = NaiveFold(of: happened, unit.role)
        let held: (container: UnitKey, time: Int64)? = fold.parent.map { ($0, time) } ?? fold.departure
        guard depth < UnitPlaces.maximumDepth, let held,
            let container = units.first(where: { $0.key == held.container }),
            let found = place(of: container, among: units, happened, asOf: held.time, depth: depth + 1)
        else { return fold.location }
        guard let own = fold.location else { return found }
        return found.time > own.time ? found : own
    }
}

extension NaiveFold {
    /// The fields in which the registry's state differs.
    func differences(from state: UnitState) -> [String] {
        var fields: [String] = []
        if disposition != state.disposition { fields.append("disposition") }
        if location?.place != state.businessLocation || location?.time != state.locatedAt { fields.append("location") }
        if parent != state.parent { fields.append("parent") }
        if joined?.event != state.joining?.event || joined?.slot != state.joining?.slot { fields.append("joining") }
        if departure?.container != state.leftContainer?.container { fields.append("leftContainer") }
        if marks != state.marks { fields.append("marks") }
        if market != state.market { fields.append("market") }
        if serviceFrom != state.serviceFrom || serviceTo != state.serviceTo { fields.append("service") }
        if endedAt != state.endedAt { fields.append("endedAt") }
        if failures != state.failures || openFaults != state.openFaults { fields.append("failures") }
        if times.min() != state.firstTime || times.max() != state.lastTime { fields.append("times") }
        return fields
    }
}
