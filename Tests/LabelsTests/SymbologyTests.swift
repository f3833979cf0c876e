import Foundation
import TestSupport
import Testing

@testable import Labels

/// Every kind of code, from every writer at every resolution, by readers that are not ours.
struct SymbologyTests {
    /// A label with one code, to be read back.
    private struct Sample {
        var code: String
        var symbology: Symbology
        var picture: CodeReader.Picture
        var title: String
    }

    /// How a reader must call it (ISO/IEC 15424); only the first two characters, but for GS1 all three.
    private static func identifier(_ symbology: Symbology) -> String {
        switch symbology {
        case .qr: "]Q"
        case .dataMatrix, .dataMatrixOblong: "]d"
        case .gs1DataMatrix: "]d2"
        case .aztec: "]z"
        case .pdf417: "]L"
        case .code128: "]C0"
        case .gs1128: "]C1"
        case .code39: "]A"
        case .ean13, .ean8, .upca: "]E"
        case .itf14: "]I"
        }
    }

    private static func digits(_ count: Int, _ random: inout SplitMix64) -> String {
        String((0..<count).map { _ in Character(String(Int.random(in: 0...9, using: &random))) })
    }

    /// With its check digit (GS1 General Specifications, 7.9).
    static func checked(_ digits: String) -> String {
        let sum = digits.utf8.reversed().enumerated().reduce(0) {
            $0 + (Int($1.element) - 0x30) * ($1.offset % 2 == 0 ? 3 : 1)
        }
        return digits + String((10 - sum % 10) % 10)
    }

    private static let ascii = Array((0x20..<0x7F).compactMap(Unicode.Scalar.init).map(Character.init))
    /// Without the four signs by which readers take what follows for another character (ISO/IEC 16388, annex A).
    private static let code39 = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. ")
    /// GS1 General Specifications, table 7.11-1.
    private static let gs1 = ascii.filter { !" #$@[\\]^`{|}~".contains($0) }
    private static let wide: [Character] = ascii + Array("äößÆø€冷蔵庫Жñ😀")

    private static func text(_ alphabet: [Character], _ length: ClosedRange<Int>, _ random: inout SplitMix64) -> String
    {
        String((0..<Int.random(in: length, using: &random)).compactMap { _ in alphabet.randomElement(using: &random) })
    }

    /// Something that the kind of code holds.
    static func content(of symbology: Symbology, _ random: inout SplitMix64) -> String {
        switch symbology {
        case .qr, .dataMatrix, .aztec, .pdf417: text(wide, 1...60, &random)
        case .dataMatrixOblong: text(ascii, 1...30, &random)
        case .code128: "x" + text(ascii, 1...20, &random)
        case .code39: "A" + text(code39, 1...12, &random)
        case .ean13: checked(digits(12, &random))
        case .ean8: checked(digits(7, &random))
        case .upca: checked(digits(11, &random))
        case .itf14: checked(digits(13, &random))
        case .gs1DataMatrix, .gs1128:
            "(01)" + checked(digits(13, &random)) + "(10)A"
                + text(gs1.filter { $0 != "(" && $0 != ")" }, 1...6, &random)
                + "(21)B" + text(gs1.filter { $0 != "(" && $0 != ")" }, 0...6, &random)
        }
    }

    private static func layout(_ symbology: Symbology) throws -> LabelLayout {
        let readable = symbology.isLinear ? "readable 6" : ""
        return try LabelLayout(
            parsing: """
                name "Sample"
                size 120 x 60
                margin 2
                code \(symbology.rawValue) "{serial}" module 0.25-0.5 \(readable)
                """)
    }

    private static func sample(
        _ symbology: Symbology, _ content: String, _ kind: String, _ resolution: PrintResolution
    ) throws -> Sample {
        // In GS1 codes identifiers are the layout's, values the fields'.
        let layout =
            try symbology.holdsGS1
            ? LabelLayout(parsing: Self.layout(symbology).text.replacing("{serial}", with: content.escapedForLayouts))
            : Self.layout(symbology)
        let maker = LabelMaker(layout, resolution: resolution)
        let fields = LabelFields(["serial": content])
        let bytes: [UInt8]
        switch kind {
        case "png": bytes = try maker.png(of: fields)
        case "zpl": bytes = try maker.zpl(of: fields)
        default:
            var pdf: [UInt8] = []
            let document = try PDFWriter(maker) { pdf.append(contentsOf: $0) }
            try document.add(fields)
            try document.finish()
            bytes = pdf
        }
        return Sample(
            code: try BarCode(content, as: symbology).content, symbology: symbology,
            picture: .init(bytes, kind, dotsPerInch: resolution.rawValue),
            title: "\(symbology.rawValue) as \(kind) at \(resolution.rawValue): \(content)")
    }

