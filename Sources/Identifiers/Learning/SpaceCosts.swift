/// The printed spaces of the rows: dates and codes together.
struct SpaceReading {
    /// Which space each row is in; those without a possible date are one more.
    var ids: [Int32]
    /// How many rows each space has.
    var counts: [Int]
    /// The spaces by date; empty where no date is printed.
    var order: [Int]
    var bits: Double
}

extension FieldCosts {
    /// The printed spaces that a date and codes make. They are described each field by itself, or those together that
    /// occur together, as a batch is made in one plant at one date.
    ///
    /// - Parameter index: Names the date, which is known by it later.
    mutating func space(_ date: DateHypothesis, _ index: Int, _ codes: [(Range<Int>, CodeReading)]) -> SpaceReading {
        let key: [Int] = codes.reduce(into: [index]) { $0 += [$1.0.lowerBound, $1.0.upperBound] }
        if let known = spaces[key] { return known }
        var cells: [Int] = date.cells
        var domain: Double = date.domain
        for (_, code) in codes {
            let count: Int = code.values.counts.count
            for row in cells.indices { cells[row] = cells[row] * count + Int(code.values.ids[row]) }
            domain *= Double(count)
        }
        var idOfCell: [Int: Int32] = [:]
        var dates: [Int] = []
        var result = SpaceReading(ids: [], counts: [], order: [], bits: 0)
        result.ids.reserveCapacity(cells.count)
        for (row, cell) in cells.enumerated() {
            let id: Int32
            if let known = idOfCell[cell] {
                id = known
            } else {
                id = Int32(result.counts.count)
                idOfCell[cell] = id
                result.counts.append(0)
                dates.append(date.cells[row])
            }
            result.ids.append(id)
            result.counts[Int(id)] += 1
        }
        result.bits = min(
            codes.reduce(date.valueBits) { $0 + $1.1.valueBits },
            CodeLength.histogram(result.counts, domain: max(domain, Double(result.counts.count))))
        // Spaces of one date come in an order that says nothing: that of the list would tell of other fields.
        if !date.fields.isEmpty {
            result.order = dates.indices.sorted { (dates[$0], Self.shuffled($0)) < (dates[$1], Self.shuffled($1)) }
        }
        spaces[key] = result
        return result
    }

    private static func shuffled(_ place: Int) -> UInt32 { UInt32(truncatingIfNeeded: place) &* 2_654_435_769 }

    /// The bits of the sequence numbers: each in the range of all, or each in a range that its space has.
    ///
    /// Such ranges begin at the lowest number where counting starts anew in each space; or they follow each other with
    /// the dates where one counter goes on through all of them; or they are anywhere. A space has several where other
    /// spaces took turns with the same counter: then a digit of the counter would seem to be a code of its own, as it
    /// changes with the turns.
    mutating func numberBits(_ columns: Range<Int>, _ sequence: SequenceReading, in space: SpaceReading) -> Double {
        guard columns.count - sequence.padding <= Self.mostDigits else { return sequence.valueBits }
        let numbers: [Int] = numbers(columns, sequence)
        var ofSpace = [[Int]](repeating: [], count: space.counts.count)
        for (row, id) in space.ids.enumerated() { ofSpace[Int(id)].append(numbers[row]) }
        for place in ofSpace.indices { ofSpace[place].sort() }
        let first: Int = numbers.min() ?? 0
        let range: Int = (numbers.max() ?? 0) - first + 1
        let wholeBits: Double = CodeLength.log2(Double(range))
        let followingBits: Double = followingBits(ofSpace, order: space.order, wholeBits)
        var best: Double = sequence.valueBits
        var gap: Int = range
        while gap >= 4 {
            var bits: Double = 2 * wholeBits + 2
            for sorted in ofSpace {
                guard let lowest = sorted.first else { continue }
                let startBits: Double = 2 * CodeLength.log2(Double(lowest - first + 1))
                let inside: Double = Self.rangeBits(sorted, gap: gap, wholeBits)
                bits += 2 + min(Double(sorted.count) * wholeBits, min(startBits, followingBits) + inside)
            }
            best = min(best, bits)
            gap /= 4
        }
        return best - orderBits(numbers, space)
    }

    /// The bits that the list's order saves, where the numbers of a space mostly ascend in it. What a date is credited
    /// with (see ``DateHypothesis``) a counter is too: else its leading digits would pass for a date, as they ascend.
    private func orderBits(_ numbers: [Int], _ space: SpaceReading) -> Double {
        guard isOrdered else { return 0 }
        var last = [Int](repeating: -1, count: space.counts.count)
        var steps = CodeLength.Steps()
        for (row, id) in space.ids.enumerated() {
            let previous: Int = last[Int(id)]
            last[Int(id)] = numbers[row]
            if previous >= 0 { steps.add(from: previous, to: numbers[row]) }
        }
        return steps.savedBits
    }

    /// The bits of where a space's first range begins, when the ranges follow each other with the dates.
    private func followingBits(_ ofSpace: [[Int]], order: [Int], _ wholeBits: Double) -> Double {
        let starts: [Int] = order.compactMap { ofSpace[$0].first }
        let steps: Int = starts.count - 1
        guard steps >= 8 else { return wholeBits }
        var ascents = 0
        for (one, next) in zip(starts, starts.dropFirst()) where next > one { ascents += 1 }
        // Plants that work at the same time take turns.
        guard ascents * 4 >= steps * 3 else { return wholeBits }
        let share = Double(ascents) / Double(steps)
        return max(0, wholeBits - CodeLength.log2(Double(ofSpace.count))) + 2 + CodeLength.entropy(share)
            + wholeBits * (1 - share)
    }

    /// The bits of ascending numbers of one space in ranges that are further apart than `gap`: the length of each and
    /// where all but the first begin, which of them each number is in, and where in it.
    private static func rangeBits(_ sorted: [Int], gap: Int, _ wholeBits: Double) -> Double {
        var bits: Double = 0
        var counts: [Int] = []
        var start = 0
        for index in 1...sorted.count {
            guard index == sorted.count || sorted[index] - sorted[index - 1] > gap else { continue }
            let room = Double(sorted[index - 1] - sorted[start] + 1)
            let count = Double(index - start)
            // No two units of a space have the same number.
            bits += CodeLength.log2(room) + CodeLength.log2Choose(room, count) + CodeLength.log2Factorial(count)
            counts.append(index - start)
            if index < sorted.count {
                bits += min(wholeBits, 2 * CodeLength.log2(Double(sorted[index] - sorted[index - 1])))
            }
            start = index
        }
        return counts.count > 1 ? bits + CodeLength.arrangement(counts) : bits
    }

    /// The most digits of a number that are compared: so many to base 36 are less than 2^63.
    private static let mostDigits = 12

    /// The sequence number of each row, of at most twelve digits.
    private mutating func numbers(_ columns: Range<Int>, _ sequence: SequenceReading) -> [Int] {
        let key: Int = columns.lowerBound * 100 + columns.upperBound
        if let known = numbers[key] { return known }
        let digits: Range<Int> = (columns.lowerBound + sequence.padding)..<columns.upperBound
        let base: Int = min(36, sequence.alphabet.base)
        let result: [Int] = (0..<sample.rowCount).map { row in
            digits.reduce(0) { $0 &* base &+ (sequence.alphabet.value(of: sample.byte(row, $1)) ?? 0) }
        }
        numbers[key] = result
        return result
    }
}
