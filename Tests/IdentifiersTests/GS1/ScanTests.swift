import IdentifierTables
import Identifiers
import Testing

@Suite("Scans of GS1 symbols")
struct ScanTests {
    @Test("Every vector of a scan gets its symbology and data")
    func reading() throws {
        for line in try GS1Vectors.lines("gs1-scan-data", "scanData") {
            do {
                let scan = try Scan(parsing: line.input, dictionary: .builtIn)
                #expect(line.isValid, "\(line)")
                if let symbology = line.expected("symbology") {
                    #expect(scan.symbology == Symbology(rawValue: symbology), "\(line)")
                }
                if let data = line.expected("data") { #expect(scan.data == data, "\(line)") }
            } catch {
                #expect(!line.isValid, "\(line): \(error)")
            }
        }
    }

    @Test("Every vector of writing a scan gets its text or its refusal")
    func writing() throws {
        for line in try GS1Vectors.lines("gs1-scan-data", "toScanData") {
            let symbology: Symbology? = line.option("symbology").flatMap { Symbology(rawValue: $0) }
            let text: String? = try? symbology?.scanData(
                for: line.input, addsCheckDigit: line.flag("addCheckDigit"), dictionary: .builtIn)
            #expect(text == (line.isValid ? line.expected("scanData") : nil), "\(line)")
        }
    }

    @Test("Every vector of all readings of a scan finds them")
    func interpretations() throws {
        for line in try GS1Vectors.lines("gs1-scan-data", "scanInterpretation") {
            let found = ScanInterpretation(of: line.input, dictionary: .builtIn)
            if let wanted = line.expected("symbologyIdentifier") {
                #expect(found.symbologyIdentifier == wanted, "\(line)")
            }
            if let wanted = line.expected("symbology") { #expect(found.symbologyName == wanted, "\(line)") }
            if let wanted = line.expected("gtin") { #expect(found.gtin == wanted, "\(line)") }
            if let wanted = line.expected("upc") { #expect(found.upc == wanted, "\(line)") }
            if let wanted = line.expected("sscc") { #expect(found.sscc == wanted, "\(line)") }
            if let wanted = line.expected("bracketed") { #expect(found.message?.bracketed() == wanted, "\(line)") }
            if let wanted = line.expectedObject("ais") as? [String: String] {
                let elements: [GS1Message.Element] = found.message?.elements ?? []
                let values = Dictionary(elements.map { ($0.identifier.text, $0.value) }) { first, _ in first }
                #expect(values == wanted, "\(line)")
            }
        }
    }
}
