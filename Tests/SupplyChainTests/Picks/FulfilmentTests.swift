import Identifiers
import Registry
import TestSupport
import Testing

@testable import SupplyChain

@Suite struct FulfilmentTests {
    @Test(arguments: Engine.available)
    func whatIsSetAsideLeavesWithItsListAlone(_ engine: Engine) async throws {
        try await CountFloor.with(engine) { floor in
            let (model, pieces) = (try floor.model(of: "A1"), floor.pieces)
            let list = try await floor.reserve([.some(2, of: model), .some(10, of: pieces)])
            let a0 = try floor.key("A0")
            #expect(try await refusal { try await floor.ship([.unit(a0)]) } == .unitState)
            #expect(try await refusal { try await floor.sell(["A0"]) } == .unitState)
            try await floor.pick(["A0", "A1"], pieces: 8, from: list)
            let shipment = try await floor.ship([], for: try await floor.find(list))
            #expect(shipment.pick == list.number)
            #expect(try await floor.find(list).state == .picking)
            #expect(
                try await floor.items(of: list)
                    == ["2 pieces reserved", "8 pieces gone", "A0 gone", "A1 gone"])
            let state = try await floor.registry.read { try Units.find(a0, $0)?.state }
            #expect(state?.marks == [] && state?.disposition == .inTransit)
            #expect(try await floor.counted(.reserved) == 2)
            #expect(try await floor.standing().pieces == 32)
            // Closed short, it is fulfilled: nothing waits any more.
            let ended = try await floor.move(try await floor.find(list), .finish)
            #expect(ended.state == .fulfilled)
            #expect(try await floor.counted(.reserved) == 0)
            #expect(try await floor.counted(.available, of: pieces) == 32)
        }
    }

    /// Pieces that are set aside leave by no shipment that does not name their list.
    @Test(arguments: Engine.available)
    func piecesThatAreSetAsideLeaveWithTheirListAlone(_ engine: Engine) async throws {
        try await CountFloor.with(engine) { floor in
            let pieces = floor.pieces
            func send(_ count: Int64, for list: PickList? = nil) async throws {
                _ = try await floor.ship([.pieces(.init(count, of: pieces))], for: list)
                try await floor.advance()
            }
            // Where no list keeps any, more may be there than anybody has reported.
            try await send(2)
            let list = try await floor.reserve([.some(30, of: pieces)])
            try await floor.advance()
            #expect(try await refusal { try await send(9) } == .unitState)
            let twice = try await refusal {
                _ = try await floor.ship([.pieces(.init(5, of: pieces)), .pieces(.init(4, of: pieces))])
            }
            #expect(twice == .unitState)
            try await send(5)
            #expect(try await refusal { try await send(4) } == .unitState)
            let other = try await floor.reserve([.some(2, of: pieces)])
            try await floor.pick([], pieces: 30, from: list)
            try await floor.advance()
            // What its own list keeps may leave, and one more; what the other keeps may not.
            #expect(try await refusal { try await send(32, for: try await floor.find(list)) } == .unitState)
            try await send(31, for: try await floor.find(list))
            #expect(try await floor.find(list).state == .fulfilled)
            #expect(try await refusal { try await send(1) } == .unitState)
            _ = try await floor.move(other, .cancel)
            try await floor.advance()
            try await send(3)
        }
    }

    @Test(arguments: Engine.available)
    func salesNameTheirList(_ engine: Engine) async throws {
        try await CountFloor.with(engine) { floor in
            let list = try await floor.reserve([.unit(try floor.key("A2")), .unit(try floor.key("A3"))])
            let other = try await floor.reserve([.unit(try floor.key("A4"))])
            try await floor.pick(["A2", "A3"], from: list)
            try await floor.pick(["A4"], from: other)
            let ended = try await floor.move(try await floor.find(list), .finish)
            #expect(try await refusal { try await floor.sell(["A2", "A4"], for: ended) } == .unitState)
            try await floor.sell(["A2"], for: ended)
            #expect(try await floor.find(list).state == .picked)
            try await floor.sell(["A3", "A5"], for: ended)
            #expect(try await floor.find(list).state == .fulfilled)
            #expect(try await refusal { try await floor.sell(["A6"], for: ended) } == .pickState)
        }
    }

    /// A case leaves with what a list keeps in it, for that list alone.
    @Test(arguments: Engine.available)
    func aCaseLeavesForTheListThatKeepsItsGoods(_ engine: Engine) async throws {
        try await CountFloor.with(engine) { floor in
            let (b1, container) = (try floor.key("B1"), try floor.key("case"))
            let list = try await floor.reserve([.unit(b1), .unit(try floor.key("A1"))])
            try await floor.pick(["A1"], from: list)
            #expect(try await refusal { try await floor.ship([.container(container)]) } == .unitState)
            _ = try await floor.ship([.container(container)], for: try await floor.find(list))
            let state = try await floor.registry.read { try Units.find(b1, $0)?.state }
            #expect(state?.marks == [])
            #expect(try await floor.items(of: list) == ["A1 picked", "B1 gone in case"])
            #expect(try await floor.counted(.reserved) == 1)
        }
    }

    /// Of a range that leaves, what a list keeps is noted.
    @Test(arguments: Engine.available)
    func partsOfRangesLeave(_ engine: Engine) async throws {
        try await CountFloor.with(engine) { floor in
            let model = try floor.model(of: "F1")
            let list = try await floor.reserve([.some(6, of: model)])
            try await floor.pick(["F6"], from: list)
            let first = try await floor.registry.read { reader in
                try #require(try Batches.find(floor.batch, reader)?.issue?.sequences.lowerBound)
            }
            let range = EventDraft.SequenceRange(batch: floor.batch, sequences: (first + 1)...(first + 7))
            #expect(try await refusal { try await floor.ship([.range(range, of: model)]) } == .unitState)
            _ = try await floor.ship([.range(range, of: model)], for: try await floor.find(list))
            let items = try await floor.items(of: list)
            #expect(items.contains("F6 gone") && items.filter { $0.hasSuffix("reserved") }.count == 1)
            #expect(try await floor.counted(.reserved, of: model) == 1)
            #expect(try await floor.counted(.available, of: model) == 2)
        }
    }

    /// A refusal names the list only to those who may read it.
    @Test(arguments: Engine.available)
    func aRefusalNamesTheListToThoseWhoMayReadIt(_ engine: Engine) async throws {
        try await CountFloor.with(engine) { floor in
            let list = try await floor.reserve([.unit(try floor.key("A1"))])
            let (a1, maker) = (try floor.key("A1"), floor.maker)
            for (principal, isTold) in [(Principal.administrator, true), (Principal.stranger, false)] {
                let sentence = try await floor.registry.read { reader in
                    let unit = try #require(try Units.find(a1, reader))
                    do {
                        try Reservations(for: nil, of: maker, as: principal, reader).meet(unit, isInside: false)
                        return ""
                    } catch let error as RegistryError {
                        return error.sentence
                    }
                }
                #expect(sentence.contains(list.number.text) == isTold && !sentence.isEmpty)
            }
        }
    }
}
