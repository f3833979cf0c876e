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

    /// The tables at one moment.
    struct Snapshot: Sendable {
        var tables: ReferenceTables
        var entries: [ReferenceTables.Kind: Entry]
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
        var snapshot = known ?? builtIn
        let stored = try StoredReferenceTables.list(reader)
        for kind in ReferenceTables.Kind.allCases {
            let table = stored.first { $0.kind == kind }
            guard table?.id != snapshot.entries[kind]?.stored?.id else { continue }
            guard let table else {
                snapshot.tables.take(kind, from: .builtIn)
                snapshot.entries[kind] = builtIn.entries[kind]
                continue
            }
            // Replaced meanwhile: the next look finds what took its place.
            guard let bytes = try StoredReferenceTables.content(of: table, reader) else { continue }
            open(table, ReferenceBytes(bytes), in: &snapshot)
        }
        return snapshot
    }

    private static func open(_ table: StoredReferenceTable, _ content: ReferenceBytes, in snapshot: inout Snapshot) {
        var entry = Entry(content: content, stored: table)
        do throws(IdentifierError) {
            guard StoredReferenceTable.Digest(of: content) == table.digest else {
                throw IdentifierError(
                    .referenceDamaged, in: "stored reference table", found: "its bytes are not those that were stored")
            }
            try snapshot.tables.replace(table.kind, with: content)
        } catch {
            // Stored by another version of the program, or damaged on the disk: no reason not to start.
            entry.fault = error.sentence
            entry.content = ReferenceTables.builtInBytes(of: table.kind)
            snapshot.tables.take(table.kind, from: .builtIn)
        }
        snapshot.entries[table.kind] = entry
    }
}
