/// Why a label cannot be made.
public struct LabelError: Error, Hashable, Sendable {
    /// The kinds of error; their raw values are API and never change.
    public enum Code: String, CaseIterable, Hashable, Sendable {
        /// A code of nothing.
        case empty = "label.empty"
        /// More than the kind of code holds.
        case tooLong = "label.tooLong"
        /// What the kind of code cannot hold, or GS1's rules forbid.
        case content = "label.content"
        /// The label has no room for what it must carry in a size that can be read.
        case tooSmall = "label.tooSmall"
        /// A size that cannot be read, or that no label has.
        case size = "label.size"
        /// A field that the layout needs and nobody gave.
        case field = "label.field"
        /// A layout that cannot be read; the position says where.
        case layout = "label.layout"
        /// A picture that cannot be read.
        case picture = "label.picture"
        /// No font of the machine has a character of the text.
        case font = "label.font"
        /// A sheet that cannot be read, or too small for its labels.
        case sheet = "label.sheet"
        /// A resolution that no printer has.
        case resolution = "label.resolution"
        /// The encoder had no memory or found a fault in itself.
        case encoder = "label.encoder"
    }
    /// A place in a layout's text, both from 1; columns count characters.
    public struct Position: Hashable, Sendable {
        /// The line.
        public let line: Int
        /// The column.
        public let column: Int

        init(_ line: Int, _ column: Int) {
            self.line = line
            self.column = column
        }
    }
    /// What is wrong.
    public let code: Code
    /// What is wrong and what to do, in a sentence for people.
    public let sentence: String
    /// Where in the layout.
    public let position: Position?

    /// Which part of the order is at fault: `layout`, `fields`, `size`, `sheet`, `dpi`.
    public var field: String {
        switch code {
        case .layout, .picture: "layout"
        case .field, .empty, .content, .font: "fields"
        case .sheet: "sheet"
        case .resolution: "dpi"
        case .tooLong, .tooSmall, .size, .encoder: "size"
        }
    }

    init(_ code: Code, _ sentence: String, at position: Position? = nil) {
        self.code = code
        self.sentence = position.map { "Line \($0.line), column \($0.column): \(sentence)" } ?? sentence
        self.position = position
    }
}

extension LabelError: CustomStringConvertible {
    /// The sentence.
    public var description: String { sentence }
}
