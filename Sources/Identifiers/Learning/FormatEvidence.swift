/// What all serial numbers of one length show when a format reads them.
struct FormatEvidence {
    /// More printed spaces than this are not told apart.
    static let mostSpaces = 50_000

    let format: SerialFormat
    private(set) var explained = 0
    /// A serial number of each printed space and its sequence numbers, in order of appearance.
    private var spaces: [(place: Int, numbers: [Int64])] = []
    private var spaceOfKey: [String: Int] = [:]
    private(set) var hasTooManySpaces = false
    /// How many known dates are the printed ones, and how many are known.
    private(set) var datesRight = 0
    private(set) var datesKnown = 0

    init(_ format: SerialFormat, _ list: SerialList, places: [Int]) {
        self.format = format
        var probe = FormatProbe(format)
        let layout: SerialLayout = format.layout
        let keyPlaces: [Int] = layout.allowed.indices.filter { place in
            switch format.pieces[layout.pieceIndex[place]] {
            case .literal, .sequence, .scrambled, .check: false
            default: true
            }
        }
        for place in places {
            let serial: ArraySlice<UInt8> = list.serial(place)
            guard probe.fits(serial) else { continue }
            explained += 1
            let key = String(unsafeUninitializedCapacity: max(1, keyPlaces.count)) { buffer in
                for (index, place) in keyPlaces.enumerated() { buffer[index] = serial[serial.startIndex + place] }
                return keyPlaces.count
            }
            let number: Int64 = serial.withUnsafeBufferPointer(layout.sequenceNumber)
            if let space = spaceOfKey[key] {
                spaces[space].numbers.append(number)
            } else if spaces.count < Self.mostSpaces {
                spaceOfKey[key] = spaces.count
                spaces.append((place, [number]))
            } else {
                hasTooManySpaces = true
            }
            if let date = list.date(place) { compare(date, serial) }
        }
        for index in spaces.indices { spaces[index].numbers.sort() }
    }

    private mutating func compare(_ date: CivilDate, _ serial: ArraySlice<UInt8>) {
        guard format.needs.date != nil else { return }
        datesKnown += 1
        let besideWeek: Bool = format.pieces.contains(.week)
        let isRight: Bool = format.pieces.enumerated().allSatisfy { index, piece in
            switch piece {
            case .year, .week, .month, .day, .dayOfYear:
                piece.printed(date, besideWeek: besideWeek) == format.text(of: index, in: serial)
            default: true
            }
        }
        if isRight { datesRight += 1 }
    }

    /// The spaces with their ranges, in the order of their printed keys.
    ///
    /// Where one counter goes on through all spaces, a range also ends where another space has the next number.
    func observedSpaces(_ list: SerialList) -> [ObservedSpace] {
        guard !hasTooManySpaces else { return [] }
        var taken: [Int64] = []
        if case .oneCounter? = counting { taken = spaces.flatMap(\.numbers).sorted() }
        return spaces.compactMap { space -> ObservedSpace? in
            guard let sample = try? format.decoded(Array(list.serial(space.place))) else { return nil }
            return ObservedSpace(
                sample: sample, ranges: Self.ranges(space.numbers, taken: taken), seen: space.numbers.count)
        }.sorted { $0.sample.printedKey < $1.sample.printedKey }
    }

    /// - Parameters:
    ///   - numbers: Those of a space, ascending.
    ///   - taken: Those of all spaces that share a counter, ascending.
    private static func ranges(_ numbers: [Int64], taken: [Int64]) -> [ClosedRange<Int64>] {
        guard let first = numbers.first else { return [] }
        let tolerated = Int64(max(100, numbers.count * 10))
        var result: [ClosedRange<Int64>] = [first...first]
        // The place in `taken` behind the last number.
        var behind = 0
        for number in numbers {
            let current: ClosedRange<Int64> = result[result.count - 1]
            while behind < taken.count, taken[behind] <= current.upperBound { behind += 1 }
            let isInterrupted: Bool = behind < taken.count && taken[behind] < number
            if isInterrupted || number - current.upperBound > tolerated + 1 {
                result.append(number...number)
            } else {
                result[result.count - 1] = current.lowerBound...number
            }
        }
        return result
    }

    /// Which share of the numbers from the lowest to the highest of each space was seen.
    var density: Double {
        var seen: Double = 0
        var room: Double = 0
        for space in spaces {
            guard let first = space.numbers.first, let last = space.numbers.last else { continue }
            seen += Double(space.numbers.count)
            room += Double(last - first) + 1
        }
        return room > 0 ? seen / room : 0
    }

