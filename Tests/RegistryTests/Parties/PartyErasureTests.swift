import Identifiers
import Storage
import TestSupport
import Testing

@testable import Registry

/// An erasure takes away whatever names a person, and nothing else.
@Suite struct PartyErasureTests {
    private static let names = ["Ada Example", "Bo Example", "Cy Example"]

    /// Units that go from one to another at random, each sale with a note, and looks at the owners.
    private func fill(_ registry: TestRegistry, _ random: inout SplitMix64) async throws -> [Party] {
        let (maker, keys, parties) = try await registry.write { desk in
            let maker = try desk.manufacturer()
            let model = try desk.model(of: maker)
            let keys = try (0..<4).map { try desk.register("X-\($0)", of: model) }
            let parties = try Self.names.map { try Parties.findOrCreate($0, of: maker.id, desk.transaction) }
            return (maker, keys, parties)
        }
        for _ in 0..<12 {
            guard let key = keys.randomElement(using: &random), let party = parties.randomElement(using: &random) else {
                continue
            }
            try await registry.write { desk in
                var sale = EventDraft(time: desk.transaction.now)
                sale.units = [key]
                sale.businessStep = .retailSelling
                sale.details.owningParty = party.id
                sale.notes = ["Sold to \(party.name ?? "")", "Paid in cash"]
                try desk.record(sale, of: maker.id)
                try AuditTrail.write(
                    "owner.read", subject: "M-1 X", of: maker.id, as: .administrator, about: party.id,
                    reason: try Reason("\(party.name ?? "") has called"), desk.transaction)
            }
            registry.clock.advance(by: TestClock.day)
        }
        return parties
    }

    /// Whether a text stands anywhere in the database.
    private func holds(_ text: String, _ registry: TestRegistry) async throws -> Bool {
        for table in try await registry.database.tables() {
            let rows = try await registry.read { try $0.rows(of: table, after: nil, limit: 10_000, size: .max).rows }
            if String(decoding: rows.bytes, as: UTF8.self).contains(text) { return true }
        }
        return false
    }

    private func erase(
        _ party: Party, _ registry: TestRegistry,
        if isWanted: @escaping @Sendable (any SQLReader) throws -> Bool = { _ in true }
    ) async throws -> Bool {
        try await Positions.giveAll(in: registry.database)
        return try await PartyErasure.run(party.id, in: registry.database, if: isWanted) { transaction in
            try AuditTrail.write(
                "person.erase", subject: "party \(party.id)", of: party.manufacturer, as: .administrator,
                about: party.id, transaction)
        }
    }

    @Test(arguments: Seeded.cases(8, onPostgres: 3))
    func nothingNamesTheErasedAndEverythingElseStays(_ seeded: Seeded) async throws {
        try await seeded.engine.withRegistry(seed: seeded.seed) { registry in
            var random = SplitMix64(seed: seeded.seed)
            let parties = try await fill(registry, &random)
            let states = Statement("SELECT serial_key, owner_id, disposition, failures FROM units ORDER BY serial_key")
            let leaves = Statement("SELECT leaf FROM events ORDER BY position")
            let trail = Statement("SELECT leaf FROM audit_trail WHERE action <> 'person.erase' ORDER BY at, id")
            let before = try await registry.read { reader in
                (
                    try reader.all(states) { "\($0.text(0)) \($0.integer(1)) \($0.text(2)) \($0.integer(3))" },
                    try [leaves, trail].map { try reader.all($0) { $0.blob(0) } }
                )
            }
            for name in Self.names { #expect(try await holds(name, registry)) }

            let extent = try await registry.read { try PartyErasure.extent(of: parties[0], $0) }
            #expect(extent.notes == 2 * extent.events && extent.reasons == extent.events)
            #expect(try await erase(parties[0], registry))

            #expect(try await !holds(Self.names[0], registry))
            for name in Self.names.dropFirst() { #expect(try await holds(name, registry)) }
            let after = try await registry.read { reader in
                (
                    try reader.all(states) { "\($0.text(0)) \($0.integer(1)) \($0.text(2)) \($0.integer(3))" },
                    try [leaves, trail].map { try reader.all($0) { $0.blob(0) } }
                )
            }
            #expect(after.0 == before.0 && after.1 == before.1)
            #expect(try await registry.findings() == [])
            let left = try await registry.read { try PartyErasure.extent(of: parties[0], $0) }
            #expect(left.events == extent.events && left.notes == 0 && left.reasons == 0)
        }
    }

    @Test(arguments: Engine.available)
    func anErasedPartyIsNobodysReferenceAndOwnsNothingNew(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            var random = SplitMix64(seed: 1)
            let party = try await fill(registry, &random)[0]
            #expect(try await erase(party, registry))
            #expect(try await !erase(party, registry), "once is enough")
            let found = try #require(try await registry.read { try Parties.find(party.id, $0) })
            #expect(found.name == nil && found.reference == nil && found.erasedAt == registry.clock.now)
            #expect(try await registry.read { try Parties.find(Self.names[0], of: party.manufacturer, $0) } == nil)
            #expect(try await registry.read { try Parties.find("", of: party.manufacturer, $0) } == nil)
            let again = try await registry.write {
                try Parties.findOrCreate(Self.names[0], of: party.manufacturer, $0.transaction)
            }
            #expect(again.id != party.id)
            let refused = try await refusal {
                try await registry.write { desk in
                    let model = try desk.model("M-2", of: try desk.manufacturer())
                    var sale = EventDraft(time: desk.transaction.now)
                    sale.units = [try desk.register("Y-1", of: model)]
                    sale.details.owningParty = party.id
                    try desk.record(sale, of: party.manufacturer)
                }
            }
            #expect(refused == .partyUnknown)
        }
    }

    private func erase(_ party: Party, in database: any Database) async throws -> Bool {
        try await PartyErasure.run(party.id, in: database) { transaction in
            try AuditTrail.write(
                "person.erase", subject: "party \(party.id)", of: party.manufacturer, as: .administrator,
                about: party.id, transaction)
        }
    }

    @Test(arguments: Engine.available)
    func anErasureThatACrashEndsIsDoneAgain(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            var random = SplitMix64(seed: 3)
            let party = try await fill(registry, &random)[0]
            try await Positions.giveAll(in: registry.database)
            var writes = 0
            while true {
                do {
                    let failing = FailingDatabase(registry.database, after: writes)
                    #expect(try await erase(party, in: failing))
                    break
                } catch is FailingDatabase.Failure {
                    // Until it is done the person is found by its name.
                    #expect(try await registry.read { try Parties.find(party.id, $0)?.name } == Self.names[0])
                    #expect(try await registry.findings() == [])
                    writes += 1
                }
            }
            #expect(writes > 2)
            #expect(try await !holds(Self.names[0], registry))
            #expect(try await registry.findings() == [])
        }
    }

