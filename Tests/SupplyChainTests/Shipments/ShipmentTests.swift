import Identifiers
import Registry
import Storage
import SupplyChain
import TestSupport
import Testing

/// Shipments are announced, shipped, received and closed.
@Suite struct ShipmentTests {
    @Test(arguments: Engine.available)
    func whatIsAnnouncedIsShippedReceivedAndClosed(_ engine: Engine) async throws {
        try await Dock.with(engine) { dock in
            let shipment = try await dock.announce([
                .unit(dock.unit("S1")), .unit(dock.unit("S2")), .range(dock.range(11...15), of: dock.numbered),
                .pieces(EventDetails.Quantity(100, of: dock.part)),
            ])
            #expect(shipment.state == .expected)
            #expect(shipment.number.text.hasPrefix("D-"))
            let shipped = try await dock.ship(shipment)
            #expect(shipped.state == .shipped)
            let onTheWay = try await dock.levels()
            #expect(
                onTheWay
                    == [
                        "|M-1|in_transit|2", "|N-1|in_transit|5", "|PART|in_transit|100", "works|M-1||3",
                        "works|N-1|active|15",
                        "works|PART||100",
                    ].sorted())
            dock.registry.clock.advance(by: 3_600_000_000)
            let scans = try await dock.receive(
                shipped,
                [
                    dock.scan("S1"), dock.scan("n12", dock.numberedUnit(12)), dock.scan("n14", dock.numberedUnit(14)),
                    dock.pieces(60, after: 1), dock.pieces(45, after: 2),
                ])
            #expect(scans.map(\.verdict) == [.expected, .expected, .expected, .expected, .expected])
            let come = try await dock.levels()
            #expect(
                come
                    == [
                        "shop|M-1|in_progress|1", "shop|N-1|in_progress|2", "shop|PART|in_progress|105",
                        "|M-1|in_transit|1", "|N-1|in_transit|3", "works|M-1||3", "works|N-1|active|15",
                        "works|PART||100",
                    ].sorted())
            let receiving = try await dock.read { try Shipments.require(shipment.number, $0) }
            #expect(receiving.state == .receiving)
            let (closed, raised) = try await dock.registry.write {
                try Shipments.close(receiving, expecting: nil, as: .administrator, $0.transaction)
            }
            #expect(closed.state == .closed)
            #expect(raised == [.missing: 2, .over: 1])
            let found = try await dock.discrepancies(shipment)
            #expect(found == ["missing 1/0 S2 open", "missing 5/2 open", "over 100/105 open"])

