import Identifiers
import Storage
import Testing

@testable import Registry

private enum SQL {
    static let units = Statement(
        """
        SELECT model_id, serial_key, serial, manufacturer_id, batch_id, sequence, produced_on, disposition,
               business_location, located_at, parent_model_id, owner_id, marks, service_from, service_to, failures,
               ended_at, first_time, last_time, market
          FROM units
         ORDER BY serial_key, serial
        """)
    static let mentions = Statement(
        """
        SELECT model_id, serial_key, serial, role, ordinal, event_id, event_time, position, record_time, zone_offset,
               type, action, business_step, disposition, read_point, business_location, parent_model_id,
               corrects_event_id, error_reason, details, salt
          FROM unit_events
         ORDER BY event_id, ordinal
        """)
    static let events = Statement(
        """
        SELECT id, position, type, action, event_time, record_time, business_step, disposition, read_point,
               business_location, details, principal, header_salt, leaf
          FROM events
         ORDER BY position
        """)
    static let changes = Statement(
        "SELECT event_id, model_id, position, units, failures, service_seconds FROM fleet_changes ORDER BY event_id")
}

/// Units that are registered by the thousand.
@Suite struct RegistrationTests {
    /// Serial numbers whose find key is another text, and that share one.
    private static func serial(_ number: Int) -> String {
        switch number % 4 {
        case 0: "N\(1_000 + number)"
        case 1: "n-\(1_000 + number)"
        case 2: "É\(1_000 + number) x"
        default: "O0-\(number)"
        }
    }

    /// The bytes of every value of every row that a registration writes, as the engine gives them.
    private static func rows(_ reader: any SQLReader) throws -> [[[UInt8]?]] {
        try [(SQL.units, 20), (SQL.mentions, 21), (SQL.events, 14), (SQL.changes, 6)].flatMap { statement, columns in
            try reader.all(statement) { row in
                (0..<Int32(columns)).map { row.optionalBlob($0) }
            }
        }
    }

    private static func draft(_ transaction: any SQLTransaction) -> EventDraft {
        var draft = EventDraft(time: transaction.now)
        draft.action = .add
        draft.businessStep = .commissioning
        draft.disposition = .active
        draft.businessLocation = "plant “é”"
        draft.details.market = "NO"
        return draft
    }

    @Test(arguments: Engine.available, [1, 5, 40, 1_000])
    func thousandsAtOnceAreRegisteredLikeOneByOne(engine: Engine, count: Int) async throws {
        // The same draws, hence the same ids and salts.
        func rows(_ register: @escaping @Sendable (TestDesk, Model, Batch, CivilDate, [UnitKey]) throws -> Void)
            async throws -> [[[UInt8]?]]
        {
            try await engine.withRegistry { registry in
                try await registry.write { desk in
                    let model = try desk.model(of: try desk.manufacturer())
                    let date = try CivilDate(parsing: "2024-05-17")
                    let batch = try Batches.findOrCreate("B", of: model, producedOn: date, desk.transaction)
                    let keys = try (0..<count).map { UnitKey(model.id, try SerialNumber(parsing: Self.serial($0))) }
                    try register(desk, model, batch, date, keys)
                }
                #expect(try await registry.findings() == [])
                return try await registry.read { try Self.rows($0) }
            }
        }
        let together = try await rows { desk, model, batch, date, keys in
            let units = keys.map { EventRecorder.NewUnit(key: $0, batch: batch.id, producedOn: date) }
            let known = try desk.recorder.register(
                units[...], by: Self.draft(desk.transaction), of: model.manufacturer)
            #expect(known == [])
        }
        let oneByOne = try await rows { desk, model, batch, date, keys in
            var draft = Self.draft(desk.transaction)
            draft.units = keys
            draft.registersUnits = true
            desk.recorder.registration = .init(batch: batch.id, producedOn: date)
            _ = try desk.recorder.record(draft, of: model.manufacturer)
        }
        #expect(together.count == 2 * count + 2)
        #expect(together == oneByOne)
    }

    @Test(arguments: Engine.available, [5, 300])
    func thoseThatAreThereOrIssuedAreLeftOut(engine: Engine, count: Int) async throws {
        try await engine.withRegistry { registry in
            let known = try await registry.write { desk in
                let model = try desk.model(of: try desk.manufacturer(), format: "F{seq:6}")
                _ = try desk.issue(10, of: model)
                for number in stride(from: 0, to: count, by: 7) { try desk.register(Self.serial(number), of: model) }
                let keys = try (["F000003"] + (0..<count).map(Self.serial)).map {
                    UnitKey(model.id, try SerialNumber(parsing: $0))
                }
                return try desk.recorder.register(
                    keys.map { EventRecorder.NewUnit(key: $0) }[...], by: Self.draft(desk.transaction),
                    of: model.manufacturer)
            }
            #expect(known == [0] + stride(from: 1, to: count + 1, by: 7))
            #expect(try await registry.findings() == [])
            #expect(try await registry.read { try $0.all(SQL.units) { _ in 1 }.count } == count)
        }
    }
}
