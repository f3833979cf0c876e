import TestSupport
import Testing

@testable import Labels

struct RatingPlateTests {
    private static let address = "https://id.example.com/manufacturers/fjordlys/models/"
    /// As long as serial numbers may be, of the widest characters.
    private static let long = String(repeating: "W8B0-O1I", count: 8)

    /// A plate to be drawn.
    struct Plate: Sendable, CustomTestStringConvertible {
        var model: String
        var serial: String
        var maker = "Fjordlys (sample data)"
        var content: String
        var size = LabelSize.plate
        var testDescription: String { "\(model) \(serial) \(size.width)x\(size.height)" }

        var drawing: LabelDrawing {
            get throws {
                try LabelMaker(.ratingPlate, size: size, resolution: .dpi203).drawing(
                    of: LabelFields(["maker": maker, "model": model, "serial": serial, "link": content]))
            }
        }
        var runs: [LabelDrawing.TextRun] {
            get throws {
                try drawing.elements.compactMap { if case .text(let run) = $0 { run } else { nil } }
            }
        }
    }

    private static func plate(
        _ model: String, _ serial: String, maker: String = "Fjordlys (sample data)", content: String? = nil,
        size: LabelSize = .plate
    ) -> Plate {
        Plate(model: model, serial: serial, maker: maker, content: content ?? "M/N \(model) S/N \(serial)", size: size)
    }

    /// Numbers as long as they may be and of odd characters, and long names.
    static let plates: [Plate] = [
        plate("FJ-320", "TR2410001207Y"),
        plate("FJ-320", "TR2410001207Y", content: address + "FJ-320/units/TR2410001207Y"),
        plate(long, long), plate(long, "1"), plate("1", long), plate("O0", "I1"),
        plate(long, long, content: address + "\(long)/units/\(long)"),
        plate("<b>&\"'</b>", "]]>&#39;--<!--", maker: "<Maker & \"Sons'>"),
        plate("冷蔵庫-320", "Ünï-冷蔵庫-Ж1", maker: "ÅÄÖ 冷蔵庫"),
        plate(String(repeating: "冷", count: 64), String(repeating: "é", count: 64)),
        plate("WX  100 / 4", "A B  C", maker: String(repeating: "Grand Old Works of the North, ", count: 8)),
        plate("M1", "S1", maker: String(repeating: "W", count: 400)), plate("M1", "S1", maker: ""),
    ]

    @Test(
        .enabled(if: BarcodeTools.isExpected, "rsvg-convert and zbarimg are not installed"),
        arguments: plates, [203, 300, 600])
    func everyPlateIsReadBack(_ plate: Plate, _ dotsPerInch: Int) throws {
        let picture = try BarcodeTools.picture(of: plate.drawing.svg(), dotsPerInch: dotsPerInch)
        #expect(try BarcodeTools.read(picture) == plate.content)
    }

    @Test(
        .enabled(if: BarcodeTools.isExpected, "rsvg-convert and zbarimg are not installed"),
        arguments: ["40x20", "50x25", "60x40", "100x50", "105x74", "40x80", "300x300", "300x20"])
    func everySizeThatIsDrawnIsReadBack(_ text: String) throws {
        let plate = try Self.plate("FJ-320", "TR2410001207Y", size: LabelSize(parsing: text))
        let picture = try BarcodeTools.picture(of: plate.drawing.svg(), dotsPerInch: 203)
        #expect(try BarcodeTools.read(picture) == plate.content)
    }

    @Test(arguments: plates) func textStaysOnThePlateBesideTheCode(_ plate: Plate) throws {
        let drawing = try plate.drawing
        let code = try #require(
            drawing.elements.compactMap { if case .code(let code) = $0 { code } else { nil } }.first)
        var last: Double = 0
        for run in try plate.runs {
            #expect(run.baseLine - run.size >= last - 0.01, "no line stands on another")
            #expect(run.baseLine < plate.size.height - 1)
            #expect(run.x >= 1)
            #expect(run.x + run.width <= Double(code.area.x) / 8 + 0.01)
            last = run.baseLine
        }
    }

    @Test(arguments: plates) func bothNumbersStandWhole(_ plate: Plate) throws {
        for (field, number) in [("model", plate.model), ("serial", plate.serial)] {
            let runs = try plate.runs.filter { $0.field == field }
            // A blank at the end of a line is not seen.
            #expect(runs.map(\.text).joined().filter { $0 != " " } == number.filter { $0 != " " })
            #expect(try #require(runs.map(\.size).min()) >= 1.5, "1.5 mm")
        }
    }

    @Test func thePlateHasItsTrueSizeAndATitle() throws {
        let svg = try Self.plate("FJ-320", "TR2410001207Y").drawing.svg()
        #expect(
            svg.hasPrefix(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"80mm\" height=\"40mm\" viewBox=\"0 0 640 320\""))
        #expect(svg.contains("role=\"img\" aria-labelledby=\"title\""))
        #expect(
            svg.contains(
                "<title id=\"title\">Fjordlys (sample data), model FJ-320, serial number TR2410001207Y</title>"))
        for forbidden in ["style", "<image", "url(", "script", "href"] { #expect(!svg.contains(forbidden)) }
        let colours = Set(svg.matches(of: /(?:fill|stroke)="([^"]*)"/).map { String($0.1) })
        #expect(colours == ["#fff", "#000", "none"])
    }

    @Test func bothNumbersAreOfOneSizeWhereBothReadWell() throws {
        let sizes = try Self.plate("FJ-320", "FJ-321").runs.filter { $0.field == "model" || $0.field == "serial" }
        #expect(Set(sizes.map(\.size)).count == 1)
    }

    @Test(arguments: ["40x20", "50x20", "30x100"])
    func aPlateThatIsTooSmallIsRefused(_ size: String) throws {
        let plate = try Self.plate(
            Self.long, Self.long, content: Self.address + Self.long, size: LabelSize(parsing: size))
        let error = #expect(throws: LabelError.self) { try plate.drawing }
        #expect(error?.code == .tooSmall)
    }

    @Test func aCodeThatIsTooLongIsRefused() {
        let plate = Self.plate("M1", "S1", content: String(repeating: "x", count: 3_000))
        let error = #expect(throws: LabelError.self) { try plate.drawing }
        #expect(error?.code == .tooLong)
    }

    @Test func doubtfulCharactersAreMarkedWhereTheyStand() throws {
        let drawing = try Self.plate("FJ-320", "TR2410001207Y").drawing
        #expect(!drawing.svg().contains("class=\"mark\""))
        let svg = drawing.svg(marks: [
            FieldMark("serial", 9..<10), FieldMark("model", 0..<99), FieldMark("batch", 0..<1),
        ])
        #expect(svg.matches(of: /<rect class="mark"/).count == 2)
        #expect(svg.contains("class=\"field-serial\""))
        #expect(svg.contains("class=\"field-model\""))
    }

    @Test func marksOfXMLAndWhatItCannotHoldAreWrittenOtherwise() {
        #expect(SVGWriter.escaped("<a b=\"c\" d='e'>&amp;") == "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;amp;")
        #expect(SVGWriter.escaped("a\u{0}\u{1B}\u{FFFF}b") == "a\u{FFFD}\u{FFFD}\u{FFFD}b")
    }
}
