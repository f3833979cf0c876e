/// The digits in which a serial format writes sequence numbers, lowest first.
public struct SerialAlphabet: Hashable, Sendable {
    /// The digits, 2 to 62 different ASCII letters and digits.
    public let symbols: [UInt8]
    /// How a pattern names it: `base34`, or `[0-9A-F]`.
    public let name: String
    /// The value of each ASCII byte; 255 where it is no digit.
    private let values: [UInt8]

    /// 0 to 9.
    public static let base10 = SerialAlphabet(name: "base10", "0123456789")
    /// Upper-case hexadecimal.
    public static let base16 = SerialAlphabet(name: "base16", "0123456789ABCDEF")
    /// Crockford's base 32: no I, L, O and U.
    public static let base32 = SerialAlphabet(name: "base32", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    /// Digits and letters without I and O.
    public static let base34 = SerialAlphabet(name: "base34", "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ")
    /// Digits and letters.
    public static let base36 = SerialAlphabet(name: "base36", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")

    /// The alphabets that have a name.
    public static let named: [SerialAlphabet] = [base10, base16, base32, base34, base36]

    private init(name: String, _ symbols: String) {
        self.init(name: name, symbols: Array(symbols.utf8))
    }

    private init(name: String, symbols: [UInt8]) {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, symbol) in symbols.enumerated() { values[Int(symbol)] = UInt8(value) }
        self.name = name
        self.symbols = symbols
        self.values = values
    }

    /// Reads a name, or characters and ranges in brackets such as `[0-9A-HJ]`.
    ///
    /// - Returns: nil where the name is unknown, or the brackets hold fewer than two characters, one twice, a
    ///   descending range, or anything but ASCII letters and digits.
    public init?(_ text: String) {
        if let known = Self.named.first(where: { $0.name == text }) {
            self = known
            return
        }
        let bytes: [UInt8] = Array(text.utf8)
        guard bytes.count > 2, bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]"),
            let symbols = Self.symbols(of: bytes[1..<(bytes.count - 1)])
        else { return nil }
        if let known = Self.named.first(where: { $0.symbols == symbols }) {
            self = known
        } else {
            self.init(name: "[\(Self.compact(symbols))]", symbols: symbols)
        }
    }

    /// How many digits there are.
    public var base: Int { symbols.count }

    /// The value of a digit; nil where the byte is none.
    public func value(of byte: UInt8) -> Int? {
        let value: UInt8 = values[Int(byte)]
        return value == 255 ? nil : Int(value)
    }

    var set: ByteSet { ByteSet(symbols) }

    private static func symbols(of inner: ArraySlice<UInt8>) -> [UInt8]? {
        var symbols: [UInt8] = []
        var seen = ByteSet()
        var index: Int = inner.startIndex
        while index < inner.endIndex {
            let first: UInt8 = inner[index]
            var last: UInt8 = first
            if index + 2 < inner.endIndex, inner[index + 1] == UInt8(ascii: "-") {
                last = inner[index + 2]
                index += 2
            }
            index += 1
            guard first <= last else { return nil }
            for symbol in first...last {
                guard ASCII.isLetterOrDigit(symbol), !seen.contains(symbol) else { return nil }
                seen.insert(symbol)
                symbols.append(symbol)
            }
        }
        return symbols.count >= 2 ? symbols : nil
    }

    /// Runs of three or more written as ranges, so that equal alphabets have equal names.
    private static func compact(_ symbols: [UInt8]) -> String {
        var result: [UInt8] = []
        var index = 0
        while index < symbols.count {
            var end: Int = index
            while end + 1 < symbols.count, symbols[end + 1] == symbols[end] + 1 { end += 1 }
            if end - index >= 2 {
                result += [symbols[index], UInt8(ascii: "-"), symbols[end]]
            } else {
                result += symbols[index...end]
            }
            index = end + 1
        }
        return ASCII.text(result)
    }
}
