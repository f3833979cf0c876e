import Identifiers
import Registry
import Storage
import Testing

/// What somebody changes behind the registry's back, the audit names.
@Suite struct AuditTests {
    struct Tampering: Sendable, CustomTestStringConvertible {
        var name: String
        var statement: Statement
        /// Words of the finding that names it.
        var named: String

        init(_ name: String, _ statement: Statement, names named: String) {
            self.name = name
            self.statement = statement
            self.named = named
        }

        var testDescription: String { name }
    }

    static let tamperings = [
        Tampering(
            "an event's column", Statement("UPDATE events SET disposition = 'stolen' WHERE position = 3"),
            names: "at position 3 is not what was committed to"),
        Tampering(
            "an event's word", Statement("UPDATE events SET type = 'ObjectEvnt' WHERE position = 3"),
            names: "unknown word 'ObjectEvnt'"),
        Tampering(
            "an event's principal", Statement("UPDATE events SET principal = 'public' WHERE position = 1"),
            names: "at position 1 is not what was committed to"),
        Tampering(
            "a unit's cached state", Statement("UPDATE units SET disposition = 'active' WHERE serial = 'X-1'"),
            names: "The unit X-1"),
        Tampering(
            "a unit's cached failures", Statement("UPDATE units SET failures = failures + 1 WHERE serial = 'X-1'"),
            names: "The unit X-1"),
        Tampering(
            "a unit's row removed", Statement("DELETE FROM units WHERE serial = 'X-1'"),
            names: "stands otherwise in the history of one of its units"),
        Tampering(
            "a unit's event removed", Statement("DELETE FROM unit_events WHERE position = 3"),
            names: "at position 3 is not what was committed to"),
        Tampering(
            "what an event says of one unit",
            Statement("UPDATE unit_events SET read_point = 'elsewhere' WHERE position = 3"),
            names: "at position 3 stands otherwise"),
        Tampering(
            "a unit's container", Statement("UPDATE unit_events SET parent_serial = '002' WHERE role = 'child'"),
            names: "at position 4 stands otherwise"),
        Tampering(
            "what an event says of a range", Statement("UPDATE batch_ranges SET details = '{}' WHERE position = 2"),
            names: "at position 2 stands otherwise"),
        Tampering(
            "an event's range", Statement("UPDATE batch_ranges SET last_sequence = 9 WHERE position = 2"),
            names: "at position 2 is not what was committed to"),
        Tampering(
            "a note's text", Statement("UPDATE event_texts SET text = 'Another note'"),
            names: "at position 3 has a note that is not"),
        Tampering(
            "a note's text without its salt", Statement("UPDATE event_texts SET text = 'Another note', salt = NULL"),
            names: "at position 3 has a note that is not"),
        Tampering(
            "a note removed", Statement("DELETE FROM event_texts"), names: "at position 3 is not what was committed to"),
        Tampering(
            "an event removed", Statement("DELETE FROM events WHERE position = 3"),
            names: "The ledger has no event at position 3"),
        Tampering(
            "the last event removed", Statement("DELETE FROM events WHERE position = 4"),
            names: "an event beyond the end of the ledger"),
        Tampering(
            "a gap in the positions", Statement("UPDATE events SET position = 5 WHERE position = 4"),
            names: "The ledger has no event at position 4"),
        Tampering(
            "a change of a fleet", Statement("UPDATE fleet_changes SET units = units + 1 WHERE position = 2"),
            names: "The fleet of model"),
        Tampering(
            "a batch's range", Statement("UPDATE batches SET last_sequence = 20"),
            names: "The batch L-1 of model"),
        Tampering(
            "a batch's printed key", Statement("UPDATE batches SET printed_key = 'B'"), names: "The batch L-1 of model"),
        Tampering(
            "a unit's place in its batch", Statement("UPDATE units SET sequence = 7 WHERE serial_key = 'A0004'"),
            names: "does not lie where its row says"),
        Tampering(
            "who is in the trail", Statement("UPDATE audit_trail SET principal = 'public' WHERE action = 'owner.read'"),
            names: "(owner.read) is not what was committed to"),
        Tampering(
            "a reason in the trail", Statement("UPDATE audit_trail SET reason = 'Another' WHERE reason IS NOT NULL"),
            names: "(owner.read) has a reason that is not what was committed to"),
        Tampering(
            "an address in the trail",
            Statement("UPDATE audit_trail SET network_salt = reason_salt WHERE network > ''"),
            names: "(owner.read) has an address that is not what was committed to"),
        Tampering(
            "a reason taken out of the trail",
            Statement(
                """
                UPDATE audit_trail
                   SET reason = NULL, reason_salt = NULL, reason_commitment = NULL
                 WHERE action = 'owner.read'
                """), names: "(owner.read) is not what was committed to"),
        Tampering(
            "an event that a party is not told of", Statement("DELETE FROM party_events"),
            names: "is missing among those of its party"),
    ]

