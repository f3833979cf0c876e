/// Why no code was read from a photo.
public struct PhotoError: Error, Hashable, Sendable {
    /// The kinds of error; their raw values are API and never change.
    public enum Code: String, CaseIterable, Hashable, Sendable {
        /// No JPEG, PNG or WebP picture.
        case notPicture = "photo.notPicture"
        /// More bytes or pixels than are read.
        case tooLarge = "photo.tooLarge"
        /// A picture that cannot be decoded.
        case damaged = "photo.damaged"
        /// A picture on which no code is found.
        case noCode = "photo.noCode"
        /// The reader had no memory or found a fault in itself.
        case reader = "photo.reader"
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

extension PhotoError: CustomStringConvertible {
    /// The sentence.
    public var description: String { sentence }
}
