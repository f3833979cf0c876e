import TestSupport
import Testing

@testable import Labels

struct PlateLabelTests {
    private static let address = "https://id.example.com/manufacturers/fjordlys/models/"
    /// As long as serial numbers may be, of the widest characters.
    private static let long = String(repeating: "W8B0-O1I", count: 8)

    private static func plate(
        _ model: String, _ serial: String, maker: String = "Fjordlys (sample data)", content: String? = nil,
        size: LabelSize = .plate
    ) -> PlateLabel {
        PlateLabel(
            maker: maker, model: model, serial: serial, content: content ?? "M/N \(model) S/N \(serial)", size: size)
    }

    /// Numbers as long as they may be and of odd characters, and long names.
    private static let plates: [PlateLabel] = [
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
    func everyPlateIsReadBack(_ plate: PlateLabel, _ dotsPerInch: Int) throws {
        let picture = try BarcodeTools.picture(of: plate.svg(), dotsPerInch: dotsPerInch)
        #expect(try BarcodeTools.read(picture) == plate.content)
    }

    @Test(
        .enabled(if: BarcodeTools.isExpected, "rsvg-convert and zbarimg are not installed"),
        arguments: ["40x20", "50x25", "60x40", "100x50", "105x74", "40x80", "300x300", "300x20"])
    func everySizeThatIsDrawnIsReadBack(_ text: String) throws {
        let plate = try Self.plate("FJ-320", "TR2410001207Y", size: LabelSize(parsing: text))
        let picture = try BarcodeTools.picture(of: plate.svg(), dotsPerInch: 203)
        #expect(try BarcodeTools.read(picture) == plate.content)
    }

    @Test(arguments: plates) func textStaysOnThePlateBesideTheCode(_ plate: PlateLabel) throws {
        let svg = try plate.svg()
        let codeStart = try #require(svg.matches(of: /M(\d+) \d+h/).compactMap { Int($0.1) }.min())
        let lines = svg.matches(of: /<text x="(\d+)" y="(\d+)" [^>]*font-size="(\d+)"[^>]*>/)
        #expect(lines.count >= 5)
        var last = 0
        for line in lines {
            let (y, size) = (try #require(Int(line.2)), try #require(Int(line.3)))
            #expect(y - size >= last, "no line stands on another")
            #expect(y < plate.size.dotsHigh - 8)
            last = y
        }
        for line in svg.matches(of: /font-size="(\d+)"[^>]*textLength="(\d+)"/) {
            #expect(try #require(Int(line.1)) >= 12, "1.5 mm")
            #expect(try #require(Int(line.2)) + 18 < codeStart - 4 * 3)
        }
    }

    @Test(arguments: plates) func bothNumbersStandWhole(_ plate: PlateLabel) throws {
        let numbers = try plate.svg().matches(of: /textLength=[^>]*>([^<]*)</).map { String($0.1) }.joined()
        #expect(numbers == SVGWriter.escaped(plate.model) + SVGWriter.escaped(plate.serial))
    }

    @Test func thePlateHasItsTrueSizeAndATitle() throws {
        let svg = try Self.plate("FJ-320", "TR2410001207Y").svg()
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
        let svg = try Self.plate("FJ-320", "TR2410001207Y").svg()
        #expect(Set(svg.matches(of: /font-size="(\d+)"[^>]*textLength/).map { String($0.1) }).count == 1)
    }

    @Test(arguments: ["40x20", "50x20", "30x100"])
    func aPlateThatIsTooSmallIsRefused(_ size: String) throws {
        let plate = try Self.plate(
            Self.long, Self.long, content: Self.address + Self.long, size: LabelSize(parsing: size))
        let error = #expect(throws: LabelError.self) { try plate.svg() }
        #expect(error?.code == .tooSmall)
    }

    /// The smallest plate that the longest numbers stand on: one size below is refused (see above).
    @Test(.enabled(if: BarcodeTools.isExpected, "rsvg-convert and zbarimg are not installed"))
    func theLongestNumbersAreReadFromTheSmallestPlateThatHoldsThem() throws {
        let plate = try Self.plate(
            Self.long, Self.long, content: Self.address + Self.long, size: LabelSize(parsing: "60x20"))
        let svg = try plate.svg()
        let sizes = svg.matches(of: /font-size="(\d+)"[^>]*textLength/).compactMap { Int($0.1) }
        #expect(try #require(sizes.min()) >= 12, "both numbers in 1.5 mm")
        let widths = svg.matches(of: /M\d+ \d+h(\d+)/).compactMap { Int($0.1) }
        #expect(try #require(widths.min()) >= 3, "a module of 0.375 mm")
        #expect(try BarcodeTools.read(BarcodeTools.picture(of: svg, dotsPerInch: 203)) == plate.content)
    }

    @Test func aCodeThatIsTooLongIsRefused() {
        let plate = Self.plate("M1", "S1", content: String(repeating: "x", count: 3_000))
        let error = #expect(throws: LabelError.self) { try plate.svg() }
        #expect(error?.code == .tooLong)
    }

    @Test func marksOfXMLAndWhatItCannotHoldAreWrittenOtherwise() {
        #expect(SVGWriter.escaped("<a b=\"c\" d='e'>&amp;") == "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;amp;")
        #expect(SVGWriter.escaped("a\u{0}\u{1B}\u{FFFF}b") == "a\u{FFFD}\u{FFFD}\u{FFFD}b")
    }

    @Test(arguments: [
        "", "80", "80x", "x40", "80x40x1", "8 0x40", "-80x40", "+80x40", "80x14", "301x40", "80X40", "８０x40",
    ])
    func sizesThatNoLabelHasAreRefused(_ text: String) {
        let error = #expect(throws: LabelError.self) { try LabelSize(parsing: text) }
        #expect(error?.code == .size)
        #expect(throws: LabelError.self) { try LabelSize(width: Int.max, height: Int.min) }
    }

    @Test func sizesAreRead() throws {
        #expect(try LabelSize(parsing: "80x40") == .plate)
        #expect(try LabelSize(parsing: "100x050").height == 50)
    }
}
