/// A rule that writes and reads the serial numbers of a model, such as
/// `{plant:2}{yy}{ww}{seq:6}{check:mod37-36}`.
///
/// A pattern is printable ASCII. `{{` and `}}` stand for braces; fields are those of ``Piece``. There is exactly one
/// sequence field, scrambled or not, and at most one of every other field; all fields have a fixed length, so that every serial has the
/// same ``length``, at most 64.
///
/// **What the check covers.** All other printed characters in printed order, whether they stand before or after it,
/// except characters of *literals* that the algorithm's alphabet lacks, such as a dash: those are skipped. Fields never
/// print such characters: codes of plants and lines are held to the algorithm's alphabet, other fields that it cannot
/// cover are refused.
public struct SerialFormat: Sendable {
    /// The most characters of a serial.
    public static let largestLength = 64

    /// The pattern in canonical spelling: parsing it gives an equal format.
    public let pattern: String
    /// The elements in printed order; adjacent literals are one.
    public let pieces: [Piece]
    /// How many characters each serial has.
    public let length: Int
    /// How many sequence numbers there are: 0 up to this number, exclusive.
    public let room: Int64
    /// What must be known to print a serial.
    public let needs: Needs

    let layout: SerialLayout
    /// What a scrambled sequence number is written and read with.
    var scrambling: SerialScrambling?

    /// Reads a pattern.
    ///
    /// - Throws: the `format.…` codes, with the position in the pattern.
    public init(parsing pattern: some StringProtocol) throws(IdentifierError) {
        var parser = SerialPatternParser(pattern)
        let elements: [SerialPatternParser.Element] = try parser.elements()
        self = try SerialFormat(elements)
    }

    /// What a serial says besides its sequence number.
    public struct Fields: Hashable, Sendable {
        /// The plant's code, capital letters and digits, exactly as long as its field.
        public var plant: String?
        /// The production line's code, capital letters and digits, exactly as long as its field.
        public var line: String?
        /// The date of production, at least as precise as the format needs.
        public var date: CivilDate?

        /// Makes the fields; those that the format does not print are ignored.
        public init(plant: String? = nil, line: String? = nil, date: CivilDate? = nil) {
            self.plant = plant
            self.line = line
            self.date = date
        }
    }

    /// Which fields a format prints.
    public struct Needs: Hashable, Sendable {
        /// The length of the plant's code; nil where none is printed.
        public let plant: Int?
        /// The length of the line's code; nil where none is printed.
        public let line: Int?
        /// How precise a date is needed; nil where none is printed.
        public let date: CivilDate.Precision?
    }
}

extension SerialFormat: Hashable {
    /// Formats are equal where their canonical patterns are.
    public static func == (left: SerialFormat, right: SerialFormat) -> Bool { left.pattern == right.pattern }

    /// Hashes the canonical pattern.
    public func hash(into hasher: inout Hasher) { hasher.combine(pattern) }
}

extension SerialFormat: CustomStringConvertible {
    /// The canonical pattern.
    public var description: String { pattern }
}

extension SerialFormat {
    /// The sequence field.
    public var sequence: (length: Int, alphabet: SerialAlphabet) {
        (layout.sequence.count, layout.alphabet)
    }

    /// The check algorithm; nil where there is none.
    public var check: CheckCharacter? { layout.check }

    init(_ elements: [SerialPatternParser.Element]) throws(IdentifierError) {
        let pieces: [Piece] = Self.merged(elements.map(\.piece))
        let length: Int = pieces.reduce(0) { $0 + $1.length }
        try Self.checkFields(elements, length: length)
        let layout: SerialLayout = try SerialLayout(pieces, elements: elements)
        self.pieces = pieces
        self.length = length
        self.layout = layout
        self.room = try Self.room(elements)
        self.needs = Self.needs(pieces)
        self.pattern = pieces.map(\.pattern).joined()
    }

    private static func merged(_ pieces: [Piece]) -> [Piece] {
        var result: [Piece] = []
        for piece in pieces {
            if case .literal(let text) = piece, case .literal(let previous)? = result.last {
                result[result.count - 1] = .literal(previous + text)
            } else {
                result.append(piece)
            }
        }
        return result
    }

    private static func checkFields(
        _ elements: [SerialPatternParser.Element], length: Int
    ) throws(IdentifierError) {
        for (index, element) in elements.enumerated() {
            if elements[..<index].contains(where: { $0.piece.isSameField(as: element.piece) }) {
                throw .format(.formatRepeatedField, "\(element.piece.pattern) repeats a field", at: element.position)
            }
            let rivals: [Piece]
            switch element.piece {
            case .week: rivals = [.month, .day, .dayOfYear]
            case .dayOfYear: rivals = [.month, .day]
            default: rivals = []
            }
            if let rival = elements.first(where: { rivals.contains($0.piece) }) {
                throw .format(
                    .formatConflict, "\(element.piece.pattern) contradicts \(rival.piece.pattern)",
                    at: max(element.position, rival.position), expected: "the date in one form only")
            }
        }
        let hasSequence: Bool = elements.contains {
            $0.piece.sequence != nil
        }
        guard hasSequence else {
            throw .format(.formatNoSequence, "it has no sequence number", expected: "a field such as {seq:6}")
        }
        guard length <= largestLength else {
            throw .format(
                .formatTooLong, "its serials have \(length) characters", expected: "at most \(largestLength)")
        }
        for edge in [elements.first, elements.last] {
            guard let edge, case .literal(let text) = edge.piece else { continue }
            let isBlank: Bool = edge == elements.first ? text.hasPrefix(" ") : text.hasSuffix(" ")
            if isBlank {
                throw .format(.formatSyntax, "a serial cannot begin or end with a space", at: edge.position)
            }
        }
    }

    private static func room(_ elements: [SerialPatternParser.Element]) throws(IdentifierError) -> Int64 {
        var room: Int64 = 1
        for element in elements {
            guard let sequence = element.piece.sequence else { continue }
            for _ in 0..<sequence.length {
                let (product, overflow) = room.multipliedReportingOverflow(by: Int64(sequence.alphabet.base))
                guard !overflow else {
                    throw .format(
                        .formatTooLarge, "\(element.piece.pattern) counts beyond 9223372036854775807",
                        at: element.position, expected: "fewer digits")
                }
                room = product
            }
            guard !element.piece.isScrambled || room >= FF1.smallestDomain else {
                throw .format(
                    .formatTooSmall, "\(element.piece.pattern) has only \(room) numbers to hide among",
                    at: element.position, expected: "more digits: at least a million numbers")
            }
        }
        return room
    }

    private static func needs(_ pieces: [Piece]) -> Needs {
        var plant: Int?
        var line: Int?
        var date: CivilDate.Precision?
        for piece in pieces {
            switch piece {
            case .plant(let length): plant = length
            case .line(let length): line = length
            case .year: date = max(date ?? .year, .year)
            case .month: date = max(date ?? .month, .month)
            case .week, .day, .dayOfYear: date = .day
            case .literal, .sequence, .scrambled, .check: break
            }
        }
        return Needs(plant: plant, line: line, date: date)
    }
}

extension IdentifierError {
    /// An error about a pattern.
    static func format(
        _ code: Code, _ found: String, at position: Int? = nil, expected: String? = nil
    ) -> IdentifierError {
        IdentifierError(code, in: "format", at: position, found: found, expected: expected)
    }
}
