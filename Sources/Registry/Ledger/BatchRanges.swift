private import Identifiers
import Storage

/// The table `batch_ranges`: the events of each batch, by the interval of sequence numbers that they speak of.
enum BatchRanges {
    struct Covering {
        var sequences: ClosedRange<Int64>
        var entry: HistoryEntry
    }

    /// A part of a range throughout which the same events hold.
    struct Segment {
        var sequences: ClosedRange<Int64>
        var entries: [HistoryEntry]
    }

    static func overlapping(
        _ range: EventDraft.SequenceRange, _ reader: any SQLReader
    ) throws -> [Covering] {
        try reader.all(
            BatchRangesSQL.overlapping,
            [
                .integer(range.batch.value), .integer(range.sequences.upperBound),
                .integer(range.sequences.lowerBound),
            ]
        ) { row in
            let entry = try HistoryEntry(row, from: 2, role: row.isNull(13) ? .unit : .child, fromBatch: true)
            return Covering(sequences: row.integer(0)...max(row.integer(0), row.integer(1)), entry: entry)
        }
    }

    /// Cuts `range` wherever one of `coverings` begins or ends.
    static func segments(of range: ClosedRange<Int64>, _ coverings: [Covering]) -> [Segment] {
        var starts: Set<Int64> = [range.lowerBound]
        for covering in coverings {
            let (next, overflow) = covering.sequences.upperBound.addingReportingOverflow(1)
            if range.contains(covering.sequences.lowerBound) { starts.insert(covering.sequences.lowerBound) }
            if !overflow, range.contains(next) { starts.insert(next) }
        }
        let ordered = starts.sorted()
        var segments = ordered.enumerated().map { index, start in
            let end = index + 1 < ordered.count ? ordered[index + 1] - 1 : range.upperBound
            return Segment(sequences: start...end, entries: [])
        }
        // Each covering holds throughout the segments from the first that begins within it.
        for covering in coverings {
            var index = segments.firstIndexPast { $0.sequences.lowerBound >= covering.sequences.lowerBound }
            while index < segments.count, segments[index].sequences.lowerBound <= covering.sequences.upperBound {
                segments[index].entries.append(covering.entry)
                index += 1
            }
        }
        return segments
    }

    static func insert(
        _ range: EventDraft.SequenceRange, ordinal: Int, salt: [UInt8], _ header: EventHeader,
        _ event: RecordedEvent, _ transaction: any SQLTransaction
    ) throws {
        let place: [SQLValue] = [
            .integer(range.batch.value), .integer(range.sequences.lowerBound), .integer(range.sequences.upperBound),
            .integer(Int64(ordinal)),
        ]
        try transaction.run(
            BatchRangesSQL.insert, place + EventRows.said(header, event, parent: event.draft.parent) + [.blob(salt)])
    }
}

extension Array {
    /// The index of the first element past a border, found by halves: no element after it lies before the border.
    func firstIndexPast(_ isPast: (Element) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if isPast(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

private enum BatchRangesSQL {
    static let overlapping = Statement(
        """
        SELECT first_sequence, last_sequence, event_id, event_time, position, record_time, zone_offset, type, action,
               business_step, disposition, read_point, business_location, parent_model_id, parent_serial,
               corrects_event_id, error_reason, details
          FROM batch_ranges
         WHERE batch_id = $1
           AND first_sequence <= $2
           AND last_sequence >= $3
        """)
    static let insert = Statement(
        """
        INSERT INTO batch_ranges (batch_id, first_sequence, last_sequence, ordinal, event_id, event_time, position,
                                  record_time, zone_offset, type, action, business_step, disposition, read_point,
                                  business_location, parent_model_id, parent_serial, corrects_event_id, error_reason,
                                  details, salt)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
        """)
}
