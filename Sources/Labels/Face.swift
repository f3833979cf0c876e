/// A typeface by its generic family: which font stands for it, the printing machine decides. Widths are therefore
/// bounds: of the widest font that is common for the family, in thousandths of the type size.
enum Face: Sendable {
    /// For numbers: every character as wide as its neighbour, and 0 unlike O in most fonts.
    case number
    /// For names.
    case name
    /// For the small words beside the numbers.
    case caption

    var family: String { self == .number ? "monospace" : "sans-serif" }
    var weight: Int { self == .caption ? 400 : 700 }

    /// The width of a text, at most.
    func width(of text: some StringProtocol) -> Int {
        text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
    }

    private func width(of scalar: Unicode.Scalar) -> Int {
        // Chinese, Japanese and Korean characters fill a square.
        if scalar.value >= 0x1100 { return 1_000 }
        switch self {
        // DejaVu Sans Mono has 602, Courier and most others 600 or less.
        case .number: return 605
        // DejaVu Sans (Bold), the widest of the common ones.
        case .name, .caption:
            switch scalar {
            case "i", "j", "l", "I", "J", ".", ",", ":", ";", "'", "|", "!", " ", "-", "(", ")", "/": return 460
            case "m", "w", "M", "W", "@", "%", "&": return 1_110
            case "A"..."Z": return 860
            default: return scalar.value < 0x80 ? 730 : 900
            }
        }
    }

    /// The text in as few lines as let it be set in a comfortable size.
    struct Fit {
        var lines: [String]
        /// The type size in dots.
        var size: Int

        var height: Int { lines.count * Face.lineHeight(size) }
    }

    static func lineHeight(_ size: Int) -> Int { (size * 6 + 4) / 5 }

    /// Fits a text into a box, broken into at most `most` lines of like length.
    /// - Parameters:
    ///   - sizes: The smallest and the largest type size in dots.
    ///   - comfortable: A size that needs no further line break.
    /// - Returns: Nil where the smallest size does not fit either.
    func fit(
        _ text: String, width: Int, height: Int, lines most: Int, sizes: ClosedRange<Int>, comfortable: Int
    ) -> Fit? {
        var best: Fit?
        for count in 1...max(1, most) {
            let lines: [String] = broken(text, into: count)
            let widest: Int = lines.map { self.width(of: $0) }.max() ?? 0
            let high: Int = height / count * 5 / 6
            let size: Int = min(sizes.upperBound, high, widest == 0 ? sizes.upperBound : width * 1_000 / widest)
            if size > (best?.size ?? 0) { best = Fit(lines: lines, size: size) }
            if size >= min(comfortable, sizes.upperBound) { break }
        }
        return best.flatMap { $0.size >= sizes.lowerBound ? $0 : nil }
    }

    /// Lines of like length; characters stay whole, and the words of a name.
    private func broken(_ text: String, into count: Int) -> [String] {
        let characters = Array(text)
        guard characters.count >= count, count > 1 else { return [text] }
        let ends: [Int] = (1..<count).map { line in
            let even: Int = line * characters.count / count
            guard self == .name else { return even }
            let spaces = characters.indices.filter { characters[$0] == " " }
            return spaces.min { abs($0 - even) < abs($1 - even) } ?? even
        }
        return zip([0] + ends, ends + [characters.count]).map { start, end in
            let line: ArraySlice<Character> = characters[min(start, end)..<end]
            return String(self == .name && line.first == " " ? line.dropFirst() : line)
        }
    }
}
