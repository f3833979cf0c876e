import IdentifierTables
import Identifiers
import Nameplate
import Registry
import Storage
import Synchronization
import TestSupport
import Testing

/// Reference tables that a newer file replaces.
@Suite struct ReferenceTableTests {
    /// A registry whose clock stands until the test moves it.
    private final class Clock: Sendable {
        private let time = Mutex(SampleRegistry.now)
        var now: Int64 { time.withLock { $0 } }
        func pass(_ microseconds: Int64) { time.withLock { $0 += microseconds } }
    }

    private struct Office {
        let registry: NameplateRegistry
        let clock: Clock
        let folder: TemporaryDirectory

        @discardableResult
        func update(
            _ kind: ReferenceTables.Kind, _ file: [UInt8], isForced: Bool = false, isDryRun: Bool = false
        ) async throws -> ReferenceTableChange {
            try await registry.updateReferenceTable(
                kind.rawValue, with: file, isForced: isForced, isDryRun: isDryRun, as: .administrator)
        }

        /// Puts another GS1 dictionary in place.
        @discardableResult
        func update(
            _ dictionary: [UInt8], isForced: Bool = false, isDryRun: Bool = false
        ) async throws -> ReferenceTableChange {
            try await update(.dictionary, dictionary, isForced: isForced, isDryRun: isDryRun)
        }

        func answer(_ kind: ReferenceTables.Kind) throws -> ReferenceTableAnswer {
            try #require(try registry.referenceTables(as: .administrator).first { $0.kind == kind })
        }

        func refusal(_ body: () async throws -> Void) async -> String? {
            do {
                try await body()
                return nil
            } catch let error as RegistryError {
                return "\(error.code.rawValue): \(error.sentence)"
            } catch let error as IdentifierError {
                return "\(error.code.rawValue): \(error.sentence)"
            } catch {
                return "\(error)"
            }
        }
    }

    private func withOffice(_ body: (Office) async throws -> Void) async throws {
        let (clock, folder) = (Clock(), try TemporaryDirectory())
        let registry = try await NameplateRegistry.open(sqlite: folder.file("r.sqlite"), now: { clock.now })
        do {
            try await body(Office(registry: registry, clock: clock, folder: folder))
        } catch {
            await registry.close()
            throw error
        }
        await registry.close()
    }

    private static func file(_ kind: ReferenceTables.Kind) -> [UInt8] {
        let bytes = ReferenceTables.builtInBytes(of: kind)
        return bytes[0..<bytes.count]
    }

    /// GS1's dictionary of another day.
    private static func dictionary(_ release: String, hasNewIdentifier: Bool = false) -> [UInt8] {
        let text = String(decoding: file(.dictionary), as: UTF8.self)
            .replacing("# Release: 2026-01-27", with: "# Release: \(release)")
        return Array(
            (hasNewIdentifier ? text.replacing("\n8200 ", with: "\n8113  ?  X..20  # TESTING\n8200 ") : text).utf8)
    }

    /// The same without its last line, of (91) to (99).
    private static func smaller(_ release: String) -> [UInt8] {
        let file = dictionary(release)
        let last = file.dropLast().lastIndex(of: 0x0A) ?? 0
        return Array(file[...last])
    }

