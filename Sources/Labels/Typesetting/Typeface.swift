/// A typeface: which font stands for it, the printing machine decides.
struct Typeface: Hashable, Sendable {
    /// The name of a family, or a generic one: `sans-serif`, `serif`, `monospace`.
    var family = "sans-serif"
    var isBold = false
    var isItalic = false

    /// For numbers: every character as wide as its neighbour, and 0 unlike O in most fonts.
    static let number = Typeface(family: "monospace", isBold: true)

    /// How high a line is, and where in it the base line stands, in type sizes.
    static let lineHeight = 1.2
    static let baseLine = 0.95
    /// How high capitals are, about.
    static let capitals = 0.73
}
