import TestSupport
import Testing

@testable import Labels

/// The ready-made layouts with usual, long and hostile values.
struct ReadyMadeLayoutTests {
    private static let usual: [String: String] = [
        "maker": "Fjordlys (sample data)", "model": "FJ-320", "serial": "TR2410001207Y",
        "name": "Fjordlys 320 (sample)",
        "batch": "2024-W10", "made": "2024-03-04", "gtin": "09506000134352",
        "link": "https://id.example.com/manufacturers/fjordlys/models/FJ-320/units/TR2410001207Y",
        "sscc": SymbologyTests.checked("09506000134352123"), "from": "Sample Works\nSample Street 1\n0001 Oslo",
        "to": "Sample Shop\n0155 Oslo",
        "count": "24", "expiry": "280302", "madeCode": "240304", "owner": "A. Person", "asset": "INV-004711",
        "ownerCode": "7KQX-M3RT-9WHD", "address": "id.example.com", "until": "2028-03-04",
        "terms": "We repair it.\n\nKeep this.",
        "contact": "service@example.com", "since": "2024-04-12", "issued": "2026-11-27", "number": "C-1",
        "recipient": "A. Person\nStreet 1\n0001 Oslo", "sender": "Sample Works, Oslo", "date": "2026-11-27",
        "campaign": "R-2026-03", "subject": "Please have the compressor replaced",
        "body": "Dear customer,\n\nplease do.",
        "signature": "A. Person",
    ]

    /// As long as they come, and of odd characters.
    private static let long: [String: String] = usual.merging([
        "maker": String(repeating: "Grand Old Works of the North, ", count: 8), "model": "W8B0-O1IW8B0-O1IW8B0-O1I",
        "serial": "WWWW8B0-O1IW8B0-O1IW", "name": String(repeating: "Refrigerator ", count: 12),
        "owner": "Wolfeschlegelsteinhausenbergerdorff, Maximiliana", "batch": "BATCH-2024-W10-0001",
        "terms": String(repeating: "We repair it free of charge, wherever it is. ", count: 12),
        "body": String(repeating: "We have found that compressors of this batch can overheat. ", count: 30),
    ]) { $1 }

    private static let hostile: [String: String] = usual.merging([
        "maker": "<Maker & \"Sons'> \u{202E}gnp.exe", "model": "]]>&#39;--<!--", "serial": "A\\B\"C'D",
        "name": "{serial} \u{0}\u{7}%s", "owner": "אבג דהו", "subject": "^XA^FDx^FS^XZ",
    ]) { $1 }

    static let values: [(String, [String: String])] = [("usual", usual), ("long", long), ("hostile", hostile)]

    @Test(arguments: LabelLayout.readyMade.map(\.key), 0..<3)
    func nothingStandsOutsideTheLabelOrOnAnother(_ key: String, _ number: Int) throws {
        let layout = try #require(LabelLayout.readyMade(key))
        let (kind, values) = Self.values[number]
        // A GS1 code takes no character that GS1 does not have.
        if kind == "hostile", !layout.gs1Symbologies.isEmpty { return }
        for resolution in PrintResolution.allCases {
            let drawing = try LabelMaker(layout, resolution: resolution).drawing(of: LabelFields(values))
            var boxes: [LabelDrawing.Box] = []
            for element in drawing.elements {
                switch element {
                case .text(let run):
                    boxes.append(
                        .init(x: run.x, y: run.baseLine - run.size * 0.75, width: run.width, height: run.size * 0.78))
                case .code(let code):
                    let unit = resolution.dotsPerMillimetre
                    boxes.append(
                        .init(
                            x: Double(code.area.x) / unit, y: Double(code.area.y) / unit,
                            width: Double(code.area.width) / unit, height: Double(code.area.height) / unit))
                case .fill, .frame, .picture: break
                }
            }
            for (index, box) in boxes.enumerated() {
                #expect(box.x >= -0.01 && box.y >= -0.01, "\(key), \(kind): \(drawing.elements[index])")
                #expect(box.x + box.width <= drawing.size.width + 0.01, "\(key), \(kind)")
                #expect(box.y + box.height <= drawing.size.height + 0.01, "\(key), \(kind)")
                for other in boxes[..<index] {
                    let isApart =
                        box.x >= other.x + other.width - 0.05 || other.x >= box.x + box.width - 0.05
                        || box.y >= other.y + other.height - 0.05 || other.y >= box.y + box.height - 0.05
                    #expect(isApart, "\(key), \(kind): \(box) on \(other)")
                }
            }
        }
    }

    @Test(
        .enabled(if: CodeReader.isExpected, "zxing-cpp is not installed: scripts/prepare tests"),
        arguments: [PrintResolution.dpi203, .dpi300])
    func theirCodesAreReadBack(_ resolution: PrintResolution) throws {
        var pictures: [CodeReader.Picture] = []
        var expected: [Set<String>] = []
        for layout in LabelLayout.readyMade.map(\.layout) {
            for (kind, values) in Self.values where kind != "hostile" || layout.gs1Symbologies.isEmpty {
                let maker = LabelMaker(layout, resolution: resolution)
                let fields = LabelFields(values)
                // The long values hold nothing that a font lacks; of the hostile ones only codes are asked.
                guard let picture = try? maker.png(of: fields) else { continue }
                pictures.append(.init(picture, "png", dotsPerInch: resolution.rawValue))
                expected.append(Set(try layout.contents(of: fields)))
            }
        }
        #expect(pictures.count >= 18)
        for (found, expected) in zip(try CodeReader.read(pictures), expected) {
            #expect(Set(found.map(\.content)) == expected)
        }
    }

    @Test func aFieldThatIsMissingIsNamed() throws {
        var values = Self.usual
        values["ownerCode"] = nil
        let layout = try #require(LabelLayout.readyMade("owner-code-card"))
        let error = #expect(throws: LabelError.self) { try LabelMaker(layout).drawing(of: LabelFields(values)) }
        #expect(error?.code == .field)
        #expect(error?.sentence.contains("'ownerCode'") == true)
    }

    @Test func aCharacterThatNoFontHasIsRefusedRatherThanABox() throws {
        let fields = LabelFields(["maker": "M", "model": "M1\u{10FFFD}", "serial": "S1", "link": "M/N M1 S/N S1"])
        let error = #expect(throws: LabelError.self) { try LabelMaker(.ratingPlate).png(of: fields) }
        #expect(error?.code == .font)
    }
}

extension LabelLayout {
    fileprivate var gs1Symbologies: [Symbology] {
        Symbology.allCases.filter { $0.holdsGS1 && text.contains("code \($0.rawValue) ") }
    }

    /// What its codes say, as readers give it.
    fileprivate func contents(of fields: LabelFields) throws -> [String] {
        var found: [String] = try gs1Elements(of: fields).map(GS1Element.scanned)
        if text.contains("\"{link}\"") { found.append(fields["link"] ?? "") }
        if text.contains("code code128 \"{serial}\"") { found.append(fields["serial"] ?? "") }
        return found
    }
}
