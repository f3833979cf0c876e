import Identifiers
import Storage

/// Models or batches that somebody has named one by one.
struct NamedRows: ExportRows {
    private let table: ImportTable
    private let principal: Principal
    private let today: CivilDate
    private var left: ArraySlice<ExportQuestion.Key>
    /// Read before anything is given, so that what is wrong with the first rows is told in time.
    private var first: [ExportRow]?

    /// - Throws: `value.invalid` for a table whose rows cannot be named, `access.forbidden`, `manufacturer.unknown`,
    ///   `model.unknown` and `batch.unknown`: what is wrong with the first rows is told before any is given.
    init(
        _ keys: [ExportQuestion.Key], of table: ImportTable, as principal: Principal, on today: CivilDate,
        _ reader: any SQLReader
    ) throws {
        guard [.models, .batches].contains(table) else {
            throw RegistryError(.valueInvalid, "Only models and batches are exported by name.", field: "kind")
        }
        self.table = table
        self.principal = principal
        self.today = today
        left = keys[...]
        first = try next(reader)
    }

    mutating func next(_ reader: any SQLReader) throws -> [ExportRow]? {
        if let first = first.take() { return first }
        guard !left.isEmpty else { return nil }
        let keys = left.prefix(ExportLimit.models)
        left = left.dropFirst(keys.count)
        return try keys.compactMap { try row($0, reader) }
    }

    private func row(_ key: ExportQuestion.Key, _ reader: any SQLReader) throws -> ExportRow? {
        let manufacturer = try Manufacturers.require(key.manufacturer, reader)
        for permission in table.exportPermissions { try Access.require(principal, permission, of: manufacturer.id) }
        let model = try Models.require(key.model, of: manufacturer, reader)
        // What nobody may know of is unknown.
        guard model.isReleased(on: today) || Access.seesProduction(of: manufacturer.id, as: principal) else {
            throw Models.unknown(of: manufacturer)
        }
        guard let number = key.batch else { return try ExportRow(model, of: manufacturer, as: principal, reader) }
        let batch = try Batches.require(number, of: model, reader)
        return try ExportRow(
            batch, of: model, manufacturer, patterns: SerialFormats.patterns(of: model.id, reader), reader)
    }
}
