/// What the GS1 Barcode Syntax Dictionary says of one application identifier.
public struct DictionaryEntry: Hashable, Sendable {
    /// The identifier.
    public internal(set) var identifier: ApplicationIdentifier
    /// The data title, such as `USE BY or EXPIRY`; empty where the dictionary has none.
    public let title: String
    /// Whether a separator (FNC1) must stand before the next identifier: not where the length is pre-defined.
    public let needsSeparator: Bool
    /// Whether it may stand in the query of a GS1 Digital Link.
    public let isDataAttribute: Bool
    /// The parts of the data field, from left to right.
    public let components: [Component]
    /// The attributes as they stand in the dictionary.
    public let attributes: String
    /// Identifiers that may not mark the same item.
    public let exclusions: [IdentifierPattern]
    /// Each must be met by the other identifiers that mark the item.
    public let requirements: [Requirement]
    /// The sequences of key qualifiers that may follow it in the path of a GS1 Digital Link; nil where it is no primary
    /// key there.
    public let qualifiers: [[ApplicationIdentifier]]?

    /// A part of a data field.
    public struct Component: Hashable, Sendable {
        /// Which characters may stand in it.
        public let characterSet: CharacterSet
        /// Whether the data may end before it.
        public let isOptional: Bool
        /// The fewest characters.
        public let shortest: Int
        /// The most characters.
        public let longest: Int
        /// Further rules for its content, at most three.
        public let linters: [Linter]
    }

    /// The character sets of components.
    public enum CharacterSet: Character, Hashable, Sendable {
        /// Digits.
        case numeric = "N"
        /// Character set 82.
        case set82 = "X"
        /// Character set 39.
        case set39 = "Y"
        /// Character set 64: URI-safe base 64.
        case set64 = "Z"

        var linter: Linter {
            switch self {
            case .numeric: .csetnumeric
            case .set82: .cset82
            case .set39: .cset39
            case .set64: .cset64
            }
        }
    }

    /// One of several groups of identifiers, of which all must be there.
    public struct Requirement: Hashable, Sendable {
        /// The groups, of which one is enough.
        public let alternatives: [[IdentifierPattern]]

        /// As the dictionary writes it: `01+21,02`.
        public var text: String {
            alternatives.map { $0.map(\.text).joined(separator: "+") }.joined(separator: ",")
        }
    }

    /// The fewest characters of the data field.
    public var shortest: Int { components.reduce(0) { $0 + ($1.isOptional ? 0 : $1.shortest) } }

    /// The most characters of the data field.
    public var longest: Int { components.reduce(0) { $0 + $1.longest } }
}
