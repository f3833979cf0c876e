/// How a copy of a number differs from the number: one slip, or the same kind of look-alike a few times.
///
/// What the find key folds away (case, separators, O for 0 and I for 1) is no difference.
public struct Misreading: Hashable, Sendable {
    /// The slips, the likeliest first.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// Characters that look alike stand for one another.
        case confusable
        /// Two neighbours stand the other way round.
        case swapped
        /// Another character.
        case wrong
        /// A character was left out.
        case missing
        /// There is a character too many.
        case extra
    }

    /// One place where the two differ.
    public struct Place: Hashable, Sendable {
        /// In the copy, in characters from 0; for a missing character, where it belongs.
        public let position: Int
        /// In the original, in characters from 0; for a character too many, before which it stands.
        public let originalPosition: Int
        /// What the copy has there: one character, two that are swapped, none where it is missing.
        public let found: String
        /// What the original has there: one character, two that are swapped, none where the copy has one too many.
        public let expected: String
    }

    /// What happened.
    public let kind: Kind
    /// Where; several places only for look-alikes.
    public let places: [Place]
    /// How many characters the copy has.
    private let length: Int

    /// Look-alikes in more places than this are no misreading any more.
    public static let mostLookAlikes = 4

    /// Compares a copy with what it may be a copy of; nil where they differ by nothing, or by more than a slip.
    public init?(of copy: some StringProtocol, from original: some StringProtocol) {
        self.init(of: FoldedText(copy), from: FoldedText(original))
    }

    init?(of copy: FoldedText, from original: FoldedText) {
        let (typed, meant) = (copy.characters, original.characters)
        length = copy.length
        switch typed.count - meant.count {
        case 0:
            let differing: [Int] = typed.indices.filter { typed[$0].folded != meant[$0].folded }
            guard let first = differing.first else { return nil }
            func place(_ index: Int, _ count: Int = 1) -> Place {
                Place(
                    position: typed[index].position, originalPosition: meant[index].position,
                    found: Self.text(typed[index..<(index + count)]),
                    expected: Self.text(meant[index..<(index + count)]))
            }
            if differing.count == 2, differing[1] == first + 1, typed[first].folded == meant[first + 1].folded,
                typed[first + 1].folded == meant[first].folded
            {
                kind = .swapped
                places = [place(first, 2)]
            } else if differing.count <= Self.mostLookAlikes,
                differing.allSatisfy({ Self.areAlike(typed[$0].folded, meant[$0].folded) })
            {
                kind = .confusable
                places = differing.map { place($0) }
            } else if differing.count == 1 {
                kind = .wrong
                places = [place(first)]
            } else {
                return nil
            }
        case -1:
            guard let index = Self.additional(in: meant, beside: typed) else { return nil }
            kind = .missing
            places = [
                Place(
                    position: index < typed.count ? typed[index].position : copy.length,
                    originalPosition: meant[index].position, found: "", expected: Self.text(meant[index...index]))
            ]
        case 1:
            guard let index = Self.additional(in: typed, beside: meant) else { return nil }
            kind = .extra
            places = [
                Place(
                    position: typed[index].position,
                    originalPosition: index < meant.count ? meant[index].position : original.length,
                    found: Self.text(typed[index...index]), expected: "")
            ]
        default:
            return nil
        }
    }

    /// The place of the one character that the longer text has and the shorter has not.
    private static func additional(
        in longer: [FoldedText.Character], beside shorter: [FoldedText.Character]
    ) -> Int? {
        let index: Int = shorter.indices.first { shorter[$0].folded != longer[$0].folded } ?? shorter.count
        return shorter[index...].elementsEqual(longer[(index + 1)...], by: { $0.folded == $1.folded }) ? index : nil
    }

    private static func areAlike(_ one: Unicode.Scalar, _ other: Unicode.Scalar) -> Bool {
        one.isASCII && other.isASCII
            && LookAlikes.contains(UInt8(truncatingIfNeeded: one.value), UInt8(truncatingIfNeeded: other.value))
    }

    private static func text(_ characters: ArraySlice<FoldedText.Character>) -> String {
        String(String.UnicodeScalarView(characters.map(\.typed)))
    }
}

extension Misreading.Kind: Comparable {
    /// The likelier slip comes first.
    public static func < (left: Misreading.Kind, right: Misreading.Kind) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .confusable: 0
        case .swapped: 1
        case .wrong: 2
        case .missing: 3
        case .extra: 4
        }
    }
}

extension Misreading {
    /// What differs, in a sentence for people that is safe to show.
    public var sentence: String {
        guard let place = places.first else { return "" }
        let ordinals: String = Self.list(places.map { IdentifierError.ordinal($0.position) })
        switch kind {
        case .confusable, .wrong:
            let (noun, verb): (String, String) = places.count == 1 ? ("character", "is") : ("characters", "are")
            let expected: String = Self.list(places.map { Self.shown($0.expected) })
            return "The \(ordinals) \(noun) \(verb) \(expected), not \(Self.list(places.map { Self.shown($0.found) }))."
        case .swapped:
            return "From the \(ordinals) character on it is \(Self.shown(place.expected)), "
                + "not \(Self.shown(place.found))."
        case .missing where place.position >= length: return "At the end \(Self.shown(place.expected)) is missing."
        case .missing: return "Before the \(ordinals) character \(Self.shown(place.expected)) is missing."
        case .extra: return "The \(ordinals) character, \(Self.shown(place.found)), is one too many."
        }
    }

    /// What cannot stand in the copy, without saying what stands in the original.
    public var doubt: String {
        let doubts: [String] = places.filter { !$0.found.isEmpty }.map {
            "the \(IdentifierError.ordinal($0.position)) character cannot be \(Self.shown($0.found))"
        }
        return Self.list(doubts) + " here"
    }

    private static func list(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }

    private static func shown(_ text: String) -> String {
        let scalars = text.unicodeScalars
        if let only = scalars.first, scalars.count == 1 { return IdentifierError.shown(only) }
        let isPlain: Bool = scalars.allSatisfy { $0.isASCII && ASCII.isPrintable(UInt8(truncatingIfNeeded: $0.value)) }
        return isPlain ? "'\(text)'" : scalars.map(IdentifierError.shown).joined(separator: " ")
    }
}
