import TestSupport
import Testing

@testable import Labels

struct QRCodeTests {
    @Test func aCodeHasItsFinderPatternsAndNothingOutside() throws {
        let modules = try QRCode("S/N 4711").modules
        #expect(modules.width == 21)
        #expect(modules.height == 21)
        let finder = ["#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######"]
        for (row, line) in finder.enumerated() {
            for (column, mark) in line.enumerated() {
                #expect(modules[row, column] == (mark == "#"))
                #expect(modules[row, 20 - column] == (mark == "#"))
                #expect(modules[20 - row, column] == (mark == "#"))
            }
        }
        for outside in [-1, 21, Int.min, Int.max] {
            #expect(!modules[outside, 0])
            #expect(!modules[0, outside])
        }
    }

    @Test func moreCorrectionTakesMoreModules() throws {
        let text = "https://id.example.com/manufacturers/acme/models/WX%20100/units/B2511-002D5"
        let sides = try QRCode.Correction.allCases.map { try QRCode(text, correction: $0).modules.width }
        #expect(sides == sides.sorted())
        #expect(Set(sides).count == 4)
    }

    /// ISO/IEC 18004:2015, table 7: the bytes of version 40.
    @Test(arguments: zip(QRCode.Correction.allCases, [2_953, 2_331, 1_663, 1_273]))
    func whatDoesNotFitIsRefused(_ correction: QRCode.Correction, _ most: Int) throws {
        let code = try QRCode(String(repeating: "a", count: most), correction: correction)
        #expect(code.modules.width == 177)
        for count in [most + 1, 17_401, 1_000_000] {
            let error = #expect(throws: LabelError.self) {
                try QRCode(String(repeating: "a", count: count), correction: correction)
            }
            #expect(error?.code == .tooLong)
        }
    }

    @Test func nothingIsRefused() {
        #expect(throws: LabelError(.empty, "There is nothing to encode; give a text.")) { try QRCode("") }
    }

    @Test func thePathCoversTheDarkModulesAndNothingElse() throws {
        let modules = try QRCode("M/N FJ-320 S/N TR2410001207Y", correction: .high).modules
        var dark: Set<[Int]> = []
        for run in modules.path(x: 12, y: 30, module: 3).matches(of: /M(\d+) (\d+)h(\d+)v3h-(\d+)z/) {
            let (x, y, length) = (try #require(Int(run.1)), try #require(Int(run.2)), try #require(Int(run.3)))
            #expect(run.3 == run.4)
            for column in stride(from: x, to: x + length, by: 3) {
                #expect(dark.insert([(y - 30) / 3, (column - 12) / 3]).inserted)
            }
        }
        for row in 0..<modules.height {
            for column in 0..<modules.width { #expect(modules[row, column] == dark.contains([row, column])) }
        }
        #expect(dark.allSatisfy { $0.allSatisfy { $0 < modules.width } })
    }

    @Test func aDocumentHasItsTrueSizeAndQuietZone() throws {
        let svg = try QRCode("4711").svg(module: 3, title: "S/N <4711>")
        // 21 modules and two quiet zones of 4, of 3 dots each: 87 dots of 1/8 mm.
        #expect(svg.contains("width=\"10.875mm\" height=\"10.875mm\" viewBox=\"0 0 87 87\""))
        #expect(svg.contains("<title id=\"title\">S/N &lt;4711&gt;</title>"))
        let starts = svg.matches(of: /M(\d+) (\d+)h/).flatMap { [Int($0.1) ?? 0, Int($0.2) ?? 0] }
        #expect(starts.min() == 12)
    }

    /// Texts of every kind and length, drawn by somebody else's renderer and read by somebody else's reader.
    @Test(.enabled(if: BarcodeTools.isExpected, "rsvg-convert and zbarimg are not installed"), arguments: 0..<8)
    func everyCodeIsReadBack(_ round: Int) throws {
        var random = SplitMix64(seed: 0x5152 &+ UInt64(round))
        let alphabets: [[Character]] = [
            Array("0123456789"), Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 $%*+-./:"),
            Array((0x21..<0x7F).compactMap(Unicode.Scalar.init).map(Character.init)), Array("aä&<\"'>ß€冷蔵庫Ж😀-/0"),
        ]
        for correction in QRCode.Correction.allCases {
            for alphabet in alphabets {
                let length = Int.random(in: 1...(round < 4 ? 60 : 300), using: &random)
                let text = String((0..<length).compactMap { _ in alphabet.randomElement(using: &random) })
                let svg = try QRCode(text, correction: correction).svg(module: 4, title: "")
                let read = try BarcodeTools.read(BarcodeTools.picture(of: svg, dotsPerInch: 203))
                #expect(read == text, "round \(round), \(correction)")
            }
        }
    }
}
