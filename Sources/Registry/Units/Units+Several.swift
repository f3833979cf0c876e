import Identifiers
package import Storage

extension Units {
    private static let atOnce = 50

    /// The units with these keys, as ``find(_:_:)`` finds each; what is not there is left out.
    package static func find(_ keys: some Sequence<UnitKey>, _ reader: any SQLReader) throws -> [UnitKey: UnitRow] {
        var found: [UnitKey: UnitRow] = [:]
        for (model, keys) in Dictionary(grouping: Set(keys), by: \.model) {
            let wanted = Set(keys)
            let serials = Array(Set(keys.map(\.serial.key)))
            for start in stride(from: 0, to: serials.count, by: atOnce) {
                let values = (start..<start + atOnce).map { SQLValue.text($0 < serials.count ? serials[$0] : "") }
                for row in try reader.all(UnitsSQL.several, [.integer(model.value)] + values, { try UnitRows.row($0) })
                where wanted.contains(row.key) {
                    found[row.key] = row
                }
            }
            guard keys.contains(where: { found[$0] == nil }) else { continue }
            let formats = try SerialFormats.list(of: model, reader)
            for key in keys where found[key] == nil { found[key] = try implied(key, formats: formats, reader) }
        }
        return found
    }

    /// Hands on the units of a part of a batch: those with a row one by one, others that are alike at once, with their
    /// number.
    package static func forEach(
        in range: EventDraft.SequenceRange, _ reader: any SQLReader,
        _ body: (_ state: UnitState, _ row: UnitRow?, _ count: Int64) throws -> Void
    ) throws {
        var portions = try BatchPortions(of: range, from: range.sequences.lowerBound, reader)
        while let portion = try portions.next(limit: 1_000, skipping: { _ in false }) {
            if portion.rowless > 0 { try body(UnitHistory(portion.entries).state(), nil, portion.rowless) }
            for row in portion.rows { try body(row.state, row, 1) }
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
