import Identifiers
import TestSupport
import Testing

@Suite struct SerialListTests {
    private func lines(_ rows: some Sequence<String>, header: String? = nil) -> [UInt8] {
        Array(((header.map { [$0] } ?? []) + rows).joined(separator: "\r\n").utf8)
    }

    @Test(arguments: [
        "serial", "\u{FEFF}Serial Number", "S/N;Datum", "date,serial,plant", "Produced_On\tother\tSERIAL\tSite",
    ])
    func aHeaderNamesTheColumns(header: String) throws {
        let delimiter = header.contains("\t") ? "\t" : header.contains(";") ? ";" : ","
        let names = header.lowercased().split(separator: Character(delimiter))
        let rows = (1...60).map { number in
            names.map { name in
                name.contains("dat") || name.contains("prod")
                    ? "2025-03-0\(number % 9 + 1)" : name == "other" ? "\"x\(delimiter)y\"" : "\"SN\(1000 + number)\""
            }.joined(separator: delimiter)
        }
        let list = try SerialList(lines: lines(rows, header: header))
        #expect(list.count == 60)
        #expect(try list.learnFormats().groups.first?.example.hasPrefix("SN10") == true)
    }

    @Test func withoutAHeaderTheyAreSerialDateAndPlant() throws {
        let rows = (1...80).map {
            "S\(["A", "B"][$0 % 2])\(2400 + $0 % 3 * 100)\(100 + $0),202\(4 + $0 % 3),\(["Oslo", "Bergen"][$0 % 2])"
        }
        let proposal = try #require(try SerialList(lines: lines(rows)).learnFormats().groups.first?.proposals.first)
        #expect(proposal.reasons.contains(.knownPlants))
        #expect(proposal.reasons.contains(.knownDates(right: 80, of: 80)))
    }

    @Test(arguments: [true, false])
    func sixteenBitTextIsReadByItsMark(isLittle: Bool) throws {
        let units = ("\u{FEFF}serial;date\r\n" + (1...60).map { "SN\(1000 + $0);3.2.2025" }.joined(separator: "\r\n"))
            .utf16
        let list = try SerialList(
            lines: units.flatMap { unit in
                let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
                return isLittle ? [low, high] : [high, low]
            })
        #expect(list.count == 60)
        #expect(list.setAside.isEmpty)
        #expect(try SerialList(lines: [0xFF, 0xFE, 0x41]).count == 0)
    }

    @Test func aDateThatIsNoneIsNamedWithItsLine() throws {
        let rows = ["serial,date", "A1,2025-01-01", "A2,2025-02-30"]
        let error = #expect(throws: IdentifierError.self) { try SerialList(lines: lines(rows)) }
        #expect(error?.code == .date)
        #expect(error?.sentence.contains("'2025-02-30' in line 3") == true)
    }

    @Test func whatExistsBecomesBatchesThatPrintIt() throws {
        let format = try SerialFormat(parsing: "{plant:2}{y}{ww}{seq:5}")
        var printed: Set<String> = []
        var list = SerialList()
        for week in 0..<30 {
            let fields = SerialFormat.Fields(
                plant: ["DE", "TR"][week % 2], date: CivilDate(dayNumber: 19_400 + week * 21))
            let writer = try format.writer(for: fields)
            for number in [1...40, 5_000...5_020] {
                for one in number {
                    let text = try writer.text(of: Int64(one))
                    printed.insert(text)
                    try list.add(text)
                }
            }
        }
        let first = try #require(try list.learnFormats().groups.first?.proposals.first)
        #expect(first.format == format)
        let (batches, leftOut) = first.existingBatches(asOf: try CivilDate(year: 2026, month: 11, day: 23))
        #expect(leftOut == 0)
        #expect(batches.count == 60)
        var issued: Set<String> = []
        for batch in batches {
            let writer = try format.writer(for: batch.fields)
            for number in batch.first..<(batch.first + batch.count) { issued.insert(try writer.text(of: number)) }
        }
        #expect(issued == printed)
        #expect(batches.allSatisfy { ($0.fields.date?.year ?? 0) >= 2022 })
    }
}
