/// Finds, in an ordered set of find keys, those of which a key may be a misread copy, without listing what could be.
///
/// The set is asked which characters follow each beginning of the key, and only those are tried. In a set of numbers that
/// takes far fewer questions than the alphabet has spellings, and it knows every script. It ends where no key of the set
/// begins as the text does.
public struct KeyNeighbours {
    private let key: [Unicode.Scalar]
    private let limit: Int
    /// The part of the key before the place that is looked at.
    private var beginning = String.UnicodeScalarView()
    private var questions = 0

    /// - Parameters:
    ///   - key: A find key.
    ///   - limit: The most questions that are asked.
    public init(of key: String, limit: Int) {
        self.key = Array(key.unicodeScalars)
        self.limit = limit
    }

    /// Looks for each key of the set that is one slip away (see ``Misreading``; of look-alikes, one), once each.
    ///
    /// - Parameters:
    ///   - firstKey: The first key of the set, in the order of its bytes, that is not below the given one.
    ///   - take: Gets each key that the set may have, and sees whether it has.
    /// - Returns: Whether all were looked for; false where the limit ended the search.
    public mutating func find(firstKey: (String) throws -> String?, take: (String) throws -> Void) rethrows -> Bool {
        for index in 0...key.count {
            let following: Set<Unicode.Scalar> = try followers(at: index, firstKey, take)
            guard index < key.count else { break }
            let isTwin: Bool = index > 0 && key[index] == key[index - 1]
            let next: Unicode.Scalar? = index + 1 < key.count ? key[index + 1] : nil
            if !isTwin, next.map(following.contains) ?? true { try ask(text(nil, from: index + 1), take) }
            if let next, next != key[index], following.contains(next) {
                try ask(text(next, key[index], from: index + 2), take)
            }
            guard questions < limit else { return false }
            guard following.contains(key[index]) else { return true }
            beginning.append(key[index])
        }
        return questions < limit
    }

    /// Tries each character that follows the beginning in some key: in the place of the one that stands there, and as
    /// one that is missing before it.
    private mutating func followers(
        at index: Int, _ firstKey: (String) throws -> String?, _ take: (String) throws -> Void
    ) rethrows -> Set<Unicode.Scalar> {
        var following: Set<Unicode.Scalar> = []
        // Keys hold no space: all that go on behind the beginning come after this.
        var lowest: String = String(beginning) + " "
        while questions < limit {
            questions += 1
            guard let known = try firstKey(lowest), let character = follower(in: known) else { break }
            following.insert(character)
            if index < key.count, character != key[index] {
                let other: String = text(character, from: index + 1)
                if !Self.isBelow(other, known) { try ask(other, take) }
            }
            // Beside its twin a character may be missing here or there.
            if index == 0 || character != key[index - 1] {
                let longer: String = text(character, from: index)
                if !Self.isBelow(longer, known) { try ask(longer, take) }
            }
            guard let successor = Self.successor(of: character) else { break }
            lowest = text(successor, from: key.count)
        }
        return following
    }

    private mutating func ask(_ text: String, _ take: (String) throws -> Void) rethrows {
        questions += 1
        try take(text)
    }

    /// The beginning, one or two characters, and the key from a place on.
    private func text(_ first: Unicode.Scalar?, _ second: Unicode.Scalar? = nil, from index: Int) -> String {
        var result = beginning
        if let first { result.append(first) }
        if let second { result.append(second) }
        result.append(contentsOf: key[min(index, key.count)...])
        return String(result)
    }

    /// The character of a known key that follows the beginning; nil where the key begins otherwise.
    private func follower(in known: String) -> Unicode.Scalar? {
        var scalars = known.unicodeScalars.makeIterator()
        for expected in beginning where scalars.next() != expected { return nil }
        return scalars.next()
    }

    /// The order of bytes, in which both engines keep keys.
    private static func isBelow(_ one: String, _ other: String) -> Bool {
        one.utf8.lexicographicallyPrecedes(other.utf8)
    }

    private static func successor(of character: Unicode.Scalar) -> Unicode.Scalar? {
        character.value == 0xD7FF ? "\u{E000}" : Unicode.Scalar(character.value + 1)
    }
}
