/// A line of text with the width of each of its characters at a type size of 1.
struct MeasuredText: Hashable, Sendable {
    let characters: [Character]
    /// As wide as the characters up to there; one more than characters.
    private let ends: [Double]
    /// Whether a line may end after a character.
    private let breaks: [Bool]

    init(characters: [Character], widths: [Double], breaks: [Bool]) {
        self.characters = characters
        var ends: [Double] = [0]
        ends.reserveCapacity(characters.count + 1)
        for width in widths { ends.append((ends.last ?? 0) + width) }
        self.ends = ends
        self.breaks = breaks
    }

    func width(_ range: Range<Int>) -> Double { ends[range.upperBound] - ends[range.lowerBound] }
    var width: Double { ends.last ?? 0 }
    func text(_ range: Range<Int>) -> String { String(characters[range]) }

    /// A line without the spaces at its end.
    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var end: Int = range.upperBound
        while end > range.lowerBound, characters[end - 1] == " " { end -= 1 }
        return range.lowerBound..<end
    }

    /// Lines no wider than that, each as full as it can be.
    /// - Parameter anywhere: Whether a word may be broken.
    /// - Returns: Nil where a word is wider.
    func lines(width: Double, anywhere: Bool) -> [Range<Int>]? {
        var lines: [Range<Int>] = []
        var start = 0
        while start < characters.count {
            var end: Int = start
            var last: Int?
            while end < characters.count {
                let isSpace: Bool = characters[end] == " "
                guard isSpace || self.width(start..<(end + 1)) <= width + 1e-9 else { break }
                end += 1
                if breaks[end - 1] || anywhere { last = end }
            }
            if end == characters.count { last = end }
            guard let last, last > start else { return nil }
            lines.append(trimmed(start..<last))
            start = last
        }
        return lines.isEmpty ? [0..<0] : lines
    }

    /// The narrowest that so many lines can be.
    func balanced(_ count: Int, anywhere: Bool) -> (lines: [Range<Int>], width: Double)? {
        if count <= 1 { return ([0..<characters.count], width) }
        var low: Double = width / Double(count) * 0.98
        var high: Double = width
        guard var best = lines(width: high, anywhere: anywhere) else { return nil }
        for _ in 0..<14 {
            let middle: Double = (low + high) / 2
            if let found = lines(width: middle, anywhere: anywhere), found.count <= count {
                (best, high) = (found, middle)
            } else {
                low = middle
            }
        }
        return (best, best.map { width($0) }.max() ?? 0)
    }

    /// As many characters from the start as are no wider than that, together with an ellipsis.
    func shortened(to width: Double, ellipsis: Double) -> Int {
        var count: Int = characters.count
        while count > 0, ends[count] + ellipsis > width { count -= 1 }
        return count
    }
}
