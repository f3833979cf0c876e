import Foundation
import TestSupport
import Testing

@testable import Registry

@Suite struct ImportReaderTests {
    /// Runs a test with a file that is gone afterwards.
    private func withFile(_ name: String, _ text: String, _ body: (String) throws -> Void) throws {
        let directory = try TemporaryDirectory()
        let path = directory.file(name)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        try withExtendedLifetime(directory) { try body(path) }
    }

    private static let csv =
        "\u{FEFF}manufacturer,model,serial\r\n" + (0..<30_000).map { "fjordlys,FL-1,S\($0)\r\n" }.joined()

    @Test func aFileIsReadToItsEnd() throws {
        try withFile("units.csv", Self.csv) { path in
            var reader = try ImportReader(path: path, syntax: ImportSyntax(path: path), table: .units)
            var serials: [String] = []
            while let row = try reader.next() { serials.append(try row.required(.serial)) }
            #expect(serials == (0..<30_000).map { "S\($0)" })
            #expect(reader.position.offset == reader.size)
            #expect(reader.size == Self.csv.utf8.count)
        }
    }

    @Test(arguments: [0, 1, 17_000, 30_000])
    func readingGoesOnWhereItStopped(count: Int) throws {
        try withFile("units.csv", Self.csv) { path in
            var first = try ImportReader(path: path, syntax: .csv, table: .units)
            for _ in 0..<count { _ = try first.next() }
            var second = try ImportReader(path: path, syntax: .csv, table: .units, resumingAt: first.position)
            let row = try second.next()
            #expect(row?[.serial] == (count < 30_000 ? "S\(count)" : nil))
            #expect(row?.number == (count < 30_000 ? count + 2 : nil))
        }
    }

    @Test func ndjsonGoesOnWhereItStopped() throws {
        let text = (0..<9).map { #"{"manufacturer":"f","model":"m","serial":\#($0)}"# }.joined(separator: "\n")
        try withFile("units.ndjson", text) { path in
            var first = try ImportReader(path: path, syntax: ImportSyntax(path: path), table: .units)
            for _ in 0..<4 { _ = try first.next() }
            var second = try ImportReader(path: path, syntax: .ndjson, table: .units, resumingAt: first.position)
            let row = try second.next()
            #expect(row?[.serial] == "4")
            #expect(row?.position.line == 5)
        }
    }

    @Test(arguments: ["/nowhere/units.csv", "/tmp", ""])
    func whatCannotBeReadIsNamed(path: String) {
        let fault = #expect(throws: RowError.self) {
            var reader = try ImportReader(path: path, syntax: .csv, table: .units)
            _ = try reader.next()
        }
        #expect(fault?.code == "import.unreadable")
        #expect(fault?.endsReading == true)
    }

    @Test(
        arguments: [
            ("a/units.csv", .csv), ("units.NDJSON", .ndjson), ("x.csv/units.jsonl", .ndjson), ("units", .csv),
        ] as [(String, ImportSyntax)])
    func theNameTellsTheSyntax(path: String, syntax: ImportSyntax) {
        #expect(ImportSyntax(path: path) == syntax)
    }

    @Test func aCellsFaultNamesRowAndHeaderAndTheOthersAreStillChecked() throws {
        let reading = readCSV("Maker,Model No.,S/N,Build date,batch\nf,m,,03/04/2026,1.23457E+15\n")
        let row = try #require(reading.rows.first)
        var errors = ImportErrors()
        let serial = errors.checking { () throws(RowError) in try row.required(.serial) }
        let date = errors.checking { () throws(RowError) in try row.date(.producedOn) }
        let batch = errors.checking { () throws(RowError) in try row.identifier(.batch) }
        let maker = errors.checking { () throws(RowError) in try row.required(.manufacturer) }
        #expect(serial == nil)
        #expect(date == nil)
        #expect(batch == nil)
        #expect(maker == "f")
        #expect(errors.shown.map(\.field) == ["S/N", "Build date", "batch"])
        #expect(errors.shown.map(\.code) == ["import.missingValue", "import.dateOrder", "import.shortened"])
        #expect(errors.shown.map(\.row) == [2, 2, 2])
    }

    @Test func sentencesShowNoHiddenCharacters() {
        let reading = readCSV("manufacturer,model,serial,\u{202E}evil\u{7}<b>\n")
        #expect(reading.faults.first?.description.contains("'\\u{202E}evil\\u{7}<b>'") == true)
        #expect(reading.faults.first?.description.unicodeScalars.contains("\u{202E}") == false)
    }
}
