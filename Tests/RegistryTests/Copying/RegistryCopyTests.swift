import Registry
import Storage
import TestSupport
import Testing

/// Registries are copied row by row, between engines and within one.
@Suite struct RegistryCopyTests {
    @Test(arguments: Engine.available, 0..<6 as Range<UInt64>)
    func aCopyHasEveryRowAndGoesBackUnchanged(_ engine: Engine, seed: UInt64) async throws {
        try await Engine.sqlite.withRegistry(seed: seed) { source in
            var world = RandomHistory(seed: seed)
            try await world.run(40, in: source)
            try await source.becomeWhole()
            let before = try await source.contents()
            try await engine.withRegistry(seed: seed &+ 1) { middle in
                let report = try await RegistryCopy(
                    from: source.database, to: middle.database, portion: 1 + Int(seed) * 7, progress: { _ in }
                ).run()
                #expect(try await middle.contents() == before, "seed \(seed)")
                #expect(report.position == world.events.last?.position && report.eventsSince == 0, "seed \(seed)")
                #expect(report.rows.mapValues { Int($0) } == before.mapValues(\.count), "seed \(seed)")
                #expect(try await middle.findings() == [], "seed \(seed)")
                try await Engine.sqlite.withRegistry(seed: seed &+ 2) { end in
                    _ = try await RegistryCopy(from: middle.database, to: end.database, progress: { _ in }).run()
                    #expect(try await end.contents() == before, "seed \(seed)")
                    #expect(try await end.findings() == [], "seed \(seed)")
                }
            }
            #expect(try await source.contents() == before, "seed \(seed)")
        }
    }

    /// Cut off after some writes, perhaps with changes of the source before it is gone on with.
    @Test(arguments: Engine.available, 0..<8 as Range<UInt64>)
    func aCopyThatWasCutOffGoesOn(_ engine: Engine, seed: UInt64) async throws {
        try await Engine.sqlite.withRegistry(seed: seed) { source in
            var world = RandomHistory(seed: seed)
            try await world.run(30, in: source)
            try await source.becomeWhole()
            try await engine.withRegistry(seed: seed &+ 1) { target in
                for _ in 0..<3 {
                    let writes = Int.random(in: 0...8, using: &world.random)
                    let failing = FailingDatabase(target.database, after: writes)
                    await #expect(throws: FailingDatabase.Failure.self, "seed \(seed)") {
                        try await RegistryCopy(from: source.database, to: failing, portion: 5, progress: { _ in }).run()
                    }
                    if Bool.random(using: &world.random) { try await world.goOn(3, in: source) }
                }
                _ = try await RegistryCopy(
                    from: source.database, to: target.database, portion: 5, progress: { _ in }
                ).run()
                #expect(try await target.contents() == (try await source.contents()), "seed \(seed)")
                #expect(try await target.findings() == [], "seed \(seed)")
                try await target.read { try UnfinishedCopy.refuse($0) }
            }
        }
    }

    @Test(arguments: Engine.available)
    func modelsThatReferToLaterOnesAreCopied(_ engine: Engine) async throws {
        try await Engine.sqlite.withRegistry { source in
            try await source.write { desk in
                let manufacturer = try desk.manufacturer()
                for number in 0..<20 { _ = try desk.model("M-\(number)", of: manufacturer) }
            }
            let last = Statement("UPDATE models SET supersedes_id = (SELECT max(id) FROM models)")
            #expect(try await source.tamper(last) == 20)
            try await source.becomeWhole()
            try await engine.withRegistry(seed: 2) { target in
                _ = try await RegistryCopy(
                    from: source.database, to: target.database, portion: 3, progress: { _ in }
                ).run()
                #expect(try await target.contents() == (try await source.contents()))
            }
        }
    }

    @Test(arguments: Engine.available)
    func whatIsNotEmptyOrNoRegistryIsRefused(_ engine: Engine) async throws {
        try await engine.withRegistry { one in
            try await Engine.sqlite.withRegistry(seed: 2) { two in
                func copy(_ source: TestRegistry, _ target: any Database) async throws -> CopyReport {
                    try await RegistryCopy(from: source.database, to: target, progress: { _ in }).run()
                }
                #expect(try await refusal { try await copy(one, two.database) } == .copySource)
                try await one.write { _ = try $0.model(of: $0.manufacturer()) }
                try await one.becomeWhole()
                // Another key would tell them apart as well.
                two.clock.advance(by: TestClock.day)
                try await two.becomeWhole()
                #expect(try await refusal { try await copy(one, two.database) } == .copyTarget)
                #expect(
                    try await refusal { try await RegistryCopy.rehearse(from: one.database, to: two.database) }
                        == .copyTarget)
                try await Engine.sqlite.withRegistry(seed: 3) { third in
                    await #expect(throws: FailingDatabase.Failure.self) {
                        try await copy(one, FailingDatabase(third.database, after: 2))
                    }
                    // Half a copy of one registry is no target for another, no source, and no registry.
                    #expect(try await refusal { try await copy(two, third.database) } == .copyTarget)
                    #expect(try await refusal { try await copy(third, two.database) } == .copySource)
                    #expect(
                        try await refusal { try await third.read { try UnfinishedCopy.refuse($0) } } == .copyUnfinished)
                    let rehearsed = try await RegistryCopy.rehearse(from: one.database, to: third.database)
                    #expect(rehearsed.wasResumed)
                    #expect(try await copy(one, third.database).wasResumed)
                }
            }
        }
    }

    @Test(arguments: Engine.available)
    func everyTableIsCopiedOrBelongsToOneDatabase(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let tables = try await registry.database.tables()
            let names = Set(tables.map(\.name))
            #expect(names.subtracting(RegistryTables.ownOfEach) == Set(RegistryTables.copied))
            #expect(Set(RegistryTables.copied).count == RegistryTables.copied.count)
            for table in tables { #expect(!table.key.isEmpty && !table.columns.isEmpty, "\(table.name)") }
        }
    }

    @Test func aTableComesBeforeThoseThatReferToIt() async throws {
        try await Engine.sqlite.withRegistry { registry in
            let references = Statement(
                """
                SELECT t.name, f."table"
                  FROM sqlite_master AS t, pragma_foreign_key_list(t.name) AS f
                 WHERE t.type = 'table'
                """)
            let pairs = try await registry.read { reader in
                try reader.all(references) { ($0.text(0), $0.text(1)) }
            }
            #expect(pairs.count > 5)
            for (table, parent) in pairs where table != parent {
                let places = [parent, table].compactMap(RegistryTables.copied.firstIndex)
                #expect(places.count == 2 && places == places.sorted(), "\(table) refers to \(parent)")
            }
        }
    }
}

extension TestRegistry {
    /// Gives the registry what opening one does.
    func becomeWhole() async throws {
        try await database.write { try MasterKeyCheck.store(Engine.masterKey, $0) }
    }

    /// Every row of every table that is copied.
    func contents() async throws -> [String: PackedRows] {
        let tables = try await RegistryTables.described(in: database)
        return try await read { reader in
            var contents: [String: PackedRows] = [:]
            for table in tables {
                contents[table.name] = try reader.rows(of: table, after: nil, limit: 1_000_000, size: .max).rows
            }
            return contents
        }
    }
}
