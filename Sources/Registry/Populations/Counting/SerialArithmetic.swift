import Identifiers

/// Works out by arithmetic which sequence numbers of issued batches a population's questions about serial numbers hold
/// for: no serial number is written for it.
///
/// One serves one count or list; it keeps what it has worked out for the printed space that it is asked about.
final class SerialArithmetic {
    /// A part of a batch throughout which lists and ranges say the same; patterns may be left to ask.
    struct Piece {
        var sequences: ClosedRange<Int64>
        var rule: PopulationRule
    }

    /// The states of all automata together that one count may need.
    private static let mostStates = 3_000_000
    /// Patterns that may be left to ask of one batch.
    private static let mostPatterns = 8

    private let serials: [CompiledPopulation.Serials]
    /// Scrambled serial numbers that are gone through one by one for a pattern: some seconds of work.
    private static let mostScrambled: Int64 = 5_000_000
    private let formats: [ID<ModelFormat>: ModelFormat]
    private var statesLeft = SerialArithmetic.mostStates
    /// The numbers of lists, by list and format, in ascending order by printed space.
    private var lists: [ListKey: [String: [Int64]]] = [:]
    private var space: PrintedSpace?
    private var fits: [Int: Bool?] = [:]
    private var matches: [PopulationRule: SerialMatches] = [:]
    private var writer: SerialWriter?

    private struct ListKey: Hashable {
        var list: Int
        var format: ID<ModelFormat>
    }

    convenience init(_ population: CompiledPopulation, formats: [ModelFormat]) {
        self.init(population.serials, formats: formats)
    }

    /// - Parameter serials: What rules ask of serial numbers, by its index.
    init(_ serials: [CompiledPopulation.Serials], formats: [ModelFormat]) {
        self.serials = serials
        self.formats = Dictionary(formats.map { ($0.id, $0) }) { first, _ in first }
    }

    /// What an issued batch decides of a check for all of its units alike.
    func decide(_ check: PopulationCheck, of batch: BatchFacts) throws -> Bool? {
        switch check {
        case .produced(let test): return test.holds(of: batch.days)
        case .known(.produced): return batch.days != nil
        case .serial(let index):
            guard let space = batch.space, let issued = batch.batch.issue?.sequences else { return nil }
            switch serials[index] {
            case .list:
                let numbers = try listed(index, in: space)
                let first = numbers.firstIndexPast { $0 >= issued.lowerBound }
                return first < numbers.count && numbers[first] <= issued.upperBound ? nil : false
            case .range(.keys): return false
            case .range(.sequences(let spaces)):
                guard let range = spaces[space], range.overlaps(issued) else { return false }
                return range.contains(issued.lowerBound) && range.contains(issued.upperBound) ? true : nil
            case .pattern(let pattern): return try fit(of: pattern, index, batch)
            }
        default: return batch.decide(check)
        }
    }

    /// The writer of a batch's serial numbers.
    func serialWriter(of batch: BatchFacts) throws -> SerialWriter {
        try enter(batch)
        if let writer { return writer }
        guard let format = batch.space.flatMap({ formats[$0.format] })?.format else {
            throw RegistryError(.formatUnknown, "The batch \(batch.batch.number) has a format that is not its model's.")
        }
        let made = try format.writer(for: batch.batch.fields)
        writer = made
        return made
    }

    /// Cuts a part of a batch wherever a list or a range of `rule` begins or ends.
    func pieces(of rule: PopulationRule, _ batch: BatchFacts, in range: ClosedRange<Int64>) throws -> [Piece] {
        guard let space = batch.space else { return [] }
        let asked = Set(rule.checks.compactMap { if case .serial(let index) = $0 { index } else { nil } })
        guard !asked.isEmpty else { return [Piece(sequences: range, rule: rule)] }
        var starts: Set<Int64> = [range.lowerBound]
        func cut(before start: Int64) { if range.contains(start) { starts.insert(start) } }
        func cut(after end: Int64) { if end < range.upperBound, end >= range.lowerBound { starts.insert(end + 1) } }
        for index in asked {
            switch serials[index] {
            case .list:
                let numbers = try listed(index, in: space)
                for number in numbers[numbers.firstIndexPast({ $0 >= range.lowerBound })...] {
                    guard number <= range.upperBound else { break }
                    cut(before: number)
                    cut(after: number)
                }
            case .range(.sequences(let spaces)):
                guard let other = spaces[space] else { continue }
                cut(before: other.lowerBound)
                cut(after: other.upperBound)
            case .range(.keys), .pattern: continue
            }
        }
        let ordered = starts.sorted()
        return try ordered.enumerated().map { place, start in
            let end = place + 1 < ordered.count ? ordered[place + 1] - 1 : range.upperBound
            return Piece(
                sequences: start...end,
                rule: try rule.simplified { check in try decide(check, at: start, in: space) })
        }
    }

