extension SerialFormat {
    /// The most decodings that a loose text gets.
    public static let largestDecodings = 16

    /// Whether serials of this format can have a find key: by its length and by what may stand in each place. Cheap
    /// enough to ask thousands of formats.
    public func couldMatch(key: UnsafeBufferPointer<UInt8>) -> Bool {
        guard key.count == layout.keySets.count else { return false }
        for (place, byte) in key.enumerated() where !layout.keySets[place].contains(byte) { return false }
        return true
    }

    /// Whether serials of this format can have a find key.
    public func couldMatch(key: String) -> Bool {
        var key = key
        return key.withUTF8 { couldMatch(key: $0) }
    }

    /// The serials that a person may have meant: every text of this format whose find key is that of the given text
    /// and whose date and check character are right, the one nearest to the text first.
    ///
    /// Case, full-width forms, missing and additional separators, O for 0 and I for 1 make no difference. Where more
    /// than 16 serials share the key, 16 of them are given; of more than 4,096 spellings only so many are tried. A
    /// format that ``lacksKey`` reads nothing.
    public func decodings(ofLoose text: some StringProtocol) -> [Decoded] {
        // Separators may be many, but a serial typed with more than three for every character is none.
        guard text.utf8.count <= Self.largestLength * 12 else { return [] }
        var key: String = FindKey.fold(text)
        return key.withUTF8 { key in
            guard couldMatch(key: key) else { return [] }
            return decodings(key: key, typed: Self.typed(text))
        }
    }

    /// The serials that have a find key (see ``decodings(ofLoose:)``).
    public func decodings(ofKey key: String) -> [Decoded] {
        var key = key
        return key.withUTF8 { key in
            couldMatch(key: key) ? decodings(key: key, typed: Array(key)) : []
        }
    }

    /// The characters behind each place of the find key, as typed: they say which of O and 0 to try first.
    private static func typed(_ text: some StringProtocol) -> [UInt8] {
        text.unicodeScalars.compactMap { scalar in
            let narrow: Unicode.Scalar = scalar.halfWidth
            guard narrow.isASCII else {
                return narrow.isDash || narrow.isSpace ? nil : 0
            }
            let byte = UInt8(truncatingIfNeeded: narrow.value)
            return FindKey.folding(byte) == 0 ? nil : byte
        }
    }

    private func decodings(key: UnsafeBufferPointer<UInt8>, typed: [UInt8]) -> [Decoded] {
        var bytes: [UInt8] = layout.allowed.map { $0.bytes.first ?? 0 }
        var choices: [(place: Int, bytes: [UInt8])] = []
        for (index, place) in layout.keyPlaces.enumerated() {
            let wanted: UInt8 = index < typed.count ? typed[index] : 0
            let fitting: [UInt8] = Self.preimages(of: key[index], typed: wanted, in: layout.allowed[place])
            bytes[place] = fitting.first ?? 0
            if fitting.count > 1 { choices.append((place, fitting)) }
        }
        // Dates are printed in characters without a look-alike, so that one look is enough.
        return hasPossibleDate(bytes) && !lacksKey ? enumerate(choices, from: bytes) : []
    }

    /// The printed bytes of a place that fold to a byte of the key: the typed one first, then its capital.
    static func preimages(of folded: UInt8, typed: UInt8, in set: ByteSet) -> [UInt8] {
        var result: [UInt8] = []
        var candidates: [UInt8] = [typed, ASCII.uppercased(typed), folded, folded | 0x20]
        if folded == UInt8(ascii: "0") { candidates += Array("Oo".utf8) }
        if folded == UInt8(ascii: "1") { candidates += Array("Ii".utf8) }
        for byte in candidates
        where set.contains(byte) && FindKey.folding(byte) == folded && !result.contains(byte) {
            result.append(byte)
        }
        return result
    }

    /// Every combination of the choices whose check character is right, beginning with the first choice everywhere; the
    /// last places turn first. A text of nothing but zeros has exponentially many; the limit keeps it at well under a
    /// millisecond.
    private func enumerate(_ choices: [(place: Int, bytes: [UInt8])], from first: [UInt8]) -> [Decoded] {
        var bytes: [UInt8] = first
        var selected = [Int](repeating: 0, count: choices.count)
        var result: [Decoded] = []
        for _ in 0..<Self.largestCombinations {
            if bytes.withUnsafeBufferPointer(layout.isCheckValid), let decoded = try? decoded(bytes) {
                result.append(decoded)
            }
            guard result.count < Self.largestDecodings else { return result }
            var turning = choices.count - 1
            while turning >= 0, selected[turning] + 1 == choices[turning].bytes.count {
                selected[turning] = 0
                bytes[choices[turning].place] = choices[turning].bytes[0]
                turning -= 1
            }
            guard turning >= 0 else { return result }
            selected[turning] += 1
            bytes[choices[turning].place] = choices[turning].bytes[selected[turning]]
        }
        return result
    }

    private static let largestCombinations = 4096
}
