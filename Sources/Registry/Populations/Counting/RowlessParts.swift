package import Storage

/// A part of an issued batch throughout which the units without a row have the same history and belong to the same
/// populations.
package struct RowlessPart: Sendable {
    package var batch: Batch
    package var sequences: ClosedRange<Int64>
    package var history: UnitHistory
    /// Whether they belong to each of the populations that were asked for; nil where that cannot be told.
    package var holds: [Bool?]
    /// How many there are, at least one.
    package var count: Int64
    /// The first and the last sequence number; units between them may have a row.
    package var first: Int64
    package var last: Int64
}

/// Goes through the units of a model that have no row, part by part: never one by one.
package struct RowlessParts {
    private let model: ID<Model>
    private let populations: [CompiledPopulation?]
    private let scope: PopulationScope
    private let reader: any SQLReader

    /// - Parameter populations: Those that are asked for; nil stands for one that cannot be told.
    package init(
        of model: ID<Model>, _ populations: [CompiledPopulation?], in scope: PopulationScope, _ reader: any SQLReader
    ) {
        self.model = model
        self.populations = populations
        self.scope = scope
        self.reader = reader
    }

    /// Hands the parts to `body` until it answers `false`, by batch number and sequence number.
    /// - Parameter apart: Sequence numbers that are left out as if they had a row, in ascending order.
    /// - Throws: `population.tooLarge`.
    package func forEach(
        leavingOut apart: [ID<Batch>: [Int64]] = [:], _ body: (RowlessPart) throws -> Bool
    ) throws {
        let formats = scope.model(model)?.formats ?? []
        // A list or range is worked out once for all batches.
        let arithmetics = populations.map { $0.map { SerialArithmetic($0, formats: formats) } }
        try Batches.forEach(of: model, reader) { batch in
            guard let issued = batch.issue?.sequences else { return true }
            let coverings = try BatchRanges.overlapping(
                EventDraft.SequenceRange(batch: batch.id, sequences: issued), reader)
            for segment in BatchRanges.segments(of: issued, coverings) {
                let cutting = Cutting(
                    batch: BatchFacts(batch), history: UnitHistory(segment.entries), apart: apart[batch.id] ?? [],
                    arithmetics: arithmetics)
                guard try cut(segment.sequences, [], cutting, body) else { return false }
            }
            return true
        }
    }

    /// What stays the same while a segment is cut.
    private struct Cutting {
        var batch: BatchFacts
        var history: UnitHistory
        var apart: [Int64]
        var arithmetics: [SerialArithmetic?]
    }

    /// Cuts a part wherever the next population begins or ends to hold, and hands it on where all have said.
    private func cut(
        _ sequences: ClosedRange<Int64>, _ holds: [Bool?], _ cutting: Cutting, _ body: (RowlessPart) throws -> Bool
    ) throws -> Bool {
        guard holds.count < populations.count else { return try hand(sequences, holds, cutting, body) }
        guard let population = populations[holds.count], let arithmetic = cutting.arithmetics[holds.count] else {
            return try cut(sequences, holds + [nil], cutting, body)
        }
        guard let model = scope.model(model) else { return try cut(sequences, holds + [false], cutting, body) }
        let state = StateFacts(cutting.history.state())
        let rule = try population.rule(of: model).simplified { check in
            // What contains something has a row.
            if case .contains = check { return false }
            return try state.decide(check) ?? arithmetic.decide(check, of: cutting.batch)
        }
        for piece in try arithmetic.pieces(of: rule, cutting.batch, in: sequences) {
            var start: Int64? = piece.sequences.lowerBound
            while let first = start {
                let isIn = try arithmetic.holds(piece, at: first, of: cutting.batch)
                let other = SerialArithmetic.Piece(
                    sequences: piece.sequences, rule: isIn ? .not(piece.rule).simplified { _ in nil } : piece.rule)
                start = try arithmetic.first(other, from: first, of: cutting.batch)
                let last = start.map { $0 - 1 } ?? piece.sequences.upperBound
                guard try cut(first...last, holds + [isIn], cutting, body) else { return false }
            }
        }
        return true
    }

    private func hand(
        _ sequences: ClosedRange<Int64>, _ holds: [Bool?], _ cutting: Cutting, _ body: (RowlessPart) throws -> Bool
    ) throws -> Bool {
        var gaps = Gaps(in: sequences)
        let from = cutting.apart.firstIndexPast { $0 >= sequences.lowerBound }
        var apart = cutting.apart[from...].prefix { $0 <= sequences.upperBound }
        try PopulationRows.sequences(of: cutting.batch.batch.id, sequences, reader) { sequence in
            while let next = apart.first, next < sequence { gaps.take(apart.removeFirst()) }
            gaps.take(sequence)
            return true
        }
        for sequence in apart { gaps.take(sequence) }
        gaps.finish()
        guard let first = gaps.first, let last = gaps.last else { return true }
        return try body(
            RowlessPart(
                batch: cutting.batch.batch, sequences: sequences, history: cutting.history, holds: holds,
                count: gaps.count, first: first, last: last))
    }
}

/// The numbers of a range that are left when others are taken out of it in ascending order.
private struct Gaps {
    private(set) var first: Int64?
    private(set) var last: Int64?
    private(set) var count: Int64
    private let end: Int64
    /// The least number that nobody has taken yet; nil past the end.
    private var next: Int64?

    init(in range: ClosedRange<Int64>) {
        count = range.length
        end = range.upperBound
        next = range.lowerBound
    }

    mutating func take(_ number: Int64) {
        guard let expected = next, number >= expected else { return }
        if number > expected {
            first = first ?? expected
            last = number - 1
        }
        count -= 1
        next = number < end ? number + 1 : nil
    }

    mutating func finish() {
        guard let rest = next else { return }
        first = first ?? rest
        last = end
    }
}
