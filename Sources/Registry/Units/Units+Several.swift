import Identifiers
package import Storage

extension Units {
    /// The units with these keys, as ``find(_:_:)`` finds each; what is not there is left out.
    package static func find(_ keys: some Sequence<UnitKey>, _ reader: any SQLReader) throws -> [UnitKey: UnitRow] {
        var found: [UnitKey: UnitRow] = [:]
        for (model, keys) in Dictionary(grouping: Set(keys), by: \.model) {
            let wanted = Set(keys)
            let serials = Array(Set(keys.map(\.serial.key)))
            for values in FiftyTexts.values(serials) {
                for row in try reader.all(UnitsSQL.several, [.integer(model.value)] + values, { try UnitRows.row($0) })
                where wanted.contains(row.key) {
                    found[row.key] = row
                }
            }
            guard keys.contains(where: { found[$0] == nil }) else { continue }
            let formats = try SerialFormats.list(of: model, reader)
            let others = try keys.filter { found[$0] == nil }.compactMap { key in
                try issued(key, formats: formats, reader).map { (key: key, place: $0) }
            }
            for units in Dictionary(grouping: others, by: { $0.place.batch.id }).values {
                for unit in try imply(units, reader) { found[unit.key] = unit }
            }
        }
        return found
    }

    /// Units of one batch without a row. The events of the batch are read once for all of them.
    private static func imply(
        _ units: [(key: UnitKey, place: (batch: Batch, sequence: Int64))], _ reader: any SQLReader
    ) throws -> [UnitRow] {
        let sequences = units.map(\.place.sequence)
        guard let batch = units.first?.place.batch, let first = sequences.min(), let last = sequences.max() else {
            return []
        }
        let parts = try RangedUnits.parts(
            of: EventDraft.SequenceRange(batch: batch.id, sequences: first...last), reader)
        // All of a part are alike.
        var alike: [Int: UnitRow] = [:]
        return units.map { key, place in
            let part = parts.firstIndexPast { $0.sequences.upperBound >= place.sequence }
            guard var row = alike[part] else {
                let history = part < parts.count ? parts[part].history : UnitHistory([])
                let made = row(key, batch, place.sequence, history)
                alike[part] = made
                return made
            }
            (row.key, row.sequence) = (key, place.sequence)
            return row
        }
    }
}

private enum UnitsSQL {
    static let several = Statement(
        """
        SELECT model_id, serial_key, serial, manufacturer_id, batch_id, sequence, produced_on, disposition,
               business_location, located_at, parent_model_id, parent_serial, owner_id, marks, service_from,
               service_to, failures, ended_at, first_time, last_time, recorded_at, market, version
          FROM units
         WHERE model_id = $1
           AND serial_key IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
                              $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39,
                              $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51)
        """)
}
