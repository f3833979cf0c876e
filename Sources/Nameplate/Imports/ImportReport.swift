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
    /// Rows with faults are left out, and the others written.
    package var leavesOut = false
    /// How many rows that is.
    package var refused = 0
    /// What there is to say of the file besides faults.
    package var remarks: [ImportRemark] = []
    /// A mapping for files with headers like these, where the file cannot be read without one.
    package var proposedMapping: String?

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

    /// What a check has found.
    init(_ check: ImportCheck) {
        self.init(check.table, check.counts, check.faults)
        include(check)
    }

    /// Adds what the check has found to what was written.
    mutating func include(_ check: ImportCheck) {
        remarks = check.remarks
        refused = check.refused.count
        leavesOut = check.options.skipsInvalid && !check.isWhollyRefused
        guard leavesOut else { return }
        rows = check.counts.rows
        errorCount = max(errorCount, check.faults.total)
        errors = check.faults.shown
    }
}

/// Takes the verdicts on rows as they are checked.
package typealias ImportVerdicts = @Sendable ([RowVerdict]) async throws -> Void