    @Test func aNewIdentifierIsReadAtOnceAndAfterAnotherStart() async throws {
        try await withOffice { office in
            let data = "(01)09520123456788(8113)NEW"
            let registry = office.registry
            #expect(throws: IdentifierError.self) {
                try GS1Message(bracketed: data, dictionary: registry.referenceTables.dictionary)
            }
            let change = try await office.update(Self.dictionary("2026-08-01", hasNewIdentifier: true))
            #expect(change.isChanged && change.previous.version == "2026-01-27" && change.facts.version == "2026-08-01")
            let message = try GS1Message(bracketed: data, dictionary: registry.referenceTables.dictionary)
            #expect(message.bracketed() == data)
            let answer = try office.answer(.dictionary)
            #expect(answer.facts.version == "2026-08-01" && answer.replacedAt == SampleRegistry.now)
            #expect(answer.replacedBy == "administrator" && !answer.isBuiltInNewer && answer.warning == nil)
            await registry.close()
            let again = try await NameplateRegistry.open(sqlite: office.folder.file("r.sqlite"))
            #expect(throws: Never.self) {
                try GS1Message(bracketed: data, dictionary: again.referenceTables.dictionary)
            }
            await again.close()
        }
    }

    @Test func anotherProcessSeesItWithinASecond() async throws {
        try await withOffice { office in
            let clock = office.clock
            // A second server on the same database: what it knows of the first is what is stored.
            let other = NameplateRegistry(
                office.registry.database, LocalPlace(beside: office.folder.file("other")), masterKey: nil,
                now: { clock.now })
            #expect(other.referenceTables.dictionary.release == "2026-01-27")
            try await office.update(Self.dictionary("2026-08-01"))
            #expect(office.registry.referenceTables.dictionary.release == "2026-08-01")
            clock.pass(999_999)
            #expect(other.referenceTables.dictionary.release == "2026-01-27")
            clock.pass(1)
            #expect(other.referenceTables.dictionary.release == "2026-08-01")
            _ = try await office.registry.resetReferenceTable("gs1-syntax-dictionary", as: .administrator)
            clock.pass(1_000_000)
            #expect(other.referenceTables.dictionary.release == "2026-01-27")
            // A clock that is set back does not stop it.
            try await office.update(Self.dictionary("2026-09-01"))
            clock.pass(-86_400_000_000)
            #expect(other.referenceTables.dictionary.release == "2026-09-01")
        }
    }

    @Test func whatIsOlderOrKnowsLessIsRefusedUnlessForced() async throws {
        try await withOffice { office in
            for (file, code) in [
                (Self.dictionary("2025-12-31"), "reference.older"), (Self.dictionary("of May"), "reference.older"),
                (Self.smaller("2026-08-01"), "reference.incomplete"),
            ] {
                let refusal = await office.refusal { try await office.update(file) }
                #expect(refusal?.hasPrefix(code) == true, "\(refusal ?? "-")")
                #expect(try office.answer(.dictionary).replacedAt == nil)
            }
            #expect(try await office.update(Self.file(.dictionary)).isChanged == false)
            #expect(try await office.update(Self.dictionary("2025-12-31"), isForced: true).isChanged)
            let answer = try office.answer(.dictionary)
            #expect(answer.isBuiltInNewer && answer.builtInVersion == "2026-01-27")
            #expect(office.registry.referenceTables.dictionary.release == "2025-12-31")
            let reset = try await office.registry.resetReferenceTable("gs1-syntax-dictionary", as: .administrator)
            #expect(reset.isChanged && reset.previous.version == "2025-12-31")
            #expect(try office.answer(.dictionary).replacedAt == nil)
        }
    }

    @Test func aDryRunChangesNothing() async throws {
        try await withOffice { office in
            let change = try await office.update(Self.dictionary("2026-08-01"), isDryRun: true)
            #expect(change.isChanged && change.isDryRun && change.facts.version == "2026-08-01")
            #expect(office.registry.referenceTables.dictionary.release == "2026-01-27")
            let refusal = await office.refusal {
                try await office.update(Self.dictionary("2020-01-01"), isDryRun: true)
            }
            #expect(refusal?.hasPrefix("reference.older") == true)
        }
    }

    @Test func damagedFilesAreRefusedAndLeaveTheTableAlone() async throws {
        try await withOffice { office in
            var altered = Self.file(.devices)
            altered[altered.count / 2] ^= 1
            var lines = String(decoding: Self.dictionary("2026-08-01"), as: UTF8.self).split(
                separator: "\n", omittingEmptySubsequences: false)
            lines[16] = "01 what"
            let damagedLine = Array(lines.joined(separator: "\n").utf8)
            let cases: [(ReferenceTables.Kind, [UInt8], String)] = [
                (.devices, altered, "reference.damaged: "),
                (.devices, Array(altered.dropLast(50)), "reference.damaged: "),
                (.vehicles, Self.file(.devices), "reference.kind: "), (.dictionary, damagedLine, "gs1.table: "),
                (.prefixes, [], "gs1.table: "), (.vehicles, [], "reference.damaged: "),
                (.dictionary, Array(Self.file(.dictionary).dropLast(3)), "reference.damaged: "),
            ]
            for (kind, file, code) in cases {
                for isForced in [false, true] {
                    let refusal = await office.refusal { try await office.update(kind, file, isForced: isForced) }
                    #expect(refusal?.hasPrefix(code) == true, "\(kind) \(refusal ?? "-")")
                    if file == damagedLine { #expect(refusal?.contains("line 17") == true) }
                }
                let answer = try office.answer(kind)
                #expect(answer.replacedAt == nil)
            }
        }
    }

    @Test func aStoredTableThatCannotBeReadGivesWayToTheBuiltInOne() async throws {
        try await withOffice { office in
            for digest in [Array("NPVEHIC\u{09}of a later version".utf8), Self.file(.vehicles)] {
                // The bytes of a newer program's form, and bytes that are no longer those that were stored.
                let stored = Array("NPVEHIC\u{09}of a later version".utf8)
                let facts = ReferenceTables.Facts(version: "vPIC 4 (2031-01-01)", source: "", notice: "")
                try await office.registry.database.write { transaction in
                    try StoredReferenceTables.replace(
                        .vehicles, with: stored, facts: facts,
                        digest: StoredReferenceTable.Digest(of: ReferenceBytes(digest)), as: .administrator, transaction
                    )
                }
                office.clock.pass(1_000_000)
                let answer = try office.answer(.vehicles)
                #expect(answer.facts.version.hasPrefix("vPIC 3.45") && answer.replacedAt == nil)
                #expect(answer.warning?.contains("vPIC 4 (2031-01-01)") == true)
                #expect(office.registry.referenceTables.vehicles.version.hasPrefix("vPIC 3.45"))
            }
            // It is in nobody's way: what is as new as the one built in may take its place, and a reset takes it away.
            var file = Self.file(.vehicles)
            #expect(try await office.update(.vehicles, file).isChanged == false)
            file = try await office.registry.resetReferenceTable("vehicles", as: .administrator).isChanged ? file : []
            #expect(!file.isEmpty)
            #expect(try office.answer(.vehicles).warning == nil)
        }
    }

    @Test func onlyTheAdministratorChangesTablesAndEverybodyMayKnowThem() async throws {
        try await withOffice { office in
            let others: [Principal] = [
                .stranger, .staff(.maker, .everyManufacturer), .staff(.support, .everyManufacturer),
            ]
            for principal in others {
                let update = await office.refusal {
                    _ = try await office.registry.updateReferenceTable(
                        "devices", with: Self.file(.devices), as: principal)
                }
                let reset = await office.refusal {
                    _ = try await office.registry.resetReferenceTable("devices", as: principal)
                }
                #expect(update?.hasPrefix("access.forbidden") == true && reset?.hasPrefix("access.forbidden") == true)
            }
            try await office.update(Self.dictionary("2026-08-01"))
            for principal in others {
                let tables = try office.registry.referenceTables(as: principal)
                #expect(tables.map(\.kind) == ReferenceTables.Kind.allCases)
                #expect(tables.allSatisfy { $0.replacedBy == nil })
            }
            let content = try office.registry.referenceContent(of: "gs1-syntax-dictionary", as: .stranger)
            #expect(content[0..<content.count] == Self.dictionary("2026-08-01"))
            #expect(throws: RegistryError.self) {
                try office.registry.referenceContent(of: "../etc", as: .administrator)
            }
        }
    }
}
