import Identifiers
import Registry
import Storage
import SupplyChain
import Testing

/// Lists come when goods have gone on: what is judged is what was the case at the scan.
@Suite struct LateListTests {
    private static let day = TestClock.day

    private static func scan(_ dock: Dock, _ key: UnitKey, at time: Int64) -> ReceivedScan {
        ReceivedScan(key.serial.text, at: time, .things([key]))
    }

    /// A box is scanned with its pallet, and by the time that list comes it has left it and is announced elsewhere.
    @Test(arguments: Engine.available)
    func whatHasLeftItsPalletSinceWasReceivedWithIt(_ engine: Engine) async throws {
        try await Dock.with(engine) { dock in
            let (pallet, box) = (dock.container("395204710000000122"), dock.container("395204710000000139"))
            try await dock.pack([dock.unit("S1")], into: box)
            try await dock.pack([box], into: pallet)
            let first = try await dock.ship(try await dock.announce([.container(pallet)]))
            let arrival = first.shippedAt.map { $0 + Self.day } ?? 0
            dock.registry.clock.advance(by: 2 * Self.day)
            _ = try await dock.receive(first, [Self.scan(dock, pallet, at: arrival)])
            try await dock.record { draft in
                (draft.type, draft.action, draft.parent, draft.units) = (.aggregation, .delete, pallet, [box])
                draft.businessStep = .unpacking
            }
            let second = try await dock.announce([.container(box)], from: dock.shop, to: dock.depot)
            dock.registry.clock.advance(by: Self.day)
            let late = try await dock.receive(first, [Self.scan(dock, box, at: arrival + 60_000_000)])
            #expect(late.map(\.verdict) == [.alreadyReceived])
            #expect(try await dock.discrepancies(first) == [])
            #expect(try await dock.discrepancies(second) == [])
        }
    }

    /// What nobody has announced is not diverted because it is to go on by now.
    @Test(arguments: Engine.available)
    func whatIsAnnouncedFromHereIsNoDiversion(_ engine: Engine) async throws {
        try await Dock.with(engine) { dock in
            let first = try await dock.ship(try await dock.announce([.unit(dock.unit("S1"))]))
            let arrival = first.shippedAt.map { $0 + Self.day } ?? 0
            dock.registry.clock.advance(by: 2 * Self.day)
            _ = try await dock.announce([.unit(dock.unit("S2"))], from: dock.shop, to: dock.depot)
            let late = try await dock.receive(first, [Self.scan(dock, dock.unit("S2"), at: arrival)])
            #expect(late.map(\.verdict) == [.unexpected])
            #expect(try await dock.discrepancies(first) == ["unexpected 0/1 S2 open"])
        }
    }

    /// Goods that were sold before anybody has said that they came were on nobody's way when they stood there.
    @Test(arguments: Engine.available)
    func whatIsSoldByNowWasGoodsWhenItCame(_ engine: Engine) async throws {
        try await Dock.with(engine) { dock in
            let shipment = try await dock.ship(try await dock.announce([.unit(dock.unit("S1"))]))
            let arrival = shipment.shippedAt.map { $0 + Self.day } ?? 0
            dock.registry.clock.advance(by: 3 * Self.day)
            try await dock.record { draft in
                (draft.units, draft.businessLocation) = ([dock.unit("S1")], "shop")
                (draft.businessStep, draft.disposition) = (.retailSelling, .retailSold)
            }
            let late = try await dock.receive(shipment, [Self.scan(dock, dock.unit("S1"), at: arrival)])
            #expect(late.map(\.verdict) == [.expected])
            let history = try await dock.read { reader in
                try Units.find(dock.unit("S1"), reader).map { try Units.history(of: $0, reader) }
            }
            #expect(history?.state(asOf: arrival).disposition == .inProgress)
            #expect(history?.state().disposition == .retailSold)
        }
    }

    /// Of what came the rest may go on while one is awaited; that one may not.
    @Test(arguments: Engine.available)
    func theRestOfAPartOfABatchGoesOn(_ engine: Engine) async throws {
        try await Dock.with(engine) { dock in
            let first = try await dock.ship(try await dock.announce([.range(dock.range(1...5), of: dock.numbered)]))
            dock.registry.clock.advance(by: Self.day)
            let scans = ([1, 2, 4, 5] as [Int64]).map { dock.scan("n\($0)", dock.numberedUnit($0)) }
            #expect(try await dock.receive(first, scans).map(\.verdict) == Array(repeating: .expected, count: 4))
            let refused = try await refusal {
                _ = try await dock.announce(
                    [.range(dock.range(2...4), of: dock.numbered)], from: dock.shop, to: dock.depot)
            }
            #expect(refused == .unitState)
            let second = try await dock.announce(
                [.range(dock.range(1...2), of: dock.numbered), .range(dock.range(4...5), of: dock.numbered)],
                from: dock.shop, to: dock.depot)
            #expect(try await dock.ship(second).state == .shipped)
        }
    }

