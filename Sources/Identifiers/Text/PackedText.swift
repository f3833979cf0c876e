/// Up to 32 ASCII characters as a value, so that numbers of fixed length need no memory of their own.
struct PackedText: Hashable, Sendable {
    private var first: UInt64 = 0
    private var second: UInt64 = 0
    private var third: UInt64 = 0
    private var fourth: UInt64 = 0
    private(set) var count = 0

    static let capacity = 32

    init() {}

    /// The bytes of a short text; what is beyond the capacity is left out.
    init(_ bytes: some Sequence<UInt8>) {
        for byte in bytes where count < Self.capacity { append(byte) }
    }

    /// Adds a character; there must be room for it.
    @inline(__always)
    mutating func append(_ byte: UInt8) {
        let word = UInt64(byte) &<< UInt64((count & 7) &* 8)
        switch count &>> 3 {
        case 0: first |= word
        case 1: second |= word
        case 2: third |= word
        case 3: fourth |= word
        default: preconditionFailure("a packed text holds 32 characters")
        }
        count &+= 1
    }

    /// A character by its place from 0; 0 beyond the end.
    @inline(__always)
    subscript(index: Int) -> UInt8 {
        get {
            let shift = UInt64((index & 7) &* 8)
            switch index &>> 3 {
            case 0: return UInt8(truncatingIfNeeded: first &>> shift)
            case 1: return UInt8(truncatingIfNeeded: second &>> shift)
            case 2: return UInt8(truncatingIfNeeded: third &>> shift)
            case 3: return UInt8(truncatingIfNeeded: fourth &>> shift)
            default: return 0
            }
        }
        set {
            precondition(index >= 0 && index < count, "the character exists")
            let shift = UInt64((index & 7) &* 8)
            let mask: UInt64 = ~(0xFF &<< shift)
            let word = UInt64(newValue) &<< shift
            switch index &>> 3 {
            case 0: first = first & mask | word
            case 1: second = second & mask | word
            case 2: third = third & mask | word
            default: fourth = fourth & mask | word
            }
        }
    }

    var text: String { text(0..<count) }

    /// Some of the characters; the range must be within the text.
    func text(_ range: Range<Int>) -> String {
        String(unsafeUninitializedCapacity: range.count) { buffer in
            for (offset, index) in range.enumerated() { buffer[offset] = self[index] }
            return range.count
        }
    }

    /// The digits of a range as a number; nil where another character stands among them or there are more than 18.
    func number(_ range: Range<Int>) -> Int? {
        guard range.count <= 18 else { return nil }
        var result = 0
        for index in range {
            guard ASCII.isDigit(self[index]) else { return nil }
            result = result * 10 + Int(self[index] - 0x30)
        }
        return result
    }

    /// The first place in a range whose character a test refuses.
    func firstIndex(in range: Range<Int>, where isRefused: (UInt8) -> Bool) -> Int? {
        range.first { isRefused(self[$0]) }
    }
}

extension PackedText: Sequence {
    func makeIterator() -> some IteratorProtocol<UInt8> {
        (0..<count).lazy.map { self[$0] }.makeIterator()
    }
}
