/// Percent-encoding of addresses (RFC 3986, section 2.1), read strictly.
enum PercentCoding {
    /// The text behind `encoded`; nil where an escape is cut short or the bytes are not UTF-8.
    /// - Parameter plusIsSpace: As in queries that browsers make of forms.
    static func decode(_ encoded: some StringProtocol, plusIsSpace: Bool = false) -> String? {
        let bytes = Array(encoded.utf8)
        guard bytes.contains(UInt8(ascii: "%")) || plusIsSpace else { return String(encoded) }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "%"):
                guard index + 2 < bytes.count, let high = hexadecimal(bytes[index + 1]),
                    let low = hexadecimal(bytes[index + 2])
                else { return nil }
                decoded.append(high << 4 | low)
                index += 3
            case UInt8(ascii: "+") where plusIsSpace:
                decoded.append(0x20)
                index += 1
            default:
                decoded.append(bytes[index])
                index += 1
            }
        }
        return String(validating: decoded, as: UTF8.self)
    }

    /// Everything but the unreserved characters of RFC 3986, section 2.3, becomes `%XX`.
    static func encode(_ text: String) -> String { Href.encoded(text) }

    static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
