/// The fold by which numbers are found again however they were typed.
///
/// Version 1: full-width forms become ASCII; letters become capitals; spaces, dashes, dots and slashes disappear; then O
/// becomes 0 and I becomes 1. Different numbers may share a find key: it finds and distributes, it never identifies.
/// More look-alikes are not folded, because real serial numbers differ by them.
public enum FindKey {
    /// Changes whenever the fold does; stored beside folded keys.
    public static let version = 1

    /// The find key of a text; empty where the text holds only spaces and punctuation that the fold drops.
    public static func fold(_ text: some StringProtocol) -> String {
        let fast: String?? = text.utf8.withContiguousStorageIfAvailable { bytes in
            var isASCII = true
            let key = String(unsafeUninitializedCapacity: bytes.count) { buffer in
                guard let count = fold(ascii: bytes, into: buffer) else {
                    isASCII = false
                    return 0
                }
                return count
            }
            return isASCII ? key : nil
        }
        if case .some(.some(let key)) = fast { return key }
        return foldScalars(text.unicodeScalars)
    }

    /// Folds ASCII bytes straight into a buffer: the fast path of look-up, without any allocation.
    ///
    /// - Parameters:
    ///   - bytes: The text as typed.
    ///   - buffer: At least as long as `bytes`.
    /// - Returns: The number of bytes written, or nil where the text is not ASCII and needs ``fold(_:)``.
    public static func fold(
        ascii bytes: UnsafeBufferPointer<UInt8>, into buffer: UnsafeMutableBufferPointer<UInt8>
    ) -> Int? {
        precondition(buffer.count >= bytes.count, "the buffer is at least as long as the text")
        var count = 0
        for byte in bytes {
            if byte >= 0x80 { return nil }
            let folded: UInt8 = folding(byte)
            if folded != 0 {
                buffer[count] = folded
                count &+= 1
            }
        }
        return count
    }

    /// What an ASCII byte becomes; 0 where it disappears.
    @inline(__always)
    static func folding(_ byte: UInt8) -> UInt8 {
        switch ASCII.uppercased(byte) {
        case UInt8(ascii: "O"): return UInt8(ascii: "0")
        case UInt8(ascii: "I"): return UInt8(ascii: "1")
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), 0x20, 0x09...0x0D, 0: return 0
        case let other: return other
        }
    }

    private static func foldScalars(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var key = String.UnicodeScalarView()
        for scalar in scalars {
            guard let capital = folding(scalar) else { continue }
            key.append(capital)
        }
        return String(key)
    }

    /// What a character becomes; nil where it disappears.
    static func folding(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        var result: Unicode.Scalar = scalar.halfWidth
        if !result.isASCII {
            if result.isDash || result.isSpace { return nil }
            // Only capitals that take no more room: the key never outgrows the text.
            let capital: String.UnicodeScalarView = result.properties.uppercaseMapping.unicodeScalars
            if capital.count == 1, let only = capital.first, UTF8.width(only) <= UTF8.width(result) { result = only }
        }
        guard result.isASCII else { return result }
        let folded: UInt8 = folding(UInt8(truncatingIfNeeded: result.value))
        return folded == 0 ? nil : Unicode.Scalar(folded)
    }
}
