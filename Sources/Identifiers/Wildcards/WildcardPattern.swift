/// A pattern of text: `?` stands for any one character, `*` for any number of characters, none included. All else stands
/// for itself, byte for byte.
public struct WildcardPattern: Sendable {
    /// The most characters of a pattern: its places fit a word of 64 bits, the one behind its end included.
    public static let largestLength = 63

    /// The pattern as it is written; several stars beside each other are one.
    public let text: String
    /// Bit n: a star stands in place n.
    private let stars: UInt64
    /// Bit n: a question mark stands in place n.
    private let singles: UInt64
    /// The places of each other character of ASCII, by its code.
    private let literals: [UInt64]
    /// The places of all other characters.
    private let wideLiterals: [Unicode.Scalar: UInt64]
    private let length: Int

    /// Reads a pattern.
    ///
    /// - Throws: `identifier.empty`; `identifier.length` beyond 63 characters; `identifier.character` for control
    ///   characters and others that cannot be seen.
    public init(parsing text: some StringProtocol) throws(IdentifierError) {
        var scalars: [Unicode.Scalar] = []
        for (place, scalar) in text.unicodeScalars.enumerated() {
            guard place <= Self.largestLength * 4 else { break }
            if scalar.isInvisible {
                throw IdentifierError(
                    .character, in: "pattern", at: place, found: IdentifierError.shown(scalar),
                    expected: "a character that can be seen, ? or *")
            }
            if scalar == "*", scalars.last == "*" { continue }
            scalars.append(scalar)
        }
        guard !scalars.isEmpty else { throw IdentifierError(.empty, in: "pattern") }
        guard scalars.count <= Self.largestLength else {
            throw IdentifierError(
                .length, in: "pattern", at: Self.largestLength, found: "more than \(Self.largestLength) characters",
                expected: "at most \(Self.largestLength)")
        }
        self.init(scalars)
    }

    private init(_ scalars: [Unicode.Scalar]) {
        var (stars, singles): (UInt64, UInt64) = (0, 0)
        var literals: [UInt64] = Array(repeating: 0, count: 128)
        var wideLiterals: [Unicode.Scalar: UInt64] = [:]
        for (place, scalar) in scalars.enumerated() {
            let bit: UInt64 = 1 << UInt64(place)
            switch scalar {
            case "*": stars |= bit
            case "?": singles |= bit
            case _ where scalar.isASCII: literals[Int(scalar.value)] |= bit
            default: wideLiterals[scalar, default: 0] |= bit
            }
        }
        self.text = String(String.UnicodeScalarView(scalars))
        self.stars = stars
        self.singles = singles
        self.literals = literals
        self.wideLiterals = wideLiterals
        self.length = scalars.count
    }

    /// Whether a text has this pattern from its first character to its last.
    public func matches(_ text: some StringProtocol) -> Bool {
        var places: UInt64 = start
        for scalar in text.unicodeScalars {
            places = step(places, scalar)
            if places == 0 { return false }
        }
        return isEnd(places)
    }

    /// How many characters a text must have; nil where a star lets it have more.
    public var fixedLength: Int? { stars == 0 ? length : nil }

    // MARK: As an automaton: the set of places that may come next, a bit for each.

    /// Where every text begins.
    var start: UInt64 { closure(1) }

    /// The places after one more character; 0 where no text that goes on so has the pattern.
    func step(_ places: UInt64, _ scalar: Unicode.Scalar) -> UInt64 {
        let own: UInt64 = scalar.isASCII ? literals[Int(scalar.value)] : wideLiterals[scalar] ?? 0
        let passed: UInt64 = places & (own | singles)
        return closure(passed << 1 | places & stars)
    }

    /// Whether a text may end there.
    func isEnd(_ places: UInt64) -> Bool { places & (1 << UInt64(length)) != 0 }

    /// The bytes that stand for themselves.
    var literalBytes: ByteSet {
        ByteSet(literals.indices.lazy.filter { literals[$0] != 0 }.map { UInt8(truncatingIfNeeded: $0) })
    }

    /// A star may stand for nothing. No two stars are beside each other, so once is enough.
    private func closure(_ places: UInt64) -> UInt64 { places | (places & stars) << 1 }
}

extension WildcardPattern: Hashable {
    /// Patterns are equal where their texts are, byte for byte.
    public static func == (left: WildcardPattern, right: WildcardPattern) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    /// Hashes the text.
    public func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}

extension WildcardPattern: CustomStringConvertible {
    /// The pattern as it is written.
    public var description: String { text }
}
