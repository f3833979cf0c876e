/// A column `spec:NAME [UNIT]`: one specification of a model.
package struct SpecificationColumn: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// A number in a unit of measure, by its UN/CEFACT Recommendation 20 code, such as `E35` (terabyte).
        /// Without a unit it is a count or a ratio.
        case number(unit: String?)
        case text
        case yesNo
        /// Texts separated by semicolons.
        case list
        /// As people write it, with a unit of its own in each cell.
        case written
    }

    /// The specification's name as the header spells it.
    package let name: String
    package let kind: Kind
    /// The header as the file spells it.
    let heading: String
    let field: Int

    init(name: String, kind: Kind, heading: String, field: Int) {
        (self.name, self.kind, self.heading, self.field) = (name, kind, heading, field)
    }

    /// Reads a header such as `spec:Capacity [E35]`, `spec:Doors [number]`, `spec:Colour` or `spec:Frost free [yes/no]`.
    ///
    /// - Returns: `nil` where the header does not begin with `spec:` or the rest names nothing.
    init?(heading: String, field: Int) {
        guard heading.prefix(5).lowercased() == "spec:" else { return nil }
        var name = heading.dropFirst(5)
        var kind = Kind.text
        if let open = name.lastIndex(of: "["), name.last == "]" {
            let unit = name[name.index(after: open)...].dropLast()
            switch unit.lowercased() {
            case "yes/no": kind = .yesNo
            case "number": kind = .number(unit: nil)
            case "text": kind = .text
            case "list": kind = .list
            case "as written": kind = .written
            default:
                // One unit is our own: its code is not formed like one of the Recommendation.
                guard isUnitCode(unit) || UnitOfMeasure.coded(String(unit)) != nil else { return nil }
                kind = .number(unit: String(unit))
            }
            name = name[..<open]
        }
        let trimmedName = trimmedText(name)
        guard !trimmedName.isEmpty, !trimmedName.unicodeScalars.contains(where: isControlOrDirectionMark) else {
            return nil
        }
        self.name = trimmedName
        self.kind = kind
        self.heading = heading
        self.field = field
    }
}

