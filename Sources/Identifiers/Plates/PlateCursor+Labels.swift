/// A label found in a text.
struct LabelMatch {
    var meaning: LabelTree.Meaning
    var range: Range<Int>
    /// Whether the label may as well be the beginning of the number.
    var isAmbiguous: Bool
}

extension PlateCursor {
    /// More separators than these between two letters make no label.
    private static let largestSeparatorRun = 3

    /// The longest label that begins at an offset.
    func label(at start: Int, in tree: LabelTree = .standard) -> LabelMatch? {
        var node: Int32 = 0
        var place: Int = start
        var run = 0
        var hasBlank = false
        var hasPunctuation = false
        var best: LabelMatch?
        while place < count {
            let (scalar, next) = scalar(at: place)
            guard let letter = LabelTree.folded(scalar) else {
                place = next
                continue
            }
            if let child = tree.child(of: node, letter) {
                node = child
                place = next
                run = 0
                if let meaning = tree.meaning(of: node) {
                    // 'S N' with nothing but a blank is more likely prose than a label.
                    let isAbbreviation: Bool = tree.letterCount(of: node) <= 3
                    if !isAbbreviation || !hasBlank || hasPunctuation,
                        let match = bounded(meaning, start..<place, letter, isPunctuated: hasPunctuation)
                    {
                        best = match
                    }
                }
                continue
            }
            let blank: Int = blankLength(at: place)
            let separator: Int = separatorLength(at: place)
            guard blank + separator > 0, tree.allowsSeparator(after: node), run < Self.largestSeparatorRun else {
                break
            }
            hasBlank = hasBlank || blank > 0
            hasPunctuation = hasPunctuation || separator > 0
            run += 1
            place += max(blank, separator)
        }
        return best
    }

    /// The match, where what follows lets it be a label.
    private func bounded(
        _ meaning: LabelTree.Meaning, _ range: Range<Int>, _ lastLetter: Unicode.Scalar, isPunctuated: Bool
    ) -> LabelMatch? {
        guard range.upperBound < count else { return LabelMatch(meaning: meaning, range: range, isAmbiguous: false) }
        let following: Unicode.Scalar = scalar(at: range.upperBound).scalar.halfWidth
        let isGlueable: Bool = isPunctuated || Self.isWrittenWithoutSpaces(lastLetter)
        var isAmbiguous = false
        if following.isDigit {
            isAmbiguous = !isGlueable
        } else if following.isLetter {
            guard isGlueable else { return nil }
        } else if following == "-" || following == "_" || following == "/" {
            isAmbiguous = !isGlueable && isFollowedByValue(range.upperBound + 1)
        }
        return LabelMatch(meaning: meaning, range: range, isAmbiguous: isAmbiguous)
    }

    private func isFollowedByValue(_ offset: Int) -> Bool {
        offset < count && ASCII.isLetterOrDigit(bytes[offset])
    }

    /// Chinese, Japanese and Korean put no space between label and value.
    static func isWrittenWithoutSpaces(_ scalar: Unicode.Scalar) -> Bool {
        (0x2E80...0xD7FF).contains(scalar.value)
    }
}
