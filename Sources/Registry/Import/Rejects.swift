/// The rows of a file that were refused, as a file of the same kind with what is wrong with each: to be corrected and
/// imported again, where the added column is passed over.
package struct Rejects: ~Copyable {
    /// The header of the added column.
    package static let column = "import_error"

    /// What the added column says of one fault.
    package static func sentence(field: String?, _ sentence: String?, code: String?) -> String {
        [field.map { "\($0):" }, sentence, code.map { "[\($0)]" }].compactMap(\.self).joined(separator: " ")
    }

    static func isColumn(_ heading: String) -> Bool { foldedHeader(heading) == "importerror" }

    private let file: ImportFile
    private let syntax: ImportSyntax
    private var decoder: SourceDecoder

    /// - Throws: `import.unreadable`.
    package init(path: String, syntax: ImportSyntax, encoding: SourceEncoding?) throws(RowError) {
        file = try ImportFile(path: path)
        self.syntax = syntax
        decoder = SourceDecoder(encoding)
    }

    /// Hands over the bytes of the rejects.
    /// - Parameter sentences: What is wrong, by row.
    /// - Returns: How many rows there were.
    package mutating func write(_ sentences: [Int: String], to take: ([UInt8]) throws -> Void) throws -> Int {
        switch syntax {
        case .csv: try writeTable(sentences, to: take)
        case .ndjson: try writeLines(sentences, to: take)
        }
    }

    private mutating func writeTable(_ sentences: [Int: String], to take: ([UInt8]) throws -> Void) throws -> Int {
        var reader = CSVReader(.models, isMapped: true, keepsFaulty: true)
        var errorField: Int?
        var count = 0
        var isAtEnd = false
        while !isAtEnd {
            isAtEnd = try fill(&reader)
            if errorField == nil, try reader.readHeader(), let layout = reader.layout {
                errorField = layout.headings.firstIndex(where: Self.isColumn) ?? layout.fieldCount
                let headings = layout.headings.enumerated().map {
                    layout.unnamedFields.contains($0.offset) ? "" : $0.element
                }
                try take(Self.row(headings, errorField, Self.column))
            }
            while let row = try reader.next(skippingFaults: ()) {
                guard let sentence = sentences[row.number] else { continue }
                count += 1
                try take(Self.row(row.texts, errorField, sentence))
            }
        }
        return count
    }

    private mutating func writeLines(_ sentences: [Int: String], to take: ([UInt8]) throws -> Void) throws -> Int {
        var rest: [UInt8] = []
        var number = 0
        var count = 0
        var isAtEnd = false
        while !isAtEnd {
            let bytes = try file.read(upTo: ImportLimit.window)
            isAtEnd = bytes.isEmpty
            rest += isAtEnd ? try decoder.finish() + [ASCII.lineFeed] : try decoder.decode(bytes)
            var start = 0
            while let end = rest[start...].firstIndex(of: ASCII.lineFeed) {
                number += 1
                let line = Array(rest[start..<end])
                start = end + 1
                guard let sentence = sentences[number], !line.isEmpty else { continue }
                count += 1
                try take(Self.line(line, sentence))
            }
            rest.removeFirst(start)
        }
        return count
    }

    /// - Returns: Whether the file has ended.
    private mutating func fill(_ reader: inout CSVReader) throws(RowError) -> Bool {
        let bytes = try file.read(upTo: ImportLimit.window)
        let text = bytes.isEmpty ? try decoder.finish() : try decoder.decode(bytes)
        text.withUnsafeBytes { reader.append($0) }
        if bytes.isEmpty { reader.finish() }
        return bytes.isEmpty
    }

    private static func row(_ texts: [String], _ errorField: Int?, _ sentence: String) -> [UInt8] {
        var texts = texts
        let place = errorField ?? texts.count
        while texts.count < place { texts.append("") }
        if place < texts.count { texts[place] = sentence } else { texts.append(sentence) }
        let cells = texts.map { text in
            let cell = FormulaGuard.cell(text)
            let isPlain = cell.utf8.allSatisfy { !",;\"\t\n\r".utf8.contains($0) }
            return isPlain ? cell : "\"" + cell.replacing("\"", with: "\"\"") + "\""
        }
        return Array((cells.joined(separator: ",") + "\n").utf8)
    }

    /// The line with one more member, where it is an object.
    private static func line(_ line: [UInt8], _ sentence: String) -> [UInt8] {
        guard let end = line.lastIndex(of: UInt8(ascii: "}")), line[(end + 1)...].allSatisfy({ $0 <= ASCII.space })
        else {
            return line + [ASCII.lineFeed]
        }
        let isEmpty = line[..<end].allSatisfy { $0 <= ASCII.space || $0 == UInt8(ascii: "{") }
        let text = sentence.unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar {
            case "\"", "\\": text += "\\" + String(scalar)
            case _ where scalar.value < 0x20: text += " "
            default: text.unicodeScalars.append(scalar)
            }
        }
        return line[..<end] + Array("\(isEmpty ? "" : ",")\"\(column)\":\"\(text)\"}\n".utf8)
    }
}

extension CSVReader {
    /// The next row, past those that cannot be read.
    fileprivate mutating func next(skippingFaults: Void) throws(RowError) -> ImportRow? {
        while true {
            do {
                return try next()
            } catch  where !error.endsReading {
                continue
            }
        }
    }
}

extension ImportRow {
    /// The texts of all fields as the file has them.
    fileprivate var texts: [String] { (0..<fieldCount).map { text(field: $0) ?? "" } }
}
