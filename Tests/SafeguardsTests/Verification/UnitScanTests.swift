import Identifiers
import Registry
import Safeguards
import Testing

@Suite struct UnitScanTests {
    private static let minute: Int64 = 60_000_000

    private static func scan(
        _ id: Int64, minutes: Int64, by asker: UInt8, before: UInt8? = nil
    ) throws -> UnitScan {
        UnitScan(
            id: id, UnitKey(ID(3), try SerialNumber(parsing: "Ab 1")), of: ID(4), at: minutes * minute, region: "NO",
            .app, asker: [UInt8](repeating: asker, count: 16),
            askerBefore: before.map { [UInt8](repeating: $0, count: 16) }, code: .owner)
    }

    @Test func theSameAskerWithinTenMinutesIsOneScan() throws {
        let scans = [
            try Self.scan(1, minutes: 0, by: 1), try Self.scan(2, minutes: 9, by: 1),
            try Self.scan(3, minutes: 10, by: 1), try Self.scan(4, minutes: 10, by: 2),
            try Self.scan(4, minutes: 10, by: 2),
            // Just after midnight, known by the key of the day before.
            try Self.scan(5, minutes: 15, by: 9, before: 2), try Self.scan(6, minutes: 30, by: 9, before: 2),
        ]
        #expect(UnitScan.folded(scans.reversed()).map(\.id) == [1, 3, 4, 6])
    }

    @Test func aLineSaysAllOfIt() throws {
        for scan in [try Self.scan(1, minutes: 0, by: 1), try Self.scan(.max, minutes: 7, by: 255, before: 0)] {
            let line = String(decoding: scan.line, as: UTF8.self)
            #expect(line.hasSuffix("\n") && UnitScan(line: line.dropLast()) == scan)
        }
    }

    /// A file that was cut anywhere, or is none of ours.
    @Test func whatIsNoWholeLineIsNone() throws {
        let line = String(decoding: try Self.scan(1, minutes: 0, by: 1).line, as: UTF8.self).dropLast()
        for end in line.indices {
            let part = line[..<end]
            let read = UnitScan(line: part)
            // The last word alone can be cut into nothing that it may be.
            #expect(read == nil, "\(part)")
        }
        for text in ["", "\t", "\u{0}\t\t\t\t\t\t\t\t\t\t", String(repeating: "\t", count: 10), "99999999999999999999"]
        {
            #expect(UnitScan(line: text) == nil)
        }
    }

    @Test(arguments: [("de", "DE"), ("NO", "NO"), ("", nil), ("D", nil), ("DEU", nil), ("ÄÖ", nil), ("1A", nil)])
    func aRegionIsTwoLetters(_ text: String, _ expected: String?) { #expect(UnitScan.region(text) == expected) }
}
