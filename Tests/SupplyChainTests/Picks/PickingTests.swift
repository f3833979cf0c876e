import Identifiers
import Registry
import TestSupport
import Testing

@testable import SupplyChain

@Suite struct PickingTests {
    @Test(arguments: Engine.available)
    func eachScanGetsAResult(_ engine: Engine) async throws {
        try await CountFloor.with(engine) { floor in
            let (model, a9) = (try floor.model(of: "A1"), try floor.key("A9"))
            let list = try await floor.reserve([.some(3, of: model), .unit(a9), .some(10, of: floor.pieces)])
            let other = try await floor.reserve([.unit(try floor.key("A8"))])
            try await floor.record("A7") { $0.details.set = ["non_sellable_other"] }
            try await floor.record("A6") { $0.businessLocation = "shop" }
            try await floor.record("A1") { $0.businessLocation = "shop" }
            let names = ["A0", "A0", "A8", "A7", "A6", "A1", "F1", "A5", "A9"]
            let results = try await floor.pick(names, pieces: 4, unread: ["??"], from: list)
            #expect(
                results == [
                    .picked, .again, .notAvailable, .notAvailable, .notHere, .notHere, .notAsked, .swapped, .picked,
                    .picked, .unread,
                ])
            #expect(try await floor.find(list).state == .picking)
            #expect(
                try await floor.items(of: list) == [
                    "4 pieces picked", "6 pieces reserved", "A0 picked", "A1 reserved", "A5 picked", "A9 picked",
                ])
            // All but one were picked: a further one takes its place, and then nothing more is asked for.
            #expect(
                try await floor.pick(["A4", "A3", "A4"], pieces: 7, from: list) == [
                    .swapped, .notAsked, .again, .picked,
                ])
            #expect(try await floor.pick([], pieces: 1, from: list) == [.notAsked])
            #expect(try await floor.counted(.reserved, of: model) == 5)
            #expect(try await floor.items(of: other) == ["A8 reserved"])
        }
    }

    /// A scan is known by its number, or its time and text.
    @Test(arguments: Engine.available)
    func theSameListTwiceChangesNothing(_ engine: Engine) async throws {
        try await CountFloor.with(engine) { floor in
            let list = try await floor.reserve([.some(2, of: try floor.model(of: "A1")), .some(10, of: floor.pieces)])
            let now = floor.registry.clock.now
            var pieces = PickScan("WF-2", at: now, .pieces(floor.pieces, batch: nil))
            pieces.quantity = 4
            var numbered = pieces
            numbered.id = "1"
            let scans = [
                PickScan("A0", at: now, .unit(try floor.key("A0"))), pieces, pieces, numbered,
                PickScan("??", at: now, .unread),
            ]
            #expect(try await floor.take(scans, from: list) == [.picked, .picked, .picked, .picked, .unread])
            let before = try await floor.items(of: list)
            #expect(
                before == [
                    "2 pieces picked", "4 pieces picked", "4 pieces picked", "A0 picked", "A1 reserved",
                ])
            #expect(try await floor.take(scans, from: list) == [.again, .again, .again, .again, .unread])
            #expect(try await floor.items(of: list) == before)
            // What is scanned later of a list that is finished changes nothing either.
            _ = try await floor.move(try await floor.find(list), .finish)
            #expect(try await floor.pick(["A0", "A1"], pieces: 1, from: list) == [.again, .notAsked, .notAsked])
            #expect(try await floor.find(list).state == .picked)
        }
    }

    @Test(arguments: Engine.available)
    func unitsOfRangesArePickedOneByOne(_ engine: Engine) async throws {
        try await CountFloor.with(engine) { floor in
            let model = try floor.model(of: "F1")
            let list = try await floor.reserve([.some(5, of: model)])
            // The last of those that wait is freed for another one, which may take it back.
            let results = try await floor.pick(["F2", "F9", "F5", "F4", "F4"], from: list)
            #expect(results == [.picked, .swapped, .swapped, .swapped, .again])
            #expect(try await floor.counted(.reserved, of: model) == 5)
            let picked = try await floor.items(of: list).filter { $0.hasSuffix("picked") }
            #expect(picked == ["F2 picked", "F4 picked", "F5 picked", "F9 picked"])
            let ended = try await floor.move(try await floor.find(list), .finish)
            #expect(ended.state == .picked)
            #expect(try await floor.counted(.reserved, of: model) == 4)
            _ = try await floor.move(ended, .cancel)
            #expect(try await floor.counted(.available, of: model) == 10)
            #expect(try await floor.items(of: list).isEmpty)
        }
    }

    /// What is picked out of a case is in it no more.
    @Test(arguments: Engine.available)
    func whatIsPickedLeavesItsCase(_ engine: Engine) async throws {
        try await CountFloor.with(engine) { floor in
            let list = try await floor.reserve([.unit(try floor.key("B1"))])
            #expect(try await floor.pick(["B1"], from: list) == [.picked])
            let b1 = try floor.key("B1")
            let unit = try await floor.registry.read { try Units.find(b1, $0) }
            #expect(unit?.state.parent == nil && unit?.state.marks == [.reserved])
            #expect(try await floor.items(of: list) == ["B1 picked"])
            let shipped = try await floor.ship([], for: try await floor.find(list))
            #expect(shipped.state == .shipped)
            #expect(try await floor.find(list).state == .fulfilled)
        }
    }

    @Test(arguments: Engine.available)
    func aCaseStandsForWhatIsInIt(_ engine: Engine) async throws {
        try await CountFloor.with(engine) { floor in
            let list = try await floor.reserve([.unit(try floor.key("B1")), .some(2, of: try floor.model(of: "F1"))])
            try await floor.record("case") { $0.businessLocation = "plant" }
            let now = floor.registry.clock.now
            let scan = PickScan("the case", at: now, .container(try floor.key("case")))
            #expect(try await floor.take([scan], from: list) == [.picked, .picked, .notAsked])
            #expect(try await floor.items(of: list).filter { $0.hasSuffix("picked") } == ["B1 picked"])
            let kept = try await floor.registry.read { try Picks.scans(of: list, limit: 10, $0) }
            let own = kept.first { $0.text == "the case" }
            #expect(own?.quantity == 1 && own?.reason == "1 of the 2 units in it are picked.")
            #expect(kept.map(\.unit?.serial.text).sorted { ($0 ?? "") < ($1 ?? "") } == ["B1", "B2", "case"])
            // The same scan again changes nothing; a later one finds what is left.
            #expect(try await floor.take([scan], from: list) == [.again])
            let later = PickScan("the case", at: now + 1, .container(try floor.key("case")))
            #expect(try await floor.take([later], from: list) == [.notAsked, .notAsked])
            try await floor.unpack("B2")
            let empty = PickScan("the case", at: now + 2, .container(try floor.key("case")))
            #expect(try await floor.take([empty], from: list) == [.notHere])
        }
    }

    /// What was missing and is found is taken.
    @Test(arguments: Engine.available)
    func aShortageIsFilledByWhatIsScanned(_ engine: Engine) async throws {
        try await CountFloor.with(engine) { floor in
            let model = try floor.model(of: "A1")
            let list = try await floor.reserve([.some(13, of: model)]) { $0.isPartial = true }
            try await floor.record("S1") { $0.businessLocation = "plant" }
            #expect(try await floor.pick(["S1"], from: list) == [.picked])
            let (line, progress) = try await floor.registry.read { try Picks.lines(of: list, $0)[0] }
            #expect(progress.sum == 13 && line.shortage(progress) == 0)
        }
    }

    @Test(arguments: Engine.available)
    func stepsAreRefusedWhereTheyDoNotFit(_ engine: Engine) async throws {
        try await CountFloor.with(engine) { floor in
            let list = try await floor.reserve([.unit(try floor.key("A1"))])
            #expect(try await refusal { try await floor.move(list, .finish) } == .pickState)
            #expect(try await refusal { try await floor.ship([], for: list) } == .pickState)
            let stale = try await refusal {
                try await floor.registry.write { desk in
                    try Picks.move(list, by: .cancel, expecting: 9, as: .administrator, desk.recorder)
                }
            }
            #expect(stale == .pickChanged)
            let ended = try await floor.move(list, .cancel)
            #expect(ended.state == .cancelled && ended.closedAt != nil)
            #expect(try await refusal { try await floor.move(ended, .cancel) } == .pickState)
        }
    }
}
