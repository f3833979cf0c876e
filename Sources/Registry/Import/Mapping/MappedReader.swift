/// Reads a file through a mapping: each of its rows becomes one of ours, or none. Faults name the file's own columns.
struct MappedReader: RowReader {
    private let mapping: TableMapping
    private var raw: any RowReader
    private var columns: ImportLayout
    private var plan: MappingPlan?
    /// How many columns of the file the plan knows.
    private var plannedColumns = 0
    private var once = RowHashes()
    private var unique = RowHashes()
    private var faults: [RowError] = []
    private let isLists: Bool

    /// - Throws: `mapping.invalid` as a fault of the file.
    init(_ text: String, _ table: ImportTable, _ options: ImportOptions, _ raw: any RowReader) throws(RowError) {
        let mapping: ImportMapping
        do {
            mapping = try ImportMapping(parsing: text)
        } catch {
            throw RowError(code: error.code.rawValue, row: 1, line: 1, endsReading: true, sentence: error.sentence)
        }
        guard let ours = mapping.tables[table] else {
            throw RowError(
                code: RegistryError.Code.mappingInvalid.rawValue, row: 1, line: 1, endsReading: true,
                sentence: "the mapping makes no \(table.rawValue), but "
                    + mapping.tables.keys.map(\.rawValue).sorted().joined(separator: ", ") + ".")
        }
        self.mapping = ours
        self.raw = raw
        isLists = raw is NDJSONReader
        columns = ImportLayout(mappedTo: table)
        columns.options = options
        columns.options.dates = options.dates ?? mapping.dates
        columns.options.decimal = options.decimal ?? mapping.decimal
    }

    var layout: ImportLayout? { raw.layout == nil ? nil : columns }
    var position: ImportPosition { raw.position }
    var remembersRows: Bool { mapping.once != nil || mapping.unique != nil }
    var remarks: [ImportRemark] { plan?.remarks ?? [] }

    mutating func append(_ bytes: UnsafeRawBufferPointer) { raw.append(bytes) }
    mutating func finish() { raw.finish() }

    mutating func readHeader() throws(RowError) -> Bool {
        guard try raw.readHeader() else { return false }
        try planColumns()
        return true
    }

    mutating func resume(at position: ImportPosition) { raw.resume(at: position) }

    mutating func next() throws(RowError) -> ImportRow? {
        while true {
            if !faults.isEmpty { throw faults.removeFirst() }
            guard let row = try raw.next() else { return nil }
            try planColumns()
            guard var plan else { continue }
            let source = MappingSource(row, isLists: isLists)
            let values = plan.values(of: source, in: &columns)
            self.plan = plan
            if let values, let mapped = try made(values, of: source, plan) { return mapped }
        }
    }

    /// Finds the places of the columns that the mapping names, when the file has new ones.
    private mutating func planColumns() throws(RowError) {
        guard let layout = raw.layout, plan == nil || layout.fieldCount > plannedColumns else { return }
        let isFirst = plan == nil
        plannedColumns = layout.fieldCount
        var made = plan ?? MappingPlan(mapping)
        // Lines of JSON name columns as they come: what is not there yet is blank.
        faults += made.place(layout, isComplete: !isLists, &columns)
        if let first = faults.first, isFirst, !isLists {
            faults.removeFirst()
            throw first
        }
        plan = made
    }

    /// The row, unless one above is the same where rows count once.
    private mutating func made(
        _ values: [String?], of source: MappingSource, _ plan: MappingPlan
    ) throws(RowError) -> ImportRow? {
        var values = values
        let maker = plan.field(of: "manufacturer").flatMap { values[$0] } ?? ""
        func hash(_ field: Int) -> UInt64? {
            guard let text = values[field] else { return nil }
            var hasher = RowHasher(Int64(field))
            hasher.combine(maker.utf8)
            hasher.combine(text.utf8)
            return hasher.value
        }
        if let target = mapping.once, let field = plan.field(of: target), let hash = hash(field), !once.insert(hash) {
            return nil
        }
        if let rule = mapping.unique, let field = plan.field(of: rule.target), let value = hash(field),
            !unique.insert(value)
        {
            let further = rule.with.lazy.compactMap { plan.values(of: $0, source).first { !$0.isEmpty } }.first
            values[field] = [values[field], further].compactMap(\.self).joined(separator: " ")
        }
        var builder = NDJSONBlockBuilder(isPlain: true)
        builder.begin(at: source.row.position)
        builder.end(values)
        return ImportRow(
            block: RecordBlock(layout: columns, bytes: builder.bytes, table: builder.table, isSpreadsheet: false),
            index: 0)
    }
}

/// A row of the file, whose values may be lists.
struct MappingSource {
    let row: ImportRow
    /// Every value is a list as ``joinedList(_:)`` writes it.
    private let isLists: Bool

    init(_ row: ImportRow, isLists: Bool) {
        (self.row, self.isLists) = (row, isLists)
    }

    func values(_ field: Int) -> [String] {
        guard let text = row.text(field: field) else { return [] }
        return isLists
            ? Cell.parts(ofList: text).map { trimmedText(Self.visible($0)) } : [trimmedText(Self.visible(text))]
    }

    /// The text on one line, without characters that nobody sees.
    private static func visible(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: TextRules.isForbidden) else { return text }
        var visible = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if !TextRules.isForbidden(scalar) {
                visible.append(scalar)
            } else if scalar.properties.isWhitespace || scalar.value < 0x20, visible.last != " " {
                visible.append(" ")
            }
        }
        return String(visible)
    }
}
