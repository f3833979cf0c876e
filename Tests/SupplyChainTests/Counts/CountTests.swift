import Identifiers
import Registry
import TestSupport
import Testing

@testable import SupplyChain

@Suite struct CountTests {
    @Test(arguments: Engine.available)
    func whereAllIsScannedNothingDiffers(_ engine: Engine) async throws {
        try await CountFloor.with(engine) { floor in
            let count = try await floor.open()
            let results = try await floor.scan(CountFloor.everything, pieces: 40, in: count)
            #expect(results.allSatisfy { $0 == .taken })
            let again = try await floor.scan(CountFloor.everything, pieces: 40, in: count)
            #expect(again.allSatisfy { $0 == .again })
            let counted = try await floor.finish(count)
            #expect(try await floor.differences(counted) == [])
            // Ten units, the case with two, ten of the batch, one model of pieces.
            #expect(counted.expected == 24 && counted.correct == 24 && counted.state == .counted)
            let closed = try await floor.move(counted, .close)
            #expect(closed.state == .closed && closed.state.steps.isEmpty)
        }
    }

    /// What is left out, what else is scanned, how many pieces, and what differs then.
    struct Case: Sendable, CustomTestStringConvertible {
        var without: [String] = []
        var with: [String] = []
        var unread: [String] = []
        var pieces: Int64? = 40
        var expected: [String]
        var testDescription: String { expected.joined(separator: ", ") }
    }

    private static let cases = [
        Case(without: ["A1", "A2"], expected: ["missing A1 1/0 plant", "missing A2 1/0 plant"]),
        // A case of which nothing was scanned is one thing; what was scanned of it stands for the case too.
        Case(without: ["case"], expected: ["missing case 3/0 zone"]),
        Case(without: ["case"], with: ["B1"], expected: ["missing B2 1/0 zone"]),
        Case(without: ["case"], with: ["B1", "B2"], expected: []),
        Case(without: ["F3", "F4", "F9"], expected: ["missing F1 1/0 zone", "missing F2 2/0 zone"]),
        Case(with: ["S1"], unread: ["??"], expected: ["foundElsewhere S1 0/1 shop", "unknown '??' 0/1"]),
        Case(pieces: 38, expected: ["short pieces 40/38"]), Case(pieces: 41, expected: ["over pieces 40/41"]),
        Case(pieces: nil, expected: ["short pieces 40/0"]),
    ]

    @Test(arguments: Engine.available, cases)
    func whatDiffersIsTold(_ engine: Engine, _ one: Case) async throws {
        try await CountFloor.with(engine) { floor in
            let count = try await floor.open(.full)
            let names = CountFloor.everything.filter { !one.without.contains($0) } + one.with
            try await floor.scan(names, pieces: one.pieces, unread: one.unread, in: count)
            let counted = try await floor.finish(count)
            #expect(try await floor.differences(counted) == one.expected)
            // Whatever differed, the ledger says afterwards what was found; only that which names nothing is a note.
            let before = try await floor.standing()
            guard !one.expected.isEmpty else { return }
            let (adjusted, differences) = try await floor.adjust(counted)
            #expect(differences.allSatisfy { ($0.resolution == .adjusted) == ($0.kind != .unknown) })
            let after = try await floor.standing()
            let missing = differences.filter { $0.kind == .missing }.reduce(0) { $0 + $1.expected }
            let found = Int64(differences.count { $0.kind == .foundElsewhere })
            #expect(after.units == before.units - missing + found)
            #expect(after.pieces == one.pieces ?? 0)
            #expect(try await floor.move(adjusted, .close).state == .closed)
        }
    }

    @Test(arguments: Engine.available)
    func whatComesAndGoesMeanwhileIsNoDifference(_ engine: Engine) async throws {
        try await CountFloor.with(engine) { floor in
            let count = try await floor.open()
            try await floor.scan(CountFloor.everything.filter { $0 != "A1" && $0 != "A2" }, pieces: 40, in: count)
            // Shipped before anybody came to it; shipped after it was scanned.
            for name in ["A1", "A3"] {
                try await floor.record(name) { ($0.businessStep, $0.disposition) = (.shipping, .inTransit) }
            }
            // Comes after the opening and is not scanned; was scanned before its receipt was known.
            try await floor.record("S1") { $0.businessLocation = "zone" }
            try await floor.scan(["A2"], in: count)
            let counted = try await floor.finish(count)
            #expect(try await floor.differences(counted) == [])
        }
    }

