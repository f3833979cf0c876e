package import Storage

/// Units of batches that are known by events of whole ranges alone.
package enum RangedUnits {
    /// A part of a batch throughout which the same events hold.
    package struct Part: Sendable {
        package var sequences: ClosedRange<Int64>
        package var history: UnitHistory
    }

    /// The parts of a range of a batch, in the order of their sequence numbers.
    package static func parts(of range: EventDraft.SequenceRange, _ reader: any SQLReader) throws -> [Part] {
        BatchRanges.segments(of: range.sequences, try BatchRanges.overlapping(range, reader)).map { segment in
            Part(sequences: segment.sequences, history: UnitHistory(segment.entries))
        }
    }

    /// How many units of a range have no row.
    package static func count(of range: EventDraft.SequenceRange, _ reader: any SQLReader) throws -> Int64 {
        let rows = try UnitRows.count(in: range.batch, range.sequences, reader)
        return max(0, range.sequences.length - rows)
    }

    /// The sequence numbers of a range whose units have a row, up to `limit`, ascending.
    package static func sequencesWithRows(
        in range: EventDraft.SequenceRange, limit: Int, _ reader: any SQLReader
    ) throws -> [Int64] {
        try BatchUnits.list(in: range.batch, range.sequences, limit: limit, reader).compactMap(\.sequence)
    }

    /// The batches after `after` of which an event of a range names a place.
    package static func batches(
        at place: String, after: ID<Batch>?, limit: Int, _ reader: any SQLReader
    ) throws -> [ID<Batch>] {
        let values: [SQLValue] = [.text(place), .integer(after?.value ?? 0), .integer(Int64(limit))]
        return try reader.all(RangedUnitsSQL.located, values) { ID($0.integer(0)) }
    }

    /// The batches after `after` of which an event without a place ever took a range out of a container of this model.
    package static func batches(
        departedFromContainersOf model: ID<Model>, after: ID<Batch>?, limit: Int, _ reader: any SQLReader
    ) throws -> [ID<Batch>] {
        let values: [SQLValue] = [.integer(model.value), .integer(after?.value ?? 0), .integer(Int64(limit))]
        return try reader.all(RangedUnitsSQL.departed, values) { ID($0.integer(0)) }
    }
}

private enum RangedUnitsSQL {
    static let located = Statement(
        """
        SELECT DISTINCT batch_id
          FROM batch_ranges
         WHERE business_location = $1
           AND batch_id > $2
         ORDER BY batch_id
         LIMIT $3
        """)
    static let departed = Statement(
        """
        SELECT DISTINCT batch_id
          FROM batch_ranges
         WHERE parent_model_id = $1
           AND action = 'DELETE'
           AND business_location IS NULL
           AND batch_id > $2
         ORDER BY batch_id
         LIMIT $3
        """)
}
