package import Identifiers
package import Registry
package import Storage

/// The units that a party owns now and that have a row: whoever was given parts of batches finds those by the batch.
package enum OwnedUnits {
    package static let most = 500

    package static func list(of party: ID<Party>, _ reader: any SQLReader) throws -> [UnitKey] {
        try page(of: party, after: nil, limit: most, reader)
    }

    /// Up to `limit` of them after one, by model and find key.
    package static func page(
        of party: ID<Party>, after: UnitKey?, limit: Int, _ reader: any SQLReader
    ) throws -> [UnitKey] {
        try reader.all(
            OwnedUnitsSQL.list,
            [
                .integer(party.value), .integer(after?.model.value ?? 0), .text(after?.serial.key ?? ""),
                .text(after?.storedSerial ?? ""), .integer(Int64(limit)),
            ]
        ) { row in
            let serial = row.text(2)
            return UnitKey(ID(row.integer(0)), try SerialNumber(parsing: serial.isEmpty ? row.text(1) : serial))
        }
    }
}

package enum OwnedUnitsSQL {
    package static let list = Statement(
        """
        SELECT model_id, serial_key, serial
          FROM units
         WHERE owner_id = $1
           AND (model_id, serial_key, serial) > ($2, $3, $4)
         ORDER BY model_id, serial_key, serial
         LIMIT $5
        """)
}
