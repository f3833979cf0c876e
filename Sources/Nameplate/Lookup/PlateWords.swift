import Identifiers

/// The words of a text without labels, and the runs of neighbouring words that may together be a number.
struct PlateWords {
    /// Neighbouring words that may be one number, such as 'ST500LM012 HN'.
    struct Run: Hashable {
        var range: Range<Int>
        var text: String
        var hasDigit: Bool
    }

    /// A number among other words is at most so many of them.
    private static let longestRun = 3
    /// Words that are tried as numbers.
    private static let mostWords = 200
    /// So many words may together be one number, typed in groups as it is printed.
    private static let mostGroups = 12
    private let words: [Substring]
    /// All runs, the longest first: what the whole text says comes before what its parts say.
    let runs: [Run]

    init(_ text: String, _ fields: [PlateField]) {
        let values = fields.filter { $0.role != .date && $0.role != .assetTag && $0.role != .lot }.map(\.value)
        var words: [Substring] = []
        for value in values.isEmpty ? [text] : values {
            let parts = Self.words(of: value)
            // A line without labels is given as a whole and word by word: each word is tried once.
            if let only = parts.first, parts.count == 1, words.contains(only) { continue }
            words += parts
        }
        self.init(words: Array(words.prefix(Self.mostWords)))
    }

    private static func words(of text: String) -> [Substring] {
        text.unicodeScalars.split(whereSeparator: isSeparator).prefix(mostWords).map { Substring($0) }
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ",", ";", "|", "\"", "'", "(", ")", "<", ">", " ", "\t"..."\r": true
        default: !scalar.isASCII && scalar.properties.isWhitespace
        }
    }

    private init(words: [Substring]) {
        self.words = words
        var runs: [Run] = []
        var lengths = Array(stride(from: min(Self.longestRun, words.count), through: 1, by: -1))
        if words.count > Self.longestRun, words.count <= Self.mostGroups { lengths.insert(words.count, at: 0) }
        for length in lengths {
            for start in 0...(words.count - length) {
                let range = start..<(start + length)
                let text = length == 1 ? String(words[start]) : words[range].joined(separator: " ")
                runs.append(Run(range: range, text: text, hasDigit: text.utf8.contains { 0x30...0x39 ~= $0 }))
            }
        }
        self.runs = runs
    }

    var isEmpty: Bool { words.isEmpty }
    var isSingle: Bool { words.count == 1 }
    var count: Int { words.count }

    /// The words before and after a run.
    func without(_ run: Run) -> PlateWords {
        PlateWords(words: Array(words[..<run.range.lowerBound] + words[run.range.upperBound...]))
    }

    /// All runs with a digit.
    var numbers: [String] { runs.filter(\.hasDigit).map(\.text) }

    /// The longest single word with a digit: what somebody most likely meant as the serial number.
    var likelySerial: String? {
        runs.filter { $0.range.count == 1 && $0.hasDigit }.max { $0.text.count < $1.text.count }?.text
    }
}
