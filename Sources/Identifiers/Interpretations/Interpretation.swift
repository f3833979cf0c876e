/// Everything that a text can be.
public enum Identifier {
    /// How sure a reading is; ordered.
    public enum Confidence: Int, Comparable, CaseIterable, Sendable {
        /// The form fits, as it does many texts.
        case remote
        /// The form fits.
        case possible
        /// The form fits and is rare, or a check agrees that a tenth of all texts would pass.
        case plausible
        /// A check agrees and the form is rare.
        case likely
        /// It says itself what it is: by a label, an envelope or a mark.
        case certain

        /// Less sure readings come first.
        public static func < (left: Confidence, right: Confidence) -> Bool { left.rawValue < right.rawValue }

        var raised: Confidence { Confidence(rawValue: rawValue + 1) ?? .certain }
    }

    /// One reading of a text.
    public struct Interpretation: Sendable {
        /// The number as a value of its scheme.
        public let value: any IdentifierValue
        /// How sure the reading is.
        public let confidence: Confidence
        /// Why it is read so, in a sentence for people.
        public let reason: String

        /// The scheme.
        public var scheme: Scheme { value.identifierScheme }
        /// The canonical form.
        public var text: String { value.text }

        /// Makes a reading.
        public init(_ value: any IdentifierValue, _ confidence: Confidence, _ reason: String) {
            self.value = value
            self.confidence = confidence
            self.reason = reason
        }
    }

    /// The most bytes of a text that is read as a whole; Digital Links and element strings may be that long.
    static let longest = 2048
    /// Longer texts are files, of which the beginning is read.
    private static let largestText = 262_144

    /// Every reading of a text over the schemes, best first; empty where it is no number of any.
    ///
    /// Labels, punctuation and line breaks around numbers are peeled off. Takes time in proportion to the length of the
    /// text, of which the first 256 KiB are read.
    ///
    /// - Parameters:
    ///   - text: What somebody typed, pasted or scanned.
    ///   - readers: The schemes to try, in the order in which equally sure readings are given.
    public static func interpretations(
        of text: String, readers: [Reader] = Reader.standard
    ) -> [Interpretation] {
        var found: [Interpretation] = []
        if text.utf8.count <= longest {
            read(Candidate(text, role: .unlabelled), readers, &found)
        }
        let isSettled: Bool = found.contains { $0.confidence >= .likely }
        if !isSettled {
            let text: String = beginning(of: text)
            for field in PlateText.fields(in: text) where field.range.count < text.utf8.count {
                read(Candidate(field.value, role: field.role), readers, &found)
            }
        }
        if found.count > 1 {
            // Stable: equally sure readings stay in the order of the readers.
            found = found.enumerated().sorted {
                ($1.element.confidence, $0.offset) < ($0.element.confidence, $1.offset)
            }.map(\.element)
        }
        return found
    }

    private static func beginning(of text: String) -> String {
        guard text.utf8.count > largestText else { return text }
        return String(decoding: text.utf8.prefix(largestText), as: UTF8.self)
    }

    private static func read(_ candidate: Candidate, _ readers: [Reader], _ found: inout [Interpretation]) {
        for reader in readers where reader.mayRead(candidate) {
            for reading in reader.readings(candidate) {
                let text: String = reading.text
                if !found.contains(where: { $0.scheme == reading.scheme && $0.text == text }) { found.append(reading) }
            }
        }
    }
}
