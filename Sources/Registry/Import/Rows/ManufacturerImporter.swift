import Storage

/// Rows of manufacturers: known ones are brought up to date in the columns that the file has.
final class ManufacturerImporter: RowImporter {
    private let context: ImportContext
    private var rowsBySlug: [String: Int] = [:]
    /// The manufacturers above that a prefix is given to.
    private var prefixes: [String: String] = [:]

    init(_ context: ImportContext) {
        self.context = context
    }

    func check(_ row: ImportRow, _ reader: any SQLReader, _ faults: inout ImportErrors) throws -> RowEffect? {
        guard let draft = Self.parse(row, &faults) else { return nil }
        if let other = rowsBySlug.updateValue(row.number, forKey: draft.slug) {
            throw row.duplicate(of: other, .slug)
        }
        try Manufacturers.check(draft)
        let old = try Manufacturers.find(draft.slug, reader)
        try Access.require(context.principal, .editCatalogue, old.map { .manufacturer($0.id) } ?? .registry)
        let given =
            draft.gs1Prefixes.map { ("gs1", $0, ImportColumn.gs1Prefixes) }
            + draft.worldManufacturerIdentifiers.map { ("wmi", $0, ImportColumn.wmis) }
        for (kind, prefix, column) in given {
            let owner = try Manufacturers.owner(of: prefix, kind: kind, reader)
            let other = prefixes.updateValue(draft.slug, forKey: kind + prefix)
            guard owner == nil || owner == old?.id, other == nil else {
                throw row.error(
                    column, code: RegistryError.Code.prefixTaken.rawValue,
                    sentence: "The prefix \(prefix) is given twice or belongs to another manufacturer.")
            }
        }
        return effect(old, complete(draft, with: old, row))
    }

    func write(
        _ rows: ArraySlice<ImportRow>, until isDue: () -> Bool, _ transaction: any SQLTransaction
    ) throws -> ImportCounts {
        try writeEach(rows, until: isDue) { row in
            var faults = ImportErrors()
            guard let draft = Self.parse(row, &faults) else { throw row.refusal(faults) }
            let old = try Manufacturers.find(draft.slug, transaction)
            let complete = complete(draft, with: old, row)
            let effect = effect(old, complete)
            switch effect {
            case .created:
                let made = try Manufacturers.create(complete, as: context.principal, transaction)
                try note(made, before: nil, row, transaction)
            case .updated:
                let updated = try Manufacturers.update(complete, expecting: nil, as: context.principal, transaction)
                try note(updated, before: old, row, transaction)
            case .unchanged: break
            }
            return effect
        }
    }

    private func note(
        _ changed: Manufacturer, before: Manufacturer?, _ row: ImportRow, _ transaction: any SQLTransaction
    ) throws {
        try ImportChanges.note(
            .manufacturer, changed.id.value, version: changed.rowVersion, before: before.map { ExportRow($0) },
            of: .manufacturers, by: row.number, in: context.journal, transaction)
    }

    static func parse(_ row: ImportRow, _ faults: inout ImportErrors) -> ManufacturerDraft? {
        let before = faults.total
        let slug = faults.checking { () throws(RowError) in try row.required(.slug) }
        let name = faults.checking { () throws(RowError) in try row.required(.name) }
        let prefixes = faults.checking { () throws(RowError) in try row.list(.gs1Prefixes) }
        let identifiers = faults.checking { () throws(RowError) in try row.list(.wmis) }
        guard faults.total == before, let slug, let name else { return nil }
        return ManufacturerDraft(
            slug: slug, name: name, country: row[.country], note: row[.note], gs1Prefixes: prefixes ?? [],
            worldManufacturerIdentifiers: identifiers ?? [])
    }

    /// What the file has no column for stays as it is.
    private func complete(_ draft: ManufacturerDraft, with old: Manufacturer?, _ row: ImportRow) -> ManufacturerDraft {
        guard let old else { return draft }
        var draft = draft
        if !row.layout.has(.country) { draft.country = old.country }
        if !row.layout.has(.note) { draft.note = old.note }
        if !row.layout.has(.gs1Prefixes) { draft.gs1Prefixes = old.gs1Prefixes }
        if !row.layout.has(.wmis) { draft.worldManufacturerIdentifiers = old.worldManufacturerIdentifiers }
        return draft
    }

    private func effect(_ old: Manufacturer?, _ draft: ManufacturerDraft) -> RowEffect {
        guard let old else { return .created }
        let isSame =
            old.name == draft.name && old.country == draft.country && old.note == draft.note
            && old.gs1Prefixes == draft.gs1Prefixes.sorted()
            && old.worldManufacturerIdentifiers == draft.worldManufacturerIdentifiers.sorted()
        guard !isSame else { return .unchanged }
        var changes = FieldChanges()
        changes.note("name", old.name, draft.name)
        changes.note("country", old.country, draft.country)
        changes.note("note", old.note, draft.note)
        changes.note("gs1_prefixes", old.gs1Prefixes, draft.gs1Prefixes.sorted())
        changes.note("wmis", old.worldManufacturerIdentifiers, draft.worldManufacturerIdentifiers.sorted())
        return .updated(changes.all)
    }
}