    /// What a list or a range says of a sequence number.
    private func decide(_ check: PopulationCheck, at sequence: Int64, in space: PrintedSpace) throws -> Bool? {
        guard case .serial(let index) = check else { return nil }
        switch serials[index] {
        case .list:
            let numbers = try listed(index, in: space)
            let place = numbers.firstIndexPast { $0 >= sequence }
            return place < numbers.count && numbers[place] == sequence
        case .range(.sequences(let spaces)): return spaces[space]?.contains(sequence) ?? false
        case .range(.keys): return false
        case .pattern: return nil
        }
    }

    /// How many sequence numbers of a piece its rule holds for; the rule asks for patterns at most.
    func count(_ piece: Piece, of batch: BatchFacts) throws -> Int64 {
        if let constant = piece.rule.constant { return constant ? piece.sequences.length : 0 }
        let matches = try serialMatches(piece.rule, batch)
        let isScrambled = batch.space.flatMap { formats[$0.format] }?.format.isScrambled ?? false
        guard !isScrambled || matches.isAll != nil || piece.sequences.length <= Self.mostScrambled else {
            throw RegistryError(
                .populationTooLarge,
                "The batch \(batch.batch.number) has too many scrambled serial numbers to go through for a pattern; name "
                    + "its batch or a range instead.", field: "population")
        }
        return matches.count(in: piece.sequences)
    }

    /// The first sequence number of a piece, from `start` on, that its rule holds for.
    func first(_ piece: Piece, from start: Int64, of batch: BatchFacts) throws -> Int64? {
        guard start <= piece.sequences.upperBound else { return nil }
        if let constant = piece.rule.constant { return constant ? start : nil }
        return try serialMatches(piece.rule, batch).first(in: start...piece.sequences.upperBound)
    }

    func holds(_ piece: Piece, at sequence: Int64, of batch: BatchFacts) throws -> Bool {
        if let constant = piece.rule.constant { return constant }
        return try serialMatches(piece.rule, batch).contains(sequence)
    }

    // MARK: What was worked out

    private func enter(_ batch: BatchFacts) throws {
        guard space != batch.space else { return }
        space = batch.space
        (fits, matches, writer) = ([:], [:], nil)
    }

    private func listed(_ index: Int, in space: PrintedSpace) throws -> [Int64] {
        let key = ListKey(list: index, format: space.format)
        if let known = lists[key] { return known[space.key] ?? [] }
        var numbers: [String: [Int64]] = [:]
        if case .list(let listed) = serials[index], let format = formats[space.format] {
            for serial in listed where serial.text.utf8.count == format.format.length {
                guard let decoded = try format.decode(serial) else { continue }
                numbers[decoded.printedKey, default: []].append(decoded.sequence)
            }
        }
        lists[key] = numbers.mapValues { $0.sorted() }
        return lists[key]?[space.key] ?? []
    }

    /// Whether all serial numbers of a batch's printed space have a pattern; nil where some have.
    private func fit(of pattern: SerialShape, _ index: Int, _ batch: BatchFacts) throws -> Bool? {
        try enter(batch)
        if let known = fits[index] { return known }
        let found = try matches([pattern], batch) { $0[0] }.isAll
        fits[index] = .some(found)
        return found
    }

    private func serialMatches(_ rule: PopulationRule, _ batch: BatchFacts) throws -> SerialMatches {
        try enter(batch)
        if let known = matches[rule] { return known }
        var indices: [Int] = []
        var patterns: [SerialShape] = []
        for case .serial(let index) in rule.checks where !indices.contains(index) {
            guard case .pattern(let pattern) = serials[index] else { continue }
            indices.append(index)
            patterns.append(pattern)
        }
        guard patterns.count <= Self.mostPatterns else { throw Self.tooLarge }
        let found = try matches(patterns, batch) { fits in
            rule.holds { check in
                guard case .serial(let index) = check, let place = indices.firstIndex(of: index) else { return false }
                return fits[place]
            }
        }
        matches[rule] = found
        return found
    }

    private func matches(
        _ patterns: [SerialShape], _ batch: BatchFacts, where isWanted: ([Bool]) -> Bool
    ) throws -> SerialMatches {
        let serial = try serialWriter(of: batch).text(of: 0)
        guard let format = batch.space.flatMap({ formats[$0.format] })?.format,
            let found = SerialMatches(of: format, printing: serial, patterns, where: isWanted)
        else { throw Self.tooLarge }
        statesLeft -= found.stateCount
        guard statesLeft > 0 else { throw Self.tooLarge }
        return found
    }

    private static let tooLarge = RegistryError(
        .populationTooLarge,
        "The patterns of serial numbers are too many or too intricate to be counted; use fewer, or shorter ones.",
        field: "population")
}