    /// How the counting goes on from one printed space to the next; nil where there is one only, or neither shows.
    ///
    /// Where it begins anew in each, low numbers occur in most. Where one counter goes on, of a hundred numbers at most
    /// two occur in several spaces: as many as lists have mistakes.
    var counting: LearningReason? {
        guard spaces.count > 2, !hasTooManySpaces else { return nil }
        let all: [Int64] = spaces.flatMap(\.numbers).sorted()
        let repeated: Int = zip(all, all.dropFirst()).count { $0 == $1 }
        if repeated * 50 <= all.count, let highest = all.last {
            guard let piece = format.pieces.first(where: { $0.sequence != nil }) else { return nil }
            return .oneCounter(highest: printed(highest, piece))
        }
        let low: Int = spaces.count { space in
            guard let first = space.numbers.first, let last = space.numbers.last else { return false }
            return first <= max(10, (last - first) / 4)
        }
        return low * 5 >= spaces.count * 4 ? .countsAnew : nil
    }

    /// Each element of the format with what was seen in it.
    func observedFields(_ list: SerialList) -> [ObservedField] {
        format.pieces.indices.map { index in
            let piece: SerialFormat.Piece = format.pieces[index]
            let start: Int = format.layout.offsets[index]
            let places: Range<Int> = start..<(start + piece.length)
            switch piece {
            case .literal(let text):
                return ObservedField(
                    piece: piece, places: places, distinct: 1, values: [.init(text: text, count: explained)],
                    lowest: text, highest: text)
            case .sequence, .scrambled:
                let first: Int64 = spaces.compactMap(\.numbers.first).min() ?? 0
                let last: Int64 = spaces.compactMap(\.numbers.last).max() ?? 0
                return ObservedField(
                    piece: piece, places: places, distinct: nil, values: [], lowest: printed(first, piece),
                    highest: printed(last, piece))
            case .check:
                return ObservedField(
                    piece: piece, places: places, distinct: nil, values: [], lowest: "", highest: "")
            default:
                var counts: [String: Int] = [:]
                for space in spaces {
                    counts[format.text(of: index, in: list.serial(space.place)), default: 0] += space.numbers.count
                }
                let ordered: [String] = counts.keys.sorted()
                let frequent = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(12)
                return ObservedField(
                    piece: piece, places: places, distinct: counts.count,
                    values: frequent.map { .init(text: $0.key, count: $0.value) }, lowest: ordered.first ?? "",
                    highest: ordered.last ?? "")
            }
        }
    }

    /// The first and the last printed date, with the printed year where there is one; nil where no date is printed.
    func dateRange(_ list: SerialList) -> (first: String, last: String)? {
        guard format.needs.date != nil else { return nil }
        let texts: [String] = spaces.compactMap { space in
            (try? format.decoded(Array(list.serial(space.place)))).map(Self.dateText)
        }
        guard let first = texts.min(), let last = texts.max() else { return nil }
        return (first, last)
    }

    private static func dateText(_ decoded: SerialFormat.Decoded) -> String {
        let year: String = decoded.yearDigits ?? ""
        if let week = decoded.week { return year + "-W" + CivilDate.padded(week, to: 2) }
        if let day = decoded.dayOfYear { return year + "-" + CivilDate.padded(day, to: 3) }
        guard let month = decoded.month else { return year }
        return year + "-" + CivilDate.padded(month, to: 2)
            + (decoded.day.map { "-" + CivilDate.padded($0, to: 2) } ?? "")
    }

    /// A sequence number in the digits of its field.
    private func printed(_ number: Int64, _ piece: SerialFormat.Piece) -> String {
        let (count, alphabet) = format.sequence
        var digits = [UInt8](repeating: alphabet.symbols[0], count: count)
        var rest: Int64 = max(0, number)
        for place in digits.indices.reversed() {
            digits[place] = alphabet.symbols[Int(rest % Int64(alphabet.base))]
            rest /= Int64(alphabet.base)
        }
        return ASCII.text(digits)
    }

    /// Whether the sequence numbers look drawn at random and not counted: at least a million are possible, they fill
    /// the whole room as evenly as chance does, and no more of them than by chance are neighbours.
    ///
    /// Evenness by the test of Kolmogorov and Smirnov at 0.1 % (critical value 1.95 ÷ √n); of gaps between neighbours
    /// drawn at random a share of 1 − e^(−1÷10) is less than a tenth of the mean gap.
    var looksRandom: Bool {
        guard format.room >= FF1.smallestDomain else { return false }
        let numbers: [Int64] = spaces.flatMap(\.numbers).sorted()
        guard numbers.count >= SerialList.fewest, let first = numbers.first, let last = numbers.last else {
            return false
        }
        let room = Double(format.room)
        let count = Double(numbers.count)
        guard count / room < 0.05, Double(last - first) / room > 0.9 else { return false }
        var widest: Double = 0
        var close = 0
        for (index, number) in numbers.enumerated() {
            widest = max(widest, abs(Double(number) / room - (Double(index) + 0.5) / count))
            if index > 0, Double(number - numbers[index - 1]) < room / count / 10 { close += 1 }
        }
        let critical: Double = 1.95 / count.squareRoot() + 0.5 / count
        return widest < critical && Double(close) / count < 0.0952 + 3 * (0.0861 / count).squareRoot() + 0.05
    }
}
