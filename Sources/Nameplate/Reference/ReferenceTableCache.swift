import IdentifierTables
import Identifiers
import Registry
import Storage
import Synchronization

/// The reference tables in use: those that are stored, else those built in.
///
/// Other processes may replace a table too, so the stored ones are looked at again after a second, which reads a few short
/// rows; whoever comes meanwhile goes on with what there is. Tables are opened when somebody first asks for them.
final class ReferenceTableCache: Sendable {
    /// After how many microseconds the stored tables are looked at again.
    static let patience: Int64 = 1_000_000

    /// The tables at one moment. Every look-up takes them along, so that they are shared and not copied.
    final class Snapshot: Sendable {
        let tables: ReferenceTables
        let entries: [ReferenceTables.Kind: Entry]

        init(tables: ReferenceTables, entries: [ReferenceTables.Kind: Entry]) {
            self.tables = tables
            self.entries = entries
        }
    }

    /// Where one of the tables comes from.
    struct Entry: Sendable {
        /// The file that is used.
        var content: ReferenceBytes
        /// What is stored; nil where that is nothing.
        var stored: StoredReferenceTable?
        /// Why what is stored cannot be used, so that the one built in is.
        var fault: String?

        /// Whether the stored table is used.
        var usesStored: Bool { stored != nil && fault == nil }
    }

    private struct State {
        var snapshot: Snapshot?
        var checkedAt: Int64?

        func isFresh(_ now: Int64) -> Bool {
            guard let checkedAt else { return false }
            return now >= checkedAt && now - checkedAt < patience
        }
    }
    private let state = Mutex(State())
    private let loading = Mutex(())

    /// Looks at what is stored with the next question, after a change.
    func forget() { state.withLock { $0.checkedAt = nil } }

    /// The tables as they are now. Where the database cannot be read, they stay what they were, or are those built in.
    func snapshot(_ database: any Database, now: Int64) -> Snapshot {
        let current: Snapshot? = state.withLock { state in
            if state.isFresh(now) { return state.snapshot }
            // One looks, all others go on; only the first time everybody waits.
            state.checkedAt = now
            return nil
        }
        if let current { return current }
        return loading.withLock { _ in
            let known: Snapshot? = state.withLock(\.snapshot)
            let found: Snapshot? = try? database.readNow { try Self.load(after: known, $0) }
            if let found { state.withLock { $0.snapshot = found } }
            return found ?? known ?? Self.builtIn
        }
    }

    private static let builtIn = Snapshot(
        tables: .builtIn,
        entries: Dictionary(
            uniqueKeysWithValues: ReferenceTables.Kind.allCases.map { kind in
                (kind, Entry(content: ReferenceTables.builtInBytes(of: kind)))
            }))

    /// Opens what has been stored since `known`.
    private static func load(after known: Snapshot?, _ reader: any SQLReader) throws -> Snapshot {
        let last: Snapshot = known ?? builtIn
        var (tables, entries) = (last.tables, last.entries)
        var hasChanged = false
        let stored = try StoredReferenceTables.list(reader)
        for kind in ReferenceTables.Kind.allCases {
            let table = stored.first { $0.kind == kind }
            guard table?.id != entries[kind]?.stored?.id else { continue }
            guard let table else {
                tables.take(kind, from: .builtIn)
                entries[kind] = builtIn.entries[kind]
                hasChanged = true
                continue
            }
            // Replaced meanwhile: the next look finds what took its place.
            guard let bytes = try StoredReferenceTables.content(of: table, reader) else { continue }
            entries[kind] = open(table, ReferenceBytes(bytes), in: &tables)
            hasChanged = true
        }
        return hasChanged ? Snapshot(tables: tables, entries: entries) : last
    }

    private static func open(
        _ table: StoredReferenceTable, _ content: ReferenceBytes, in tables: inout ReferenceTables
    ) -> Entry {
        var entry = Entry(content: content, stored: table)
        do throws(IdentifierError) {
            guard StoredReferenceTable.Digest(of: content) == table.digest else {
                throw IdentifierError(
                    .referenceDamaged, in: "stored reference table", found: "its bytes are not those that were stored")
            }
            try tables.replace(table.kind, with: content)
        } catch {
            // Stored by another version of the program, or damaged on the disk: no reason not to start.
            entry.fault = error.sentence
            entry.content = ReferenceTables.builtInBytes(of: table.kind)
            tables.take(table.kind, from: .builtIn)
        }
        return entry
    }
}
