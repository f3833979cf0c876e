/// What is wrong with one element string, and where.
public struct ElementFault: Error, Hashable, Sendable {
    /// Which rule is broken.
    public let reason: Reason
    /// The application identifier; nil where none was recognised.
    public let identifier: ApplicationIdentifier?
    /// Where the offending characters stand in the text that was read: offsets into its `utf8`. Empty where something
    /// is missing there.
    public let range: Range<Int>
    /// Where in the data field a reader from left to right stumbles, counted from 0; nil where there is no data field.
    /// It may lie within ``range`` where the whole field is marked.
    public let offset: Int?
    /// The offending characters, safe to show; nil where something is missing.
    public let found: String?

    init(
        _ reason: Reason, _ identifier: ApplicationIdentifier? = nil, range: Range<Int>, offset: Int? = nil,
        in bytes: Bytes
    ) {
        self.reason = reason
        self.identifier = identifier
        self.range = range
        self.offset = offset
        found = Self.shown(bytes, range)
    }

    private static let longestShown = 24

    private static func shown(_ bytes: Bytes, _ range: Range<Int>) -> String? {
        guard !range.isEmpty, range.upperBound <= bytes.count else { return nil }
        let isCut: Bool = range.count > longestShown
        let shown = range.lowerBound..<(isCut ? range.lowerBound + longestShown : range.upperBound)
        let scalars = String(decoding: bytes[shown], as: UTF8.self).unicodeScalars
        if range.count == 1, let only = scalars.first { return IdentifierError.shown(only) }
        guard scalars.allSatisfy({ $0.isASCII && ASCII.isPrintable(UInt8(truncatingIfNeeded: $0.value)) }) else {
            return scalars.map { IdentifierError.shown($0) }.joined(separator: " ")
        }
        return "'" + String(scalars) + (isCut ? "…'" : "'")
    }

    /// The same as the error of the module.
    public var error: IdentifierError {
        let subject: String = identifier.map { "data of \($0)" } ?? "GS1 message"
        return IdentifierError(
            reason.isStructural ? .gs1Structure : .gs1Content, in: subject, at: range.lowerBound, found: found,
            expected: reason.expected)
    }

    /// What is wrong and what would be right, in a sentence for people.
    public var sentence: String { error.sentence }
}
