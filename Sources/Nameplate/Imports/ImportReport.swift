package import Registry

/// How far an import has come.
package struct ImportProgress: Hashable, Sendable {
    package enum Phase: String, CaseIterable, Sendable {
        case receiving, checking, writing
    }
    package var phase: Phase
    /// Rows checked or written; 0 while receiving.
    package var rows: Int
    /// Bytes of the file received, checked or written.
    package var bytes: Int
    /// Bytes in the file; nil while they are still coming.
    package var totalBytes: Int?
}

/// What an import has done, or in a dry run would do.
package struct ImportReport: Sendable {
    /// The import's number in the list of imports; nil where nothing was written.
    package var id: ID<Import>?
    package var table: ImportTable
    package var rows: Int
    package var created: Int
    package var updated: Int
    package var unchanged: Int
    /// How many faults the file has; with any, nothing is written.
    package var errorCount: Int
    /// The first of them.
    package var errors: [RowError]
    package var isDryRun: Bool
    /// A file of the same content has been imported before: nothing was to do.
    package var alreadyImported: Bool

    init(_ table: ImportTable, _ counts: ImportCounts, _ faults: ImportErrors, id: ID<Import>? = nil) {
        self.id = id
        self.table = table
        rows = counts.rows
        created = counts.created
        updated = counts.updated
        unchanged = counts.unchanged
        errorCount = faults.total
        errors = faults.shown
        isDryRun = false
        alreadyImported = false
    }
}
