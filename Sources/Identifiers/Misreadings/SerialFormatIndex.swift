/// Tells of thousands of serial formats at once which of them could print a text, or what it may be misread from.
///
/// Formats are kept by the length of their find keys. For each place and character there is a set of the formats that
/// allow it there, as bits: literals, dates and alphabets narrow all formats of a length in one `and` a word. (The same
/// idea as the Shift-And automaton, with formats in place of the pattern's positions.)
public struct SerialFormatIndex: Sendable {
    private var shelves: [Int: FormatShelf] = [:]

    /// An index of formats, which answers with their places in this list.
    public init(_ formats: [SerialFormat]) {
        let byLength = Dictionary(grouping: formats.indices) { formats[$0].layout.keySets.count }
        for (length, ordinals) in byLength {
            shelves[length] = FormatShelf(ordinals, sets: ordinals.map { formats[$0].layout.keySets }, length: length)
        }
    }

    /// The formats whose serials can have this find key, in the order of the list.
    public func matches(key: String) -> [Int] {
        let bytes: [UInt8] = FoldedText(key).bytes
        guard let shelf = shelves[bytes.count] else { return [] }
        return shelf.ordinals(in: shelf.matches(bytes))
    }

    /// The formats whose serials differ from a text, in its places and characters, by nothing or by what may be a
    /// single ``Misreading``, in the order of the list. Check characters and dates are not looked at.
    public func near(_ text: some StringProtocol) -> [Int] {
        let bytes: [UInt8] = FoldedText(text, limit: SerialFormat.largestLength * 4).bytes
        guard !bytes.isEmpty, bytes.count <= SerialFormat.largestLength + 1 else { return [] }
        var result: [Int] = []
        if let shelf = shelves[bytes.count] { result += shelf.ordinals(in: shelf.nearMatches(bytes)) }
        if let shelf = shelves[bytes.count + 1] { result += shelf.ordinals(in: shelf.matchesWithOneMore(bytes)) }
        if let shelf = shelves[bytes.count - 1] { result += shelf.ordinals(in: shelf.matchesWithOneLess(bytes)) }
        return result.sorted()
    }
}

/// The formats whose find keys have one length.
private struct FormatShelf: Sendable {
    private let ordinals: [Int]
    private let length: Int
    private let wordCount: Int
    /// By place, character and word: the formats that allow the character in that place.
    private var allowing: [UInt64]

    private static let columnCount = 128

    init(_ ordinals: [Int], sets: [[ByteSet]], length: Int) {
        self.ordinals = ordinals
        self.length = length
        wordCount = (ordinals.count + 63) / 64
        allowing = [UInt64](repeating: 0, count: length * Self.columnCount * wordCount)
        for (index, sets) in sets.enumerated() {
            for (place, set) in sets.enumerated() {
                for byte in set.bytes { allowing[offset(place, byte) + index / 64] |= 1 << UInt64(index % 64) }
            }
        }
    }

    private func offset(_ place: Int, _ byte: UInt8) -> Int { (place * Self.columnCount + Int(byte & 127)) * wordCount }

    func ordinals(in set: FormatSet) -> [Int] { set.members.map { ordinals[$0] } }

    private func allowed(_ byte: UInt8, at place: Int) -> FormatSet {
        // No format allows NUL, for which characters beyond ASCII stand.
        let start: Int = offset(place, byte)
        return FormatSet(words: Array(allowing[start..<(start + wordCount)]))
    }

    /// The character, or one that looks like it.
    private func alike(_ byte: UInt8, at place: Int) -> FormatSet {
        LookAlikes.of(byte).reduce(allowed(byte, at: place)) { $0.union(allowed($1, at: place)) }
    }

    /// The formats that allow every character of a text, each `shift` places to the right.
    ///
    /// - Returns: For each place of the text and its end, those that allow all characters before it.
    private func prefixes(_ bytes: [UInt8], shift: Int) -> [FormatSet] {
        var result: [FormatSet] = [FormatSet(of: ordinals.count)]
        for (index, byte) in bytes.enumerated() {
            let place: Int = index + shift
            let last: FormatSet = result[index]
            result.append(
                (0..<length).contains(place) ? last.intersection(allowed(byte, at: place)) : FormatSet.none(last))
        }
        return result
    }

