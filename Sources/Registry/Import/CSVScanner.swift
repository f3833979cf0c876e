/// Cuts bytes into records and fields as RFC 4180 has them, and a little more kindly: LF and CR end a record as CRLF
/// does, a quote within an unquoted field is itself (`3.5" drive`), and the delimiter may be `,`, `;` or a tab.
struct CSVScanner {
    /// One record, its fields appended to a table, quotes excluded.
    struct Record {
        /// Where the next record begins.
        var next: Int
        /// Line breaks within the record and at its end.
        var lineBreaks: Int
        /// The first field with text after its closing quote.
        var brokenField: Int?
    }

    enum Outcome {
        case record(Record)
        /// The bytes end within the record.
        case cutOff
        /// The bytes end within a quoted field, whose quote opened so many lines below the record's first.
        case openQuote(field: Int, lineBreaks: Int)
    }

    var delimiter = ASCII.comma

    /// The delimiter that the line from `start` on holds most often outside quotes; a comma where it holds none.
    static func delimiter(in bytes: [UInt8], from start: Int) -> UInt8 {
        var commas = 0
        var semicolons = 0
        var tabs = 0
        var isQuoted = false
        var isFieldStart = true
        for byte in bytes[start...] {
            if isQuoted {
                isQuoted = byte != ASCII.quote
                continue
            }
            if byte == ASCII.lineFeed || byte == ASCII.carriageReturn { break }
            isQuoted = byte == ASCII.quote && isFieldStart
            isFieldStart = true
            switch byte {
            case ASCII.comma: commas += 1
            case ASCII.semicolon: semicolons += 1
            case ASCII.tab: tabs += 1
            default: isFieldStart = false
            }
        }
        if commas >= semicolons, commas >= tabs { return ASCII.comma }
        return semicolons >= tabs ? ASCII.semicolon : ASCII.tab
    }

    /// Reads the record that begins at `start`, which lies before the end of `bytes`.
    ///
    /// - Parameters:
    ///   - isLast: The file ends with `bytes`, so that a record may end without a line break.
    ///   - table: Where the fields go. Those of a record that does not end are left for the caller to take back.
    func record(in bytes: Span<UInt8>, from start: Int, isLast: Bool, into table: inout RecordTable) -> Outcome {
        let delimiter = delimiter
        let count = bytes.count
        var index = start
        var lineBreaks = 0
        var field = 0
        var brokenField: Int?
        while true {
            if index < count, bytes[index] == ASCII.quote {
                let opened = lineBreaks
                guard let (end, isDoubled) = closingQuote(in: bytes, from: index + 1, isLast: isLast, &lineBreaks)
                else { return .openQuote(field: field, lineBreaks: opened) }
                if isDoubled { table.doubled.append(table.bounds.count) }
                table.append(index + 1, end)
                index = end + 1
                if index < count, !isSeparator(bytes[index]) { brokenField = brokenField ?? field }
                while index < count, !isSeparator(bytes[index]) { index += 1 }
            } else {
                let begin = index
                while index < count {
                    let byte = bytes[index]
                    if byte == delimiter || byte == ASCII.lineFeed || byte == ASCII.carriageReturn { break }
                    index += 1
                }
                table.append(begin, index)
            }
            guard index < count else {
                guard isLast else { return .cutOff }
                return .record(Record(next: index, lineBreaks: lineBreaks, brokenField: brokenField))
            }
            if bytes[index] == delimiter {
                index += 1
                field += 1
                continue
            }
            let isReturn = bytes[index] == ASCII.carriageReturn
            // Whether CR stands alone shows only in the byte after it.
            if isReturn, index + 1 == count, !isLast { return .cutOff }
            index += isReturn && index + 1 < count && bytes[index + 1] == ASCII.lineFeed ? 2 : 1
            return .record(Record(next: index, lineBreaks: lineBreaks + 1, brokenField: brokenField))
        }
    }

    /// Finds the quote that ends a field; `nil` where the bytes end first.
    private func closingQuote(
        in bytes: Span<UInt8>, from start: Int, isLast: Bool, _ lineBreaks: inout Int
    ) -> (index: Int, hasDoubled: Bool)? {
        var index = start
        var hasDoubled = false
        while index < bytes.count {
            switch bytes[index] {
            case ASCII.quote:
                if index + 1 == bytes.count, !isLast { return nil }
                guard index + 1 < bytes.count, bytes[index + 1] == ASCII.quote else { return (index, hasDoubled) }
                hasDoubled = true
                index += 2
            case ASCII.carriageReturn:
                if index + 1 < bytes.count, bytes[index + 1] != ASCII.lineFeed { lineBreaks += 1 }
                index += 1
            case ASCII.lineFeed:
                lineBreaks += 1
                index += 1
            default:
                index += 1
            }
        }
        return nil
    }

    private func isSeparator(_ byte: UInt8) -> Bool {
        byte == delimiter || byte == ASCII.lineFeed || byte == ASCII.carriageReturn
    }
}

enum ASCII {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let quote: UInt8 = 0x22
    static let comma: UInt8 = 0x2C
    static let semicolon: UInt8 = 0x3B
}
