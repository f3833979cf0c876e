/// What keeps bytes from being the plain UTF-8 text that imports read.
struct TextFault: Equatable {
    var code: RowError.Code
    /// The byte at fault, counted from 1.
    var byte: Int
    var sentence: String
}

enum TextEncoding {
    /// The UTF-8 byte order mark, which spreadsheets put first.
    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Names what a file is when its first bytes show that it is not UTF-8 text; `nil` where they look fine.
    static func faultOfStart(_ bytes: [UInt8]) -> TextFault? {
        func begins(_ signature: [UInt8]) -> Bool { bytes.starts(with: signature) }
        if begins([0xFF, 0xFE]) || begins([0xFE, 0xFF]) || looksLikeUTF16(bytes) {
            return TextFault(
                code: .encoding, byte: 1,
                sentence:
                    "the file is UTF-16 without a byte order mark; say --encoding utf-16le (or utf-16be), or save it "
                    + "as 'CSV UTF-8'.")
        }
        if begins([0x50, 0x4B, 0x03, 0x04]) {
            return TextFault(
                code: .notText, byte: 1,
                sentence: "the file is a workbook or a ZIP archive; open it and save the sheet as 'CSV UTF-8'.")
        }
        if begins([0xD0, 0xCF, 0x11, 0xE0]) {
            return TextFault(
                code: .notText, byte: 1, sentence: "the file is an old workbook; save the sheet as 'CSV UTF-8'.")
        }
        if begins([0x1F, 0x8B]) {
            return TextFault(code: .notText, byte: 1, sentence: "the file is compressed with gzip; unpack it first.")
        }
        return nil
    }

    /// UTF-16 without a byte order mark: Latin letters, each beside a zero byte.
    private static func looksLikeUTF16(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 4 else { return false }
        let zeros = bytes[0..<4].map { $0 == 0 }
        return zeros == [false, true, false, true] || zeros == [true, false, true, false]
    }

    /// If a text has to be looked at closely: it has a NUL or a byte beyond ASCII.
    static func isPlain(_ bytes: [UInt8]) -> Bool {
        var highBits: UInt8 = 0
        var hasZero = false
        for byte in bytes {
            highBits |= byte
            hasZero = hasZero || byte == 0
        }
        return highBits < 0x80 && !hasZero
    }

    /// The first fault of a field's bytes: a NUL, or a byte that is not UTF-8.
    static func fault(of range: Range<Int>, in bytes: [UInt8]) -> TextFault? {
        var index = range.lowerBound
        while index < range.upperBound {
            if bytes[index] == 0 {
                return TextFault(
                    code: .nul, byte: index - range.lowerBound + 1,
                    sentence: "a NUL stands in the text; remove it, or export the file anew.")
            }
            let length = sequenceLength(at: index, until: range.upperBound, in: bytes)
            guard length > 0 else {
                let hex = String(bytes[index], radix: 16, uppercase: true)
                return TextFault(
                    code: .encoding, byte: index - range.lowerBound + 1,
                    sentence: "the byte 0x\(hex.count < 2 ? "0" : "")\(hex) is not UTF-8 (the file is probably Latin-1 "
                        + "or Windows-1252); say --encoding windows-1252, or save it as 'CSV UTF-8'.")
            }
            index += length
        }
        return nil
    }

    /// The length of the well-formed sequence that begins here, by Table 3-7 of the Unicode Standard; 0 for none.
    private static func sequenceLength(at index: Int, until end: Int, in bytes: [UInt8]) -> Int {
        let first = bytes[index]
        if first < 0x80 { return 1 }
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch first {
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF:
            length = 3
            if first == 0xE0 { second = 0xA0...0xBF }
            if first == 0xED { second = 0x80...0x9F }
        case 0xF0...0xF4:
            length = 4
            if first == 0xF0 { second = 0x90...0xBF }
            if first == 0xF4 { second = 0x80...0x8F }
        default: return 0
        }
        guard index + length <= end, second.contains(bytes[index + 1]) else { return 0 }
        for offset in 2..<max(2, length) where bytes[index + offset] & 0xC0 != 0x80 { return 0 }
        return length
    }
}
