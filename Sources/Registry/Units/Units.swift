import Identifiers
package import Storage

/// Units, with a row or implied by an issued batch.
package enum Units {
    /// The unit with this key: its row, or what its batch implies; nil where the number was never issued or registered.
    package static func find(_ key: UnitKey, _ reader: any SQLReader) throws -> UnitRow? {
        if let row = try UnitRows.find(key, reader) { return row }
        return try implied(key, formats: SerialFormats.list(of: key.model, reader), reader)
    }

    /// The rowless unit with this key, by decoding its serial number: no table is asked for it.
    /// - Throws: `key.missing` where the number may be one of a format whose key is not at hand.
    package static func implied(
        _ key: UnitKey, formats: [ModelFormat], _ reader: any SQLReader
    ) throws -> UnitRow? {
        guard let place = try issued(key, formats: formats, reader) else { return nil }
        return try implied(key, batch: place.batch, sequence: place.sequence, reader)
    }

    /// The place in a batch with which this serial number was issued; nil where it was not. No event is read.
    /// - Throws: `key.missing` where the number may be one of a format whose key is not at hand.
    package static func issued(
        _ key: UnitKey, formats: [ModelFormat], _ reader: any SQLReader
    ) throws -> (batch: Batch, sequence: Int64)? {
        for candidate in formats {
            guard let decoded = try candidate.decode(key.serial) else { continue }
            let batch = try Batches.holding(
                decoded.sequence, printedKey: decoded.printedKey, format: candidate.id, reader)
            if let batch { return (batch, decoded.sequence) }
        }
        return nil
    }

    /// The rowless unit with this place in a batch.
    package static func implied(
        _ key: UnitKey, batch: Batch, sequence: Int64, _ reader: any SQLReader
    ) throws -> UnitRow {
        let history = UnitHistory(try UnitHistory.ranges(of: batch.id, covering: sequence, reader))
        return row(key, batch, sequence, history)
    }

    static func row(_ key: UnitKey, _ batch: Batch, _ sequence: Int64, _ history: UnitHistory) -> UnitRow {
        UnitRow(
            key: key, manufacturer: batch.manufacturer, batch: batch.id, sequence: sequence,
            producedOn: batch.producedOn, state: history.state(),
            recordedAt: history.entries.map(\.recordTime).max())
    }

    /// Everything that happened to a unit.
    package static func history(of unit: UnitRow, _ reader: any SQLReader) throws -> UnitHistory {
        try UnitHistory.load(unit.key, batch: unit.batch, sequence: unit.sequence, reader)
    }
}
