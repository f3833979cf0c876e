import Identifiers
import Registry
import Storage
import Testing

@Suite struct StoredReferenceTableTests {
    private static let facts = ReferenceTables.Facts(version: "2026-08-01", source: "a test", notice: "free")

    private func store(_ content: [UInt8], _ registry: TestRegistry) async throws {
        try await registry.database.write { transaction in
            try StoredReferenceTables.replace(
                .prefixes, with: content, facts: Self.facts,
                digest: StoredReferenceTable.Digest(of: ReferenceBytes(content)), as: .administrator, transaction)
        }
    }

    @Test(arguments: Engine.available)
    func aTableIsKeptWithWhatItSaysOfItself(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            #expect(try await registry.read { try StoredReferenceTables.list($0) } == [])
            let content = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
            try await store(content, registry)
            let table = try #require(try await registry.read { try StoredReferenceTables.find(.prefixes, $0) })
            #expect(table.facts == Self.facts && table.size == 100_000 && table.replacedBy == "administrator")
            #expect(table.replacedAt == registry.clock.now)
            #expect(table.digest.text.count == 64)
            #expect(try await registry.read { try StoredReferenceTables.content(of: table, $0) } == content)
            #expect(try await registry.read { try StoredReferenceTables.find(.vehicles, $0) } == nil)
        }
    }

    @Test(arguments: Engine.available)
    func aReplacementHasAnotherIdAndTheFormerIsGone(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            try await store([1], registry)
            let first = try #require(try await registry.read { try StoredReferenceTables.find(.prefixes, $0) })
            try await store([2], registry)
            let second = try #require(try await registry.read { try StoredReferenceTables.find(.prefixes, $0) })
            #expect(first.id != second.id && first.digest != second.digest)
            #expect(try await registry.read { try StoredReferenceTables.list($0) } == [second])
            #expect(try await registry.read { try StoredReferenceTables.content(of: first, $0) } == nil)
            #expect(try await registry.read { try StoredReferenceTables.content(of: second, $0) } == [2])
        }
    }

    @Test(arguments: Engine.available)
    func whoChangedWhatIsNoted(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            try await store([1], registry)
            let removals = try await registry.database.write { transaction in
                try (0..<2).map { _ in
                    try StoredReferenceTables.remove(.prefixes, as: .administrator, transaction)
                }
            }
            #expect(removals == [true, false])
            let trail = try await registry.read { reader in
                try reader.all(Self.trail) { "\($0.text(0)) \($0.text(1)) \($0.text(2)) \($0.text(3).prefix(10))" }
            }
            #expect(
                trail == [
                    "administrator reference.reset gs1-prefixes ",
                    "administrator reference.update gs1-prefixes 2026-08-01",
                ])
        }
    }

    private static let trail = Statement(
        "SELECT principal, action, subject, detail FROM audit_trail WHERE action >= 'reference' ORDER BY action")
}
