/// What people name by a ``RecordNumber``.
package protocol NumberedRecord {
    /// With which letter its numbers begin.
    static var numberLetter: Character { get }
}

/// The number by which people name a claim, `C-7K3M-9TQ1`, a case or a service order. Its seven letters and digits are drawn
/// at random, so nobody counts how many there are or finds another one's; the eighth is a check character.
package struct RecordNumber<Record: NumberedRecord>: Hashable, Sendable {
    /// 1...(2^35 − 1), and the id of the record's row.
    package let value: Int64

    /// The number that a random 63-bit number gives.
    package init(drawn: Int64) { value = max(1, drawn & ((1 << 35) - 1)) }

    package init(_ id: ID<Record>) { value = id.value }

    package var id: ID<Record> { ID(value) }

    /// Reads a number as somebody types it: in any case, with or without its dashes, `O` for `0`, `I` or `L` for `1`.
    /// - Returns: nil for what is none; a single wrong character, or two that have changed places, make it none.
    package init?(parsing text: String) {
        var letters = text.uppercased().utf8.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: " ") }
        guard letters.count == 9, letters.removeFirst() == Record.numberLetter.asciiValue else { return nil }
        var digits: [Int] = []
        for letter in letters {
            let read: UInt8 =
                switch letter {
                case UInt8(ascii: "O"): UInt8(ascii: "0")
                case UInt8(ascii: "I"), UInt8(ascii: "L"): UInt8(ascii: "1")
                default: letter
                }
            guard let digit = alphabet.firstIndex(of: read) else { return nil }
            digits.append(digit)
        }
        guard digits.removeLast() == Self.check(digits) else { return nil }
        value = digits.reduce(0) { $0 << 5 | Int64($1) }
        guard value > 0 else { return nil }
    }

    package var text: String {
        let digits = (0..<7).map { Int(value >> (5 * (6 - $0)) & 31) }
        let letters = (digits + [Self.check(digits)]).map { alphabet[$0] }
        return "\(Record.numberLetter)-" + String(decoding: letters[..<4], as: UTF8.self) + "-"
            + String(decoding: letters[4...], as: UTF8.self)
    }

    /// A sum of the digits modulo 31, each weighted by a power of 3: every single error but one between two digits that are
    /// 31 apart (`0` and `Z`) is found, and every exchange of neighbours but of these two.
    private static func check(_ digits: [Int]) -> Int {
        var (sum, weight) = (0, 1)
        for digit in digits.reversed() {
            weight = weight * 3 % 31
            sum = (sum + digit * weight) % 31
        }
        return sum
    }
}

/// Crockford's base 32: no I, L, O or U, which are taken for others.
private let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