    @Test(arguments: Engine.available)
    func whatWasSoldOrIsOnTheWayMayBeFound(_ engine: Engine) async throws {
        try await CountFloor.with(engine) { floor in
            try await floor.record("A1") { ($0.businessStep, $0.disposition) = (.retailSelling, .retailSold) }
            try await floor.record("A2") { ($0.businessStep, $0.disposition) = (.shipping, .inTransit) }
            let count = try await floor.open()
            try await floor.scan(CountFloor.everything, pieces: 40, in: count)
            let counted = try await floor.finish(count)
            #expect(try await floor.differences(counted) == ["foundElsewhere A2 0/1 ", "notInStock A1 0/1"])
            _ = try await floor.adjust(counted)
            #expect(try await floor.standing().units == 23)
            let keys = [try floor.key("A1"), try floor.key("A2")]
            let states = try await floor.registry.read { reader in
                try keys.map { try Units.find($0, reader)?.state.disposition }
            }
            #expect(states == [.returned, .inProgress])
        }
    }

    @Test(arguments: Engine.available)
    func aRecountAsksForWhatDiffersAlone(_ engine: Engine) async throws {
        try await CountFloor.with(engine) { floor in
            var count = try await floor.open()
            try await floor.scan(
                CountFloor.everything.filter { $0 != "A1" && $0 != "A2" } + ["S1"], pieces: 30, unread: ["?"], in: count
            )
            count = try await floor.finish(count)
            #expect(
                try await floor.differences(count) == [
                    "foundElsewhere S1 0/1 shop", "missing A1 1/0 plant", "missing A2 1/0 plant", "short pieces 40/30",
                    "unknown '?' 0/1",
                ])
            #expect(try await refusal { try await floor.move(count, .close) } == .countState)
            #expect(try await refusal { try await floor.scan(["A1"], in: count) } == .countState)
            count = try await floor.move(count, .recount)
            #expect(count.round == 2 && count.state == .open)
            try await floor.scan(["A1"], in: count)
            count = try await floor.finish(count)
            // Pieces of which nobody says anything again stay as they were counted.
            #expect(try await floor.differences(count) == ["missing A2 1/0 plant", "short pieces 40/30"])
            count = try await floor.move(count, .recount)
            try await floor.scan([], pieces: 40, in: count)
            count = try await floor.finish(count)
            #expect(try await floor.differences(count) == ["missing A2 1/0 plant"])
            #expect(count.expected == 24 && count.correct == 23)
            let old = count
            count = try await floor.adjust(count) { ($0.isNoteOnly, $0.note) = (true, "Lent to the fair.") }.count
            #expect(try await refusal { try await floor.move(old, .close) } == .countChanged)
            #expect(try await floor.standing().units == 23)
            #expect(try await floor.move(count, .close).state == .closed)
        }
    }

    @Test(arguments: Engine.available)
    func oneModelCanBeCountedAlone(_ engine: Engine) async throws {
        try await CountFloor.with(engine) { floor in
            let count = try await floor.open(model: "A1", at: "plant")
            // The case stands for the units of the model in it.
            try await floor.scan((0..<9).map { "A\($0)" } + ["case", "F1"], in: count)
            let counted = try await floor.finish(count)
            #expect(try await floor.differences(counted) == ["missing A9 1/0 plant"])
            #expect(counted.expected == 12)
        }
    }

    @Test(arguments: Engine.available)
    func whatTheLedgerSaysByNowIsSettled(_ engine: Engine) async throws {
        try await CountFloor.with(engine) { floor in
            let count = try await floor.open()
            try await floor.scan(CountFloor.everything.filter { $0 != "A1" } + ["S1"], pieces: 40, in: count)
            let counted = try await floor.finish(count)
            try await floor.record("A1") { $0.businessLocation = "shop" }
            try await floor.record("S1") { $0.businessLocation = "plant" }
            let (_, differences) = try await floor.adjust(counted)
            #expect(differences.map(\.resolution) == [.settled, .settled])
        }
    }

    @Test(
        arguments: [
            (1...5, [], [1...5]), (1...5, [1], [2...5]), (1...5, [5], [1...4]), (1...5, [2, 3], [1...1, 4...5]),
            (1...1, [1], []), (1...5, [0, 9, 3, 3], [1...2, 4...5]),
            (Int64.max - 1...Int64.max, [Int64.max], [Int64.max - 1...Int64.max - 1]),
        ] as [(ClosedRange<Int64>, [Int64], [ClosedRange<Int64>])])
    func numbersAreTakenOutOfRanges(
        _ range: ClosedRange<Int64>, _ numbers: [Int64], _ expected: [ClosedRange<Int64>]
    ) {
        #expect(CountComparison.parts(of: range, without: numbers.sorted()) == expected)
    }
}
