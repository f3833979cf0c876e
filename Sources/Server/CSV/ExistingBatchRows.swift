package import Identifiers

/// Serial numbers that exist, as the file of batches that `nameplate import batches` reads.
package enum ExistingBatchRows {
    /// - Parameters:
    ///   - slug: The manufacturer's short name.
    ///   - number: The model's number.
    package static func bytes(_ batches: [ExistingBatch], of slug: String, model number: String) -> [UInt8] {
        let header = [
            "manufacturer", "model", "batch", "first_sequence", "count", "plant", "line", "date",
        ]
        return batches.enumerated().reduce(into: CSVRow.bytes(header)) { bytes, entry in
            let (index, batch) = entry
            bytes += CSVRow.bytes([
                slug, number, ExistingBatch.number(index), String(batch.first), String(batch.count),
                batch.fields.plant ?? "", batch.fields.line ?? "", batch.fields.date?.isoText ?? "",
            ])
        }
    }
}
