import Identifiers
import Registry
import Storage
import Testing

/// Commands are refused where a unit is in another state; reported facts are kept.
@Suite struct CommandTests {
    /// A model with a batch of ten, and a foreign unit.
    struct Shop: Sendable {
        var manufacturer: ID<Manufacturer>
        var batch: Batch
        var unit: UnitKey
        var container: UnitKey

        static func open(_ registry: TestRegistry) async throws -> Shop {
            try await registry.write { desk in
                let manufacturer = try desk.manufacturer()
                let formatted = try desk.model("F-1", of: manufacturer, format: "A{seq:4}")
                let cases = try desk.model("SSCC", of: manufacturer, kind: .container)
                return Shop(
                    manufacturer: manufacturer.id, batch: try desk.issue(10, of: formatted),
                    unit: try desk.register("X-1", of: try desk.model("P-1", of: manufacturer)),
                    container: UnitKey(cases.id, try SerialNumber(parsing: "001")))
            }
        }

        func sale(of units: [UnitKey], at time: Int64) -> EventDraft {
            var draft = EventDraft(time: time)
            draft.units = units
            draft.businessStep = .retailSelling
            draft.disposition = .retailSold
            return draft
        }

        func whole(_ sequences: ClosedRange<Int64>) -> EventDraft.SequenceRange {
            EventDraft.SequenceRange(batch: batch.id, sequences: sequences)
        }

        func state(of key: UnitKey, _ registry: TestRegistry) async throws -> UnitState? {
            try await registry.read { try Units.find(key, $0)?.state }
        }
    }