    @Test(arguments: Engine.available)
    func whatComesMeanwhileIsErasedToo(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            var random = SplitMix64(seed: 4)
            let party = try await fill(registry, &random)[0]
            let sells: @Sendable (Int) async throws -> Void = { left in
                guard left == 96 else { return }
                try await registry.write { desk in
                    let model = try desk.model("M-2", of: try desk.manufacturer())
                    var sale = EventDraft(time: desk.transaction.now)
                    sale.units = [try desk.register("Y-1", of: model)]
                    sale.details.owningParty = party.id
                    sale.notes = ["Sold to \(party.name ?? "")"]
                    try desk.record(sale, of: party.manufacturer)
                }
            }
            // Before the last of its transactions: two for the notes, two for the reasons.
            #expect(try await erase(party, in: FailingDatabase(registry.database, after: 101, meanwhile: sells)))
            #expect(try await !holds(Self.names[0], registry))
            #expect(try await registry.read { try PartyEvents.count(of: party.id, $0) } > 1)
            #expect(try await registry.findings() == [])
        }
    }

    @Test(arguments: Engine.available)
    func anErasureThatIsNoLongerWantedKeepsTheName(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            var random = SplitMix64(seed: 2)
            let party = try await fill(registry, &random)[1]
            #expect(try await !erase(party, registry, if: { _ in false }))
            #expect(try await registry.read { try Parties.find(party.id, $0)?.name } == Self.names[1])
            #expect(try await registry.findings() == [])
        }
    }

    @Test(arguments: Seeded.cases(8, onPostgres: 3))
    func ownershipsFollowOneAnotherAndAreFoundFromThePerson(_ seeded: Seeded) async throws {
        try await seeded.engine.withRegistry(seed: seeded.seed) { registry in
            var random = SplitMix64(seed: seeded.seed)
            let parties = try await fill(registry, &random)
            let data = try await registry.read { reader in try parties.map { try PersonalData(of: $0, reader) } }
            let units = try await registry.read { try UnitRows.page(after: nil, limit: 100, $0) }
            for unit in units {
                let all = try await registry.read { try Units.history(of: unit, $0).ownerships() }
                #expect(all.last?.party == unit.state.owner && all.last.map { $0.until == nil } ?? true)
                for (one, next) in zip(all, all.dropFirst()) {
                    #expect(one.until == next.from && one.party != next.party)
                }
                let told = data.flatMap(\.units).filter { $0.key == unit.key }.map(\.ownership)
                #expect(Set(told) == Set(all) && told.count == all.count)
            }
            #expect(data.map(\.events.count).reduce(0, +) == 12)
            #expect(data.allSatisfy { $0.looks.count == $0.events.count && !$0.isCut })
        }
    }
}
