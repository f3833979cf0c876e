/// How a manufacturer builds model numbers: what stands where, and what it says of the model, as a data sheet explains it.
///
/// The first line is the pattern; the others say what codes and numbers mean:
///
///     FJ-{capacity:3}{type}{colour}
///     capacity = Capacity: # L
///     type = Type: single door
///     type C = Type: combi; Doors: 2
///     colour = Colour: white
///     colour S = Colour: silver
///
/// `{name}` is one of the codes of that name, of which the one without a code stands for nothing in its place. `{name:3}` is
/// a number of three digits, `{name:2-4}` of two to four; `#` in what it means is the number, without leading zeros,
/// `#*100` and `#/10` are multiples and fractions of it. `{name:*}` may be anything. What is left over in a number is not
/// explained. Blank lines and lines that begin with `//` say nothing.
///
/// Numbers are read by their ``FindKey``: case, spaces, dashes, dots and slashes do not matter.
public struct Nomenclature: Hashable, Sendable {
    /// What a code or a number says.
    public struct Meaning: Hashable, Sendable {
        /// The specification's name.
        public var name: String
        /// Its value as people write it, such as `320 L`.
        public var value: String
    }

    /// A stretch of a number that has a meaning.
    public struct Segment: Hashable, Sendable {
        /// Which place of the pattern it fills; nil for text that every such number has.
        public var field: String?
        /// What stands there, as in the number's find key.
        public var code: String
        /// What it says; nothing for text, and for what is not explained.
        public var meanings: [Meaning]
    }

    enum Part: Hashable, Sendable {
        case text(String)
        /// One of the codes of the field.
        case codes(String)
        case number(String, digits: ClosedRange<Int>)
        case anything(String)
    }

    /// The most characters of the text that tells it.
    public static let longestText = 100_000
    static let mostParts = 60
    static let mostCodes = 2_000

    /// As it is told.
    public let text: String
    let parts: [Part]
    /// What the codes of each field mean, by the code's find key.
    let codes: [String: [String: [Meaning]]]
    /// What the numbers of each field mean, with `#` in its place.
    let numbers: [String: [Meaning]]

    /// Reads how numbers are built.
    /// - Throws: ``NomenclatureError`` with the line.
    public init(parsing text: String) throws(NomenclatureError) {
        self = try NomenclatureReader.read(text)
    }

    init(text: String, parts: [Part], codes: [String: [String: [Meaning]]], numbers: [String: [Meaning]]) {
        self.text = text
        self.parts = parts
        self.codes = codes
        self.numbers = numbers
    }

    /// The pattern, which is the first line.
    public var pattern: String {
        text.split(whereSeparator: \.isNewline).map(String.init).first { !$0.hasPrefix("//") } ?? ""
    }

    /// What a number says, from its beginning to its end; nil where it is not built so.
    ///
    /// Where a number can be read in several ways, the longer code goes before the shorter one at the first place where they
    /// part.
    public func explain(_ number: some StringProtocol) -> [Segment]? {
        let key = Array(FindKey.fold(number).unicodeScalars)
        guard !key.isEmpty, key.count <= ModelNumber.largestLength else { return nil }
        var failed: Set<Int> = []
        return explain(key, from: 0, part: 0, &failed)
    }

    /// - Parameter failed: the pairs of a place and a part from which no way leads to the end.
    private func explain(_ key: [Unicode.Scalar], from place: Int, part: Int, _ failed: inout Set<Int>) -> [Segment]? {
        guard part < parts.count else { return place == key.count ? [] : nil }
        let pair = place * (parts.count + 1) + part
        guard !failed.contains(pair) else { return nil }
        for (length, segment) in choices(key, from: place, parts[part]) {
            if let rest = explain(key, from: place + length, part: part + 1, &failed) {
                return segment.map { [$0] + rest } ?? rest
            }
        }
        failed.insert(pair)
        return nil
    }

    /// What may stand at a place, the longest first; without a segment where nothing stands there and nothing is meant.
    private func choices(_ key: [Unicode.Scalar], from place: Int, _ part: Part) -> [(Int, Segment?)] {
        func text(_ length: Int) -> String { String(String.UnicodeScalarView(key[place..<place + length])) }
        let room = key.count - place
        switch part {
        case .text(let expected):
            let length = expected.unicodeScalars.count
            guard length <= room, text(length) == expected else { return [] }
            return [(length, length == 0 ? nil : Segment(field: nil, code: expected, meanings: []))]
        case .codes(let field):
            let known = codes[field] ?? [:]
            let longest = min(room, known.keys.map(\.unicodeScalars.count).max() ?? 0)
            return (0...longest).reversed().compactMap { length in
                let code = text(length)
                return known[code].map { (length, Segment(field: field, code: code, meanings: $0)) }
            }
        case .number(let field, let digits):
            guard digits.lowerBound <= room else { return [] }
            return (digits.lowerBound...min(digits.upperBound, room)).reversed().compactMap { length in
                let code = text(length)
                guard code.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
                let meanings = (numbers[field] ?? []).map {
                    Meaning(name: $0.name, value: Self.value(of: $0.value, for: code))
                }
                return (length, Segment(field: field, code: code, meanings: meanings))
            }
        case .anything(let field):
            return (0...room).map { length in
                (length, length == 0 ? nil : Segment(field: field, code: text(length), meanings: []))
            }
        }
    }

    /// A value with the number in the place of `#`, `#*100` or `#/10`.
    static func value(of template: String, for digits: String) -> String {
        guard let mark = template.firstIndex(of: "#") else { return template }
        let number = digits.drop { $0 == "0" }
        let rest = template[template.index(after: mark)...]
        var (shown, end) = (number.isEmpty ? "0" : String(number), rest.startIndex)
        if let sign = rest.first, sign == "*" || sign == "/" {
            let factor = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
            if let scaled = scaled(shown, sign, String(factor)) {
                shown = scaled
                end = factor.endIndex
            }
        }
        return template[..<mark] + shown + rest[end...]
    }

    /// An exact multiple, or an exact fraction by a power of ten; nil for other fractions.
    private static func scaled(_ number: String, _ sign: Character, _ factor: String) -> String? {
        guard let value = Int64(number), let by = Int64(factor), by > 0 else { return nil }
        if sign == "*" {
            let (product, overflow) = value.multipliedReportingOverflow(by: by)
            return overflow ? nil : String(product)
        }
        guard factor.first == "1", factor.dropFirst().allSatisfy({ $0 == "0" }) else { return nil }
        let places = factor.utf8.count - 1
        guard places > 0 else { return number }
        let padded = String(repeating: "0", count: max(0, places + 1 - number.utf8.count)) + number
        let fraction = padded.suffix(places)
        let kept = fraction.reversed().drop { $0 == "0" }.reversed()
        return padded.dropLast(places) + (kept.isEmpty ? "" : "." + String(kept))
    }
}

/// Why a text does not tell how numbers are built.
public struct NomenclatureError: Error, Hashable, Sendable {
    /// Counted from 1.
    public var line: Int
    /// What is wrong and what would be right.
    public var sentence: String
}