    /// Four events: a unit registered, a batch issued, an event of both kinds of unit with a note, an aggregation; and
    /// somebody has looked at the owner.
    private func fill(_ registry: TestRegistry) async throws {
        try await registry.write { desk in
            let manufacturer = try desk.manufacturer()
            let foreign = try desk.register("X-1", of: try desk.model("P-1", of: manufacturer))
            let formatted = try desk.model("F-1", of: manufacturer, format: "A{seq:4}")
            let batch = try desk.issue(10, of: formatted, number: "L-1")
            let cases = try desk.model("SSCC", of: manufacturer, kind: .container)
            var draft = EventDraft(time: desk.transaction.now)
            draft.units = [foreign, try desk.unit(4, of: batch)]
            draft.disposition = .nonConformant
            draft.details.faultCode = "seized"
            draft.notes = ["It hums and stops"]
            draft.details.owningParty = try Parties.findOrCreate("jo", of: manufacturer.id, desk.transaction).id
            try desk.record(draft, of: manufacturer.id)
            var packing = EventDraft(time: desk.transaction.now)
            packing.type = .aggregation
            packing.action = .add
            packing.parent = UnitKey(cases.id, try SerialNumber(parsing: "001"))
            packing.units = [foreign]
            try desk.record(packing, of: manufacturer.id)
            try AuditTrail.write(
                "owner.read", subject: "P-1 X-1", of: manufacturer.id, as: .administrator,
                from: RequestSource(network: "192.0.2.1", requestID: "r1"), about: draft.details.owningParty,
                reason: try Reason("Case 4711"), desk.transaction)
        }
    }

    @Test(arguments: Engine.available, tamperings)
    func whatIsTamperedWithIsNamed(_ engine: Engine, _ tampering: Tampering) async throws {
        try await engine.withRegistry { registry in
            try await fill(registry)
            #expect(try await registry.findings() == [])
            #expect(try await registry.tamper(tampering.statement) > 0)
            let findings = try await registry.findings()
            #expect(findings.contains { $0.contains(tampering.named) }, "\(findings)")
        }
    }

    @Test(arguments: Engine.available)
    func aTamperedFleetFigureIsNamed(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            try await fill(registry)
            try await registry.advance(FleetFollower())
            #expect(try await registry.findings() == [])
            #expect(try await registry.tamper(Statement("UPDATE model_fleets SET failures = failures + 1")) > 0)
            #expect(try await registry.findings().allSatisfy { $0.contains("The fleet of model") })
        }
    }

    @Test(arguments: Engine.available)
    func anErasedNoteIsAccepted(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            try await fill(registry)
            let erase = Statement("UPDATE event_texts SET text = NULL, salt = NULL, erased_at = 1")
            #expect(try await registry.tamper(erase) == 1)
            #expect(try await registry.findings() == [])
        }
    }

    @Test(arguments: Engine.available)
    func anAuditEndsAfterItsFirstFindings(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            try await registry.write { desk in
                let model = try desk.model(of: try desk.manufacturer())
                for number in 0..<600 { try desk.register("X-\(number)", of: model) }
            }
            #expect(try await registry.tamper(Statement("UPDATE events SET zone_offset = 1")) == 600)
            let findings = try await registry.findings()
            #expect((Audit.maximumFindings...1_100).contains(findings.count))
        }
    }
}
