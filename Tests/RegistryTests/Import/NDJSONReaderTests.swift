import TestSupport
import Testing

@testable import Registry

@Suite struct NDJSONReaderTests {
    private static let unit = #"{"manufacturer":"fjordlys","model":"FL-1","serial":"S1"}"#

    @Test func objectsAreRowsUnderTheSameHeaders() {
        let reading = readNDJSON(
            "\u{FEFF}" + #"{"brand":"f","Model No.":"m","S/N":4711,"batch":null}"# + "\r\n\n" + Self.unit)
        #expect(reading.faults.isEmpty)
        #expect(reading.column(.serial) == ["4711", "S1"])
        #expect(reading.column(.manufacturer) == ["f", "fjordlys"])
        #expect(reading.column(.batch) == [nil, nil])
        #expect(reading.rows.map(\.number) == [1, 3])
    }

    @Test(arguments: 0..<60)
    func whatIsWrittenIsReadBackHoweverItArrives(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let texts: [(json: String, text: String)] = [
            ("a", "a"), (#"\""#, "\""), (#"\\"#, "\\"), (#"\/"#, "/"), (#"\n"#, "\n"), (#"\u00d8"#, "Ø"), ("漢", "漢"),
            (#"\ud83e\uddca"#, "🧊"), ("}", "}"), (",", ","), (#"\t"#, "\t"),
        ]
        var lines: [String] = []
        var serials: [String] = []
        for _ in 0..<Int.random(in: 1..<20, using: &random) {
            let pieces = (0..<5).compactMap { _ in texts.randomElement(using: &random) }
            lines.append(#"{ "serial" : "<\#(pieces.map(\.json).joined())>","manufacturer":"f", "model":"m" }"#)
            serials.append("<" + pieces.map(\.text).joined() + ">")
        }
        let pieces = [[1], [.max], [2, 7]].randomElement(using: &random) ?? [1]
        let reading = readNDJSON(lines.joined(separator: "\n"), pieces: pieces)
        #expect(reading.faults.isEmpty, "seed \(seed)")
        #expect(reading.column(.serial) == serials, "seed \(seed)")
    }

    @Test(arguments: [
        ("[{}]", "import.json", "JSON array"), ("serial,model", "import.json", "not a JSON object"),
        (#"{"serial":1"#, "import.json", "'}' is missing"), (#"{"serial":007}"#, "import.json", "leading zeros"),
        (#"{"serial":{"text":"1"}}"#, "import.json", "no object"), (#"{"serial":["1"]}"#, "import.json", "not a list"),
        (#"{"serial":[[1]]}"#, "import.json", "do not nest"), (#"{"serial":"\ud800"}"#, "import.json", "surrogate"),
        (#"{"serial":"\u0000"}"#, "import.json", "NUL"), (#"{"serial":"1"} x"#, "import.json", "follows the object"),
        (#"{"serial":"1}"#, "import.json", "closing double quote"), ("{serial:1}", "import.json", "double quotes"),
        (#"{"serial":+1}"#, "import.json", "value is missing"), (#"{"serial":"\x"}"#, "import.json", "unknown escape"),
        (#"{"serial":tru}"#, "import.json", "value is missing"),
        (#"{"serial":"\u+123"}"#, "import.json", "hexadecimal"),
    ])
    func brokenLinesAreNamedAndReadingGoesOn(line: String, code: String, part: String) {
        let reading = readNDJSON(Self.unit + "\n" + line + "\n" + Self.unit)
        #expect(reading.faults.first?.code == code)
        #expect(reading.faults.first?.line == 2)
        #expect(reading.faults.first?.sentence.contains(part) == true, "\(reading.faults.first?.sentence ?? "")")
        #expect(reading.rows.count == 2)
    }

    @Test func allFaultsOfAnObjectAreSeen() {
        let reading = readNDJSON(#"{"serial":"1","S/N":"2","prodused_on":"2026"}"#)
        #expect(
            reading.codes
                == ["import.duplicateColumn", "import.unknownColumn", "import.missingColumn", "import.missingColumn"])
        #expect(reading.faults[1].sentence.contains("Did you mean 'produced_on'?"))
    }

    @Test func listColumnsTakeArraysAndReadingsAnObject() throws {
        let model = readNDJSON(#"{"manufacturer":"f","number":"m","gtins":["04012345678901",5]}"#, .models)
        #expect(try model.rows.first?.list(.gtins) == ["04012345678901", "5"])
        let event = readNDJSON(
            #"{"manufacturer":"f","model":"m","event_time":"2026-07-14","readings":{"t":"4.50 CEL","n":3}}"#, .events)
        let readings = try #require(try event.rows.first?.readings(.readings))
        #expect(readings.map(\.type) == ["t", "n"])
        #expect(readings.map(\.value) == ["4.5", "3"])
        let odd = readNDJSON(#"{"manufacturer":"f","number":"m","gtins":["1;2","a\\b"]}"#, .models)
        #expect(try odd.rows.first?.list(.gtins) == ["1;2", "a\\b"])
    }

    @Test func specificationsMayDifferFromLineToLine() throws {
        let reading = readNDJSON(
            """
            {"manufacturer":"f","number":"1","spec:Capacity [E35]":12345678901234567890.5}
            {"manufacturer":"f","number":"2","spec:Frost free [yes/no]":true,"SPEC: Capacity [E35]":2}
            """, .models)
        #expect(reading.faults.isEmpty)
        let columns = try #require(reading.rows.last?.layout.specifications)
        #expect(columns.map(\.name) == ["Capacity", "Frost free"])
        #expect(
            try reading.rows.map { row in try row.value(columns[0]) }
                == [.number("12345678901234567890.5", unit: "E35"), .number("2", unit: "E35")])
        #expect(try reading.rows.map { row in try row.value(columns[1]) } == [nil, .yesNo(true)])
    }

    @Test(arguments: ["", "\n\n", "\u{FEFF}"])
    func anEmptyFileIsNamed(text: String) {
        #expect(readNDJSON(text).codes == ["import.empty"])
    }

    @Test(arguments: [("[", 10_000_000), ("{\"a\":", 2_000_000)])
    func aHugeLineEndsReadingWithOneFault(part: String, count: Int) {
        let text = String(repeating: part, count: count)
        #expect(readNDJSON(Self.unit + "\n" + text, pieces: [65_536]).codes == ["import.rowTooLong"])
    }

    @Test func deepNestingIsRefusedWithoutRecursion() {
        #expect(readNDJSON(String(repeating: "[", count: 1_000_000)).codes == ["import.json"])
        let reading = readNDJSON(#"{"serial":"# + String(repeating: "[", count: 1_000_000))
        #expect(reading.codes == ["import.json"])
    }
}
