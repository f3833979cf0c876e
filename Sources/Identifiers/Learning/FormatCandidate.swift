/// A reading that became a format, ranked among the others.
struct FormatCandidate {
    let format: SerialFormat
    let reading: FieldReading
    /// The bits of the sample, and of what is not explained of all serial numbers, as many as the sample has.
    private(set) var bits: Double
    /// How many serial numbers of the length it reads.
    private(set) var explained = 0

    init(format: SerialFormat, reading: FieldReading) {
        self.format = format
        self.reading = reading
        bits = reading.bits
    }

    /// Whether both have the same fields in the same places, and differ at most in the digits they count with.
    func differsInAlphabetOnly(from other: FormatCandidate) -> Bool {
        func fields(_ candidate: FormatCandidate) -> [FieldReading.Field] {
            candidate.reading.fields.sorted { $0.places.lowerBound < $1.places.lowerBound }
        }
        let (mine, others) = (fields(self), fields(other))
        return mine.count == others.count
            && zip(mine, others).allSatisfy { one, other in
                one.places == other.places
                    && (one.piece == other.piece || one.piece.sequence != nil && other.piece.sequence != nil)
            }
    }

    /// The most proposals for one length.
    static let most = 8
    /// Less likely readings are not shown: one in a million million.
    private static let widestMargin = 40.0

    /// The formats of the readings, each once, the likeliest first. The likeliest also come with larger alphabets that
    /// may merely not have shown all their digits.
    static func ranked(_ readings: [FieldReading], _ sample: SampleColumns) -> [FormatCandidate] {
        var bitsOfPattern: [String: FormatCandidate] = [:]
        func enter(_ candidate: FormatCandidate) {
            let known: Double = bitsOfPattern[candidate.format.pattern]?.bits ?? .infinity
            if candidate.bits < known { bitsOfPattern[candidate.format.pattern] = candidate }
        }
        for (rank, reading) in readings.enumerated() {
            guard let format = reading.format(sample) else { continue }
            enter(FormatCandidate(format: format, reading: reading))
            guard rank == 0 else { continue }
            for wider in widened(reading, sample) {
                guard let format = wider.format(sample) else { continue }
                enter(FormatCandidate(format: format, reading: wider))
            }
        }
        let ordered: [FormatCandidate] = bitsOfPattern.values.sorted {
            ($0.bits, $0.format.pattern) < ($1.bits, $1.format.pattern)
        }
        guard let first = ordered.first else { return [] }
        return Array(ordered.filter { $0.bits - first.bits <= widestMargin }.prefix(most))
    }

    /// Counts the serial numbers that it reads; each that it does not costs ten bits, about what its characters take
    /// more outside the format than within it. Those with unusual characters beside the sequence number are not charged: a
    /// format that merely lets more junk pass shall not win by that. A counter's rare digits are its highest ones.
    mutating func count(_ places: [Int], of list: SerialList, _ sample: SampleColumns) {
        var probe = FormatProbe(format)
        let number: Range<Int> = reading.fields.first { $0.piece.sequence != nil }?.places ?? 0..<0
        var missing = 0
        for place in places {
            let serial: ArraySlice<UInt8> = list.serial(place)
            if probe.fits(serial) {
                explained += 1
            } else if !sample.isUnusual(serial, outside: number) {
                missing += 1
            }
        }
        bits = reading.bits + Double(missing) / Double(max(1, places.count)) * Double(sample.rowCount) * 10
    }

    /// The reading with each named alphabet that has all digits seen and more.
    private static func widened(_ reading: FieldReading, _ sample: SampleColumns) -> [FieldReading] {
        guard let place = reading.fields.firstIndex(where: { $0.piece.sequence != nil }),
            let (length, alphabet) = reading.fields[place].piece.sequence
        else { return [] }
        let free: Int = freeDigits(reading.fields[place].places, zero: alphabet.symbols[0], sample)
        return SerialAlphabet.named.compactMap { wider in
            guard wider.base > alphabet.base, alphabet.set.isSubset(of: wider.set),
                wider.symbols.first == alphabet.symbols.first || reading.padding == 0
            else { return nil }
            var result: FieldReading = reading
            result.fields[place].piece = .sequence(length: length, alphabet: wider)
            let ratio = Double(wider.base) / Double(alphabet.base)
            result.bits += Double(free) * CodeLength.log2(ratio) + 3
            return result
        }
    }

