/// How the text of a file is encoded. UTF-8 and UTF-16 with a byte order mark tell themselves; the others are told.
package enum SourceEncoding: String, CaseIterable, Sendable {
    case utf8 = "utf-8"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
    case windows1252 = "windows-1252"
}

/// Makes UTF-8 of a file's bytes as they come.
package struct SourceDecoder: Sendable {
    private var encoding: SourceEncoding?
    private let isTold: Bool
    /// Bytes of a character that is not complete, and those that may be a byte order mark.
    private var rest: [UInt8] = []
    private var highSurrogate: UInt32?
    /// Bytes decoded, and line feeds among them.
    private var offset = 0
    private var line = 1
    private var isAtStart = true

    /// - Parameter encoding: What the file is said to be; nil for what its first bytes tell.
    package init(_ encoding: SourceEncoding?) {
        self.encoding = encoding
        isTold = encoding != nil
    }

    /// - Throws: ``RowError`` with `import.encoding`.
    package mutating func decode(_ bytes: [UInt8]) throws(RowError) -> [UInt8] {
        if encoding == .utf8 { return bytes }
        rest += bytes
        if encoding == nil || isAtStart {
            guard rest.count >= 2 else { return [] }
            detect()
        }
        return try decodeRest(isLast: false)
    }

    /// What is left at the end of the file.
    package mutating func finish() throws(RowError) -> [UInt8] {
        if encoding == nil { encoding = .utf8 }
        return try decodeRest(isLast: true)
    }

    private mutating func detect() {
        isAtStart = false
        let mark: SourceEncoding? =
            rest.starts(with: [0xFF, 0xFE])
            ? .utf16LittleEndian : rest.starts(with: [0xFE, 0xFF]) ? .utf16BigEndian : nil
        if mark != nil, !isTold || mark == encoding {
            encoding = mark
            rest.removeFirst(2)
            offset = 2
        } else if encoding == nil {
            encoding = .utf8
        }
    }

    private mutating func decodeRest(isLast: Bool) throws(RowError) -> [UInt8] {
        let bytes = rest
        rest = []
        switch encoding {
        case .windows1252: return try windows(bytes)
        case .utf16LittleEndian: return try wide(bytes, isLast: isLast) { UInt32($0) | UInt32($1) << 8 }
        case .utf16BigEndian: return try wide(bytes, isLast: isLast) { UInt32($0) << 8 | UInt32($1) }
        case .utf8, nil: return bytes
        }
    }

    // MARK: Encodings

    /// The characters of 0x80 to 0x9F (Unicode's mapping file CP1252.TXT); 0 for the five that have none.
    private static let upper: [UInt32] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
        0x0178,
    ]

    private mutating func windows(_ bytes: [UInt8]) throws(RowError) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for byte in bytes {
            offset += 1
            if byte == 0x0A { line += 1 }
            if byte < 0x80 {
                result.append(byte)
                continue
            }
            let value = (0x80...0x9F).contains(byte) ? Self.upper[Int(byte - 0x80)] : UInt32(byte)
            guard value != 0, let scalar = Unicode.Scalar(value) else {
                throw fault("the byte 0x\(String(byte, radix: 16, uppercase: true)) is no character of windows-1252")
            }
            result += String(scalar).utf8
        }
        return result
    }

    private mutating func wide(
        _ bytes: [UInt8], isLast: Bool, _ unit: (UInt8, UInt8) -> UInt32
    ) throws(RowError) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index + 1 < bytes.count {
            var value = unit(bytes[index], bytes[index + 1])
            index += 2
            offset += 2
            switch (highSurrogate, value) {
            case (nil, 0xD800...0xDBFF):
                highSurrogate = value
                continue
            case (let high?, 0xDC00...0xDFFF):
                value = 0x10000 + (high - 0xD800) << 10 + (value - 0xDC00)
                highSurrogate = nil
            case (nil, 0xDC00...0xDFFF), (_?, _): throw fault("half of a surrogate pair is missing")
            default: break
            }
            guard let scalar = Unicode.Scalar(value) else { throw fault("half of a surrogate pair is missing") }
            if value == 0x0A { line += 1 }
            result += String(scalar).utf8
        }
        rest = Array(bytes[index...])
        guard !isLast || rest.isEmpty && highSurrogate == nil else { throw fault("the file ends within a character") }
        return result
    }

    private func fault(_ what: String) -> RowError {
        RowError(
            .encoding, row: line, line: line, endsReading: true,
            "\(what), at byte \(offset) of the file; check what the file is (--encoding), or save it as 'CSV UTF-8'.")
    }
}