    /// The same from the end: those that allow all characters from a place on.
    private func suffixes(_ bytes: [UInt8], shift: Int) -> [FormatSet] {
        var result: [FormatSet] = [FormatSet(of: ordinals.count)]
        for (index, byte) in bytes.enumerated().reversed() {
            let place: Int = index + shift
            let last: FormatSet = result[result.count - 1]
            result.append(
                (0..<length).contains(place) ? last.intersection(allowed(byte, at: place)) : FormatSet.none(last))
        }
        return result.reversed()
    }

    func matches(_ bytes: [UInt8]) -> FormatSet {
        var result = FormatSet(of: ordinals.count)
        for (place, byte) in bytes.enumerated() {
            let start: Int = offset(place, byte)
            result.formIntersection(allowing[start..<(start + wordCount)])
        }
        return result
    }

    /// One character that the format does not allow, two neighbours that fit the other way round, or look-alikes.
    func nearMatches(_ bytes: [UInt8]) -> FormatSet {
        let before: [FormatSet] = prefixes(bytes, shift: 0)
        let after: [FormatSet] = suffixes(bytes, shift: 0)
        var result: FormatSet = bytes.enumerated().reduce(FormatSet(of: ordinals.count)) { set, item in
            set.intersection(alike(item.element, at: item.offset))
        }
        for index in bytes.indices {
            result.formUnion(before[index].intersection(after[index + 1]))
            guard index + 1 < bytes.count else { continue }
            let swapped: FormatSet = allowed(bytes[index + 1], at: index)
                .intersection(allowed(bytes[index], at: index + 1))
            result.formUnion(before[index].intersection(swapped).intersection(after[index + 2]))
        }
        return result
    }

    /// A text that lacks one character.
    func matchesWithOneMore(_ bytes: [UInt8]) -> FormatSet {
        let before: [FormatSet] = prefixes(bytes, shift: 0)
        let after: [FormatSet] = suffixes(bytes, shift: 1)
        return (0...bytes.count).reduce(FormatSet.none(before[0])) {
            $0.union(before[$1].intersection(after[$1]))
        }
    }

    /// A text that has one character too many.
    func matchesWithOneLess(_ bytes: [UInt8]) -> FormatSet {
        let before: [FormatSet] = prefixes(bytes, shift: 0)
        let after: [FormatSet] = suffixes(bytes, shift: -1)
        return bytes.indices.reduce(FormatSet.none(before[0])) {
            $0.union(before[$1].intersection(after[$1 + 1]))
        }
    }
}

/// Some of the formats of a shelf, a bit for each.
private struct FormatSet {
    private(set) var words: [UInt64]

    init(words: [UInt64]) { self.words = words }

    /// All of so many.
    init(of count: Int) {
        words = [UInt64](repeating: .max, count: (count + 63) / 64)
        if count % 64 > 0 { words[words.count - 1] = (1 << UInt64(count % 64)) - 1 }
    }

    /// None of as many as the other set could have.
    static func none(_ other: FormatSet) -> FormatSet {
        FormatSet(words: [UInt64](repeating: 0, count: other.words.count))
    }

    var members: [Int] {
        var result: [Int] = []
        for (index, word) in words.enumerated() {
            var rest: UInt64 = word
            while rest != 0 {
                result.append(index * 64 + rest.trailingZeroBitCount)
                rest &= rest &- 1
            }
        }
        return result
    }

    func intersection(_ other: FormatSet) -> FormatSet {
        var result = self
        for index in words.indices { result.words[index] &= other.words[index] }
        return result
    }

    mutating func formIntersection(_ other: ArraySlice<UInt64>) {
        for (index, word) in zip(words.indices, other) { words[index] &= word }
    }

    func union(_ other: FormatSet) -> FormatSet {
        var result = self
        result.formUnion(other)
        return result
    }

    mutating func formUnion(_ other: FormatSet) {
        for index in words.indices { words[index] |= other.words[index] }
    }
}
