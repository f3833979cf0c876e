/// How the parsers of short numbers read: capitals, full width narrowed, separators left out, nothing allocated.
struct ShortText {
    /// The name of what is read, for errors.
    let subject: String
    /// The most characters that the number has, at most 31.
    let longest: Int
    /// Characters that may stand anywhere in the number and do not count. White space around the number never counts.
    let separators: ByteSet

    /// Spaces and dashes.
    static let groups = ByteSet(" -".utf8)
    static let none = ByteSet()

    /// Reads a text; one character more than the longest where it has too many.
    ///
    /// - Throws: `identifier.empty`; `identifier.character` for characters that are neither ASCII nor full width.
    func read(_ text: some StringProtocol) throws(IdentifierError) -> PackedText {
        let fast: PackedText?? = text.utf8.withContiguousStorageIfAvailable { bytes in
            // A closure of its own: passing the method as it is allocates a box.
            readPlain(bytes)
        }
        if case .some(.some(let packed)) = fast { return packed }
        return try readCarefully(text)
    }

    /// Reads ASCII; nil where a closer look is needed.
    @inline(__always)
    func readPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> PackedText? {
        var lower = 0
        var upper: Int = bytes.count
        while lower < upper, ASCII.isWhitespace(bytes[lower]) { lower &+= 1 }
        while lower < upper, ASCII.isWhitespace(bytes[upper &- 1]) { upper &-= 1 }
        var packed = PackedText()
        var index: Int = lower
        while index < upper {
            let byte: UInt8 = bytes[index]
            if byte >= 0x80 { return nil }
            index &+= 1
            if separators.contains(byte) { continue }
            packed.append(ASCII.uppercased(byte))
            if packed.count > longest { return packed }
        }
        return packed.count == 0 ? nil : packed
    }

    private func readCarefully(_ text: some StringProtocol) throws(IdentifierError) -> PackedText {
        var packed = PackedText()
        var position = -1
        var pendingSpaces = 0
        for scalar in text.unicodeScalars {
            position += 1
            if scalar.isSpace {
                // Space around the number does not count; within it, it is a character unless it separates.
                if packed.count > 0, !separators.contains(ASCII.space) { pendingSpaces += 1 }
                continue
            }
            let narrow: Unicode.Scalar = scalar.isDash ? "-" : scalar.halfWidth
            guard narrow.isASCII else {
                throw IdentifierError(
                    .character, in: subject, at: position, found: IdentifierError.shown(scalar),
                    expected: "letters and digits of the Latin alphabet")
            }
            let byte = UInt8(truncatingIfNeeded: narrow.value)
            if separators.contains(byte) { continue }
            while pendingSpaces > 0, packed.count <= longest {
                packed.append(ASCII.space)
                pendingSpaces -= 1
            }
            if packed.count > longest { return packed }
            packed.append(ASCII.uppercased(byte))
            if packed.count > longest { return packed }
        }
        if packed.count == 0 { throw IdentifierError(.empty, in: subject) }
        return packed
    }

    /// Where a character of the number stands in the text as given.
    func position(of index: Int, in text: some StringProtocol) -> Int {
        var position = -1
        var count = 0
        var pendingSpaces = 0
        for scalar in text.unicodeScalars {
            position += 1
            if scalar.isSpace {
                if count > 0, !separators.contains(ASCII.space) { pendingSpaces += 1 }
                continue
            }
            let narrow: Unicode.Scalar = scalar.isDash ? "-" : scalar.halfWidth
            if narrow.isASCII, separators.contains(UInt8(truncatingIfNeeded: narrow.value)) { continue }
            if count + pendingSpaces > index { return position - (count + pendingSpaces - index) }
            count += pendingSpaces
            pendingSpaces = 0
            if count == index { return position }
            count += 1
        }
        return max(position, 0)
    }

    func lengthError(_ packed: PackedText, expected: String) -> IdentifierError {
        IdentifierError(
            .length, in: subject,
            found: packed.count > longest ? "more than \(longest) characters" : "\(packed.count) characters",
            expected: expected)
    }

    func characterError(
        _ packed: PackedText, at index: Int, in text: some StringProtocol, expected: String
    ) -> IdentifierError {
        IdentifierError(
            .character, in: subject, at: position(of: index, in: text), found: ASCII.shown(packed[index]),
            expected: expected)
    }

    func checkError(
        _ packed: PackedText, at index: Int, in text: some StringProtocol, expected: String
    ) -> IdentifierError {
        IdentifierError(
            .checkCharacter, in: subject, at: position(of: index, in: text), found: ASCII.shown(packed[index]),
            expected: "the check character '\(expected)'")
    }
}
