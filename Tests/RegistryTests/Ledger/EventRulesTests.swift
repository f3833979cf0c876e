import Identifiers
import Registry
import Storage
import Testing

/// Whatever is sent to the ledger, it records the event or says what is wrong, and writes nothing by halves.
@Suite struct EventRulesTests {
    struct Fault: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var code: RegistryError.Code
        var spoil: @Sendable (inout EventDraft, World) -> Void

        init(_ name: String, _ code: RegistryError.Code, _ spoil: @escaping @Sendable (inout EventDraft, World) -> Void)
        {
            (testDescription, self.code, self.spoil) = (name, code, spoil)
        }
    }

    struct World: Sendable {
        var manufacturer: ID<Manufacturer>
        var others: UnitKey
        var unit: UnitKey
        var batch: Batch
        var batchUnit: UnitKey
        var container: UnitKey

        func range(_ sequences: ClosedRange<Int64>) -> EventDraft.SequenceRange {
            EventDraft.SequenceRange(batch: batch.id, sequences: sequences)
        }

        func key(_ text: String) -> UnitKey {
            (try? SerialNumber(parsing: text)).map { UnitKey(unit.model, $0) } ?? unit
        }
    }

    static let hostile = [
        "", "  ", "a\0b", "a\nb", "\u{202E}abc", "\u{200B}", String(repeating: "x", count: 10_000_000),
    ]

    static let faults: [Fault] = [
        Fault("no units", .eventInvalid) { draft, _ in draft.units = [] },
        Fault("a unit twice", .eventInvalid) { draft, world in draft.units = [world.unit, world.unit] },
        Fault("1,001 units", .eventInvalid) { draft, world in draft.units = (0...1_000).map { world.key("N\($0)") } },
        Fault("an unknown unit", .unitUnknown) { draft, world in draft.units = [world.key("NOBODY")] },
        Fault("an unknown model", .modelUnknown) { draft, world in
            draft.units = [UnitKey(ID(42), world.unit.serial)]
        },
        Fault("another manufacturer's unit", .forbidden) { draft, world in draft.units = [world.others] },
        Fault("a number never issued", .serialNotIssued) { draft, world in
            guard let serial = try? SerialNumber(parsing: "A9999") else { return }
            draft.units = [UnitKey(world.batch.model, serial)]
        },
        Fault("the parent among its units", .eventInvalid) { draft, world in
            draft.type = .aggregation
            draft.action = .add
            draft.parent = world.unit
        },
        Fault("an object with a parent", .eventInvalid) { draft, world in draft.parent = world.container },
        Fault("joining nothing", .eventInvalid) { draft, _ in
            draft.type = .aggregation
            draft.action = .add
        },
        Fault("emptying a container without naming what leaves", .eventInvalid) { draft, world in
            (draft.type, draft.action, draft.parent, draft.units) = (.aggregation, .delete, world.container, [])
        },
        Fault("overlapping ranges", .eventInvalid) { draft, world in
            draft.ranges = [world.range(5...9), world.range(1...5)]
        },
        Fault("a unit alone and in a range", .eventInvalid) { draft, world in
            draft.units = [world.batchUnit]
            draft.ranges = [world.range(1...10)]
        },
        Fault("a range's parent in the range", .eventInvalid) { draft, world in
            (draft.type, draft.action, draft.parent, draft.units) = (.association, .add, world.batchUnit, [])
            draft.ranges = [world.range(1...10)]
        },
        Fault("101 ranges", .eventInvalid) { draft, world in
            draft.ranges = Array(repeating: world.range(1...1), count: 101)
        },
        Fault("a range past its batch", .batchRoom) { draft, world in draft.ranges = [world.range(1...11)] },
        Fault("the widest range", .batchRoom) { draft, world in draft.ranges = [world.range(.min...(.max))] },
        Fault("an unknown batch", .batchUnknown) { draft, _ in
            draft.ranges = [EventDraft.SequenceRange(batch: ID(42), sequences: 1...1)]
        },
        Fault("the end of time", .eventFuture) { draft, _ in draft.time = .max },
        Fault("the beginning of time", .eventInvalid) { draft, _ in draft.time = .min },
        Fault("a zone of another planet", .eventInvalid) { draft, _ in draft.zoneOffset = .max },
        Fault("an unknown event to correct", .eventUnknown) { draft, _ in
            (draft.corrects, draft.errorReason) = (ID(42), .didNotOccur)
        },
        Fault("a correction without a reason", .eventInvalid) { draft, _ in draft.corrects = ID(42) },
        Fault("a reason without a correction", .eventInvalid) { draft, _ in draft.errorReason = .didNotOccur },
        Fault("an unknown party", .partyUnknown) { draft, _ in draft.details.owningParty = ID(42) },
        Fault("an unknown mark", .eventInvalid) { draft, _ in draft.details.set = ["lost"] },
        Fault("too many marks", .eventInvalid) { draft, _ in
            draft.details.unset = Array(repeating: "recalled", count: 101)
        },
        Fault("too many notes", .eventInvalid) { draft, _ in draft.notes = Array(repeating: "n", count: 21) },
        Fault("a long note", .eventInvalid) { draft, _ in draft.notes = [String(repeating: "é", count: 4_001)] },
        Fault("a note with NUL", .eventInvalid) { draft, _ in draft.notes = ["a\0b"] },
        Fault("too many readings", .eventInvalid) { draft, _ in
            draft.details.readings = Array(repeating: EventDetails.Reading(type: "t", value: "1"), count: 101)
        },
    ]

    private func world(_ registry: TestRegistry) async throws -> World {
        try await registry.write { desk in
            let manufacturer = try desk.manufacturer()
            let other = try desk.manufacturer("other")
            let batch = try desk.issue(10, of: try desk.model("F-1", of: manufacturer, format: "A{seq:4}"))
            let batchUnit = try desk.unit(3, of: batch)
            var draft = EventDraft(time: desk.transaction.now)
            draft.units = [batchUnit]
            try desk.record(draft, of: manufacturer.id)
            let cases = try desk.model("SSCC", of: manufacturer, kind: .container)
            return World(
                manufacturer: manufacturer.id, others: try desk.register("O-1", of: try desk.model(of: other)),
                unit: try desk.register("X-1", of: try desk.model("P-1", of: manufacturer)), batch: batch,
                batchUnit: batchUnit, container: UnitKey(cases.id, try SerialNumber(parsing: "001")))
        }
    }

    @Test(arguments: Engine.available)
    func faultsAreRefusedAndLeaveNothing(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let world = try await world(registry)
            let head = try await registry.read { try Positions.head($0) }
            for fault in Self.faults {
                var draft = EventDraft(time: registry.clock.now)
                draft.units = [world.unit]
                fault.spoil(&draft, world)
                let spoilt = draft
                let code = try await refusal {
                    try await registry.write { try $0.record(spoilt, of: world.manufacturer) }
                }
                #expect(code == fault.code, "\(fault.testDescription)")
            }
            #expect(try await registry.read { try Positions.head($0) } == head)
            #expect(try await registry.findings() == [])
        }
    }

    static let fields: [@Sendable (inout EventDraft, String) -> Void] = [
        { $0.readPoint = $1 }, { $0.businessLocation = $1 }, { $0.details.faultCode = $1 },
        { $0.details.fitted = [EventDetails.PartNote(part: $1)] },
        { $0.details.removed = [EventDetails.PartNote(part: "p", serial: $1)] },
        { $0.details.transactions = [EventDetails.BusinessTransaction(type: $1, id: "1")] },
        { $0.details.transactions = [EventDetails.BusinessTransaction(type: "po", id: $1)] },
        { $0.details.readings = [EventDetails.Reading(type: $1, value: "1")] },
        { $0.details.readings = [EventDetails.Reading(type: "t", value: $1)] },
        { $0.details.readings = [EventDetails.Reading(type: "t", value: "1", unit: $1)] },
    ]

    @Test(arguments: Engine.available)
    func hostileTextsAreRefusedInEveryField(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let world = try await world(registry)
            for (index, set) in Self.fields.enumerated() {
                for text in Self.hostile {
                    var draft = EventDraft(time: registry.clock.now)
                    draft.units = [world.unit]
                    set(&draft, text)
                    let spoilt = draft
                    let code = try await refusal {
                        try await registry.write { try $0.record(spoilt, of: world.manufacturer) }
                    }
                    #expect(code == .valueInvalid, "field \(index): \(text.prefix(20).debugDescription)")
                }
            }
        }
    }

    @Test(arguments: Engine.available)
    func textsThatLookLikeCodeAreOnlyTexts(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let world = try await world(registry)
            let text = "'; DROP TABLE units; -- <script>alert(1)</script>"
            var draft = EventDraft(time: registry.clock.now)
            draft.units = [world.unit]
            draft.businessLocation = text
            draft.notes = [text]
            let event = draft
            let recorded = try await registry.write { try $0.record(event, of: world.manufacturer) }
            let kept = try await registry.read { reader in
                (
                    try Units.find(world.unit, reader)?.state.businessLocation,
                    try EventRows.texts(of: recorded.id, reader).map(\.text)
                )
            }
            #expect(kept.0 == text && kept.1 == [text])
            #expect(try await registry.findings() == [])
        }
    }

    @Test(arguments: Engine.available)
    func moreUnitYearsThanCanBeCountedAreRefused(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let batch = try await registry.write { desk in
                let model = try desk.model(of: try desk.manufacturer(), format: "A{seq:18}")
                return try desk.issue(Issuing.largestBatch, of: model)
            }
            var installed = EventDraft(time: registry.clock.now - 100 * 365 * TestClock.day)
            installed.ranges = [
                EventDraft.SequenceRange(batch: batch.id, sequences: try #require(batch.issue).sequences)
            ]
            installed.businessStep = .installing
            let draft = installed
            #expect(
                try await refusal { try await registry.write { try $0.record(draft, of: batch.manufacturer) } }
                    == .eventInvalid)
            let figures = try await registry.read { try Fleets.figures(of: batch.model, $0) }
            #expect(figures == FleetFigures(units: Issuing.largestBatch, failures: 0, serviceSeconds: 0))
        }
    }
}
