/// How a label looks: a text that says what stands where, read once and drawn for many units.
///
///     name "Rating plate"
///     size 80 x 40
///     margin 2
///     row gap 2
///       column
///         text "{maker}" size 6-9 bold
///         space
///         text "{serial}" size 6-14 mono bold
///       code qr "{link}" module 0.375-0.75
///
/// `docs/labels.md` is the reference of the language.
public struct LabelLayout: Hashable, Sendable {
    /// What people call it.
    public internal(set) var name: String = ""
    /// What it is for, in a sentence.
    public internal(set) var about: String = ""
    /// Its size where nobody asks for another.
    public internal(set) var size = LabelSize.plate
    /// How far what is black at its edge is drawn beyond it, in millimetres, so that a cut beside the edge leaves no white.
    public internal(set) var bleed: Double = 0
    /// The fields that it needs besides ``LabelFields/standard``, and what they are.
    public internal(set) var ownFields: [OwnField] = []
    /// The text that it was read from.
    public let text: String
    var root = LayoutNode.Group(isRow: false)

    /// A field that a layout declares.
    public struct OwnField: Hashable, Sendable {
        /// Its name in braces.
        public let name: String
        /// What it holds, for whoever must give it.
        public let meaning: String
        /// A value for a label that is only looked at; nil where the layout names none.
        public let example: String?
    }

    /// Reads a layout.
    ///
    /// - Throws: `label.layout` with the line and the column; `label.picture`.
    public init(parsing text: String) throws(LabelError) {
        self.text = text
        var parser = LayoutParser(lines: try LayoutScanner.lines(of: text))
        try parser.read(into: &self)
    }

    /// The fields that it names, each once, in the order of the layout.
    public var fields: [String] {
        var found: [String] = []
        for field in Self.fields(of: .group(root)) where !found.contains(field) { found.append(field) }
        return found
    }

    private static func fields(of node: LayoutNode) -> [String] {
        switch node {
        case .group(let group): group.children.flatMap(fields)
        case .text(let text): text.content.fields
        case .code(let code): code.content.fields
        case .line, .space, .picture: []
        }
    }

    /// The GS1 element strings of its codes, filled in; for whoever checks them by rules of their own.
    ///
    /// - Throws: `label.field`, `label.content`.
    public func gs1Elements(of fields: LabelFields) throws(LabelError) -> [[GS1Element]] {
        var found: [[GS1Element]] = []
        for code in Self.codes(of: .group(root)) where code.symbology.holdsGS1 {
            if code.isOptional, !code.content.isFilled(by: fields) { continue }
            found.append(try GS1Element.list(of: code.content.filled(with: fields)))
        }
        return found
    }

    private static func codes(of node: LayoutNode) -> [LayoutNode.Code] {
        switch node {
        case .group(let group): group.children.flatMap(codes)
        case .code(let code): [code]
        case .text, .line, .space, .picture: []
        }
    }
}
