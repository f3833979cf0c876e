package import Storage

/// The first pass over a staging file: every row is parsed and judged, nothing is written.
///
/// Called from one place at a time, on threads that may wait for the disk, hence `@unchecked`.
package final class ImportCheck: @unchecked Sendable {
    private let path: String
    private let syntax: ImportSyntax
    package let options: ImportOptions
    package let table: ImportTable
    private let importer: any RowImporter
    private var reader: ImportReader?
    private var hashes = RowHashes()
    /// Hashes that came a second time, with the row where they did.
    private var suspects: [UInt64: Int] = [:]
    private var isEnded = false
    package private(set) var faults = ImportErrors()
    package private(set) var counts = ImportCounts()

    /// Suspects past this many are taken for duplicates unseen: one error in 10^12.
    private static let maximumSuspects = 1000
    private static let rowsPerRead = 2000

    package init(
        path: String, syntax: ImportSyntax, table: ImportTable, options: ImportOptions = ImportOptions(),
        as principal: Principal, wings: [WingTable] = [], now: Int64
    ) {
        self.options = options
        self.path = path
        self.syntax = syntax
        self.table = table
        importer = table.importer(ImportContext(principal: principal, projectors: [], wings: wings, now: now))
    }

    /// How many bytes have been read.
    package var bytes: Int { reader?.position.offset ?? 0 }

    /// Checks the next rows, few enough for a short read.
    /// - Returns: `false` once all are checked.
    package func checkSome(_ sql: any SQLReader) throws -> Bool {
        guard !isEnded else { return false }
        for _ in 0..<Self.rowsPerRead {
            do {
                if reader == nil {
                    reader = try ImportReader(path: path, syntax: syntax, table: table, options: options)
                }
                guard let row = try reader?.next() else {
                    try end()
                    return false
                }
                try check(row, sql)
            } catch let error as RowError {
                refuse(error)
                // Of several faults of a header, the next calls throw the others.
                if error.endsReading {
                    isWhollyRefused = true
                    while let further = nextFault() { faults.add(further) }
                    try end()
                    return false
                }
            }
        }
        return true
    }

    private func nextFault() -> RowError? {
        do {
            guard reader != nil else { return nil }
            _ = try reader?.next()
            return nil
        } catch {
            return error
        }
    }

    /// Nothing of the file can be read, or not all.
    package private(set) var isWhollyRefused = false
    /// The rows that may not be written.
    package private(set) var refused: Set<Int> = []
    /// What becomes of the rows that were checked last; those of the whole file would be too many.
    private var verdicts: [RowVerdict] = []

    /// Takes the verdicts on the rows that have been checked since the last time.
    package func takeVerdicts() -> [RowVerdict] {
        defer { verdicts = [] }
        return verdicts
    }

    /// What there is to say of the file besides faults.
    package private(set) var remarks: [ImportRemark] = []

    private func refuse(_ error: RowError) {
        faults.add(error)
        settle(error.row, nil)
    }

    /// Notes what becomes of a row. A row that has faults is refused whatever else is said of it.
    private func settle(_ row: Int, _ effect: RowEffect?) {
        let errors = faults.takeLatest()
        var verdict = RowVerdict(row: row, kind: .refused, errors: errors)
        if errors.isEmpty {
            switch effect {
            case .created?: verdict.kind = .new
            case .updated(let changes)?: (verdict.kind, verdict.changes) = (.changed, changes)
            case .unchanged?: verdict.kind = .unchanged
            case nil: break
            }
        }
        if verdict.kind == .refused { refused.insert(row) }
        if let last = verdicts.last, last.row == row {
            verdicts[verdicts.count - 1].kind = .refused
            verdicts[verdicts.count - 1].errors += errors
        } else {
            verdicts.append(verdict)
        }
    }

    private func check(_ row: ImportRow, _ sql: any SQLReader) throws {
        var effect: RowEffect?
        do {
            effect = try importer.check(row, sql, &faults)
            if let effect { counts.add(effect) } else { counts.rows += 1 }
        } catch {
            guard let fault = row.fault(error) else { throw error }
            counts.rows += 1
            faults.add(fault)
        }
        defer { settle(row.number, effect) }
        guard table == .units, let hash = row.identityHash else { return }
        if counts.rows == Self.rowsPerRead { expectRows() }
        if !hashes.insert(hash), suspects[hash] == nil {
            if suspects.count < Self.maximumSuspects {
                suspects[hash] = row.number
            } else {
                faults.add(row.error(.serial, code: RowError.Code.duplicate.rawValue, sentence: Self.twice))
            }
        }
    }

    /// A fault that only the end of the file has shown.
    private func late(_ fault: RowError) {
        refused.insert(fault.row)
        verdicts.append(RowVerdict(row: fault.row, kind: .refused, errors: [fault]))
    }

    private static let twice = "a row above has the same manufacturer, model and serial number; keep one of the two."

    /// Makes room for as many rows as the file has, going by its first ones.
    private func expectRows() {
        guard let size = reader?.size, bytes > 0 else { return }
        let (product, overflow) = size.multipliedReportingOverflow(by: counts.rows)
        if !overflow { hashes.reserve(product / bytes + product / bytes / 16) }
    }

    /// A second look at rows whose hashes occur twice: names both rows where they are the same.
    private func end() throws {
        isEnded = true
        _ = faults.takeLatest()
        importer.end(&faults)
        for fault in faults.takeLatest() { late(fault) }
        remarks = reader?.remarks ?? []
        reader = nil
        hashes = RowHashes()
        guard !suspects.isEmpty else { return }
        var again = try ImportReader(path: path, syntax: syntax, table: table, options: options)
        var rows: [[ArraySlice<UInt8>?]: Int] = [:]
        while true {
            do {
                guard let row = try again.next() else { break }
                guard let hash = row.identityHash, suspects[hash] != nil else { continue }
                let identity = ImportRow.identityColumns.map { row.bytes($0) }
                if let other = rows[identity] {
                    faults.add(row.duplicate(of: other, .serial))
                    for fault in faults.takeLatest() { late(fault) }
                } else {
                    rows[identity] = row.number
                }
            } catch {
                // Faults of cells have been counted the first time.
                if error.endsReading { break }
            }
        }
    }
}

extension ImportRow {
    fileprivate static let identityColumns: [ImportColumn] = [.manufacturer, .model, .serial]

    /// A hash of which unit the row is about; `nil` where it does not say.
    fileprivate var identityHash: UInt64? {
        var hasher = RowHasher(0)
        for column in Self.identityColumns {
            guard let bytes = bytes(column) else { return nil }
            hasher.combine(bytes)
        }
        return hasher.value
    }
}
