/// The coding of fields in EPC URIs: some characters stand behind a percent sign (EPC Tag Data Standard 2.3, table A-1).
enum EPCText {
    private static let plain = ByteSet(
        "!'()*+,-.0123456789:;=ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz".utf8)
    private static let component = ByteSet("-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
    private static let activity = ByteSet("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ".utf8)

    /// The text of a field; nil where something stands in it that may not.
    static func decoded(_ text: Substring, as field: EPCScheme.Field) -> String? {
        switch field {
        case .digits(let length):
            let isRight: Bool = length.contains(text.utf8.count) && text.utf8.allSatisfy { ASCII.isDigit($0) }
            return isRight ? String(text) : nil
        case .number(let largest):
            guard (1...19).contains(text.utf8.count), text.utf8.allSatisfy({ ASCII.isDigit($0) }),
                text == "0" || text.first != "0", let number = UInt64(text), number <= largest
            else { return nil }
            return String(text)
        case .text(let length):
            return unescaped(text, plain: plain, escaped: GS1Characters.isIn82, length)
        case .component(let length):
            return unescaped(
                text, plain: component, escaped: { component.contains($0) || $0 == 0x23 || $0 == 0x2F }, length)
        case .part(let length):
            return unescaped(text, plain: component, escaped: { $0 == 0x2F }, length)
        case .partSerial:
            guard let decoded = unescaped(text, plain: component, escaped: { $0 == 0x2F || $0 == 0x23 }, 1...30),
                !decoded.dropFirst().contains("#"), decoded != "#"
            else { return nil }
            return decoded
        case .activity:
            let isRight: Bool = (5...6).contains(text.utf8.count) && text.utf8.allSatisfy { activity.contains($0) }
            return isRight ? String(text) : nil
        case .container: return container(text)
        }
    }

    private static func container(_ text: Substring) -> String? {
        let bytes: [UInt8] = Array(text.utf8.prefix(12))
        guard bytes.count == 11, bytes[..<3].allSatisfy({ activity.contains($0) && ASCII.isUpper($0) }),
            [UInt8(ascii: "J"), UInt8(ascii: "U"), UInt8(ascii: "Z")].contains(bytes[3]),
            bytes[4...].allSatisfy({ ASCII.isDigit($0) })
        else { return nil }
        return String(text)
    }

    private static func unescaped(
        _ text: Substring, plain: ByteSet, escaped: (UInt8) -> Bool, _ length: ClosedRange<Int>
    ) -> String? {
        guard text.utf8.count <= 3 * length.upperBound else { return nil }
        let bytes: [UInt8] = Array(text.utf8)
        var result: [UInt8] = []
        var place = 0
        while place < bytes.count {
            if bytes[place] == UInt8(ascii: "%") {
                guard place + 2 < bytes.count, ASCII.isHexadecimal(bytes[place + 1]),
                    ASCII.isHexadecimal(bytes[place + 2]),
                    let byte = PercentCoding.path.decode(String(decoding: bytes[place...place + 2], as: UTF8.self))?
                        .first,
                    escaped(byte)
                else { return nil }
                result.append(byte)
                place += 3
            } else {
                guard plain.contains(bytes[place]) else { return nil }
                result.append(bytes[place])
                place += 1
            }
        }
        return length.contains(result.count) ? String(decoding: result, as: UTF8.self) : nil
    }

    /// A field as it stands in a URI.
    static func encoded(_ text: String) -> String {
        var result: [UInt8] = []
        for byte in text.utf8 {
            if plain.contains(byte) { result.append(byte) } else { PercentCoding.path.append([byte], to: &result) }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
