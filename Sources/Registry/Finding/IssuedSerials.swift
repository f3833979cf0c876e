package import Identifiers
package import Storage

/// Tells of many serial numbers of one format which of them were issued: a question to the batches for each printed
/// space, and arithmetic for each number.
package enum IssuedSerials {
    /// Batches of a space that are read at once; where it has more, what lies before them is asked one by one.
    private static let mostBatches = 64

    /// Those of `serials` that a batch of the format holds.
    /// - Parameter spaces: How many printed spaces may still be asked for.
    /// - Returns: nil where that is fewer than there are.
    package static func among(
        _ serials: [SerialFormat.Decoded], of format: ID<ModelFormat>, spaces: inout Int, _ reader: any SQLReader
    ) throws -> [SerialFormat.Decoded]? {
        var issued: [SerialFormat.Decoded] = []
        for (printedKey, serials) in Dictionary(grouping: serials, by: \.printedKey) {
            guard spaces > 0 else { return nil }
            spaces -= 1
            issued += try among(serials, printedKey, format, reader)
        }
        return issued
    }

    /// The same for serial numbers of one printed space.
    private static func among(
        _ serials: [SerialFormat.Decoded], _ printedKey: String, _ format: ID<ModelFormat>, _ reader: any SQLReader
    ) throws -> [SerialFormat.Decoded] {
        let sequences = serials.map(\.sequence)
        guard let first = sequences.min(), let last = sequences.max() else { return [] }
        var ranges: [ClosedRange<Int64>] = []
        try reader.forEachRow(
            IssuedSerialsSQL.below,
            [.integer(format.value), .text(printedKey), .integer(last), .integer(Int64(mostBatches))]
        ) { row in
            ranges.append(row.integer(0)...max(row.integer(0), row.integer(1)))
            return row.integer(0) > first
        }
        // Batches of one space do not overlap and come from the last to the first.
        let isCut = ranges.count == mostBatches
        let lowest = ranges.last?.lowerBound ?? .min
        return try serials.filter { serial in
            if ranges.contains(where: { $0.contains(serial.sequence) }) { return true }
            guard isCut, serial.sequence < lowest else { return false }
            return try Batches.holding(serial.sequence, printedKey: printedKey, format: format, reader) != nil
        }
    }
}

private enum IssuedSerialsSQL {
    static let below = Statement(
        """
        SELECT first_sequence, last_sequence
          FROM batches
         WHERE format_id = $1
           AND printed_key = $2
           AND first_sequence <= $3
         ORDER BY first_sequence DESC
         LIMIT $4
        """)
}