            // What was missing turns up.
            let late = try await dock.receive(
                closed, [dock.scan("S2"), dock.scan("n11", dock.numberedUnit(11)), dock.pieces(1, after: 9)])
            #expect(late.map(\.verdict) == [.expected, .expected, .expected])
            let settled = try await dock.discrepancies(shipment)
            #expect(
                settled == [
                    "missing 1/1 S2 found", "missing 5/3 open", "over 100/106 open",
                ])
            let again = try await refusal { try await dock.ship(closed) }
            #expect(again == .shipmentState)
        }
    }

    @Test(arguments: Engine.available)
    func whatCannotBeAnnouncedIsNamedByItsLine(_ engine: Engine) async throws {
        try await Dock.with(engine) { dock in
            func refused(_ goods: [ShipmentLine.Goods], to place: Location? = nil) async throws -> String? {
                do {
                    _ = try await dock.announce(goods, to: place)
                    return nil
                } catch let error as RegistryError {
                    return "\(error.code.rawValue) \(error.field ?? "")"
                }
            }
            let first = ShipmentLine.Goods.unit(dock.unit("S1"))
            #expect(try await refused([]) == "value.invalid lines")
            #expect(try await refused([first], to: dock.works) == "value.invalid destination")
            #expect(try await refused([first, .unit(dock.unit("S9"))]) == "unit.unknown lines[1]")
            #expect(try await refused([first, .unit(dock.unit("S2")), first]) == "value.invalid lines[2]")
            let range = ShipmentLine.Goods.range(dock.range(3...9), of: dock.numbered)
            #expect(try await refused([range, .unit(dock.numberedUnit(4))]) == "value.invalid lines[1]")
            #expect(
                try await refused([range, .range(dock.range(9...12), of: dock.numbered)]) == "value.invalid lines[1]")
            #expect(try await refused([.range(dock.range(3...9), of: dock.model)]) == "batch.unknown lines[0]")
            #expect(try await refused([.range(dock.range(3...99), of: dock.numbered)]) == "batch.room lines[0]")
            let pieces = ShipmentLine.Goods.pieces(EventDetails.Quantity(5, of: dock.part))
            #expect(try await refused([pieces, pieces]) == "value.invalid lines[1]")
            #expect(
                try await refused([.pieces(EventDetails.Quantity(0, of: dock.part))]) == "value.invalid lines[0]")
            #expect(
                try await refused([.pieces(EventDetails.Quantity(5, of: dock.numbered))]) == "value.invalid lines[0]")
            #expect(try await refused([.pieces(EventDetails.Quantity(5, of: ID(7)))]) == "model.unknown lines[0]")

            // What one open shipment announces no other does, until it has come.
            let shipment = try await dock.announce([first, range], reference: "LS-1")
            #expect(try await refused([.unit(dock.unit("S2")), first]) == "unit.state lines[1]")
            #expect(try await refused([.unit(dock.numberedUnit(5))]) == "unit.state lines[0]")
            #expect(try await refused([.range(dock.range(9...10), of: dock.numbered)]) == "unit.state lines[0]")
            let twice = try await refusal {
                try await dock.announce([.unit(dock.unit("S2"))], reference: "LS-1")
            }
            #expect(twice == .shipmentTaken)
            dock.registry.clock.advance(by: 3_600_000_000)
            _ = try await dock.receive(shipment, [dock.scan("S1"), dock.scan("n5", dock.numberedUnit(5))])
            let onward = try await dock.announce([first, .unit(dock.numberedUnit(5))], from: dock.shop, to: dock.depot)
            #expect(try await dock.ship(onward).state == .shipped)
        }
    }

    @Test(arguments: Engine.available)
    func whatStandsElsewhereOrIsHeldDoesNotLeave(_ engine: Engine) async throws {
        try await Dock.with(engine) { dock in
            func refused(
                _ change: @escaping @Sendable (inout EventDraft) -> Void, _ unit: UnitKey
            ) async throws -> String? {
                dock.registry.clock.advance(by: 1_000_000)
                try await dock.record { draft in
                    draft.units = [unit]
                    change(&draft)
                }
                let shipment = try await dock.announce([.pieces(EventDetails.Quantity(1, of: dock.part)), .unit(unit)])
                defer { dock.registry.clock.advance(by: 1_000_000) }
                do {
                    _ = try await dock.ship(shipment)
                    return nil
                } catch let error as RegistryError {
                    _ = try await dock.registry.write {
                        try Shipments.cancel(shipment, expecting: 1, as: .administrator, $0.transaction)
                    }
                    return "\(error.code.rawValue) \(error.field ?? "")"
                }
            }
            typealias Change = @Sendable (inout EventDraft) -> Void
            let changes: [Change] = [
                { $0.businessLocation = "shop" }, { $0.businessLocation = "nowhere known" },
                { $0.businessLocation = "works-hold" },
                { ($0.businessLocation, $0.disposition) = ("works", .damaged) }, { $0.disposition = .inTransit },
                { $0.disposition = .retailSold },
                { ($0.type, $0.action, $0.parent) = (.aggregation, .add, dock.container("395204710000000122")) },
            ]
            for (place, change) in changes.enumerated() {
                let refusal = try await refused(change, dock.unit("S1"))
                // What is damaged is there, and held.
                #expect(refusal == (place == 3 ? "goods.held lines[1]" : "unit.state lines[1]"), "\(place)")
            }
            let within = try await refused({ $0.businessLocation = "works-a" }, dock.unit("S3"))
            #expect(within == nil)
            let ended = try await refused({ $0.businessStep = .destroying }, dock.unit("S4"))
            #expect(ended == "unit.state lines[1]")
        }
    }
}
