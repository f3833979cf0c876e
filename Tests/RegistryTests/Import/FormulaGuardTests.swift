import TestSupport
import Testing

@testable import Registry

/// What we write into a table is no formula for a spreadsheet, and comes back as it was.
@Suite struct FormulaGuardTests {
    @Test(arguments: [
        ("=1+1", "'=1+1"), ("+49 40 1", "'+49 40 1"), ("-X1", "'-X1"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"), ("'=1", "''=1"), ("''-5", "'''-5"), ("-", "'-"), ("-1.2.3", "'-1.2.3"), ("-5e3", "'-5e3"),
        ("-.5", "'-.5"), ("-٣", "'-٣"),
        // These are harmless, and stay.
        ("", ""), ("-5", "-5"), ("-12.50", "-12.50"), ("A=1", "A=1"), ("TR24-1", "TR24-1"), ("'", "'"), ("''", "''"),
        ("'90s", "'90s"), ("5", "5"), ("Ø=", "Ø="),
    ])
    func formulasGetAnApostrophe(_ text: String, _ cell: String) {
        #expect(FormulaGuard.cell(text) == cell)
        #expect(FormulaGuard.text(of: Array(cell.utf8)[...]).elementsEqual(text.utf8))
    }

    @Test(arguments: 0..<100)
    func whatIsWrittenIsReadBack(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let characters = Array("'''==+-@-5.0aØ,;\"")
        var serials: [String] = []
        for _ in 0..<20 {
            let length = Int.random(in: 1..<8, using: &random)
            serials.append(String((0..<length).compactMap { _ in characters.randomElement(using: &random) }))
        }
        let rows = serials.map { ["f", "m", FormulaGuard.cell($0)] }
        let bytes = CSVWriter.random(&random).bytes([["manufacturer", "model", "serial"]] + rows, &random)
        let reading = readAll(bytes, with: CSVReader(.units))
        #expect(reading.faults.isEmpty, "seed \(seed)")
        #expect(reading.column(.serial) == serials, "seed \(seed)")
    }

    @Test func whatIsNoTableIsNotTouched() {
        let reading = readNDJSON(#"{"manufacturer":"f","model":"m","serial":"'=1"}"#)
        #expect(reading.column(.serial) == ["'=1"])
    }
}
