/// Tries every way to read the columns of a sample as fields: with each check and each date that fit, the rest divided
/// into one sequence number, at most two codes, and fixed characters.
struct FieldSearch {
    private let sample: SampleColumns
    private var costs: FieldCosts
    private var best = BestReadings()
    /// The sequence number of the readings that are being tried.
    private var numbered: (places: Range<Int>, reading: FieldCosts.SequenceReading)?

    /// Bits for a code field, which must earn them.
    private static let codePrior = 8.0

    init(_ sample: SampleColumns, _ list: SerialList) {
        self.sample = sample
        costs = FieldCosts(sample, list)
    }

    /// The cheapest readings, best first.
    mutating func readings(checks: [CheckFinding], dates: [DateHypothesis]) -> [FieldReading] {
        // A check that chance would hardly ever feign is there.
        let isSure: Bool = (checks.first?.logChance ?? 0) < -9
        let tried: [CheckFinding?] = isSure ? checks.map { $0 } : [nil] + checks
        for check in tried {
            for (index, date) in ([DateHypothesis.none(rows: sample.rowCount)] + dates).enumerated() {
                let overlaps: Bool = date.fields.contains { check?.places.overlaps($0.places) ?? false }
                if !overlaps { read(check: check, date: date, index) }
            }
        }
        return best.readings
    }

    private mutating func read(check: CheckFinding?, date: DateHypothesis, _ dateIndex: Int) {
        var isTaken = [Bool](repeating: false, count: sample.length)
        for place in check?.places ?? 0..<0 { isTaken[place] = true }
        for field in date.fields { for place in field.places { isTaken[place] = true } }
        let free: [Range<Int>] = Self.runs(isTaken.map { !$0 })
        var base: Double = date.fixedBits
        if let check {
            base += CodeLength.log2(17 * Double(sample.length)) + 4
            base += Double(check.rows - check.hits) * Bits.exception(check.places.count)
        }
        for run in free {
            // Zeros before a number keep room for larger ones: they belong to it.
            for first in run where first == run.lowerBound || !isZero(first - 1) {
                for last in first..<run.upperBound where !sample.columns[last].isConstant {
                    guard let sequence = costs.sequence(first..<(last + 1)),
                        base + date.valueBits + sequence.fixedBits < best.limit
                    else { continue }
                    let places: Range<Int> = first..<(last + 1)
                    let number = FieldReading.Field(
                        piece: .sequence(length: places.count, alphabet: sequence.alphabet), places: places)
                    let start = FieldReading(
                        fields: date.fields.map { .init(piece: $0.piece, places: $0.places) }
                            + (check.map { [.init(piece: .check($0.algorithm), places: $0.places)] } ?? [])
                            + [number],
                        bits: base + sequence.fixedBits + Bits.shortSequence(places.count), date: date, check: check,
                        padding: sequence.padding)
                    numbered = (places, sequence)
                    for place in places { isTaken[place] = true }
                    addCodes(to: start, dateIndex, isTaken)
                    for place in places { isTaken[place] = false }
                }
            }
        }
    }

    /// Completes a reading: what still varies must be one or two codes.
    private mutating func addCodes(to start: FieldReading, _ dateIndex: Int, _ isTaken: [Bool]) {
        let rest: [Range<Int>] = Self.runs(isTaken.map { !$0 }).filter { run in
            run.contains { !sample.columns[$0].isConstant }
        }
        let constants: Int = isTaken.indices.count { !isTaken[$0] && sample.columns[$0].isConstant }
        switch rest.count {
        case 0: add(start, dateIndex, codes: [], constants: constants)
        case 1:
            let varying: [Int] = rest[0].filter { !sample.columns[$0].isConstant }
            let whole: Range<Int> = varying[0]..<(varying[varying.count - 1] + 1)
            for code in widened(whole, within: rest[0]) { add(start, dateIndex, codes: [code], constants: constants) }
            for (index, place) in varying.dropFirst().enumerated() {
                let left: Range<Int> = whole.lowerBound..<(varying[index] + 1)
                let right: Range<Int> = place..<whole.upperBound
                add(start, dateIndex, codes: [left, right], constants: constants)
            }
        case 2:
            let spans: [Range<Int>] = rest.map { run in
                let varying: [Int] = run.filter { !sample.columns[$0].isConstant }
                return varying[0]..<(varying[varying.count - 1] + 1)
            }
            for left in widened(spans[0], within: rest[0]) {
                add(start, dateIndex, codes: [left, spans[1]], constants: constants)
            }
            for right in widened(spans[1], within: rest[1]).dropFirst() {
                add(start, dateIndex, codes: [spans[0], right], constants: constants)
            }
        default: break
        }
    }

    /// The columns themselves, and with a fixed letter or digit beside them: all plants of a country share a letter.
    private func widened(_ code: Range<Int>, within run: Range<Int>) -> [Range<Int>] {
        let codeSet: ByteSet = ByteSet.digits.union(.upperLetters)
        var result: [Range<Int>] = [code]
        if code.lowerBound > run.lowerBound, sample.columns[code.lowerBound - 1].isWithin(codeSet) {
            result.append((code.lowerBound - 1)..<code.upperBound)
        }
        if code.upperBound < run.upperBound, sample.columns[code.upperBound].isWithin(codeSet) {
            result.append(code.lowerBound..<(code.upperBound + 1))
        }
        return result
    }

