/// A date field in some columns, and its value in every row.
struct DateField {
    let piece: SerialFormat.Piece
    let places: Range<Int>
    /// The value of each row: a year's number within its period, a week, month or day; −1 where it can be none.
    let values: [Int16]
    /// The lowest value, and how many values there are from it to the highest: around the circle for years, which
    /// begin again after their period.
    let lowest: Int
    let span: Int
    let invalid: Int
    /// Whether no letter stands in its columns.
    let isPrintedInDigits: Bool

    /// Reads the columns from `first` on as a field; nil where it is none: more than 3 % of the rows have no such
    /// value, or the years are spread wider than any production.
    init?(_ piece: SerialFormat.Piece, at first: Int, in sample: SampleColumns) {
        let places: Range<Int> = first..<(first + piece.length)
        guard places.upperBound <= sample.length else { return nil }
        let isVehicle: Bool = piece == .year(.vehicle)
        guard
            places.allSatisfy({ column in
                isVehicle
                    ? sample.columns[column].symbols.contains(where: SerialFormat.YearForm.vehicleLetters.contains)
                    : sample.columns[column].symbols.contains(where: ASCII.isDigit)
            })
        else { return nil }
        var values: [Int16] = []
        values.reserveCapacity(sample.rowCount)
        var counts = [Int](repeating: 0, count: 400)
        var invalid = 0
        for row in 0..<sample.rowCount {
            let value: Int = Self.value(of: piece, sample.text(row, places))
            values.append(Int16(value))
            if value < 0 { invalid += 1 } else { counts[value] += 1 }
        }
        guard invalid * 100 <= sample.rowCount * 3 else { return nil }
        self.piece = piece
        self.places = places
        self.values = values
        self.invalid = invalid
        isPrintedInDigits = places.allSatisfy { sample.columns[$0].isWithin(.digits) }
        (lowest, span) = Self.arc(counts, period: piece.yearPeriod)
        guard span <= piece.widestSpan else { return nil }
    }

    var isConstant: Bool { span == 1 }

    /// The value of a row, counted from the lowest.
    func offset(_ row: Int) -> Int {
        guard values[row] >= 0 else { return -1 }
        let difference: Int = Int(values[row]) - lowest
        return difference < 0 ? difference + (piece.yearPeriod ?? 0) : difference
    }

    private static func value(of piece: SerialFormat.Piece, _ text: ArraySlice<UInt8>) -> Int {
        if piece == .year(.vehicle) {
            return text.first.flatMap(SerialFormat.YearForm.vehicleLetters.firstIndex(of:)) ?? -1
        }
        var number = 0
        for byte in text {
            guard ASCII.isDigit(byte) else { return -1 }
            number = number * 10 + Int(byte) - 0x30
        }
        switch piece {
        case .year(.fourDigits): return (1950...2149).contains(number) ? number - 1950 : -1
        case .week: return (1...53).contains(number) ? number : -1
        case .month: return (1...12).contains(number) ? number : -1
        case .day: return (1...31).contains(number) ? number : -1
        case .dayOfYear: return (1...366).contains(number) ? number : -1
        default: return number
        }
    }

    /// From which value to how many all used ones reach: the other way around the widest gap where values recur.
    private static func arc(_ counts: [Int], period: Int?) -> (lowest: Int, span: Int) {
        let used: [Int] = counts.indices.filter { counts[$0] > 0 }
        guard let first = used.first, let last = used.last else { return (0, 1) }
        guard let period else { return (first, last - first + 1) }
        var best: (gap: Int, lowest: Int) = (first + period - last, first)
        for (lower, upper) in zip(used, used.dropFirst()) where upper - lower > best.gap {
            best = (upper - lower, upper)
        }
        return (best.lowest, period - best.gap + 1)
    }
}

extension SerialFormat.Piece {
    /// After how many years a year field prints the same again; nil for what is no year or does not recur.
    fileprivate var yearPeriod: Int? {
        switch self {
        case .year(.fourDigits): nil
        case .year(let form): form.period
        default: nil
        }
    }

    /// The most years that a field is believed to span. One digit that takes all ten values is no year.
    fileprivate var widestSpan: Int {
        switch self {
        case .year(.oneDigit): 8
        case .year(.vehicle): 20
        case .year: 50
        default: 400
        }
    }
}
