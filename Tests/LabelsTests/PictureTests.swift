import Foundation
import TestSupport
import Testing

@testable import Labels

struct PictureTests {
    private static let sound = [
        SampleJPEG.baseline, SampleJPEG.progressive, SampleJPEG.grey, SampleJPEG.pure,
    ]

    private static func layout(_ jpeg: String) throws(LabelError) -> LabelLayout {
        try LabelLayout(
            parsing: "name \"x\"\nsize 40 x 20\npicture \"data:image/jpeg;base64,\(jpeg)\" height 10\ntext \"{serial}\""
        )
    }

    private static let fields = LabelFields(["serial": "S1"])

    private static func pdf(_ layout: LabelLayout, labels: Int = 1) throws -> [UInt8] {
        var bytes: [UInt8] = []
        let writer = try PDFWriter(LabelMaker(layout)) { bytes.append(contentsOf: $0) }
        for _ in 0..<labels { try writer.add(fields) }
        try writer.finish()
        return bytes
    }

    private static func bytes(_ jpeg: String) throws -> [UInt8] { Array(try #require(Data(base64Encoded: jpeg))) }

    @Test(arguments: sound) func aJPEGKeepsItsShape(_ jpeg: String) throws {
        let drawing = try LabelMaker(try Self.layout(jpeg)).drawing(of: Self.fields)
        guard case .picture(let picture, let box)? = drawing.elements.first else {
            Issue.record("no picture")
            return
        }
        #expect(picture.format == .jpeg && picture.width == 16 && picture.height == 8)
        #expect(box.width == 20 && box.height == 10)
    }

    @Test(arguments: sound) func anSVGHoldsTheFileAsItIs(_ jpeg: String) throws {
        let svg = try LabelMaker(try Self.layout(jpeg)).svg(of: Self.fields)
        #expect(svg.contains("href=\"data:image/jpeg;base64,\(jpeg)\""))
    }

    @Test(arguments: [SampleJPEG.baseline, SampleJPEG.progressive, SampleJPEG.grey])
    func aPDFHoldsTheFileAsItIsAndOnce(_ jpeg: String) throws {
        let pdf = try Self.pdf(try Self.layout(jpeg), labels: 3)
        #expect(pdf.ranges(of: try Self.bytes(jpeg)).count == 1)
        #expect(pdf.ranges(of: Array("/DCTDecode".utf8)).count == 1)
    }

    /// Readers of PDF take three colours for luminance and two differences, unless a mark that some files lack says otherwise.
    @Test func aPDFHoldsThePixelsOfAFileInPureColours() throws {
        let pdf = try Self.pdf(try Self.layout(SampleJPEG.pure))
        #expect(pdf.ranges(of: Array("/DCTDecode".utf8)).isEmpty)
        #expect(pdf.ranges(of: Array("/Subtype /Image".utf8)).count == 1)
    }

    @Test(arguments: sound) func whatIsDarkIsPrintedInBlack(_ jpeg: String) throws {
        let maker = LabelMaker(try Self.layout(jpeg), resolution: .dpi203)
        let raster = try LabelRaster(try maker.drawing(of: Self.fields), maker.typesetter, maker.pictures)
        var rows: [[UInt8]] = []
        raster.rows { rows.append(Array($0)) }
        // 20 by 10 mm of 8 dots: its left half is dark. Where they meet the two are mixed.
        #expect(rows[40][1..<9].allSatisfy { $0 == 0xFF } && rows[40][11..<19].allSatisfy { $0 == 0 })
        #expect(rows[81][1..<9].allSatisfy { $0 == 0 })
    }

    private static func bad(_ change: (inout [UInt8]) -> Void) throws -> String {
        var bytes = try Self.bytes(SampleJPEG.baseline)
        change(&bytes)
        return Data(bytes).base64EncodedString()
    }

    /// Where the frame of the sample begins.
    private static func frame(_ bytes: [UInt8]) -> Int { bytes.firstRange(of: [0xFF, 0xC0])?.lowerBound ?? 0 }

    @Test func badFilesAreRefusedWithTheirPlace() throws {
        let scan: [UInt8] = [0xFF, 0xDA]
        let files: [(String, String)] = [
            (SampleJPEG.press, "CMYK"), ("", "damaged"), ("AAAA", "damaged"), ("?", "data:image/jpeg"),
            (try Self.bad { $0.removeLast(12) }, "damaged"), (try Self.bad { $0.removeLast($0.count - 30) }, "damaged"),
            // The head ends in the middle of a segment.
            (try Self.bad { $0.removeLast($0.count - 3) }, "damaged"),
            // Arithmetic coding; lossless.
            (try Self.bad { $0[Self.frame($0) + 1] = 0xC9 }, "neither baseline nor progressive"),
            (try Self.bad { $0[Self.frame($0) + 1] = 0xC3 }, "neither baseline nor progressive"),
            (
                try Self.bad {
                    $0[Self.frame($0) + 5] = 0x0F; $0[Self.frame($0) + 6] = 0xA1
                }, "4000 pixels"
            ),
            (try Self.bad { $0[Self.frame($0) + 8] = 0 }, "damaged"),
            (try Self.bad { bytes in for _ in 0..<200 { bytes += scan } }, "damaged"),
        ]
        for (file, words) in files {
            let error = try #require(throws: LabelError.self) { try Self.layout(file) }
            #expect(error.code == .picture && error.sentence.contains(words), "\(error)")
            #expect(error.position == .init(3, 9), "\(error)")
        }
    }

    @Test(arguments: 0..<20) func noFileCrashesTheDecoder(_ round: Int) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        var random = SplitMix64(seed: seed)
        for jpeg in Self.sound + [SampleJPEG.press] {
            var bytes = try Self.bytes(jpeg)
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            do throws(LabelError) {
                let maker = LabelMaker(try Self.layout(Data(bytes).base64EncodedString()), resolution: .dpi203)
                _ = try maker.drawing(of: Self.fields)
            } catch {
                #expect([.picture, .tooSmall].contains(error.code), "round \(round), seed \(seed): \(error)")
            }
        }
    }

    @Test func aDamagedPNGIsRefusedWhenItIsDrawn() throws {
        // A head that claims 16 by 8 pixels, and nothing behind it.
        var png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
        png += [0, 0, 0, 16, 0, 0, 0, 8, 8, 0, 0, 0, 0] + [UInt8](repeating: 0, count: 8)
        let text = "name \"x\"\npicture \"data:image/png;base64,\(Data(png).base64EncodedString())\""
        let maker = LabelMaker(try LabelLayout(parsing: text))
        let error = #expect(throws: LabelError.self) { try maker.png(of: Self.fields) }
        #expect(error?.code == .picture)
    }

    @Test(
        .enabled(if: CodeReader.isExpected, "zxing-cpp is not installed: scripts/prepare tests"),
        arguments: ["code.jpg", "code-progressive.jpg"])
    func aCodeThatIsAJPEGIsReadBackFromEveryWriter(_ name: String) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "BarcodeReadingTests/Fixtures/\(name)")
        let jpeg = try Data(contentsOf: file).base64EncodedString()
        let layout = try LabelLayout(
            parsing: "name \"x\"\nsize 50 x 50\nmargin 5\npicture \"data:image/jpeg;base64,\(jpeg)\" height 40")
        let maker = LabelMaker(layout)
        let found = try CodeReader.read([
            .init(Array(try Data(contentsOf: file)), "jpg", dotsPerInch: 300),
            .init(try maker.png(of: Self.fields), "png", dotsPerInch: 300),
            .init(try Self.pdf(layout), "pdf", dotsPerInch: 300),
            .init(try maker.zpl(of: Self.fields), "zpl", dotsPerInch: 300),
        ])
        #expect(found.allSatisfy { !$0.isEmpty && $0 == found[0] }, "\(found)")
    }
}
