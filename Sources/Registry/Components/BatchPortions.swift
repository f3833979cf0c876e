import Storage

/// A part of a batch from its first sequence number on: the units that have a row, and all others, which are alike.
struct BatchPortion {
    var sequences: ClosedRange<Int64>
    /// The events of those without a row.
    var entries: [HistoryEntry]
    /// How many have no row.
    var rowless: Int64
    /// Those that have a row, in order of their sequence numbers.
    var rows: [UnitRow]
}

/// Walks through the units of a batch in the order of their sequence numbers, without reading more rows at a time than
/// asked for.
struct BatchPortions {
    private let batch: ID<Batch>
    private var segments: ArraySlice<BatchRanges.Segment>
    /// The rest of a segment that has been begun.
    private var begun: BatchRanges.Segment?
    private let reader: any SQLReader

    /// The units of a range from the sequence number `first` on.
    init(of range: EventDraft.SequenceRange, from first: Int64, _ reader: any SQLReader) throws {
        let rest = EventDraft.SequenceRange(
            batch: range.batch,
            sequences: max(first, range.sequences.lowerBound)...max(first, range.sequences.upperBound))
        batch = range.batch
        segments =
            first > range.sequences.upperBound
            ? [] : BatchRanges.segments(of: rest.sequences, try BatchRanges.overlapping(rest, reader))[...]
        self.reader = reader
    }

    /// The next portion, with at most `limit` rows, at least one; nil at the end.
    /// - Parameter skips: whether of this part only the units that have a row and are in something now are wanted.
    mutating func next(limit: Int, skipping skips: (BatchRanges.Segment) -> Bool) throws -> BatchPortion? {
        guard let segment = begun ?? segments.popFirst() else { return nil }
        begun = nil
        let isSkipping = skips(segment)
        let rows =
            isSkipping
            ? try BatchUnits.contained(in: batch, segment.sequences, limit: limit, reader)
            : try BatchUnits.list(in: batch, segment.sequences, limit: limit, reader)
        var portion = BatchPortion(sequences: segment.sequences, entries: segment.entries, rowless: 0, rows: rows)
        if rows.count >= limit, let last = rows.last?.sequence, last < segment.sequences.upperBound {
            portion.sequences = segment.sequences.lowerBound...last
            begun = BatchRanges.Segment(
                sequences: (last + 1)...segment.sequences.upperBound, entries: segment.entries)
        }
        if !isSkipping { portion.rowless = portion.sequences.length - Int64(rows.count) }
        return portion
    }
}
