/// Finds, in an ordered set of find keys, those of which a key may be a misread copy, without listing what could be.
///
/// The set is asked which characters follow each beginning of the key, and only those are tried. In a set of numbers that
/// takes far fewer questions than the alphabet has spellings, and it knows every script. It ends where no key of the set
/// begins as the text does.
public struct KeyNeighbours {
    private let key: [Unicode.Scalar]
    private let bytes: [UInt8]
    /// Where each character begins in the bytes, and where the last ends.
    private let offsets: [Int]
    private let limit: Int
    private var questions = 0

    /// - Parameters:
    ///   - key: A find key.
    ///   - limit: The most questions that are asked.
    public init(of key: String, limit: Int) {
        self.key = Array(key.unicodeScalars)
        self.limit = limit
        bytes = Array(key.utf8)
        var offsets: [Int] = [0]
        for scalar in self.key { offsets.append(offsets[offsets.count - 1] + UTF8.width(scalar)) }
        self.offsets = offsets
    }

    /// Looks for each key of the set that is one slip away (see ``Misreading``; of look-alikes, one), once each.
    ///
    /// - Parameters:
    ///   - firstKey: The first key of the set, in the order of its bytes, that is not below the given one.
    ///   - take: Gets each key that the set may have, and sees whether it has.
    /// - Returns: Whether all were looked for; false where the limit ended the search.
    public mutating func find(firstKey: (String) throws -> String?, take: (String) throws -> Void) rethrows -> Bool {
        for index in 0...key.count {
            let next: Unicode.Scalar? = index + 1 < key.count ? key[index + 1] : nil
            let (goesOn, hasNext) = try followers(at: index, firstKey, take)
            guard index < key.count else { break }
            let isTwin: Bool = index > 0 && key[index] == key[index - 1]
            if !isTwin, next == nil || hasNext { try ask(text(index, nil, from: index + 1), take) }
            if let next, next != key[index], hasNext {
                try ask(text(index, next, key[index], from: index + 2), take)
            }
            guard questions < limit else { return false }
            guard goesOn else { return true }
        }
        return questions < limit
    }

    /// Tries each character that follows the key's first characters in some key of the set: in the place of the one that
    /// stands there, and as one that is missing before it.
    ///
    /// - Returns: Whether the key's own character follows there, and whether the one after that does.
    private mutating func followers(
        at index: Int, _ firstKey: (String) throws -> String?, _ take: (String) throws -> Void
    ) rethrows -> (own: Bool, next: Bool) {
        var follows = (own: false, next: false)
        // Keys hold no space: all that go on behind the beginning come after this.
        var lowest: String = text(index, " ", from: key.count)
        while questions < limit {
            questions += 1
            guard var known = try firstKey(lowest), let character = follower(in: &known, at: index) else { break }
            follows.own = follows.own || (index < key.count && character == key[index])
            follows.next = follows.next || (index + 1 < key.count && character == key[index + 1])
            if index < key.count, character != key[index] {
                let other: String = text(index, character, from: index + 1)
                if !Self.isBelow(other, known) { try ask(other, take) }
            }
            // Beside its twin a character may be missing here or there.
            if index == 0 || character != key[index - 1] {
                let longer: String = text(index, character, from: index)
                if !Self.isBelow(longer, known) { try ask(longer, take) }
            }
            guard let successor = Self.successor(of: character) else { break }
            lowest = text(index, successor, from: key.count)
        }
        return follows
    }

    private mutating func ask(_ text: String, _ take: (String) throws -> Void) rethrows {
        questions += 1
        try take(text)
    }

    /// The key's characters before one place, one or two others, and its characters from another place on.
    private func text(
        _ end: Int, _ first: Unicode.Scalar?, _ second: Unicode.Scalar? = nil, from start: Int
    ) -> String {
        let beginning: ArraySlice<UInt8> = bytes[..<offsets[end]]
        let rest: ArraySlice<UInt8> = bytes[offsets[min(start, key.count)]...]
        return String(unsafeUninitializedCapacity: beginning.count + rest.count + 8) { buffer in
            var count: Int = buffer.update(fromContentsOf: beginning)
            if let first { Self.append(first, to: buffer, &count) }
            if let second { Self.append(second, to: buffer, &count) }
            return UnsafeMutableBufferPointer(rebasing: buffer[count...]).update(fromContentsOf: rest) + count
        }
    }

    private static func append(
        _ scalar: Unicode.Scalar, to buffer: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int
    ) {
        UTF8.encode(scalar)?.forEach { byte in
            buffer[count] = byte
            count += 1
        }
    }

    /// The character of a known key that follows the key's first characters; nil where it begins otherwise.
    private func follower(in known: inout String, at index: Int) -> Unicode.Scalar? {
        let length: Int = offsets[index]
        return known.withUTF8 { known in
            guard known.count > length, known.prefix(length).elementsEqual(bytes[..<length]) else { return nil }
            return PlateCursor(bytes: known).scalar(at: length).scalar
        }
    }

    /// The order of bytes, in which both engines keep keys.
    private static func isBelow(_ one: String, _ other: String) -> Bool {
        one.utf8.lexicographicallyPrecedes(other.utf8)
    }

    private static func successor(of character: Unicode.Scalar) -> Unicode.Scalar? {
        character.value == 0xD7FF ? "\u{E000}" : Unicode.Scalar(character.value + 1)
    }
}
