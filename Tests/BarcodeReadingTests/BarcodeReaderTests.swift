import TestSupport
import Testing

@testable import BarcodeReading

@Suite struct BarcodeReaderTests {
    private static let elements = "010952047100320710LOT7\u{1D}21TR2410001207Y"

    @Test(
        "Codes of GS1 are read with their separators and told by their symbology identifiers",
        arguments: [
            ("gs1-128.png", BarcodeSymbology.code128, "]C1" + elements),
            ("gs1-datamatrix.png", .dataMatrix, "]d2" + elements), ("gs1-qr.png", .qrCode, "]Q3" + elements),
            ("gs1-aztec.png", .aztec, "]z1" + elements), ("databar.png", .dataBar, "]e00109520471003207"),
            ("gs1-databar-expanded.png", .dataBarExpanded, "]e0(01)09520471003207(21)TR24"),
        ])
    func elementStrings(_ file: String, _ symbology: BarcodeSymbology, _ scanned: String) throws {
        let photo = try BarcodeReader.read(try PhotoMaker.fixture(file))
        let code = try #require(photo.codes.first)
        #expect(photo.codes.count == 1)
        #expect(code.symbology == symbology)
        #expect(code.scanned == scanned)
        #expect(code.isGS1)
        #expect(code.corners.count == 4)
        for corner in code.corners {
            #expect((0...photo.width).contains(corner.x))
            #expect((0...photo.height).contains(corner.y))
        }
    }

    @Test("Every symbology is read", .enabled(if: PhotoMaker.isExpected)) func everySymbology() throws {
        let photos = try PhotoMaker.photos("plain")
        #expect(photos.count == 16)
        for photo in photos {
            let codes = try BarcodeReader.read(photo.bytes).codes
            #expect(codes.count == 1, "\(photo.file)")
            // A Codabar's letters at both ends are no content.
            let content = photo.symbology == "Codabar" ? String(photo.content.dropFirst().dropLast()) : photo.content
            #expect(codes.first?.text == content, "\(photo.file)")
        }
    }

    /// The bar of docs/performance.md.
    @Test("Of 300 bad photos enough are read, and hardly one wrongly", .enabled(if: PhotoMaker.isExpected))
    func badPhotos() throws {
        var read: [String: Int] = [:]
        var wrong: [String] = []
        let photos = try PhotoMaker.photos("8", "300")
        #expect(photos.count == 300)
        for photo in photos {
            guard let codes = try? BarcodeReader.read(photo.bytes).codes else { continue }
            let content = photo.symbology == "Codabar" ? String(photo.content.dropFirst().dropLast()) : photo.content
            wrong += codes.filter { $0.text != content }.map { "\(photo.file) \(content) \($0.text)" }
            if codes.contains(where: { $0.text == content }) { read[photo.symbology, default: 0] += 1 }
        }
        let count = read.values.reduce(0, +)
        #expect(count >= 205, "\(read)")
        #expect(wrong.count <= 1, "\(wrong)")
    }

    @Test(
        "A UPC-E is expanded as its last digit but one says",
        arguments: [
            ("01234505", "012000003455"), ("01234514", "012100003454"), ("01234523", "012200003453"),
            ("01234531", "012300000451"), ("01234543", "012340000053"), ("01234565", "012345000065"),
            ("01234597", "012345000097"), ("1234", nil), ("0123456X", nil), ("", nil),
        ])
    func expansion(_ short: String, _ long: String?) { #expect(ReadCode.expanded(short) == long) }

    @Test(
        "What is no photo is refused with a reason",
        arguments: [
            ([], PhotoError.Code.notPicture), (Array("%PDF-1.7".utf8), .notPicture), ([0xFF, 0xD8, 0xFF], .damaged),
            ([0, 0, 0, 24] + Array("ftypheic".utf8), .notPicture), (Array("RIFF0000WEBP".utf8), .damaged),
            ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], .damaged),
            ([UInt8](repeating: 0xFF, count: BarcodeReader.mostBytes + 1), .tooLarge),
        ])
    func refusals(_ bytes: [UInt8], _ code: PhotoError.Code) {
        let error = #expect(throws: PhotoError.self) { try BarcodeReader.read(bytes) }
        #expect(error?.code == code)
    }

    @Test("A few bytes that claim thousands of millions of pixels are refused before they are decoded") func bomb()
        throws
    {
        // A PNG's head with sides of 65,535.
        var bytes = try PhotoMaker.fixture("gs1-qr.png")
        bytes.replaceSubrange(16..<24, with: [0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF])
        bytes.replaceSubrange(29..<33, with: Self.crc32(bytes[12..<29]))
        let error = #expect(throws: PhotoError.self) { try BarcodeReader.read(bytes) }
        #expect(error?.code == .tooLarge)
        #expect(error?.sentence.contains("65535") == true)
    }

    private static func crc32(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var crc: UInt32 = ~0
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: ~crc >> $0) }
    }

    @Test("Damaged and cut off files are answered, whatever is wrong with them", arguments: 0..<8 as Range<UInt64>)
    func damaged(_ seed: UInt64) throws {
        var dice = SplitMix64(seed: seed)
        let files = try ["gs1-qr.png", "code.jpg", "code-progressive.jpg", "code.webp"].map(PhotoMaker.fixture)
        for round in 0..<250 {
            var bytes = files[round % files.count]
            for _ in 0..<Int.random(in: 1...8, using: &dice) {
                // The head more often than what follows.
                let end = Bool.random(using: &dice) ? min(64, bytes.count) : bytes.count
                bytes[Int.random(in: 0..<end, using: &dice)] = UInt8.random(in: 0...255, using: &dice)
            }
            if Int.random(in: 0..<4, using: &dice) == 0 {
                bytes.removeLast(Int.random(in: 0..<bytes.count, using: &dice))
            }
            do {
                let photo = try BarcodeReader.read(bytes)
                #expect(!photo.codes.isEmpty)
            } catch {
                #expect(!error.sentence.isEmpty, "seed \(seed), round \(round)")
            }
        }
    }
}
