/// Text from outside in a form that parsers can read, with a report of what was changed.
///
/// Full-width forms become ASCII, special spaces and control characters become spaces, marks of direction and other
/// invisible characters disappear. Line feeds stay; carriage returns become line feeds.
public struct CleanText: Hashable, Sendable {
    /// The text to be read.
    public let text: String
    /// What was changed.
    public let changes: Changes

    /// What cleaning changed; some of it is worth telling the person who typed the text.
    public struct Changes: OptionSet, Hashable, Sendable {
        /// The bits.
        public let rawValue: Int

        /// Makes a set from its bits.
        public init(rawValue: Int) { self.rawValue = rawValue }

        /// Full-width letters, digits or punctuation were narrowed.
        public static let fullWidth = Changes(rawValue: 1)
        /// Control characters became spaces.
        public static let control = Changes(rawValue: 2)
        /// No-break and other special spaces became spaces.
        public static let spaces = Changes(rawValue: 4)
        /// Marks of direction, zero-width and other invisible characters were removed.
        public static let invisible = Changes(rawValue: 8)
        /// Bytes that are no text were replaced.
        public static let undecodable = Changes(rawValue: 16)
        /// The text was cut at the limit.
        public static let cut = Changes(rawValue: 32)
    }

    /// Cleans a text.
    ///
    /// - Parameters:
    ///   - text: Anything.
    ///   - limit: The most characters (Unicode scalars) to read; the rest is cut off unread.
    public init(_ text: some StringProtocol, limit: Int) {
        if text.utf8.count <= limit, text.utf8.allSatisfy({ (0x20...0x7E).contains($0) || $0 == ASCII.lineFeed }) {
            // What people type, mostly: nothing to change.
            self.text = String(text)
            self.changes = []
            return
        }
        var result = String.UnicodeScalarView()
        var changes: Changes = []
        var count = 0
        var afterReturn = false
        for scalar in text.unicodeScalars {
            guard count < limit else {
                changes.insert(.cut)
                break
            }
            count += 1
            let isPairedFeed: Bool = afterReturn && scalar == "\n"
            afterReturn = scalar == "\r"
            if isPairedFeed { continue }
            if let kept = Self.cleaned(scalar, &changes) { result.append(kept) }
        }
        self.text = String(result)
        self.changes = changes
    }

    /// Cleans bytes that claim to be UTF-8.
    public init(utf8 bytes: some Sequence<UInt8>, limit: Int) {
        // A character has at most four bytes, so a prefix is enough and a flood is never decoded.
        let (bytesLimit, overflow) = limit.multipliedReportingOverflow(by: 4)
        let prefix = bytes.prefix(overflow ? limit : bytesLimit + 4)
        self.init(String(decoding: Array(prefix), as: UTF8.self), limit: limit)
    }

    private static func cleaned(_ scalar: Unicode.Scalar, _ changes: inout Changes) -> Unicode.Scalar? {
        switch scalar.value {
        case 0x20...0x7E, 0x0A: return scalar
        case 0x0D: return "\n"
        case 0x09: return " "
        case 0x85, 0x2028, 0x2029: return "\n"
        case 0x00...0x1F, 0x7F...0x9F:
            changes.insert(.control)
            return " "
        case 0xFFFD:
            changes.insert(.undecodable)
            return " "
        default: break
        }
        let narrow: Unicode.Scalar = scalar.halfWidth
        if narrow != scalar {
            changes.insert(.fullWidth)
            return narrow
        }
        if scalar.isSpace {
            changes.insert(.spaces)
            return " "
        }
        if scalar.isInvisible {
            changes.insert(.invisible)
            return nil
        }
        return scalar
    }

    /// What was changed, in sentences for people; empty where nothing worth telling was.
    public var notes: [String] {
        var notes: [String] = []
        if changes.contains(.cut) { notes.append("The text was too long; only its beginning was read.") }
        if changes.contains(.undecodable) { notes.append("Some bytes were no text (UTF-8) and were read as spaces.") }
        if changes.contains(.control) { notes.append("Control characters were read as spaces.") }
        if changes.contains(.invisible) { notes.append("Invisible characters were removed.") }
        if changes.contains(.fullWidth) { notes.append("Full-width characters were read as ordinary ones.") }
        return notes
    }
}
