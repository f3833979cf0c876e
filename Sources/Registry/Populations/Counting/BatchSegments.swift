import Identifiers
import Storage

/// Parts of issued batches throughout which the units without a row are in the same state.
struct BatchSegments {
    let batch: BatchFacts
    let arithmetic: SerialArithmetic
    let reader: any SQLReader

    /// A part of a batch, with the history and the state of those of its units that have no row.
    struct Segment {
        var sequences: ClosedRange<Int64>
        var history: UnitHistory
        var state: UnitState
    }

    func segments(in range: ClosedRange<Int64>) throws -> [Segment] {
        let coverings = try BatchRanges.overlapping(
            EventDraft.SequenceRange(batch: batch.batch.id, sequences: range), reader)
        return BatchRanges.segments(of: range, coverings).map { segment in
            let history = UnitHistory(segment.entries)
            return Segment(sequences: segment.sequences, history: history, state: history.state())
        }
    }

    /// What a rule says of the units without a row within a segment, piece by piece. They contain nothing: what contains
    /// something has a row.
    func pieces(of rule: PopulationRule, in segment: Segment) throws -> [SerialArithmetic.Piece] {
        let state = StateFacts(segment.state)
        let left = rule.simplified { check in
            if case .contains = check { false } else { state.decide(check) }
        }
        return try arithmetic.pieces(of: left, batch, in: segment.sequences)
    }

    /// How many units of a piece without a row its rule holds for.
    func countRowless(_ piece: SerialArithmetic.Piece) throws -> Int64 {
        let all = try arithmetic.count(piece, of: batch)
        guard all > 0 else { return 0 }
        var rows: Int64 = 0
        // A count reads rows unseen: where they are rationed they go by one after the other.
        if piece.rule.constant != nil, !(reader is RationedReader) {
            return all - (try UnitRows.count(in: batch.batch.id, piece.sequences, reader))
        }
        try PopulationRows.sequences(of: batch.batch.id, piece.sequences, reader) { sequence in
            if try arithmetic.holds(piece, at: sequence, of: batch) { rows += 1 }
            return true
        }
        return all - rows
    }

    /// The first unit of a piece without a row that its rule holds for; nil where there is none.
    func firstRowless(_ piece: SerialArithmetic.Piece) throws -> Int64? {
        var next = try arithmetic.first(piece, from: piece.sequences.lowerBound, of: batch)
        try PopulationRows.sequences(of: batch.batch.id, piece.sequences, reader) { sequence in
            guard let candidate = next, candidate >= sequence else { return false }
            if candidate == sequence {
                next = sequence < .max ? try arithmetic.first(piece, from: sequence + 1, of: batch) : nil
            }
            return true
        }
        return next
    }
}

/// Batches that were read before.
final class BatchCache {
    private var batches: [ID<Batch>: BatchFacts?] = [:]
    private let reader: any SQLReader

    /// Past so many the cache is begun anew.
    private static let capacity = 100_000

    init(_ reader: any SQLReader) { self.reader = reader }

    func batch(_ id: ID<Batch>) throws -> BatchFacts? {
        if let known = batches[id] { return known }
        if batches.count >= Self.capacity { batches.removeAll() }
        let found = try Batches.find(id, reader).map { BatchFacts($0) }
        batches[id] = .some(found)
        return found
    }
}

extension Batches {
    /// Batches read at once.
    private static let pageSize = 500

    /// The batches of a model after the batch number `after`, by number, until `body` answers `false`.
    static func forEach(
        of model: ID<Model>, after: String = "", _ reader: any SQLReader, _ body: (Batch) throws -> Bool
    ) throws {
        var after = after
        while true {
            let page = try list(of: model, after: after, limit: pageSize, reader)
            for batch in page { guard try body(batch) else { return } }
            guard page.count == pageSize, let last = page.last else { return }
            after = last.number
        }
    }
}
