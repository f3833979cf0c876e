package import Storage

/// What the rows of one table mean: whether they may be written, and how.
///
/// One importer checks all rows of a file in their order; another writes them.
package protocol RowImporter: AnyObject {
    /// Judges a row against the registry and against the rows above it.
    ///
    /// - Returns: What writing it would do; `nil` where its cells are at fault, which are in `faults` then.
    /// - Throws: `RegistryError`, `IdentifierError` or `RowError` for a row that may not be written.
    func check(_ row: ImportRow, _ reader: any SQLReader, _ faults: inout ImportErrors) throws -> RowEffect?

    /// Judges what only the whole file tells.
    func end(_ faults: inout ImportErrors)

    /// Learns again, after a crash, what a row has taught that is written already.
    func recall(_ row: ImportRow, _ reader: any SQLReader) throws

    /// Writes rows from the front of `rows`: as many as it takes until `isDue` says that others want to write.
    ///
    /// It may run again with the same rows in another transaction.
    /// - Throws: ``RefusedRow`` where the registry has changed since the check so that a row may no longer be written.
    func write(
        _ rows: ArraySlice<ImportRow>, until isDue: () -> Bool, _ transaction: any SQLTransaction
    ) throws -> ImportCounts
}

/// A row that may not be written, though the check had found that it may.
package struct RefusedRow: Error {
    package var error: RowError

    package init(error: RowError) { self.error = error }
}

/// What every importer needs to know.
package struct ImportContext {
    package var principal: Principal
    var projectors: [any Projector]
    /// The tables that wings read.
    var wings: [WingTable] = []
    /// The import whose rows are written; nil for a check.
    package var journal: ID<Import>?
    /// The time at which the import is checked, in microseconds since 1970 UTC.
    package var now: Int64
}

extension ImportTable {
    func importer(_ context: ImportContext) -> any RowImporter {
        switch self {
        case .manufacturers: ManufacturerImporter(context)
        case .models: ModelImporter(context)
        case .formats: FormatImporter(context)
        case .batches: BatchImporter(context)
        case .units: UnitImporter(context)
        case .events: EventImporter(context)
        case .components: ComponentImporter(context)
        case .parts: ModelEntryImporter<PartFit>(context)
        case .supersessions: ModelEntryImporter<PartSupersession>(context)
        case .versions: ModelEntryImporter<ModelVersion>(context)
        case .packaging: ModelEntryImporter<PackagingLevel>(context)
        case .approvals: ModelEntryImporter<Approval>(context)
        case .prices: ModelEntryImporter<PriceBand>(context)
        case .marketing: ModelEntryImporter<Marketing>(context)
        case .documents: DocumentImporter(context)
        case .locations: context.wings.first { $0.table == self }?.importer(context) ?? UnknownImporter()
        }
    }
}

extension RowImporter {
    package func end(_ faults: inout ImportErrors) {}
    package func recall(_ row: ImportRow, _ reader: any SQLReader) throws {}

    /// Writes rows one by one.
    package func writeEach(
        _ rows: ArraySlice<ImportRow>, until isDue: () -> Bool, _ write: (ImportRow) throws -> RowEffect
    ) throws -> ImportCounts {
        var counts = ImportCounts()
        for row in rows {
            if counts.rows > 0, isDue() { break }
            do {
                counts.add(try write(row))
            } catch {
                guard let fault = row.fault(error) else { throw error }
                throw RefusedRow(error: fault)
            }
        }
        return counts
    }
}