    private mutating func add(_ start: FieldReading, _ dateIndex: Int, codes: [Range<Int>], constants: Int) {
        // So are a date's digits, if the year is one digit without more, or if they are padded.
        let dates: [Range<Int>] = start.date.fields.map(\.places)
        let isDigitYear: Bool = start.date.fields.count == 1 && start.date.fields[0].piece == .year(.oneDigit)
        guard !dates.contains(where: { isDigitYear && isDigitOfCounter($0) || isPadded($0, beside: dates) }) else {
            return
        }
        var reading: FieldReading = start
        var literals: Int = constants
        var known: [(Range<Int>, FieldCosts.CodeReading)] = []
        var largest: Double = start.date.valueBits
        var saved: Double = 0
        for code in codes {
            guard let cost = costs.code(code), !isDigitOfCounter(code), !isPadded(code, beside: dates) else { return }
            reading.bits += cost.namingBits + Self.codePrior
            if cost.isPlant { saved = max(saved, cost.valueBits) }
            largest = max(largest, cost.valueBits)
            literals -= code.count { sample.columns[$0].isConstant }
            known.append((code, cost))
        }
        // Where the list names the plants, the code says nothing new.
        reading.bits += Double(literals) * Bits.literal - saved + orderPrior(start.date, codes)
        guard reading.bits + largest < best.limit else { return }
        let space: SpaceReading = costs.space(start.date, dateIndex, known)
        reading.bits += space.bits
        guard reading.bits < best.limit, let numbered else { return }
        reading.bits += costs.numberBits(numbered.places, numbered.reading, in: space)
        guard reading.bits < best.limit else { return }
        // The list says which code is the plant's, or else the first one is taken for it.
        reading.isPlantKnown = known.contains { $0.1.isPlant }
        let plant: Int = known.firstIndex { $0.1.isPlant } ?? 0
        for (index, code) in codes.enumerated() {
            let piece: SerialFormat.Piece = index == plant ? .plant(length: code.count) : .line(length: code.count)
            reading.fields.append(.init(piece: piece, places: code))
        }
        best.add(reading)
    }

    /// Whether a code is rather a digit of the counter beside it: its characters are digits of that, with a zero, and
    /// there are ten or more of them, or it stands before the counter and is mostly zero.
    private func isDigitOfCounter(_ code: Range<Int>) -> Bool {
        guard let numbered else { return false }
        let isBefore: Bool = code.upperBound == numbered.places.lowerBound
        guard isBefore || code.lowerBound == numbered.places.upperBound else { return false }
        let column: SampleColumns.Column = sample.columns[isBefore ? code.upperBound - 1 : code.lowerBound]
        guard let zero = column.symbols.firstIndex(of: 0x30), column.isWithin(numbered.reading.alphabet.set) else {
            return false
        }
        return column.symbols.count >= 10 || isBefore && column.counts[zero] * 2 > sample.rowCount
    }

    /// Whether a field right before the counter is rather a part of it: zeros that never change stand before it, as they
    /// keep room for larger numbers, and zeros begin it.
    private func isPadded(_ field: Range<Int>, beside dates: [Range<Int>]) -> Bool {
        guard let numbered, field.upperBound == numbered.places.lowerBound, field.lowerBound > 0 else { return false }
        let before: Int = field.lowerBound - 1
        return isZero(before) && !dates.contains { $0.contains(before) }
            && sample.columns[field.lowerBound].symbols.contains(0x30)
    }

    /// Bits against fields after the sequence number, where few makers put them, and against a code right before it
    /// that takes a zero: few makers have a line or a plant 0, and every counter has a zero in front.
    private func orderPrior(_ date: DateHypothesis, _ codes: [Range<Int>]) -> Double {
        guard let end = numbered?.places.upperBound else { return 0 }
        let isDateAfter: Bool = date.fields.contains { $0.places.lowerBound >= end }
        let start: Int = numbered?.places.lowerBound ?? 0
        let adjoining: Range<Int>? = codes.first { $0.upperBound == start }
        let hasZero: Bool = adjoining.map { sample.columns[$0.upperBound - 1].symbols.contains(0x30) } ?? false
        return (isDateAfter ? 10 : 0) + (hasZero ? 8 : 0) + 6
            * Double(codes.count { $0.lowerBound >= end })
    }

    /// Whether a column holds nothing but zeros.
    private func isZero(_ column: Int) -> Bool {
        sample.columns[column].isConstant && sample.columns[column].first == UInt8(ascii: "0")
    }

    /// The maximal ranges of places that have a property.
    private static func runs(_ has: [Bool]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var start: Int?
        for (place, value) in has.enumerated() {
            if value, start == nil { start = place }
            if !value, let first = start {
                result.append(first..<place)
                start = nil
            }
        }
        if let start { result.append(start..<has.count) }
        return result
    }
}
