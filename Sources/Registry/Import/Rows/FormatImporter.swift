import Identifiers
import Storage

/// Rows of serial formats. A format never changes: a row is new or known.
final class FormatImporter: RowImporter {
    private let context: ImportContext
    private let catalogue: ImportCatalogue
    /// The formats of the rows above.
    private var above: [ID<Model>: [(format: SerialFormat, row: Int)]] = [:]

    init(_ context: ImportContext) {
        self.context = context
        catalogue = ImportCatalogue(context, for: .editCatalogue)
    }

    func check(_ row: ImportRow, _ reader: any SQLReader, _ faults: inout ImportErrors) throws -> RowEffect? {
        guard let format = parse(row, &faults) else { return nil }
        let subject = try catalogue.subject(row, reader)
        let others = above[subject.model.id] ?? []
        above[subject.model.id, default: []].append((format, row.number))
        if let same = others.first(where: { $0.format.pattern == format.pattern }) {
            throw row.duplicate(of: same.row, .pattern)
        }
        if subject.formats.contains(where: { $0.format.pattern == format.pattern }) { return .unchanged }
        let known = subject.formats.map(\.format) + others.map(\.format)
        if let other = known.first(where: { $0.overlaps(format) }) {
            throw row.error(
                .pattern, code: RegistryError.Code.formatOverlap.rawValue,
                sentence: "'\(format.pattern)' could print the same serial number as '\(other.pattern)'; give one of "
                    + "them another literal or length.")
        }
        try SerialFormats.refuseCollisions(format, subject.model, reader)
        try SerialFormats.refuseGuessable(format, isUnguessable(row, &faults))
        return .created
    }

    func write(
        _ rows: ArraySlice<ImportRow>, until isDue: () -> Bool, _ transaction: any SQLTransaction
    ) throws -> ImportCounts {
        try writeEach(rows, until: isDue) { row in
            var faults = ImportErrors()
            guard let format = parse(row, &faults) else { throw row.refusal(faults) }
            let subject = try catalogue.subject(row, transaction)
            let known = try SerialFormats.list(of: subject.model.id, transaction)
            if known.contains(where: { $0.format.pattern == format.pattern }) { return .unchanged }
            let made = try SerialFormats.create(
                format, unguessable: isUnguessable(row, &faults), of: subject.model, as: context.principal, transaction)
            try ImportChanges.note(
                .format, made.id.value, of: .formats, by: row.number, in: context.journal, transaction)
            return .created
        }
    }

    private func parse(_ row: ImportRow, _ faults: inout ImportErrors) -> SerialFormat? {
        let before = faults.total
        _ = faults.checking { () throws(RowError) in try row.required(.manufacturer) }
        _ = faults.checking { () throws(RowError) in try row.required(.model) }
        _ = faults.checking { () throws(RowError) in try row.required(.pattern) }
        let format = faults.checking { () throws(RowError) in
            try row.read(.pattern) { try SerialFormat(parsing: $0) }
        }
        _ = isUnguessable(row, &faults)
        return faults.total == before ? format : nil
    }

    private func isUnguessable(_ row: ImportRow, _ faults: inout ImportErrors) -> Bool {
        faults.checking { () throws(RowError) in try row.yesNo(.unguessable) } ?? false
    }
}
