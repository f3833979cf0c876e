private import IdentifierTables
package import Identifiers
import Registry

/// A reference table in use.
package struct ReferenceTableAnswer: Sendable {
    package var kind: ReferenceTables.Kind
    package var facts: ReferenceTables.Facts
    /// Bytes.
    package var size: Int64
    /// SHA-256 of the file, 64 hexadecimal digits.
    package var digest: String
    /// The version that the program was built with.
    package var builtInVersion: String
    /// Whether a stored file is used and the one built in was released after it.
    package var isBuiltInNewer: Bool
    /// Since when a stored file is used, in microseconds since 1970 UTC; nil where the one built in is used.
    package var replacedAt: Int64?
    /// Who stored it; nil for those who need not know.
    package var replacedBy: String?
    /// What whoever runs the registry should know: a stored file that cannot be used.
    package var warning: String?

    init?(_ kind: ReferenceTables.Kind, _ snapshot: ReferenceTableCache.Snapshot, as principal: Principal) {
        guard let entry = snapshot.entries[kind] else { return nil }
        let builtIn = ReferenceTables.builtIn.facts(of: kind)
        self.kind = kind
        facts = snapshot.tables.facts(of: kind)
        size = Int64(entry.content.count)
        builtInVersion = builtIn.version
        guard let stored = entry.stored, entry.usesStored else {
            digest = StoredReferenceTable.Digest(of: entry.content).text
            isBuiltInNewer = false
            if let stored = entry.stored, let fault = entry.fault {
                warning =
                    "A file was stored, '\(stored.facts.version)', and this program uses the one built in. \(fault)"
            }
            return
        }
        digest = stored.digest.text
        isBuiltInNewer = facts.isOlder(than: builtIn) ?? false
        replacedAt = stored.replacedAt
        if Access.allows(principal, .manageReferences) { replacedBy = stored.replacedBy }
    }
}

/// What was done to a reference table, or would be.
package struct ReferenceTableChange: Sendable {
    package var kind: ReferenceTables.Kind
    /// The table that is used from now on.
    package var facts: ReferenceTables.Facts
    /// The one before.
    package var previous: ReferenceTables.Facts
    /// False where it was in use already.
    package var isChanged: Bool
    package var isDryRun: Bool
}
