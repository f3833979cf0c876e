import Storage

/// Reads the states of many rows: equal states get the same number, so that each is judged once.
struct StateReader {
    /// The states by their numbers.
    private(set) var states: [StateFacts] = []
    private var dispositions = TextMemo()
    private var marks = TextMemo()
    private var markets = TextMemo()
    /// What each state is made of, packed, by its number; and the numbers by that.
    private var packed: [Int] = []
    private var numbers: [Int: Int] = [:]

    /// The first states are looked for one by one, which is quicker than hashing.
    private static let few = 16

    /// The number of a row's state.
    /// - Throws: `storage.damaged` where a word is unknown.
    mutating func number(_ row: borrowing Row) throws -> Int {
        let disposition = dispositions.number(row, PopulationRows.Column.disposition)
        let mark = marks.number(row, PopulationRows.Column.marks)
        let market = markets.number(row, PopulationRows.Column.market)
        let packed = (market << 20 | mark) << 20 | disposition
        for number in 0..<min(self.packed.count, Self.few) where self.packed[number] == packed { return number }
        if let known = numbers[packed] { return known }
        states.append(
            StateFacts(
                disposition: try Self.set(dispositions.texts[disposition]), marks: try Self.set(marks.texts[mark]),
                market: markets.texts[market]))
        self.packed.append(packed)
        numbers[packed] = states.count - 1
        return states.count - 1
    }

    /// A row's state.
    /// - Throws: `storage.damaged` where a word is unknown.
    mutating func state(_ row: borrowing Row) throws -> StateFacts {
        let number = try number(row)
        return states[number]
    }

    private static func set(_ words: String?) throws -> DispositionSet {
        DispositionSet(
            try (words ?? "").split(separator: " ").map { word in
                guard let found = Disposition(rawValue: String(word)) else {
                    throw StorageError(
                        .damaged, "The database holds the unknown word '\(word)'. Restore it from a backup.")
                }
                return found
            })
    }
}

/// Few texts in many rows, found again by their bytes.
private struct TextMemo {
    /// The texts by their numbers; 0 is NULL.
    private(set) var texts: [String?] = [nil]
    /// The bytes of short texts by their numbers.
    private var shorts: [ShortText?] = [nil]
    private var numbers: [String: Int] = [:]

    /// The first texts are looked for one by one, which is quicker than hashing.
    private static let few = 12

    mutating func number(_ row: borrowing Row, _ column: Int32) -> Int {
        row.withText(column) { number($0) } ?? 0
    }

    private mutating func number(_ text: UnsafeRawBufferPointer) -> Int {
        let short = ShortText(text)
        if let short {
            for index in 1..<max(1, min(shorts.count, Self.few)) where shorts[index] == short { return index }
        }
        let string = String(decoding: text, as: UTF8.self)
        if let known = numbers[string] { return known }
        texts.append(string)
        shorts.append(short)
        numbers[string] = texts.count - 1
        return texts.count - 1
    }
}

/// Up to sixteen bytes, compared as numbers.
private struct ShortText: Equatable {
    private var words: (UInt64, UInt64) = (0, 0)
    private var count: Int

    /// Nil for more bytes.
    init?(_ text: UnsafeRawBufferPointer) {
        count = text.count
        guard count <= 16 else { return nil }
        withUnsafeMutableBytes(of: &words) { $0.copyMemory(from: text) }
    }

    static func == (left: ShortText, right: ShortText) -> Bool {
        left.words == right.words && left.count == right.count
    }
}
