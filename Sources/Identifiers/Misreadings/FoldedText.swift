/// The characters of a text that its find key keeps, each with the place where it stands: two texts are compared by
/// what was meant, and a difference is told by its place in what was typed.
struct FoldedText: Sendable {
    struct Character: Sendable {
        /// As typed, but for full-width forms.
        var typed: Unicode.Scalar
        /// As the find key has it.
        var folded: Unicode.Scalar
        /// Its place in the text, in characters from 0.
        var position: Int
    }

    let characters: [Character]
    /// How many characters the whole text has.
    let length: Int

    /// - Parameter limit: Characters past it are not read.
    init(_ text: some StringProtocol, limit: Int = .max) {
        var characters: [Character] = []
        var position = 0
        for scalar in text.unicodeScalars {
            if position >= limit { break }
            if let folded = FindKey.folding(scalar) {
                characters.append(Character(typed: scalar.halfWidth, folded: folded, position: position))
            }
            position += 1
        }
        self.characters = characters
        self.length = position
    }

    var count: Int { characters.count }

    /// The folded characters; 0 beyond ASCII, where no serial format prints anything.
    var bytes: [UInt8] { characters.map { Self.byte($0.folded) } }
    /// The same as typed.
    var typedBytes: [UInt8] { characters.map { Self.byte($0.typed) } }

    private static func byte(_ scalar: Unicode.Scalar) -> UInt8 {
        scalar.isASCII ? UInt8(truncatingIfNeeded: scalar.value) : 0
    }
}
