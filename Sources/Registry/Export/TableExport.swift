package import Identifiers
package import Storage

/// The rows of a table as an import of it reads them, a page at a time: no more than one page is in memory, and each is a
/// short read of its own.
package struct TableExport: Sendable {
    package let question: ExportQuestion
    private var rows: any ExportRows

    /// - Parameters:
    ///   - today: Models that are released after it are shown to those alone who may know of them.
    /// - Throws: `access.forbidden`, `manufacturer.unknown`, `model.unknown`, `value.invalid` for a model without its
    ///   manufacturer.
    package init(
        _ question: ExportQuestion, as principal: Principal, on today: CivilDate, wings: [WingTable] = [],
        _ reader: any SQLReader
    ) throws {
        self.question = question
        guard question.manufacturer != nil || question.model == nil else {
            throw RegistryError(
                .valueInvalid, "A model number is unique within its manufacturer; name that too.", field: "manufacturer"
            )
        }
        if let only = question.only {
            rows = try NamedRows(only, of: question.table, as: principal, on: today, reader)
            return
        }
        let walk = try ManufacturerWalk(question, as: principal, reader)
        rows =
            switch question.table {
            case .manufacturers: ManufacturerRows(walk)
            case .models: ModelRows(try ModelWalk(walk, on: today, reader))
            case .formats: FormatRows(try ModelWalk(walk, on: today, reader))
            case .batches: BatchRows(try ModelWalk(walk, on: today, reader))
            case .units: UnitTableRows(try ModelWalk(walk, on: today, reader))
            case .components: ComponentRows(try ModelWalk(walk, on: today, reader))
            case .parts: ModelEntryRows<PartFit>(try ModelWalk(walk, on: today, reader))
            case .supersessions: ModelEntryRows<PartSupersession>(try ModelWalk(walk, on: today, reader))
            case .versions: ModelEntryRows<ModelVersion>(try ModelWalk(walk, on: today, reader))
            case .packaging: ModelEntryRows<PackagingLevel>(try ModelWalk(walk, on: today, reader))
            case .approvals: ModelEntryRows<Approval>(try ModelWalk(walk, on: today, reader))
            case .prices: ModelEntryRows<PriceBand>(try ModelWalk(walk, on: today, reader))
            case .marketing: ModelEntryRows<Marketing>(try ModelWalk(walk, on: today, reader))
            case .documents: try DocumentRows(walk, on: today, reader)
            case .events: try EventTableRows(walk, reader)
            case .locations: try Self.rows(of: .locations, by: wings, walk)
            }
    }

    private static func rows(
        of table: ImportTable, by wings: [WingTable], _ walk: ManufacturerWalk
    ) throws(RegistryError) -> any ExportRows {
        guard let wing = wings.first(where: { $0.table == table }) else { throw WingTable.unknown }
        return wing.rows(walk)
    }

    /// The headers of the columns that every row has.
    package var columns: [ImportColumn] { question.table.columns }

    /// The next rows, perhaps none; nil at the end.
    package mutating func next(_ reader: any SQLReader) throws -> [ExportRow]? { try rows.next(reader) }
}

/// Reads the rows of one table in the order of the export.
package protocol ExportRows: Sendable {
    /// The next rows, perhaps none; nil at the end.
    mutating func next(_ reader: any SQLReader) throws -> [ExportRow]?
}

package enum ExportLimit {
    /// Rows that one read gathers, and models that it looks at.
    package static let rows = 1_000
    static let models = 500
}
