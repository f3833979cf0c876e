import Identifiers
package import Registry
import Storage

/// Locations as a table that is imported and exported: a row for each, what it stands in before it.
package enum LocationTable {
    package static let table = WingTable(
        .locations, importer: { LocationImporter($0) }, rows: { LocationExport($0) })

    /// The row of a location.
    static func row(_ location: Location, of manufacturer: Manufacturer) -> ExportRow {
        ExportRow([.text(manufacturer.slug), .text(location.code)] + cells(location.details).map(\.cell))
    }

    /// What is said of a location, column by column.
    static func cells(_ details: LocationDetails) -> [(name: String, cell: ExportRow.Cell)] {
        [
            ("name", .text(details.name)), ("level", .text(details.level.rawValue)),
            ("kind", .text(details.kind.rawValue)), ("parent", .init(details.parent)),
            ("gln", .init(details.number?.gln.text)), ("gln_extension", .init(details.number?.suffix)),
            ("country", .init(details.country)), ("capacity_volume", .init(details.capacityVolume)),
            ("capacity_weight", .init(details.capacityWeight)),
            ("retired", .init(details.isRetired ? "yes" : nil as String?)),
        ]
    }
}

/// The locations of the manufacturers whose stock somebody may see, in the order of their trees.
struct LocationExport: ExportRows {
    private var walk: ManufacturerWalk
    private var waiting: ArraySlice<Manufacturer> = []
    private var last: LocationPath?

    init(_ walk: ManufacturerWalk) { self.walk = walk }

    mutating func next(_ reader: any SQLReader) throws -> [ExportRow]? {
        guard let manufacturer = waiting.first else {
            guard let more = try walk.next(reader) else { return nil }
            waiting = more[...]
            return []
        }
        var all = LocationQuestion()
        all.showsRetired = true
        let page = try LocationList.page(
            of: manufacturer.id, within: nil, all, after: last, limit: ExportLimit.rows, reader)
        last = page.count == ExportLimit.rows ? page.last?.path : nil
        if last == nil { waiting = waiting.dropFirst() }
        return page.map { LocationTable.row($0, of: manufacturer) }
    }
}

/// Rows of locations: new, or changed, by their code. A row comes after that of what it stands in.
final class LocationImporter: RowImporter {
    private let context: ImportContext
    private let catalogue: ImportCatalogue
    /// The rows above, and what they say of their locations.
    private var above: [Key: (row: Int, details: LocationDetails)] = [:]

    private var numbersAbove: [NumberKey: Int] = [:]

    private struct NumberKey: Hashable {
        var manufacturer: ID<Manufacturer>
        var number: LocationNumber
    }

    private struct Key: Hashable {
        var manufacturer: ID<Manufacturer>
        var code: String
    }

    init(_ context: ImportContext) {
        self.context = context
        catalogue = ImportCatalogue(context, for: .handleStock)
    }

    func check(_ row: ImportRow, _ reader: any SQLReader, _ faults: inout ImportErrors) throws -> RowEffect? {
        guard let (manufacturer, code, draft) = try said(by: row, reader, &faults) else { return nil }
        let key = Key(manufacturer: manufacturer.id, code: code)
        if let other = above[key] { throw row.duplicate(of: other.row, .code) }
        let parent = try parent(of: draft, row, of: manufacturer, reader)
        let known = try Locations.find(code: code, of: manufacturer.id, reader)
        let details = try Locations.details(code, draft, below: parent)
        above[key] = (row.number, details)
        if let number = details.number {
            let key = NumberKey(manufacturer: manufacturer.id, number: number)
            if let other = numbersAbove.updateValue(row.number, forKey: key) { throw row.duplicate(of: other, .gln) }
        }
        try Locations.refuseTaken(details.number, besides: known?.id, of: manufacturer.id, reader)
        guard let known else { return .created }
        return known.details == details ? .unchanged : .updated(Self.changes(from: known.details, to: details))
    }

    /// What the location stands in, as it will be once the rows above are written.
    private func parent(
        of draft: LocationDraft, _ row: ImportRow, of manufacturer: Manufacturer, _ reader: any SQLReader
    ) throws -> (code: String, details: LocationDetails)? {
        guard let name = draft.parent else { return nil }
        func said(of code: String) -> LocationDetails? {
            above[Key(manufacturer: manufacturer.id, code: code)]?.details
        }
        if let details = said(of: name) { return (name, details) }
        let found = try Locations.parent(name, of: manufacturer.id, reader)
        return (found.code, said(of: found.code) ?? found.details)
    }

    func write(
        _ rows: ArraySlice<ImportRow>, until isDue: () -> Bool, _ transaction: any SQLTransaction
    ) throws -> ImportCounts {
        try writeEach(rows, until: isDue) { row in
            var faults = ImportErrors()
            guard let (manufacturer, code, draft) = try said(by: row, transaction, &faults) else {
                throw row.refusal(faults)
            }
            guard let known = try Locations.find(code: code, of: manufacturer.id, transaction) else {
                _ = try Locations.add(code, draft, of: manufacturer, as: context.principal, transaction)
                return .created
            }
            let changed = try Locations.update(
                known, draft, expecting: nil, as: context.principal, transaction)
            let changes = Self.changes(from: known.details, to: changed.details)
            return changes.isEmpty ? .unchanged : .updated(changes)
        }
    }

    private func said(
        by row: ImportRow, _ reader: any SQLReader, _ faults: inout ImportErrors
    ) throws -> (Manufacturer, String, LocationDraft)? {
        let before = faults.total
        _ = faults.checking { () throws(RowError) in try row.required(.manufacturer) }
        let code = faults.checking { () throws(RowError) in try row.required(.code) }
        var draft = LocationDraft()
        draft.name = row[.name]
        draft.level = faults.checking { () throws(RowError) in try row.word(.level, LocationLevel.self) }
        draft.kind = faults.checking { () throws(RowError) in try row.word(.kind, LocationKind.self) }
        draft.parent = faults.checking { () throws(RowError) in try row.identifier(.parent) }
        let suffix = faults.checking { () throws(RowError) in try row.identifier(.glnExtension) }
        draft.number = faults.checking { () throws(RowError) in
            try row.read(.gln) { try LocationNumber(gln: $0, suffix: suffix) }
        }
        if suffix != nil, row[.gln] == nil {
            faults.add(row.error(.glnExtension, code: RegistryError.Code.valueInvalid.rawValue, sentence: Self.bare))
        }
        draft.country = faults.checking { () throws(RowError) in try row.identifier(.country) }
        draft.capacityVolume = faults.checking { () throws(RowError) in try row.integer(.capacityVolume) }
        draft.capacityWeight = faults.checking { () throws(RowError) in try row.integer(.capacityWeight) }
        draft.isRetired = faults.checking { () throws(RowError) in try row.yesNo(.retired) } ?? false
        guard faults.total == before, let code else { return nil }
        // Somebody whose right ends at a site changes places one by one.
        let manufacturer = try catalogue.manufacturer(row, reader)
        guard LocationAccess.mayAddSites(of: manufacturer.id, as: context.principal) else {
            throw LocationAccess.forbidden(.handleStock)
        }
        return (manufacturer, code, draft)
    }

    private static let bare = "an extension belongs to a GLN; give that too."

    private static func changes(from old: LocationDetails, to new: LocationDetails) -> [FieldChange] {
        var changes = FieldChanges()
        for (before, after) in zip(LocationTable.cells(old), LocationTable.cells(new)) {
            changes.note(
                before.name, before.cell == .blank ? nil : before.cell.text,
                after.cell == .blank ? nil : after.cell.text)
        }
        return changes.all
    }
}
