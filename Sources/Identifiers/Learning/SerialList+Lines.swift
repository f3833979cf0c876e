extension SerialList {
    /// Reads a list: one serial number a line, or a table of serial numbers with their dates and plants.
    ///
    /// A table has commas, semicolons or tabs between its columns (RFC 4180); its first line names them, `serial`,
    /// `date`, `plant` or words alike, or they stand in this order. Other columns are passed over.
    ///
    /// Dates are as `CivilDate` reads them, or with dots, the day first.
    ///
    /// - Parameter bytes: The text in UTF-8, or in UTF-16 with a byte order mark, as spreadsheets export it.
    /// - Throws: `identifier.date` with the line, for a date that is none; `format.tooManySerials`.
    public init(lines bytes: some Collection<UInt8>) throws(IdentifierError) {
        self.init()
        var reader = LineReader(Self.utf8(Array(bytes)))
        var columns = SerialColumns()
        var isFirst = true
        while let line = reader.next() {
            if line.allSatisfy(ASCII.isWhitespace) { continue }
            if isFirst {
                isFirst = false
                columns = SerialColumns(firstLine: line)
                if columns.isHeader { continue }
            }
            guard columns.delimiter != nil else {
                try add(Self.unquoted(line))
                continue
            }
            let cells: [ArraySlice<UInt8>] = columns.cells(of: line)
            func cell(_ place: Int?) -> [UInt8]? {
                guard let place, place < cells.count else { return nil }
                let text: [UInt8] = Self.unquoted(cells[place])
                return text.isEmpty ? nil : text
            }
            guard let serial = cell(columns.serial) else { continue }
            var date: CivilDate?
            if let text = cell(columns.date) { date = try Self.date(text, line: reader.number) }
            try add(serial, date: date, plant: cell(columns.plant).map { String(decoding: $0, as: UTF8.self) })
        }
    }

    private static func date(_ text: [UInt8], line: Int) throws(IdentifierError) -> CivilDate {
        let shown = String(decoding: text.prefix(20), as: UTF8.self)
        guard let date = try? CivilDate(parsing: String(decoding: dashed(text), as: UTF8.self)) else {
            let safe: String = String(String.UnicodeScalarView(shown.unicodeScalars.map { $0.isInvisible ? "?" : $0 }))
            throw IdentifierError(
                .date, in: "list of serial numbers", found: "has the date '\(safe)' in line \(line), which",
                expected: "dates such as 2026-03-02, 2026-03 or 2026")
        }
        return date
    }

    /// `03.02.2025` as `2025-02-03`; anything else as it is. With slashes nobody could tell the day from the month.
    private static func dashed(_ text: [UInt8]) -> [UInt8] {
        let parts: [ArraySlice<UInt8>] = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, parts[2].count == 4 else { return text }
        let padded: [[UInt8]] = parts.prefix(2).map { $0.count == 1 ? [UInt8(ascii: "0")] + $0 : Array($0) }
        return Array(parts[2]) + [UInt8(ascii: "-")] + padded[1] + [UInt8(ascii: "-")] + padded[0]
    }

    /// UTF-16 with a byte order mark as UTF-8; anything else as it is.
    private static func utf8(_ bytes: [UInt8]) -> [UInt8] {
        let isLittle: Bool = bytes.starts(with: [0xFF, 0xFE])
        guard isLittle || bytes.starts(with: [0xFE, 0xFF]) else { return bytes }
        let units: [UInt16] = stride(from: 2, to: bytes.count - 1, by: 2).map { place in
            let (one, next) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
            return isLittle ? next << 8 | one : one << 8 | next
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }

    /// The field without white space and quotation marks around it.
    static func unquoted(_ field: ArraySlice<UInt8>) -> [UInt8] {
        var field: ArraySlice<UInt8> = field.drop(while: ASCII.isWhitespace)
        while let last = field.last, ASCII.isWhitespace(last) { field.removeLast() }
        guard field.count >= 2, field.first == UInt8(ascii: "\""), field.last == UInt8(ascii: "\"") else {
            return Array(field)
        }
        var result: [UInt8] = []
        var isDoubled = false
        for byte in field.dropFirst().dropLast() {
            isDoubled = byte == UInt8(ascii: "\"") && !isDoubled
            if !isDoubled { result.append(byte) }
        }
        return result
    }
}

/// Which columns of a table hold what.
private struct SerialColumns {
    /// Nil where each line is one serial number.
    var delimiter: UInt8?
    var isHeader = false
    var serial: Int? = 0
    var date: Int? = 1
    var plant: Int? = 2

    init() {}

    init(firstLine: ArraySlice<UInt8>) {
        let counts: [(byte: UInt8, count: Int)] = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09].map { byte in
            (byte, firstLine.count { $0 == byte })
        }
        delimiter = counts.filter { $0.count > 0 }.max { $0.count < $1.count }?.byte
        let names: [String] = cells(of: firstLine).map { cell in
            ASCII.text(
                SerialList.unquoted(cell).prefix(40).map { $0 < 0x80 ? $0 | (ASCII.isUpper($0) ? 0x20 : 0) : 0x3F })
        }
        func place(_ known: Set<String>) -> Int? { names.firstIndex { known.contains($0) } }
        guard let serial = place(Self.serialNames) else { return }
        isHeader = true
        self.serial = serial
        date = place(Self.dateNames)
        plant = place(Self.plantNames)
    }

    private static let serialNames: Set<String> = [
        "serial", "serials", "serial_number", "serial number", "serial numbers", "serialnumber", "serial no",
        "serial no.", "s/n", "sn", "seriennummer",
    ]
    private static let dateNames: Set<String> = [
        "date", "produced_on", "production date", "produced", "produced on", "made", "made on", "datum",
    ]
    private static let plantNames: Set<String> = ["plant", "factory", "site", "werk"]

    /// The fields of a line; a delimiter between quotation marks belongs to its field.
    func cells(of line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        guard let delimiter else { return [line] }
        var cells: [ArraySlice<UInt8>] = []
        var start: Int = line.startIndex
        var isQuoted = false
        for index in line.indices {
            if line[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
            guard line[index] == delimiter, !isQuoted else { continue }
            cells.append(line[start..<index])
            start = index + 1
        }
        return cells + [line[start...]]
    }
}

/// Cuts bytes into lines, at LF, CR or both, and passes over a byte order mark.
private struct LineReader {
    private let bytes: [UInt8]
    private var index: Int
    /// The number of the line given last, from 1.
    private(set) var number = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    mutating func next() -> ArraySlice<UInt8>? {
        guard index < bytes.count else { return nil }
        let start: Int = index
        while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
        let line: ArraySlice<UInt8> = bytes[start..<index]
        number += 1
        if index + 1 < bytes.count, bytes[index] == 0x0D, bytes[index + 1] == 0x0A { index += 1 }
        index += 1
        return line
    }
}
