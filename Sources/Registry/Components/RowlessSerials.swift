package import Identifiers
package import Storage

/// The serial numbers of units of a batch that have no row: written by the format, without those that have one.
package enum RowlessSerials {
    /// The serial numbers of a part of a batch, and where to go on; nil at the end.
    /// - Parameter limit: how many sequence numbers are looked at.
    package static func page(
        of range: EventDraft.SequenceRange, limit: Int64, _ reader: any SQLReader
    ) throws -> (serials: [String], next: Int64?) {
        let (first, last) = (range.sequences.lowerBound, range.sequences.upperBound)
        let window = first...min(last, first.addingSaturated(max(limit, 1) - 1))
        guard let batch = try Batches.find(range.batch, reader), let writer = try writer(of: batch, reader) else {
            return ([], nil)
        }
        let rows = try BatchUnits.list(in: range.batch, window, limit: Int(clamping: window.length), reader)
        let taken = Set(rows.compactMap(\.sequence))
        let serials = try window.filter { !taken.contains($0) }.map { try writer.text(of: $0) }
        return (serials, window.upperBound < last ? window.upperBound + 1 : nil)
    }

    /// What writes the serial numbers of a batch; nil for units that were numbered elsewhere.
    package static func writer(of batch: Batch, _ reader: any SQLReader) throws -> SerialWriter? {
        let format = try SerialFormats.list(of: batch.model, reader).first { $0.id == batch.issue?.format }
        return try format?.format.writer(for: batch.fields)
    }
}
