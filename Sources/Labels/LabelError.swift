/// Why a label cannot be made.
public struct LabelError: Error, Hashable, Sendable {
    /// The kinds of error; their raw values are API and never change.
    public enum Code: String, CaseIterable, Hashable, Sendable {
        /// A code of nothing.
        case empty = "label.empty"
        /// More than the kind of code holds.
        case tooLong = "label.tooLong"
        /// The label has no room for what it must carry in a size that can be read.
        case tooSmall = "label.tooSmall"
        /// A size that cannot be read, or that no label has.
        case size = "label.size"
        /// The encoder had no memory or found a fault in itself.
        case encoder = "label.encoder"
    }
    /// What is wrong.
    public let code: Code
    /// What is wrong and what to do, in a sentence for people.
    public let sentence: String

    init(_ code: Code, _ sentence: String) {
        self.code = code
        self.sentence = sentence
    }
}

extension LabelError: CustomStringConvertible {
    /// The sentence.
    public var description: String { sentence }
}
