import Registry
import TestSupport
import Testing

/// Encodings are told, by the file or by whoever imports it.
struct SourceDecoderTests {
    private func decoded(_ bytes: [UInt8], _ encoding: SourceEncoding? = nil, pieces: Int = 3) throws(RowError)
        -> String
    {
        var decoder = SourceDecoder(encoding)
        var result: [UInt8] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            result += try decoder.decode(Array(rest.prefix(pieces)))
            rest = rest.dropFirst(pieces)
        }
        return String(decoding: try result + decoder.finish(), as: UTF8.self)
    }

    private func utf16(_ text: String, bigEndian: Bool) -> [UInt8] {
        text.utf16.flatMap { unit in
            let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
            return bigEndian ? [high, low] : [low, high]
        }
    }

    private static let text = "name\nÅse, \u{1F9CA} 冷蔵庫\r\n"

    @Test(arguments: 1...5) func utf16TellsItselfByItsMark(pieces: Int) throws {
        #expect(try decoded([0xFF, 0xFE] + utf16(Self.text, bigEndian: false), pieces: pieces) == Self.text)
        #expect(try decoded([0xFE, 0xFF] + utf16(Self.text, bigEndian: true), pieces: pieces) == Self.text)
        #expect(try decoded(utf16(Self.text, bigEndian: false), .utf16LittleEndian, pieces: pieces) == Self.text)
        #expect(try decoded(Array(Self.text.utf8), pieces: pieces) == Self.text)
        #expect(try decoded(Array("x".utf8), pieces: pieces) == "x")
        #expect(try decoded([], pieces: pieces) == "")
    }

    @Test func windows1252IsToldAndItsGapsAreNamed() throws {
        #expect(try decoded([0x80, 0xE9, 0x9F, 0x41], .windows1252) == "€éŸA")
        let error = #expect(throws: RowError.self) { try decoded([0x41, 0x0A, 0x81], .windows1252) }
        #expect(error?.code == "import.encoding" && error?.line == 2)
        #expect(error?.sentence.contains("byte 3") == true)
    }

    @Test func brokenUTF16IsNamed() {
        for bytes in [[0xFF, 0xFE, 0x41], [0xFF, 0xFE, 0x00, 0xD8, 0x41, 0x00], [0xFF, 0xFE, 0x00, 0xDC]] as [[UInt8]] {
            let error = #expect(throws: RowError.self) { try decoded(bytes) }
            #expect(error?.code == "import.encoding")
        }
    }
}
