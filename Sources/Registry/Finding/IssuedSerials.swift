package import Identifiers
package import Storage

/// Tells of many serial numbers which of them were issued: a question to the batches for each printed space, however
/// many models print in it, and arithmetic for each number.
package struct IssuedSerials {
    /// Questions that may still be asked.
    package private(set) var questions: Int
    /// Whether every question that there was could be asked.
    package private(set) var isComplete = true

    /// Batches of a space that are read at once: of one format; of all its formats.
    private static let mostBatches = 64
    private static let mostOfAllFormats = 1_000

    /// - Parameter questions: How many questions may be asked, each some microseconds.
    package init(questions: Int) { self.questions = questions }

    /// A serial number that was issued, in whose format, and with which batch.
    package struct Issued: Hashable, Sendable {
        package var serial: SerialFormat.Decoded
        package var format: ID<ModelFormat>
        package var batch: ID<Batch>
    }

    /// Those of `serials` that were issued.
    /// - Parameter formats: Formats of one pattern, in which all the serial numbers are written.
    package mutating func among(
        _ serials: [SerialFormat.Decoded], of formats: Set<ID<ModelFormat>>, _ reader: any SQLReader
    ) throws -> [Issued] {
        var issued: [Issued] = []
        for (printedKey, serials) in Dictionary(grouping: serials, by: \.printedKey) {
            if formats.count > 1, let found = try ofAllFormats(serials, printedKey, formats, reader) {
                issued += found
                continue
            }
            for format in formats { issued += try among(serials, printedKey, format, reader) }
        }
        return issued
    }

    /// Whether one more question may be asked.
    private mutating func mayAsk() -> Bool {
        if questions <= 0 { isComplete = false }
        questions -= 1
        return isComplete
    }

    /// Asks once for all formats of a space; nil where it has more batches than are read.
    private mutating func ofAllFormats(
        _ serials: [SerialFormat.Decoded], _ printedKey: String, _ formats: Set<ID<ModelFormat>>,
        _ reader: any SQLReader
    ) throws -> [Issued]? {
        guard let last = serials.map(\.sequence).max(), mayAsk() else { return [] }
        var (issued, count): ([Issued], Int) = ([], 0)
        try reader.forEachRow(
            IssuedSerialsSQL.ofSpace, [.text(printedKey), .integer(last), .integer(Int64(Self.mostOfAllFormats))]
        ) { row in
            count += 1
            let (batch, format) = (ID<Batch>(row.integer(0)), ID<ModelFormat>(row.integer(1)))
            let sequences = row.integer(2)...max(row.integer(2), row.integer(3))
            guard formats.contains(format) else { return true }
            for serial in serials where sequences.contains(serial.sequence) {
                issued.append(Issued(serial: serial, format: format, batch: batch))
            }
            return true
        }
        return count < Self.mostOfAllFormats ? issued : nil
    }

    /// The same for one format, whose batches do not overlap within a space.
    private mutating func among(
        _ serials: [SerialFormat.Decoded], _ printedKey: String, _ format: ID<ModelFormat>, _ reader: any SQLReader
    ) throws -> [Issued] {
        let sequences = serials.map(\.sequence)
        guard let first = sequences.min(), let last = sequences.max(), mayAsk() else { return [] }
        var batches: [(id: ID<Batch>, sequences: ClosedRange<Int64>)] = []
        try reader.forEachRow(
            IssuedSerialsSQL.ofFormat,
            [.integer(format.value), .text(printedKey), .integer(last), .integer(Int64(Self.mostBatches))]
        ) { row in
            batches.append((ID(row.integer(0)), row.integer(1)...max(row.integer(1), row.integer(2))))
            return row.integer(1) > first
        }
        let isCut = batches.count == Self.mostBatches
        let lowest = batches.last?.sequences.lowerBound ?? .min
        return try serials.compactMap { serial in
            if let batch = batches.first(where: { $0.sequences.contains(serial.sequence) }) {
                return Issued(serial: serial, format: format, batch: batch.id)
            }
            // What lies before the batches that were read is asked one by one.
            guard isCut, serial.sequence < lowest, mayAsk() else { return nil }
            return try Batches.holding(serial.sequence, printedKey: printedKey, format: format, reader)
                .map { Issued(serial: serial, format: format, batch: $0.id) }
        }
    }
}

private enum IssuedSerialsSQL {
    static let ofFormat = Statement(
        """
        SELECT id, first_sequence, last_sequence
          FROM batches
         WHERE format_id = $1
           AND printed_key = $2
           AND first_sequence <= $3
         ORDER BY first_sequence DESC
         LIMIT $4
        """)
    static let ofSpace = Statement(
        """
        SELECT id, format_id, first_sequence, last_sequence
          FROM batches
         WHERE printed_key = $1
           AND first_sequence <= $2
         ORDER BY first_sequence DESC
         LIMIT $3
        """)
}
