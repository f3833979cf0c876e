import Identifiers
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

    /// The batches after `after` of which an event of a range says that it was sold at a read point, and names no other place.
    package static func batches(
        soldAt point: String, after: ID<Batch>?, limit: Int, _ reader: any SQLReader
    ) throws -> [ID<Batch>] {
        let values: [SQLValue] = [.text(point), .integer(after?.value ?? 0), .integer(Int64(limit))]
        return try reader.all(RangedUnitsSQL.sold, values) { ID($0.integer(0)) }
    }

    /// The batches after `after` of which an event of a range names this container or assembly.
    package static func batches(
        within parent: UnitKey, after: ID<Batch>?, limit: Int, _ reader: any SQLReader
    ) throws -> [ID<Batch>] {
        let values: [SQLValue] = [
            .integer(parent.model.value), .text(parent.serial.text), .integer(after?.value ?? 0),
            .integer(Int64(limit)),
        ]
        return try reader.all(RangedUnitsSQL.within, values) { ID($0.integer(0)) }
    }

    /// Hands on the units of a part of a batch, in the order of their sequence numbers, until `body` answers `false`: their rows,
    /// or what the part's events say of them.
    /// - Throws: `key.missing` where the key that writes their serial numbers is not at hand.
    package static func forEachUnit(
        of part: Part, in batch: Batch, _ reader: any SQLReader, _ body: (UnitRow, UnitHistory) throws -> Bool
    ) throws {
        guard let writer = try RowlessSerials.writer(of: batch, reader) else { return }
        var next: Int64? = part.sequences.lowerBound
        while let first = next {
            let page = first...min(part.sequences.upperBound, first.addingSaturated(pageSize - 1))
            let rows = try BatchUnits.list(in: batch.id, page, limit: Int(pageSize), reader)
            let keys = Dictionary(rows.map { ($0.sequence, $0.key) }) { known, _ in known }
            for sequence in page {
                if let key = keys[sequence], let row = try UnitRows.find(key, reader) {
                    guard try body(row, Units.history(of: row, reader)) else { return }
                } else {
                    let key = UnitKey(batch.model, try SerialNumber(parsing: writer.text(of: sequence)))
                    guard try body(Units.row(key, batch, sequence, part.history), part.history) else { return }
                }
            }
            next = page.upperBound < part.sequences.upperBound ? page.upperBound + 1 : nil
        }
    }

    /// Sequence numbers that are looked at together.
    private static let pageSize: Int64 = 500

    /// The batches after `after` of which an event without a place ever took a range out of a container of this model.
    package static func batches(
        departedFromContainersOf model: ID<Model>, after: ID<Batch>?, limit: Int, _ reader: any SQLReader
    ) throws -> [ID<Batch>] {
        let values: [SQLValue] = [.integer(model.value), .integer(after?.value ?? 0), .integer(Int64(limit))]
        return try reader.all(RangedUnitsSQL.departed, values) { ID($0.integer(0)) }
    }
}

enum RangedUnitsSQL {
    static let located = Statement(
        """
        SELECT DISTINCT batch_id
          FROM batch_ranges
         WHERE business_location = $1
           AND batch_id > $2
         ORDER BY batch_id
         LIMIT $3
        """)
    static let sold = Statement(
        """
        SELECT DISTINCT batch_id
          FROM batch_ranges
         WHERE read_point = $1
           AND business_step = 'retail_selling'
           AND business_location IS NULL
           AND batch_id > $2
         ORDER BY batch_id
         LIMIT $3
        """)
    static let within = Statement(
        """
        SELECT DISTINCT batch_id
          FROM batch_ranges
         WHERE parent_model_id = $1
           AND parent_serial = $2
           AND batch_id > $3
         ORDER BY batch_id
         LIMIT $4
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
