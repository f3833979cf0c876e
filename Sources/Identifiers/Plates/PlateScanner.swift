/// One pass over a text from label to label.
struct PlateScanner {
    private let cursor: PlateCursor
    private(set) var fields: [PlateField] = []
    private var place = 0
    /// Where the text without a label begins that has been passed over.
    private var looseStart = 0
    /// Labels of this line without a value so far: the head of a table, perhaps.
    private var heads: [(role: PlateField.Role, label: Range<Int>)] = []

    /// Longer words are no numbers.
    private static let largestValue = 256
    private static let largestWordCount = 6

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        cursor = PlateCursor(bytes: bytes)
    }

    private var isFull: Bool { fields.count >= PlateText.largestFieldCount }

    mutating func scan() {
        while place < cursor.count, !isFull {
            let gap: Int = cursor.blankLength(at: place)
            if gap > 0 {
                place += gap
                continue
            }
            let pause: Int = cursor.isLineEnd(at: place) ? 1 : cursor.breakLength(at: place)
            if pause > 0 {
                flush(until: place)
                place += pause
                looseStart = place
                continue
            }
            if let match = cursor.label(at: place), case .field(let role) = match.meaning {
                flush(until: match.range.lowerBound)
                readValue(of: role, match)
                looseStart = place
            } else {
                place = wordEnd(from: place)
            }
        }
        flush(until: place)
        if fields.count > PlateText.largestFieldCount {
            fields.removeLast(fields.count - PlateText.largestFieldCount)
        }
    }

    /// The end of a word, or where a label begins in the midst of it: `4711M/N:WDX-100`, `型号A1序列号4711`.
    private func wordEnd(from start: Int) -> Int {
        let end: Int = cursor.wordEnd(from: start)
        guard end - start <= Self.largestValue else { return end }
        var previous: Unicode.Scalar?
        var offset: Int = start
        while offset < end {
            let (scalar, next) = cursor.scalar(at: offset)
            let isAfterDigit: Bool = previous.map { (0x30...0x39).contains($0.value) } ?? false
            let isSlashed: Bool = next < end && cursor.bytes[next] == UInt8(ascii: "/")
            let mayBegin: Bool =
                (isAfterDigit && isSlashed)
                || (previous.map { !PlateCursor.isWrittenWithoutSpaces($0) } ?? false)
                    && PlateCursor.isWrittenWithoutSpaces(scalar)
            if mayBegin, let match = cursor.label(at: offset), case .field = match.meaning, !match.isAmbiguous {
                return offset
            }
            previous = scalar
            offset = next
        }
        return end
    }

    /// Reads the value behind a label and leaves the place behind it.
    private mutating func readValue(of role: PlateField.Role, _ match: LabelMatch) {
        place = match.range.upperBound
        // Behind a colon stands the value itself: 'Model: IS 200'.
        while !skipSeparators(), let filler = cursor.place(place, hasFillerIn: .standard) { place = filler }
        let isBelow: Bool = skipOneLineEnd()
        heads.append((role, match.range))
        if isBelow, heads.count > 1, readRow() { return }
        let start: Int = place
        var end: Int = place
        var hasDigit = false
        var wordCount = 0
        while place < cursor.count, !cursor.isLineEnd(at: place), cursor.breakLength(at: place) == 0 {
            let gap: Int = cursor.blankLength(at: place)
            if gap > 0 {
                let isWide: Bool = place + gap < cursor.count && cursor.blankLength(at: place + gap) > 0
                if end > start, isWide || cursor.bytes[place] == 0x09 { break }
                place += gap
                continue
            }
            if let next = cursor.label(at: place), case .field = next.meaning, !next.isAmbiguous { break }
            let wordEnd: Int = wordEnd(from: place)
            let isNumber: Bool = cursor.hasDigit(place..<wordEnd)
            if hasDigit, !isNumber, role != .date, !isSuffix(place..<wordEnd, of: role) { break }
            if wordCount >= Self.largestWordCount, !isNumber { break }
            hasDigit = hasDigit || isNumber
            wordCount += 1
            end = wordEnd
            place = wordEnd
        }
        if end > start || isBelow || heads.count > Self.largestWordCount { heads.removeAll() }
        if match.isAmbiguous {
            // The number may begin with the label itself.
            let whole: Int = cursor.wordEnd(from: match.range.lowerBound)
            append(.unlabelled, label: nil, match.range.lowerBound..<whole)
        }
        append(role, label: cursor.text(match.range), start..<end)
    }

    /// Capitals behind a digit that still belong to the value: one in a serial (`47 11 A`), up to three in a model
    /// (`KGN 39 VI 45`).
    private func isSuffix(_ word: Range<Int>, of role: PlateField.Role) -> Bool {
        word.count <= (role == .model ? 3 : 1) && cursor.bytes[word].allSatisfy(ASCII.isUpper)
    }

    /// Skips what stands between label and value.
    ///
    /// - Returns: Whether a colon or equals sign was there.
    private mutating func skipSeparators() -> Bool {
        var hasColon = false
        while place < cursor.count {
            hasColon = hasColon || cursor.colonLength(at: place) > 0
            let length: Int = max(
                cursor.blankLength(at: place), cursor.separatorLength(at: place), cursor.colonLength(at: place),
                cursor.openingLength(at: place))
            if length == 0 { break }
            place += length
        }
        return hasColon
    }

    /// Goes on to the next line, as labels often stand above their values; stays where a label begins there.
    private mutating func skipOneLineEnd() -> Bool {
        guard place < cursor.count, cursor.isLineEnd(at: place) else { return false }
        let isPair: Bool = cursor.bytes[place] == 0x0D && place + 1 < cursor.count && cursor.bytes[place + 1] == 0x0A
        let next: Int = place + (isPair ? 2 : 1)
        guard next < cursor.count, cursor.label(at: next) == nil else { return false }
        place = next
        return true
    }

    /// Reads a line of as many words as labels stand above it: the row of a table. False where it is none.
    private mutating func readRow() -> Bool {
        var end: Int = place
        while end < cursor.count, !cursor.isLineEnd(at: end), end - place <= Self.largestValue { end += 1 }
        let words: [Range<Int>] = words(of: place..<end)
        defer { heads.removeAll() }
        guard words.count == heads.count else { return false }
        for (head, word) in zip(heads, words) { append(head.role, label: cursor.text(head.label), word) }
        place = end
        return true
    }

    /// The words of a stretch within a line.
    private func words(of stretch: Range<Int>) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var offset: Int = stretch.lowerBound
        while offset < stretch.upperBound, words.count < PlateText.largestFieldCount {
            let gap: Int = max(cursor.blankLength(at: offset), cursor.breakLength(at: offset))
            if gap > 0 {
                offset += gap
                continue
            }
            let wordEnd: Int = min(cursor.wordEnd(from: offset), stretch.upperBound)
            words.append(offset..<wordEnd)
            offset = wordEnd
        }
        return words
    }

    /// Gives the text that no label claims.
    private mutating func flush(until end: Int) {
        defer { looseStart = end }
        let line: Range<Int> = cursor.trimmed(looseStart..<max(looseStart, end))
        guard !line.isEmpty else { return }
        let words: [Range<Int>] = words(of: line)
        if words.count > 1, words.count <= Self.largestWordCount { append(.unlabelled, label: nil, line) }
        for word in words where words.count <= 3 || cursor.hasDigit(word) {
            if let parts = PlateURL.fields(in: word, of: cursor) {
                fields += parts
            } else {
                append(.unlabelled, label: nil, word)
            }
            if isFull { return }
        }
    }

    private mutating func append(_ role: PlateField.Role, label: String?, _ range: Range<Int>) {
        let trimmed: Range<Int> = cursor.trimmed(range)
        guard !trimmed.isEmpty, trimmed.count <= Self.largestValue else { return }
        fields.append(PlateField(role: role, label: label, value: cursor.text(trimmed), range: trimmed))
    }
}

extension PlateCursor {
    /// The end of a filler word such as 'is' at an offset; nil where none stands there.
    fileprivate func place(_ offset: Int, hasFillerIn tree: LabelTree) -> Int? {
        guard offset < count, let match = label(at: offset, in: tree), match.meaning == .filler, !match.isAmbiguous
        else { return nil }
        return match.range.upperBound
    }
}