/// Which field of a file's records holds which column.
package struct ImportLayout: Sendable {
    package let table: ImportTable
    /// What is said of the file's dates and numbers.
    package internal(set) var options = ImportOptions()
    /// The specifications that the file gives, in its order.
    package private(set) var specifications: [SpecificationColumn] = []
    /// How many fields each record has.
    private(set) var fieldCount = 0
    /// The field of each column by the column's raw value; -1 where the file has no such column.
    private var fields: [Int]
    /// The headers as the file spells them.
    private(set) var headings: [String] = []
    /// Fields under a blank header, which must stay blank.
    private(set) var unnamedFields: [Int] = []

    /// The layout of NDJSON: every column, in the table's order.
    init(allColumnsOf table: ImportTable) {
        self.table = table
        fields = Array(repeating: -1, count: ImportColumn.allCases.count)
        for column in table.columns { place(column, heading: column.name) }
    }

    /// Matches a header row with a table's columns.
    ///
    /// - Throws: ``ImportErrors`` with one fault for each header that is unknown or there twice and for each required
    ///   column that is missing.
    init(
        table: ImportTable, headings: [String], _ options: ImportOptions = ImportOptions(), at position: ImportPosition
    ) throws(ImportErrors) {
        self.table = table
        self.options = options
        fields = Array(repeating: -1, count: ImportColumn.allCases.count)
        var errors = ImportErrors(cap: ImportLimit.columns)
        func fault(_ code: RowError.Code, _ field: String?, _ sentence: String) {
            errors.add(
                RowError(code, row: position.row, line: position.line, field: field, endsReading: true, sentence))
        }
        // Some models may give a specification in one unit, some in another: each row says it once, as its rules demand.
        var headingsOfSpecifications: Set<String> = []
        for heading in headings {
            if heading.isEmpty {
                unnamedFields.append(fieldCount)
                self.headings.append("column \(Self.letters(fieldCount))")
                fieldCount += 1
            } else if Rejects.isColumn(heading) {
                skip(heading)
            } else if let column = table.column(named: heading) {
                if let earlier = field(of: column) {
                    fault(
                        .duplicateColumn, heading,
                        "\(quotedForPeople(heading)) and \(quotedForPeople(self.headings[earlier])) both name the "
                            + "column '\(column.name)'; keep one of them.")
                }
                place(column, heading: heading)
            } else if !table.takesSpecifications {
                fault(.unknownColumn, heading, table.unknownHeaderSentence(heading))
                skip(heading)
            } else if let specification = SpecificationColumn(heading: heading, field: fieldCount) {
                if !headingsOfSpecifications.insert("\(specification.name) \(specification.kind)").inserted {
                    fault(
                        .duplicateColumn, heading,
                        "the specification \(quotedForPeople(specification.name)) is there twice; keep one of them.")
                }
                place(specification)
            } else {
                fault(.unknownColumn, heading, Self.unknownSentence(heading, in: table))
                skip(heading)
            }
        }
        for column in table.requiredColumns(options) where field(of: column) == nil {
            fault(
                .missingColumn, nil,
                "the column '\(column.name)' is missing; \(table.rawValue) need "
                    + table.requiredColumns(options).map(\.name).joined(separator: ", ") + ".")
        }
        guard errors.isEmpty else { throw errors }
    }

    /// The layout of a file whose columns a mapping reads: all of them, under their own headers.
    init(unmapped headings: [String], table: ImportTable) {
        self.table = table
        fields = Array(repeating: -1, count: ImportColumn.allCases.count)
        for heading in headings { place(unmapped: heading) }
    }

    /// The layout of what a mapping makes of a file: columns come as rows need them.
    init(mappedTo table: ImportTable) {
        self.table = table
        fields = Array(repeating: -1, count: ImportColumn.allCases.count)
    }

    mutating func place(unmapped heading: String) {
        if heading.isEmpty { unnamedFields.append(fieldCount) }
        skip(heading.isEmpty ? "column \(Self.letters(fieldCount))" : heading)
    }

    /// The field that holds a column; `nil` where the file has no such column.
    func field(of column: ImportColumn) -> Int? {
        let field = fields[column.rawValue]
        return field < 0 ? nil : field
    }

    /// The file has this column.
    package func has(_ column: ImportColumn) -> Bool {
        fields[column.rawValue] >= 0
    }

    /// The header as the file spells it; our own where the file has no such column.
    func heading(of column: ImportColumn) -> String {
        field(of: column).map { headings[$0] } ?? column.name
    }

    mutating func place(_ column: ImportColumn, heading: String) {
        fields[column.rawValue] = fieldCount
        skip(heading)
    }

    mutating func place(_ specification: SpecificationColumn) {
        specifications.append(specification)
        skip(specification.heading)
    }

    private mutating func skip(_ heading: String) {
        headings.append(heading)
        fieldCount += 1
    }

    /// The sentence for an unknown header of a table that takes specifications.
    static func unknownSentence(_ heading: String, in table: ImportTable) -> String {
        guard heading.prefix(5).lowercased() == "spec:" else { return table.unknownHeaderSentence(heading) }
        return "\(quotedForPeople(heading)) is not a specification; write spec:NAME for text, spec:NAME [yes/no], "
            + "spec:NAME [list], spec:NAME [as written], or "
            + "spec:NAME [UNIT] with a UN/CEFACT unit code of two or three capitals and digits such as [E35]."
    }

    /// A field's letters as spreadsheets have them: A to Z, AA to IV.
    static func letters(_ field: Int) -> String {
        var letters = ""
        var rest = field
        while rest >= 0 {
            letters = String(UnicodeScalar(UInt8(0x41 + rest % 26))) + letters
            rest = rest / 26 - 1
        }
        return letters
    }
}

/// The form of a UN/CEFACT Recommendation 20 common code: two or three capitals and digits.
func isUnitCode(_ text: some StringProtocol) -> Bool {
    (2...3).contains(text.utf8.count)
        && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
}

/// Text without the spaces and tabs at its ends.
func trimmedText(_ text: some StringProtocol) -> String {
    let bytes = Array(text.utf8)
    return String(decoding: bytes[trimmed(0..<bytes.count, in: bytes)], as: UTF8.self)
}
