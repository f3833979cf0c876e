import Crypto
import Identifiers
import Storage
import TestSupport
import Testing

@testable import Registry

/// What the audit trail keeps, what it commits to, and how it is read.
@Suite struct AuditTrailTests {
    private static let source = RequestSource(network: "2001:db8::7", requestID: "r1")

    private func trail(
        _ registry: TestRegistry, _ filter: AuditTrail.Filter = AuditTrail.Filter(), before: AuditTrail.Place? = nil,
        limit: Int = 100
    ) async throws -> [AuditEntry] {
        try await registry.read { try AuditTrail.latest(filter, before: before, limit: limit, $0) }
    }

    @Test(arguments: Engine.available)
    func anEntryKeepsWhoDidWhatWhenFromWhereAndWhy(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            try await registry.write { desk in
                try AuditTrail.write(
                    "owner.read", subject: "M-1 X", of: ID(7), as: .stranger, from: Self.source, detail: "more",
                    about: ID(9), reason: try Reason("  Case 4711 "), desk.transaction)
            }
            let entry = try #require(try await trail(registry).first)
            #expect(entry.at == registry.clock.now && entry.principal == Principal.stranger.auditName)
            #expect(entry.action == "owner.read" && entry.subject == "M-1 X" && entry.detail == "more")
            #expect(entry.manufacturer == ID(7) && entry.party == ID(9) && entry.requestID == "r1")
            #expect(entry.reason?.text == "Case 4711" && entry.network?.text == "2001:db8::7")
            #expect(Set([entry.salt, entry.reason?.salt, entry.network?.salt].compactMap(\.self)).count == 3)
            #expect(try await registry.findings() == [])
        }
    }

    /// One field: its tag, its length in four bytes, its bytes.
    private static func field(_ tag: UInt8, _ bytes: [UInt8]) -> [UInt8] { [tag, 0, 0, 0, UInt8(bytes.count)] + bytes }
    private static func field(_ tag: UInt8, _ text: String) -> [UInt8] { field(tag, Array(text.utf8)) }
    private static func field(_ tag: UInt8, _ number: Int64) -> [UInt8] {
        field(tag, (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) })
    }
    private static func sha256(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

    /// The canonical bytes, built here by hand from their description.
    @Test func theLeafIsAsDescribed() {
        let (salt, other, third) = ([UInt8](0..<16), [UInt8](16..<32), [UInt8](32..<48))
        var entry = AuditEntry(
            id: ID(1), manufacturer: ID(2), at: 3, principal: "support", action: "owner.read", subject: "M-1 X",
            detail: "more", party: ID(4), requestID: "r1")
        let reason = Self.sha256([18] + other + Self.field(1, "Case 4711"))
        let network = Self.sha256([19] + third + Self.field(1, "192.0.2.1"))
        entry.reason = ErasableText(text: "Case 4711", salt: other, commitment: reason)
        entry.network = ErasableText(text: "192.0.2.1", salt: third, commitment: network)
        let header = Self.sha256(
            [17] + salt + Self.field(1, 1) + Self.field(2, 2) + Self.field(3, 3) + Self.field(4, "support")
                + Self.field(5, "owner.read") + Self.field(6, "M-1 X") + Self.field(7, "more") + Self.field(8, 4)
                + Self.field(9, "r1"))
        #expect(
            CanonicalAuditEntry.leaf(of: entry, salt: salt) == Self.sha256([0, 0x41, 1] + header + reason + network))
        #expect(entry.reason?.isSound(as: .auditReason) == true && entry.reason?.isSound(as: .auditNetwork) == false)

        let bare = AuditEntry(
            id: ID(1), manufacturer: nil, at: 3, principal: "support", action: "owner.read", subject: "M-1 X",
            detail: nil, party: nil, requestID: nil)
        let bareHeader = Self.sha256(
            [17] + salt + Self.field(1, 1) + Self.field(3, 3) + Self.field(4, "support") + Self.field(5, "owner.read")
                + Self.field(6, "M-1 X"))
        #expect(CanonicalAuditEntry.leaf(of: bare, salt: salt) == Self.sha256([0, 0x41, 1] + bareHeader))
    }

    static let changes: [@Sendable (inout AuditEntry) -> Void] = [
        { $0.id = ID(4) }, { $0.manufacturer = nil }, { $0.at += 1 }, { $0.principal = "x" }, { $0.action = "x" },
        { $0.subject = "x" }, { $0.detail = nil }, { $0.party = nil }, { $0.party = ID(5) }, { $0.requestID = nil },
        { $0.reason = nil }, { $0.network = nil }, { ($0.reason, $0.network) = ($0.network, $0.reason) },
        { ($0.subject, $0.detail) = ("more", "M-1 X") },
    ]

    @Test func everyFieldCountsAndAnErasedTextChangesNothing() {
        let salt = [UInt8](0..<16)
        var entry = AuditEntry(
            id: ID(1), manufacturer: ID(2), at: 3, principal: "support", action: "owner.read", subject: "M-1 X",
            detail: "more", party: ID(4), requestID: "r1")
        entry.reason = ErasableText(text: "a", salt: salt, commitment: [1])
        entry.network = ErasableText(text: "b", salt: salt, commitment: [2])
        let leaf = CanonicalAuditEntry.leaf(of: entry, salt: salt)
        var seen: Set = [leaf]
        for (number, change) in Self.changes.enumerated() {
            var changed = entry
            change(&changed)
            #expect(seen.insert(CanonicalAuditEntry.leaf(of: changed, salt: salt)).inserted, "change \(number)")
        }
        entry.reason = ErasableText(text: nil, salt: nil, commitment: [1])
        entry.network = ErasableText(text: nil, salt: nil, commitment: [2])
        #expect(CanonicalAuditEntry.leaf(of: entry, salt: salt) == leaf)
    }

    @Test(arguments: [
        "", "    ", "no", "line\nbreak in it", "bell\u{7}bell", "hid\u{202E}den", String(repeating: "x", count: 501),
    ])
    func whatIsNoReasonIsRefused(_ text: String) {
        #expect(throws: RegistryError.self) { try Reason(text) }
    }

    @Test func reasonsOfAnyScriptAreTaken() throws {
        for text in ["Rückruf", "リコールの件", String(repeating: "ø", count: 500)] {
            #expect(try Reason(" \(text)\n").text == text)
        }
    }

    /// Each filter against a plain search of all entries, page by page.
    @Test(arguments: Seeded.cases(12, onPostgres: 3))
    func filtersAndPagesGiveWhatAPlainSearchGives(_ seeded: Seeded) async throws {
        try await seeded.engine.withRegistry(seed: seeded.seed) { registry in
            var random = SplitMix64(seed: seeded.seed)
            for _ in 0..<6 {
                let draws = (0..<20).map { _ in (0..<4).map { _ in Int.random(in: 0..<3, using: &random) } }
                try await registry.write { desk in
                    for draw in draws {
                        try AuditTrail.write(
                            "act.\(draw[0])", subject: "s\(draw[1])", of: draw[2] == 0 ? nil : ID(Int64(draw[2])),
                            as: draw[3] == 0 ? .stranger : .administrator, desk.transaction)
                    }
                }
                registry.clock.advance(by: Int64.random(in: 0...2, using: &random))
            }
            let all = try await trail(registry, limit: 1_000)
            #expect(all.count == 120)
            #expect(all == all.sorted { ($0.at, $0.id) > ($1.at, $1.id) })
            for _ in 0..<24 {
                var filter = AuditTrail.Filter()
                if Bool.random(using: &random) { filter.action = "act.\(Int.random(in: 0..<4, using: &random))" }
                if Bool.random(using: &random) { filter.subject = "s\(Int.random(in: 0..<3, using: &random))" }
                if Bool.random(using: &random) { filter.manufacturer = ID(Int64.random(in: 1...3, using: &random)) }
                if Bool.random(using: &random) { filter.principal = Principal.administrator.auditName }
                if Bool.random(using: &random) {
                    filter.since = TestClock.start + Int64.random(in: 0...8, using: &random)
                }
                if Bool.random(using: &random) {
                    filter.until = TestClock.start + Int64.random(in: 0...8, using: &random)
                }
                let expected = all.filter { entry in
                    filter.action ?? entry.action == entry.action && filter.subject ?? entry.subject == entry.subject
                        && filter.principal ?? entry.principal == entry.principal
                        && (filter.manufacturer == nil || filter.manufacturer == entry.manufacturer)
                        && entry.at >= filter.since ?? .min && entry.at <= filter.until ?? .max
                }
                var found: [AuditEntry] = []
                while true {
                    let page = try await trail(registry, filter, before: found.last?.place, limit: 7)
                    guard !page.isEmpty else { break }
                    found += page
                }
                #expect(found == expected, "\(filter)")
            }
        }
    }

    /// Entries from before the trail committed to anything are taken as such, and only before.
    @Test(arguments: Engine.available)
    func oldEntriesCommitToNothing(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let old = Statement(
                """
                INSERT INTO audit_trail (id, manufacturer_id, at, principal, action, subject)
                VALUES ($1, NULL, $2, 'administrator', 'model.create', 'M-1')
                """)
            _ = try await registry.tamper(old, [.integer(1), .integer(TestClock.start - 1)])
            try await registry.write { _ = try $0.manufacturer() }
            #expect(try await registry.findings() == [])
            _ = try await registry.tamper(old, [.integer(2), .integer(TestClock.start + 1)])
            #expect(
                try await registry.findings() == ["The entry 2 of the audit trail (model.create) commits to nothing."])
        }
    }
}