    /// How many digits follow one that is no zero: counting has run through all digits of the alphabet in their places.
    private static func freeDigits(_ columns: Range<Int>, zero: UInt8, _ sample: SampleColumns) -> Int {
        (0..<sample.rowCount).reduce(0) { count, row in
            let leading: Int = columns.prefix { sample.byte(row, $0) == zero }.count
            return count + max(0, columns.count - leading - 1)
        }
    }

    /// The candidate with what all serial numbers of its length show.
    func proposal(
        _ evidence: FormatEvidence, _ list: SerialList, _ sample: SampleColumns, of total: Int, margin: Double?,
        isFirst: Bool
    ) -> FormatProposal {
        let chance: Double = sample.shareReadByChance(format)
        // A date that could not fail, and that nothing else speaks for, is a guess however far behind the others are.
        // So is a counter of a single digit: nothing in the list seems to be counted.
        let isGuess: Bool =
            format.needs.date != nil && chance > 0.97 && evidence.datesRight == 0 && reading.date.forwardShare == nil
            || format.sequence.length < 2
        return FormatProposal(
            format: format,
            confidence: isFirst && !isGuess ? confidence(of: total, margin: margin) : .low,
            bits: margin, explained: explained, readByChance: chance,
            reasons: reasons(evidence, list), fields: evidence.observedFields(list),
            spaces: isFirst ? evidence.observedSpaces(list) : [])
    }

    private func confidence(of total: Int, margin: Double?) -> FormatProposal.Confidence {
        guard explained * 100 >= total * 95 else { return .low }
        guard let margin else { return .high }
        return margin > 20 ? .high : margin > 6.6 ? .fair : .low
    }

    private func reasons(_ evidence: FormatEvidence, _ list: SerialList) -> [LearningReason] {
        var reasons: [LearningReason] = []
        if let check = reading.check {
            reasons.append(
                .check(
                    check.algorithm, right: check.hits, of: check.rows, logOdds: Int(-check.logChance))
            )
        }
        if let (first, last) = evidence.dateRange(list) { reasons.append(.dates(first: first, last: last)) }
        if evidence.datesKnown > 0 {
            reasons.append(.knownDates(right: evidence.datesRight, of: evidence.datesKnown))
        }
        if let share = reading.date.forwardShare { reasons.append(.order(percent: Int(share * 100))) }
        if reading.isPlantKnown { reasons.append(.knownPlants) }
        if let counting = evidence.counting { reasons.append(counting) }
        reasons.append(.density(percent: Double(Int(evidence.density * 1_000 + 0.5)) / 10))
        return reasons
    }
}

extension LearningQuestion {
    /// What would settle between the first candidate and the others, in the order of their likelihood.
    static func between(_ candidates: [FormatCandidate]) -> [LearningQuestion] {
        guard let first = candidates.first else { return [] }
        var questions: [LearningQuestion] = []
        for other in candidates.dropFirst() {
            let question: LearningQuestion = question(first.reading.fields, other.reading.fields)
            if !questions.contains(question) { questions.append(question) }
        }
        let hasBoth: Bool = first.format.needs.plant != nil && first.format.needs.line != nil
        if hasBoth, !first.reading.isPlantKnown { questions.append(.plantOrLine) }
        return questions
    }

    private static func question(_ one: [FieldReading.Field], _ other: [FieldReading.Field]) -> LearningQuestion {
        func dates(_ fields: [FieldReading.Field]) -> Set<FieldReading.Field> {
            Set(fields.filter { $0.piece.isYear || [.week, .month, .day, .dayOfYear].contains($0.piece) })
        }
        func check(_ fields: [FieldReading.Field]) -> [FieldReading.Field] {
            fields.filter { if case .check = $0.piece { true } else { false } }
        }
        func codes(_ fields: [FieldReading.Field]) -> Set<Range<Int>> {
            Set(
                fields.compactMap { field in
                    switch field.piece {
                    case .plant, .line: field.places
                    default: nil
                    }
                })
        }
        if check(one) != check(other) { return .check }
        if dates(one) != dates(other) { return .productionDate }
        if codes(one) != codes(other) { return .plantCodes }
        let places = [one, other].map { $0.first { $0.piece.sequence != nil }?.places }
        return places[0] != places[1] ? .nextAfterLast : .alphabet
    }
}
