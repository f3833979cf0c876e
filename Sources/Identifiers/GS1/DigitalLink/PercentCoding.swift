/// The percent coding of GS1 Digital Link URIs (RFC 3986, 2; in queries also `+` for a space).
public enum PercentCoding: Hashable, Sendable {
    /// In path segments.
    case path
    /// In the query.
    case query

    /// The bytes that a text stands for; a percent sign without two hexadecimal digits stands for itself.
    ///
    /// - Returns: nil where a coded byte is zero.
    public func decode(_ text: some StringProtocol) -> [UInt8]? {
        text.withBytes { (bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? in
            var result: [UInt8] = []
            return append(decoded: bytes, to: &result) ? result : nil
        }
    }

    /// Appends the bytes that a text stands for; false where a coded byte is zero.
    func append(decoded bytes: Bytes, to result: inout [UInt8]) -> Bool {
        var place = 0
        while place < bytes.count {
            let byte: UInt8 = bytes[place]
            if byte == UInt8(ascii: "%"), place + 2 < bytes.count, let high = Self.digit(bytes[place + 1]),
                let low = Self.digit(bytes[place + 2])
            {
                guard high | low != 0 else { return false }
                result.append(high << 4 | low)
                place += 3
            } else {
                result.append(byte == UInt8(ascii: "+") && self == .query ? ASCII.space : byte)
                place += 1
            }
        }
        return true
    }

    /// The text that stands for bytes: everything but unreserved characters is coded.
    public func encode(_ bytes: some Sequence<UInt8>) -> String {
        var result: [UInt8] = []
        append(bytes, to: &result)
        return String(decoding: result, as: UTF8.self)
    }

    func append(_ bytes: some Sequence<UInt8>, to result: inout [UInt8]) {
        for byte in bytes {
            if Self.unreserved.contains(byte) {
                result.append(byte)
            } else if byte == ASCII.space, self == .query {
                result.append(UInt8(ascii: "+"))
            } else {
                result.append(UInt8(ascii: "%"))
                result.append(Self.hexadecimal(byte >> 4))
                result.append(Self.hexadecimal(byte & 0xF))
            }
        }
    }

    private static let unreserved = ByteSet(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)

    private static func hexadecimal(_ nibble: UInt8) -> UInt8 { nibble < 10 ? 0x30 + nibble : 55 + nibble }

    private static func digit(_ byte: UInt8) -> UInt8? {
        if ASCII.isDigit(byte) { return byte - 0x30 }
        let upper: UInt8 = ASCII.uppercased(byte)
        return upper &- 65 < 6 ? upper - 55 : nil
    }
}
