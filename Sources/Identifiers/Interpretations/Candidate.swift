extension Identifier {
    /// A text that may be a number, with what its looks tell: readers look at that first.
    public struct Candidate: Sendable {
        /// The text as it stands.
        public let text: String
        /// What the label beside it says.
        public let role: PlateField.Role
        /// How many letters and digits there are.
        public let count: Int
        /// How many digits there are.
        public let digitCount: Int
        /// Letters and digits in capitals; only the first 32.
        let compact: PackedText
        /// What else there is, white space included.
        let marks: ByteSet
        /// The first character that is no white space; 0 where there is none.
        let first: UInt8
        /// Whether anything is not ASCII.
        let isForeign: Bool

        /// Looks at a text.
        public init(_ text: String, role: PlateField.Role) {
            self.text = text
            self.role = role
            var compact = PackedText()
            var marks = ByteSet()
            var count = 0
            var digitCount = 0
            var first: UInt8 = 0
            var isForeign = false
            for byte in text.utf8 {
                if first == 0, !ASCII.isWhitespace(byte) { first = byte }
                if ASCII.isLetterOrDigit(byte) {
                    count &+= 1
                    if ASCII.isDigit(byte) { digitCount &+= 1 }
                    if compact.count < PackedText.capacity { compact.append(ASCII.uppercased(byte)) }
                } else if byte < 0x80 {
                    marks.insert(byte)
                } else {
                    isForeign = true
                }
            }
            self.compact = compact
            self.marks = marks
            self.count = count
            self.digitCount = digitCount
            self.first = first
            self.isForeign = isForeign
        }

        /// Nothing but letters and digits, perhaps in groups.
        var isPlain: Bool { !isForeign && marks.isSubset(of: Self.groups) }
        /// Nothing but digits, perhaps in groups.
        var isDigits: Bool { isPlain && digitCount == count }

        private static let groups = ByteSet("- \t\r\n".utf8)
    }

    /// How a scheme reads a candidate.
    public struct Reader: Sendable {
        /// How many letters and digits a number of the scheme has.
        public let lengths: ClosedRange<Int>
        /// Whether nothing but letters, digits, spaces and dashes can stand in it.
        public let isPlain: Bool
        /// Reads: none where it is no number of the scheme; several where it can be divided in several ways, best
        /// first.
        public let readings: @Sendable (Candidate) -> [Interpretation]

        /// Makes a reader of a scheme that reads a text in one way only.
        public init(
            lengths: ClosedRange<Int>, isPlain: Bool = true, read: @escaping @Sendable (Candidate) -> Interpretation?
        ) {
            self.lengths = lengths
            self.isPlain = isPlain
            readings = { candidate in read(candidate).map { [$0] } ?? [] }
        }

        private init(
            _ lengths: ClosedRange<Int>, _ isPlain: Bool,
            _ readings: @escaping @Sendable (Candidate) -> [Interpretation]
        ) {
            self.lengths = lengths
            self.isPlain = isPlain
            self.readings = readings
        }

        /// A reader of a scheme that may read one text in several ways.
        public static func several(
            lengths: ClosedRange<Int>, isPlain: Bool = true,
            readings: @escaping @Sendable (Candidate) -> [Interpretation]
        ) -> Reader {
            Reader(lengths, isPlain, readings)
        }

        func mayRead(_ candidate: Candidate) -> Bool {
            lengths.contains(candidate.count) && (!isPlain || candidate.isPlain)
        }
    }
}