    /// Nothing is at two places within ten minutes, whichever scan comes first.
    @Test(arguments: Engine.available, [4, -4, 40] as [Int64])
    func twoPlacesAtOnceAreACopy(_ engine: Engine, _ minutes: Int64) async throws {
        try await Dock.with(engine) { dock in
            let (first, second) = (
                try await dock.ship(try await dock.announce([.unit(dock.unit("S1"))])),
                try await dock.ship(try await dock.announce([.unit(dock.unit("S2"))], to: dock.depot))
            )
            dock.registry.clock.advance(by: 2 * Self.day)
            let time = dock.registry.clock.now - Self.day
            _ = try await dock.receive(first, [Self.scan(dock, dock.unit("S1"), at: time)])
            let copy = try await dock.receive(
                second, [Self.scan(dock, dock.unit("S1"), at: time + minutes * 60_000_000)])
            #expect(copy.map(\.verdict) == [minutes == 40 ? .unexpected : .duplicateLabel])
            #expect(
                try await dock.discrepancies(second)
                    == [minutes == 40 ? "diverted 0/1 S1 open" : "duplicateLabel 0/1 S1 open"])
        }
    }

    /// What was damaged at its first scan is so after the second, whichever list comes first.
    @Test(arguments: Engine.available, [true, false])
    func damageIsKeptWhicheverListComesFirst(_ engine: Engine, _ comesFirst: Bool) async throws {
        try await Dock.with(engine) { dock in
            let shipment = try await dock.ship(
                try await dock.announce([.unit(dock.unit("S1")), .unit(dock.unit("S2"))]))
            let minute = dock.registry.clock.now / 60_000_000 * 60_000_000
            dock.registry.clock.advance(by: 2 * Self.day)
            var damaged = Self.scan(dock, dock.unit("S1"), at: minute + Self.day + 5_000_000)
            damaged.isDamaged = true
            let again = Self.scan(dock, dock.unit("S1"), at: damaged.time + 5_000_000)
            // Of the same minute, so that one event speaks of both.
            let other = Self.scan(dock, dock.unit("S2"), at: again.time + 5_000_000)
            for scans in comesFirst ? [[damaged], [again, other]] : [[again, other], [damaged]] {
                _ = try await dock.receive(shipment, scans)
            }
            let levels = try await dock.levels().filter { $0.hasPrefix("shop") }
            #expect(levels == ["shop|M-1|damaged|1", "shop|M-1|in_progress|1"])
            #expect(try await dock.discrepancies(shipment) == ["damaged 0/1 S1 open"])
        }
    }

    /// What comes to another place is diverted, also where its list comes after the right place has given it up.
    @Test(arguments: Engine.available)
    func aDiversionIsOneAfterTheOtherShipmentIsClosed(_ engine: Engine) async throws {
        try await Dock.with(engine) { dock in
            let lacking = try await dock.ship(
                try await dock.announce([.unit(dock.unit("S1")), .range(dock.range(1...2), of: dock.numbered)]))
            let other = try await dock.ship(try await dock.announce([.unit(dock.unit("S2"))], to: dock.depot))
            dock.registry.clock.advance(by: 2 * Self.day)
            let time = dock.registry.clock.now - Self.day
            _ = try await dock.registry.write {
                try Shipments.close(lacking, expecting: nil, as: .administrator, $0.transaction)
            }
            let scans = [dock.unit("S1"), dock.numberedUnit(2)].map { Self.scan(dock, $0, at: time) }
            let late = try await dock.receive(other, scans)
            #expect(late.map(\.verdict) == [.wrongDestination, .wrongDestination])
            #expect(
                try await dock.discrepancies(other)
                    == [
                        "diverted 0/1 \(dock.numberedUnit(2).serial.text) open", "diverted 0/1 S1 open",
                    ].sorted())
            // What turns up after that has been found, and is sent on.
            let after = try await dock.receive(
                other, [Self.scan(dock, dock.numberedUnit(1), at: dock.registry.clock.now)])
            #expect(after.map(\.verdict) == [.unexpected])
        }
    }
}