    @Test(arguments: Engine.available)
    func aCommandInAnotherStateIsRefusedAndWritesNothing(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let shop = try await Shop.open(registry)
            var single = shop.sale(of: [shop.unit], at: registry.clock.now)
            single.expectation = .required([.sellableAccessible])
            var ranged = shop.sale(of: [], at: registry.clock.now)
            ranged.ranges = [shop.whole(2...5)]
            ranged.expectation = .required([.sellableAccessible])
            for draft in [single, ranged] {
                let code = try await refusal {
                    try await registry.write { try $0.record(draft, of: shop.manufacturer) }
                }
                #expect(code == .unitState)
            }
            #expect(try await registry.read { try Positions.head($0) } == 2)
            #expect(try await shop.state(of: shop.unit, registry)?.disposition == nil)
            #expect(try await registry.findings() == [])
        }
    }

    @Test(arguments: Engine.available)
    func aReportedFactIsKeptAndRaisesADiscrepancy(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let shop = try await Shop.open(registry)
            var draft = shop.sale(of: [shop.unit], at: registry.clock.now)
            draft.expectation = .reported([.sellableAccessible])
            draft.ranges = [shop.whole(2...5)]
            let fact = draft
            let event = try await registry.write { try $0.record(fact, of: shop.manufacturer) }
            #expect(event.discrepancies.map(\.code) == [.otherState, .otherState])
            #expect(event.discrepancies.map(\.unit.serial.text) == ["X-1", "A0002"])
            #expect(event.discrepancies.last?.found == "active")
            #expect(try await shop.state(of: shop.unit, registry)?.disposition == .retailSold)
            let kept = try await registry.read { try Discrepancies.list(of: shop.unit, $0) }
            #expect(kept.map(\.event) == [event.id])
        }
    }

    @Test(arguments: Engine.available)
    func whatFitsNoLifeRaisesADiscrepancy(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let shop = try await Shop.open(registry)
            let now = registry.clock.now
            var destroyed = EventDraft(time: now)
            destroyed.units = [shop.unit]
            destroyed.businessStep = .destroying
            let drafts = [
                shop.sale(of: [shop.unit], at: now - TestClock.day), shop.sale(of: [shop.unit], at: now - 1),
                destroyed, shop.sale(of: [shop.unit], at: now + 1),
            ]
            var codes: [[Discrepancy.Code]] = []
            for draft in drafts {
                codes.append(
                    try await registry.write { try $0.record(draft, of: shop.manufacturer) }.discrepancies.map(\.code))
            }
            #expect(codes == [[.beforeMade], [.soldTwice], [], [.afterEnd, .soldTwice]])
        }
    }

    @Test(arguments: Engine.available)
    func aLateEventFindsItsPlaceInThePast(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let shop = try await Shop.open(registry)
            let unit = try await registry.write { try $0.unit(3, of: shop.batch) }
            registry.clock.advance(by: 10 * TestClock.day)
            let now = registry.clock.now
            var received = EventDraft(time: now - 5 * TestClock.day)
            received.units = [unit]
            received.disposition = .sellableNotAccessible
            let late = received
            let sale = shop.sale(of: [unit], at: now - 2 * TestClock.day)
            let sold = try await registry.write { try $0.record(sale, of: shop.manufacturer) }
            _ = try await registry.write { try $0.record(late, of: shop.manufacturer) }
            #expect(try await shop.state(of: unit, registry)?.disposition == .retailSold)
            let history = try await registry.read { try Units.history(of: try #require(try Units.find(unit, $0)), $0) }
            #expect(history.state(asOf: now - 3 * TestClock.day).disposition == .sellableNotAccessible)
            let position = try await registry.position(of: sold.id)
            #expect(history.state(asOf: now - 3 * TestClock.day, knownAt: position).disposition == .active)
        }
    }

    @Test(arguments: Engine.available)
    func correctionsDropAndRestoreEffects(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let shop = try await Shop.open(registry)
            let now = registry.clock.now
            let sale = shop.sale(of: [shop.unit], at: now)
            let sold = try await registry.write { try $0.record(sale, of: shop.manufacturer) }
            @Sendable func correction(of event: ID<Event>) -> EventDraft {
                var draft = EventDraft(time: now)
                draft.corrects = event
                draft.errorReason = .didNotOccur
                return draft
            }
            let dropped = try await registry.write { try $0.record(correction(of: sold.id), of: shop.manufacturer) }
            #expect(dropped.draft.units == [shop.unit])
            #expect(try await shop.state(of: shop.unit, registry)?.disposition == nil)
            #expect(
                try await refusal {
                    try await registry.write { try $0.record(correction(of: sold.id), of: shop.manufacturer) }
                } == .eventCorrected)
            _ = try await registry.write { try $0.record(correction(of: dropped.id), of: shop.manufacturer) }
            #expect(try await shop.state(of: shop.unit, registry)?.disposition == .retailSold)
            // The sale may be corrected otherwise now, and then its first correction may not come back.
            var other = correction(of: sold.id)
            other.errorReason = .incorrectData
            other.disposition = .sellableAccessible
            let second = other
            _ = try await registry.write { try $0.record(second, of: shop.manufacturer) }
            let restoring = try await registry.read { reader in
                try EventRows.page(after: 4, limit: 1, reader).map(\.header.id)
            }
            let back = correction(of: try #require(restoring.first))
            #expect(
                try await refusal { try await registry.write { try $0.record(back, of: shop.manufacturer) } }
                    == .eventCorrected)
            #expect(try await registry.findings() == [])
        }
    }

    @Test(arguments: Engine.available)
    func aCorrectionSpeaksOfTheSameUnits(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let shop = try await Shop.open(registry)
            let now = registry.clock.now
            let sale = shop.sale(of: [shop.unit], at: now)
            let sold = try await registry.write { try $0.record(sale, of: shop.manufacturer) }
            let wrong = try await registry.write { try $0.unit(1, of: shop.batch) }
            var draft = shop.sale(of: [wrong], at: now)
            draft.corrects = sold.id
            draft.errorReason = .incorrectData
            let correction = draft
            #expect(
                try await refusal { try await registry.write { try $0.record(correction, of: shop.manufacturer) } }
                    == .eventInvalid)
        }
    }

    @Test(arguments: Engine.available)
    func aFaultCountsOnceUntilItsRepair(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let shop = try await Shop.open(registry)
            let now = registry.clock.now
            let story: [(BusinessStep?, String?, Int64)] = [
                (.inspecting, "seized", 1), (.holding, "seized", 1), (nil, "leaks", 2), (.repairing, "seized", 2),
                (.inspecting, nil, 2), (.inspecting, "seized", 3), (.repairing, nil, 3), (.repairing, "hums", 4),
                (.repairing, "hums", 5),
            ]
            for (offset, (step, fault, failures)) in story.enumerated() {
                var draft = EventDraft(time: now + Int64(offset))
                draft.units = [shop.unit]
                draft.businessStep = step
                draft.details.faultCode = fault
                let event = draft
                _ = try await registry.write { try $0.record(event, of: shop.manufacturer) }
                #expect(try await shop.state(of: shop.unit, registry)?.failures == failures, "after event \(offset)")
            }
            let figures = try await registry.read { try Fleets.figures(of: shop.unit.model, $0) }
            #expect(figures.failures == 5)
        }
    }
}
