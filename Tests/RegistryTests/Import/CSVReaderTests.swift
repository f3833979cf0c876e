import TestSupport
import Testing

@testable import Registry

@Suite struct CSVReaderTests {
    private static let header = "manufacturer,model,serial\n"

    @Test(arguments: 0..<150)
    func whatIsWrittenIsReadBackHoweverItArrives(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let alphabet = ["a", "Ø", "7", "\"", ",", ";", "\t", "\n", "\r\n", "\r", "漢", "🧊", "-", "x y"]
        let columns = [ImportColumn.manufacturer, .model, .serial, .producedOn, .plant]
        var rows: [[String]] = []
        for _ in 0..<Int.random(in: 0..<30, using: &random) {
            rows.append(
                columns.map { _ in
                    let pieces = (0..<Int.random(in: 0..<6, using: &random)).compactMap { _ in
                        alphabet.randomElement(using: &random)
                    }
                    // Spaces around a value do not count, so none are written.
                    return Bool.random(using: &random) ? "" : "<" + pieces.joined() + ">"
                })
        }
        let writer = CSVWriter.random(&random)
        let bytes = writer.bytes([columns.map(\.name)] + rows, &random)
        let pieces = [[1], [.max], [3, 1, 4], [Int.random(in: 1..<50, using: &random)]].randomElement(using: &random)
        let reading = readAll(bytes, with: CSVReader(.units), pieces: pieces ?? [1])
        let kept = rows.enumerated().filter { !$0.element.allSatisfy(\.isEmpty) }
        #expect(reading.faults.isEmpty, "seed \(seed)")
        #expect(
            reading.rows.map { row in columns.map { row[$0] ?? "" } }.map { $0.map(Array.init) }
                == kept.map { $0.element.map(Array.init) }, "seed \(seed)")
        #expect(reading.rows.map(\.number) == kept.map { $0.offset + 2 }, "seed \(seed)")
    }

    @Test(arguments: 0..<40)
    func readingResumesFromAnyPlaceItHasGiven(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let rows = (0..<20).map { ["m", "x\(seed)", "s\($0)\n\""] }
        let bytes = CSVWriter.random(&random).bytes([["manufacturer", "model", "serial"]] + rows, &random)
        var reader = CSVReader(.units)
        bytes.withUnsafeBytes { reader.append($0) }
        reader.finish()
        #expect(try reader.readHeader())
        for _ in 0..<Int.random(in: 0..<20, using: &random) { _ = try reader.next() }
        let place = reader.position
        let next = try #require(try reader.next())
        var other = CSVReader(.units)
        bytes.withUnsafeBytes { other.append($0) }
        other.finish()
        #expect(try other.readHeader())
        other.resume(at: place)
        bytes[place.offset...].withUnsafeBytes { other.append($0) }
        other.finish()
        let resumed = try #require(try other.next())
        #expect(resumed.position == place, "seed \(seed)")
        #expect(resumed.position == next.position, "seed \(seed)")
        #expect(resumed[.serial] == next[.serial], "seed \(seed)")
    }

    @Test func rowsCountAsInASpreadsheetAndLinesAsInAnEditor() {
        let reading = readCSV("\n" + Self.header + "a,b,\"1\n2\"\n\n,,\na,b,3\na,b\n")
        #expect(reading.rows.map(\.position.row) == [3, 6])
        #expect(reading.rows.map(\.position.line) == [3, 7])
        #expect(reading.faults.map(\.row) == [7])
        #expect(reading.faults.map(\.line) == [8])
    }

    @Test func offsetsAreThoseOfTheBytes() {
        let reading = readCSV("\u{FEFF}" + Self.header + "a,b,1\r\na,b,\"\"\"\"\r\na,b,3")
        #expect(reading.rows.map(\.position.offset) == [29, 36, 46])
        #expect(reading.column(.serial) == ["1", "\"", "3"])
    }

    @Test(arguments: [
        ("manufacturer;model;serial;batch\na;b;1,5;x\n", "1,5"), ("manufacturer\tmodel\tserial\na\tb\t1,5\n", "1,5"),
        ("\"manufacturer\",\"model;;;;\",serial\n", nil), ("\"model;number\";serial;manufacturer\na;1,5;c", "1,5"),
    ])
    func theDelimiterIsThatOfTheHeader(text: String, serial: String?) {
        #expect(readCSV(text).rows.first?[.serial] == serial)
    }

    @Test func aQuoteWithinAnUnquotedFieldIsItself() {
        #expect(readCSV(Self.header + "a,3.5\" drive,1\n").column(.model) == ["3.5\" drive"])
    }

    @Test(arguments: [
        ("a,b\n", "import.ragged", "only 2 fields, the header 3"), ("a,b,1,2\n", "import.ragged", "4 fields"),
        ("a,b,\"1\"2\n", "import.quote", "text follows"), ("a,b,\"1\n", "import.unterminatedQuote", "line 2"),
        ("a,\"x\ny\",\"1\n", "import.unterminatedQuote", "line 3"), ("a,b,1\0\n", "import.nul", "NUL"),
    ])
    func aBrokenRowIsNamedWithWhatToDo(row: String, code: String, part: String) {
        let reading = readCSV(Self.header + row)
        #expect(reading.codes == [code])
        #expect(reading.faults.first?.row == 2)
        #expect(reading.faults.first?.sentence.contains(part) == true)
    }

    @Test func allFaultsOfAFileAreSeenAndGoodRowsBetweenThem() {
        let reading = readCSV(Self.header + "a,b\na,b,1\na,b,\"1\"x\na,b,2\na,b,3,4\n")
        #expect(reading.codes == ["import.ragged", "import.quote", "import.ragged"])
        #expect(reading.column(.serial) == ["1", "2"])
    }

    @Test func bytesThatAreNotUTF8AreNamedByRowFieldAndByte() {
        let bytes = Array((Self.header + "a,b,1\na,Kj").utf8) + [0xF8] + Array("leskap,2\na,b,3\n".utf8)
        let reading = readAll(bytes, with: CSVReader(.units))
        let fault = reading.faults.first
        #expect(reading.codes == ["import.encoding"])
        #expect(fault?.row == 3)
        #expect(fault?.field == "model")
        #expect(fault?.byte == 3)
        #expect(fault?.sentence.contains("0xF8") == true)
        #expect(fault?.sentence.contains("CSV UTF-8") == true)
        #expect(reading.column(.serial) == ["1", "3"])
    }

    @Test(
        arguments: [
            [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0xFF], [0x80],
            [0xF0, 0x80, 0x80, 0x80],
        ] as [[UInt8]])
    func illFormedSequencesAreRefused(sequence: [UInt8]) {
        let bytes = Array((Self.header + "a,b,x").utf8) + sequence + Array("\n".utf8)
        let reading = readAll(bytes, with: CSVReader(.units))
        #expect(reading.codes == ["import.encoding"])
        #expect(reading.faults.first?.byte == 2)
    }

    @Test(
        arguments: [
            ([0xFF, 0xFE, 0x6D, 0], "import.encoding", "UTF-16"), ([0xFE, 0xFF, 0, 0x6D], "import.encoding", "UTF-16"),
            ([0x6D, 0, 0x61, 0, 0x6E, 0], "import.encoding", "UTF-16"),
            ([0x50, 0x4B, 3, 4, 9], "import.notText", "workbook"),
            ([0x1F, 0x8B, 8, 0], "import.notText", "gzip"), ([0xD0, 0xCF, 0x11, 0xE0], "import.notText", "workbook"),
        ] as [([UInt8], String, String)])
    func aFileThatIsNotUTF8TextIsNamed(bytes: [UInt8], code: String, part: String) {
        let reading = readAll(bytes, with: CSVReader(.units))
        #expect(reading.codes == [code])
        #expect(reading.faults.first?.sentence.contains(part) == true)
        #expect(reading.faults.first?.endsReading == true)
    }

    @Test(arguments: ["", "\u{FEFF}", "\n\n\r\n", " , ,\n"])
    func anEmptyFileSaysWhatItNeeds(text: String) {
        let reading = readCSV(text)
        #expect(reading.codes == ["import.empty"])
        #expect(reading.faults.first?.sentence.contains("manufacturer,model,serial") == true)
    }

    @Test func aHeaderAloneHasNoRows() {
        let reading = readCSV(Self.header)
        #expect(reading.rows.isEmpty)
        #expect(reading.faults.isEmpty)
    }

    @Test func limitsAreKept() {
        let field = String(repeating: "x", count: 64 * 1024)
        #expect(readCSV(Self.header + "a,b,\(field)\n").rows.count == 1)
        #expect(readCSV(Self.header + "a,b,\(field)x\na,b,1\n").codes == ["import.fieldTooLong"])
        let long = String(repeating: "x,", count: 600 * 1024)
        let reading = readCSV(Self.header + "a,b,1\n\(long)\na,b,2\n", pieces: [10_000])
        #expect(reading.codes == ["import.rowTooLong"])
        #expect(reading.column(.serial) == ["1"])
        #expect(readCSV(String(repeating: "batch,", count: 4_100) + "\n").codes == ["import.tooManyColumns"])
    }

    // Arguments are printed: the huge texts are made from their beginning and the part that repeats.
    @Test(arguments: [
        ("", "x", 10_000_000), ("", "\"", 10_000_000), ("", "\n", 3_000_000), ("", ",", 10_000_000),
        ("manufacturer,model,serial\n\"", "a\n", 5_000_000),
    ])
    func aHugeSenselessFileEndsWithOneFault(beginning: String, part: String, count: Int) {
        let reading = readCSV(beginning + String(repeating: part, count: count), pieces: [65_536])
        #expect(reading.faults.count == 1)
        #expect(reading.faults.first?.endsReading == true)
        #expect(reading.rows.isEmpty)
    }

    @Test(arguments: 0..<200)
    func noBytesCrashTheReader(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let pieces: [[UInt8]] = [
            Array(",".utf8), Array("\"".utf8), [0x0A], [0x0D], [0], [0xFF], [0xC3], Array("\u{202E}serial".utf8),
            Array("<b>'; DROP TABLE units; --".utf8), Array("１２３".utf8), [0xEF, 0xBB, 0xBF], Array("model".utf8),
        ]
        var bytes = Bool.random(using: &random) ? Array(Self.header.utf8) : []
        for _ in 0..<300 { bytes += pieces.randomElement(using: &random) ?? [] }
        let reader: any RowReader = Bool.random(using: &random) ? CSVReader(.units) : NDJSONReader(.units)
        let whole = readAll(bytes, with: reader)
        let byByte = readAll(bytes, with: reader, pieces: [1])
        #expect(!whole.faults.isEmpty, "seed \(seed)")
        #expect(whole.faults == byByte.faults, "seed \(seed)")
        #expect(whole.column(.serial) == byByte.column(.serial), "seed \(seed)")
    }

    @Test func rowsOutliveTheirReader() {
        let text = Self.header + (0..<40_000).map { "fjordlys,FL-1,S\($0)\n" }.joined()
        let reading = readCSV(text, pieces: [1000])
        #expect(reading.rows.count == 40_000)
        #expect(reading.column(.serial) == (0..<40_000).map { "S\($0)" })
    }
}