    private static func expectAllRead(_ samples: [Sample]) throws {
        let found = try CodeReader.read(samples.map(\.picture))
        #expect(found.count == samples.count)
        for (sample, codes) in zip(samples, found) {
            // What looks like a further code among the modules of a large one is the reader's affair.
            let code = codes.first { $0.symbology.hasPrefix(identifier(sample.symbology)) } ?? codes.first
            guard let code else {
                Issue.record("\(sample.title)")
                continue
            }
            // A UPC-A is an EAN-13 that begins with 0, and is read as one.
            let isUPC = sample.symbology == .upca && code.content == "0" + sample.code
            #expect(isUPC || code.content == sample.code, "\(sample.title)")
            #expect(code.symbology.hasPrefix(identifier(sample.symbology)), "\(sample.title): \(code.symbology)")
        }
    }

    /// A round reads 42 labels of each kind back; NAMEPLATE_TEST_LABEL_ROUNDS=24 reads a thousand.
    private static let rounds =
        ProcessInfo.processInfo.environment["NAMEPLATE_TEST_LABEL_ROUNDS"].flatMap { Int($0) } ?? 1

    @Test(
        .enabled(if: CodeReader.isExpected, "zxing-cpp is not installed: scripts/prepare tests"),
        arguments: Symbology.allCases)
    func everyKindIsReadBackFromEveryWriterAtEveryResolution(_ symbology: Symbology) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        var random = SplitMix64(seed: seed)
        var samples: [Sample] = []
        for resolution in PrintResolution.allCases {
            for kind in ["png", "pdf", "zpl"] {
                for _ in 0..<Self.rounds * (resolution == .dpi600 ? 2 : 6) {
                    samples.append(
                        try Self.sample(symbology, Self.content(of: symbology, &random), kind, resolution))
                }
            }
        }
        try Self.expectAllRead(samples)
    }

    @Test(arguments: Symbology.allCases) func nothingIsRefused(_ symbology: Symbology) {
        let error = #expect(throws: LabelError.self) { try BarCode("", as: symbology) }
        #expect([.empty, .content].contains(error?.code))
    }

    @Test(arguments: [
        (Symbology.ean13, "4006381333930"), (.ean13, "400638133393"), (.ean8, "12345678"), (.upca, "036000291453"),
        (.itf14, "1400638133393x"), (.code39, "ä"), (.code128, "冷"), (.gs1128, "01095060"),
        (.gs1128, "(01)09506000134351"),
        (.gs1128, "(01)0950600013435"), (.gs1DataMatrix, "(10)ABC(01)x"), (.gs1DataMatrix, "(9999)1"),
        (.gs1DataMatrix, "(10)a[b"), (.gs1DataMatrix, "x(10)a"),
    ])
    func whatAKindCannotHoldIsRefused(_ symbology: Symbology, _ text: String) {
        let error = #expect(throws: LabelError.self) { try BarCode(text, as: symbology) }
        #expect(error?.code == .content, "\(text)")
    }

    @Test func leadingZerosOfAGTINGoWhereTheCodeHasFewerDigits() throws {
        #expect(try BarCode("04006381333931", as: .ean13).content == "4006381333931")
        #expect(try BarCode("00036000291452", as: .upca).content == "036000291452")
        #expect(try BarCode("09506000134352", as: .itf14).content == "09506000134352")
    }

    @Test func bracketsInASerialNumberAreNoIdentifier() throws {
        let layout = try LabelLayout(
            parsing: "name \"x\"\nsize 60 x 30\ncode gs1-datamatrix \"(01){gtin}(21){serial}\" module 0.25-0.5")
        let elements = try layout.gs1Elements(of: LabelFields(["gtin": "09506000134352", "serial": "A(10)B"]))
        #expect(elements == [[GS1Element("01", "09506000134352"), GS1Element("21", "A(10)B")]])
    }

    @Test func separatorsStandWhereTheyAreNeeded() throws {
        let code = try BarCode("(01)09506000134352(10)A1(21)B2", as: .gs1DataMatrix)
        #expect(code.content == "010950600013435210A1\u{1D}21B2")
        #expect(code.readable == "(01)09506000134352(10)A1(21)B2")
    }
}

extension String {
    /// Within quotation marks of a layout.
    var escapedForLayouts: String {
        replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("{", with: "{{").replacing(
            "}", with: "}}")
    }
}
