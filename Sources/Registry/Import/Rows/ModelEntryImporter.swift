import Identifiers
import Storage

/// Rows of what is said of models in lists of their own: new, or changed, by their key.
final class ModelEntryImporter<Entry: ModelEntry>: RowImporter {
    private let context: ImportContext
    private let catalogue: ImportCatalogue
    /// The keys of the rows above.
    private var rows: [Key: Int] = [:]

    private struct Key: Hashable {
        var model: ID<Model>
        var key: [SQLValue]
    }

    init(_ context: ImportContext) {
        self.context = context
        catalogue = ImportCatalogue(context, for: .editCatalogue)
    }

    func check(_ row: ImportRow, _ reader: any SQLReader, _ faults: inout ImportErrors) throws -> RowEffect? {
        guard let (_, model, entry) = try said(by: row, reader, &faults) else { return nil }
        if let other = rows.updateValue(row.number, forKey: Key(model: model.id, key: entry.key)) {
            throw row.duplicate(of: other, Entry.keyColumn)
        }
        try entry.check(in: model, reader)
        guard let old = try ModelEntries.same(as: entry, of: model.id, reader) else { return .created }
        guard old.entry != entry else { return .unchanged }
        return .updated(try Self.changes(from: old.entry, to: entry, reader))
    }

    func write(
        _ rows: ArraySlice<ImportRow>, until isDue: () -> Bool, _ transaction: any SQLTransaction
    ) throws -> ImportCounts {
        try writeEach(rows, until: isDue) { row in
            var faults = ImportErrors()
            guard let (manufacturer, model, entry) = try said(by: row, transaction, &faults) else {
                throw row.refusal(faults)
            }
            let old = try ModelEntries.same(as: entry, of: model.id, transaction)
            guard old?.entry != entry else { return .unchanged }
            let before = try old.map { try ExportRow($0.entry, of: model, manufacturer, transaction) }
            let kept = try ModelEntries.set(entry, of: model, as: context.principal, transaction)
            try ImportChanges.note(
                .entry, kept.id.value, version: kept.rowVersion, before: before, of: Entry.table, by: row.number,
                in: context.journal, transaction)
            return old == nil ? .created : .updated([])
        }
    }

    private func said(
        by row: ImportRow, _ reader: any SQLReader, _ faults: inout ImportErrors
    ) throws -> (Manufacturer, Model, Entry)? {
        let before = faults.total
        _ = faults.checking { () throws(RowError) in try row.required(.manufacturer) }
        _ = faults.checking { () throws(RowError) in try row.required(.model) }
        guard faults.total == before else { return nil }
        let (manufacturer, model) = try catalogue.model(row, reader)
        return try Entry(row, of: manufacturer, reader, &faults).map { (manufacturer, model, $0) }
    }

    private static func changes(
        from old: Entry, to new: Entry, _ reader: any SQLReader
    ) throws -> [FieldChange] {
        var changes = FieldChanges()
        let columns = Entry.table.columns.dropFirst(2)
        for (column, (before, after)) in zip(columns, zip(try old.cells(reader), try new.cells(reader))) {
            changes.note(
                column.name, before == .blank ? nil : before.text, after == .blank ? nil : after.text)
        }
        return changes.all
    }
}

extension ImportUndo {
    /// Takes back what an import said of a model.
    static func entry<Entry: ModelEntry>(
        _ change: ImportChanges.Change, _ type: Entry.Type, as principal: Principal, _ transaction: any SQLTransaction
    ) throws {
        guard let found = try ModelEntries<Entry>.find(ID(change.id), transaction),
            let model = try Models.find(found.model, transaction),
            let manufacturer = try Manufacturers.find(model.manufacturer, transaction)
        else { return }
        try Access.require(principal, .editCatalogue, of: manufacturer.id)
        guard found.rowVersion == change.version else {
            throw builtUpon("What the import said of \(model.number.text) of \(manufacturer.slug)", "was changed")
        }
        guard let line = change.before else {
            return try ModelEntries.remove(found, of: model, as: principal, transaction)
        }
        let row = try row(line, Entry.table)
        var faults = ImportErrors()
        guard let before = try Entry(row, of: manufacturer, transaction, &faults) else { throw row.refusal(faults) }
        try ModelEntries.set(before, of: model, as: principal, transaction)
    }
}
