package import Storage

/// A table that a wing keeps: the core knows its columns, the wing what its rows mean.
package struct WingTable: Sendable {
    package let table: ImportTable
    let importer: @Sendable (ImportContext) -> any RowImporter
    let rows: @Sendable (ManufacturerWalk) -> any ExportRows

    package init(
        _ table: ImportTable, importer: @escaping @Sendable (ImportContext) -> any RowImporter,
        rows: @escaping @Sendable (ManufacturerWalk) -> any ExportRows
    ) {
        self.table = table
        self.importer = importer
        self.rows = rows
    }

    /// That nobody here reads or writes a table.
    static let unknown = RegistryError(
        .importInvalid, "This program has been put together without the part that keeps this table.")
}

/// Of a table that nobody reads.
final class UnknownImporter: RowImporter {
    func check(_ row: ImportRow, _ reader: any SQLReader, _ faults: inout ImportErrors) throws -> RowEffect? {
        throw WingTable.unknown
    }

    func write(
        _ rows: ArraySlice<ImportRow>, until isDue: () -> Bool, _ transaction: any SQLTransaction
    ) throws -> ImportCounts {
        throw WingTable.unknown
    }
}
