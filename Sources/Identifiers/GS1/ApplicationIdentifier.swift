/// A GS1 application identifier (GS1 General Specifications, 3): two to four digits that say what the characters after
/// them mean.
public struct ApplicationIdentifier: Hashable, Sendable {
    /// The digits as a number, below 10^``length``.
    let number: UInt16
    /// How many digits there are, 2 to 4.
    public let length: Int8

    init(number: UInt16, length: Int8) {
        self.number = number
        self.length = length
    }

    /// Reads two to four digits; nil for anything else.
    public init?(_ text: some StringProtocol) {
        var number: UInt16 = 0
        var length: Int8 = 0
        for byte in text.utf8 {
            guard length < 4, ASCII.isDigit(byte) else { return nil }
            number = number * 10 + UInt16(byte - 0x30)
            length += 1
        }
        guard length >= 2 else { return nil }
        self.init(number: number, length: length)
    }

    /// Two to four digits at a place of a text; nil where there are none.
    init?(_ bytes: Bytes, at start: Int, length: Int) {
        guard (2...4).contains(length), start + length <= bytes.count else { return nil }
        var number: UInt16 = 0
        for place in start..<start + length {
            guard ASCII.isDigit(bytes[place]) else { return nil }
            number = number * 10 + UInt16(bytes[place] - 0x30)
        }
        self.init(number: number, length: Int8(length))
    }

    /// The digits.
    public var text: String { DigitText.padded(UInt64(number), to: Int(length)) }

    /// The first two digits, which fix the length of every identifier that begins with them.
    var prefix: Int {
        switch length {
        case 2: Int(number)
        case 3: Int(number) / 10
        default: Int(number) / 100
        }
    }

    /// One number for every identifier of any length, below ``slotCount``.
    var slot: Int {
        switch length {
        case 2: Int(number)
        case 3: 100 + Int(number)
        default: 1100 + Int(number)
        }
    }

    static let slotCount = 11_100

    /// Writes the digits.
    func append(to bytes: inout [UInt8]) {
        var divisor: UInt16 = length == 4 ? 1000 : length == 3 ? 100 : 10
        while divisor > 0 {
            bytes.append(0x30 + UInt8(number / divisor % 10))
            divisor /= 10
        }
    }
}

extension ApplicationIdentifier: Comparable {
    /// In the order of their digits as text.
    public static func < (left: ApplicationIdentifier, right: ApplicationIdentifier) -> Bool {
        (left.scaled, left.length) < (right.scaled, right.length)
    }

    private var scaled: Int {
        switch length {
        case 2: Int(number) * 100
        case 3: Int(number) * 10
        default: Int(number)
        }
    }
}

extension ApplicationIdentifier: CustomStringConvertible {
    /// The digits in brackets, as they are printed.
    public var description: String { "(" + text + ")" }
}

/// Part of a text from outside, looked at byte by byte.
typealias Bytes = UnsafeBufferPointer<UInt8>

extension UnsafeBufferPointer<UInt8> {
    /// The bytes of a range, counted from 0 again.
    func part(_ range: Range<Int>) -> Bytes { Bytes(rebasing: self[range]) }

    func part(from start: Int) -> Bytes { Bytes(rebasing: self[start...]) }
}

extension StringProtocol {
    /// Gives the text's UTF-8 to a reader, copied only where it does not lie in one piece.
    func withBytes<Result, Failure>(_ read: (Bytes) throws(Failure) -> Result) throws(Failure) -> Result {
        var outcome: Swift.Result<Result, Failure>?
        utf8.withContiguousStorageIfAvailable { bytes in
            do throws(Failure) { outcome = .success(try read(bytes)) } catch { outcome = .failure(error) }
        }
        if let outcome { return try outcome.get() }
        var copy = String(self)
        copy.withUTF8 { bytes in
            do throws(Failure) { outcome = .success(try read(bytes)) } catch { outcome = .failure(error) }
        }
        guard let outcome else { preconditionFailure("the body always runs") }
        return try outcome.get()
    }
}
