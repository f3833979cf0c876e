import Identifiers
import Registry
import Storage

/// The table `shipments`.
enum ShipmentRows {
    static func find(_ id: ID<Shipment>, _ reader: any SQLReader) throws -> Shipment? {
        try reader.first(ShipmentRowsSQL.find, [.integer(id.value)], row)
    }

    static func find(
        reference: String, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> Shipment? {
        try reader.first(
            ShipmentRowsSQL.byReference, [.integer(manufacturer.value), .text(reference)], row)
    }

    /// These shipments in their order.
    static func find(_ ids: [Int64], _ reader: any SQLReader) throws -> [Shipment] {
        var found: [Int64: Shipment] = [:]
        for values in FiftyIDs.values(ids) {
            for shipment in try reader.all(ShipmentRowsSQL.several, values, row) {
                found[shipment.number.value] = shipment
            }
        }
        return ids.compactMap { found[$0] }
    }

    /// - Returns: false where another shipment has the number.
    static func insert(_ shipment: Shipment, _ transaction: any SQLTransaction) throws -> Bool {
        let values: [SQLValue] = [
            .integer(shipment.number.value), .integer(shipment.manufacturer.value), SQLValue(shipment.reference),
            .text(shipment.source), .text(shipment.destination), SQLValue(shipment.expectedAt),
            .integer(shipment.createdAt), SQLValue(shipment.pick?.value),
        ]
        return try transaction.rowsChanged(by: ShipmentRowsSQL.insert, values + changeable(shipment)) == 1
    }

    /// - Throws: `shipment.changed` where somebody was faster.
    static func update(_ shipment: inout Shipment, _ transaction: any SQLTransaction) throws {
        let values = changeable(shipment) + [.integer(shipment.number.value), .integer(shipment.rowVersion)]
        guard try transaction.rowsChanged(by: ShipmentRowsSQL.update, values) == 1 else {
            throw Shipments.changedMeanwhile
        }
        shipment.rowVersion += 1
    }

    private static func changeable(_ shipment: Shipment) -> [SQLValue] {
        [
            .text(shipment.state.rawValue), SQLValue(shipment.shippedAt), SQLValue(shipment.receivedAt),
            SQLValue(shipment.closedAt),
        ]
    }

    private static func row(_ row: borrowing Row) throws -> Shipment {
        Shipment(
            number: ShipmentNumber(ID(row.integer(0))), manufacturer: ID(row.integer(1)),
            reference: row.optionalText(2), source: row.text(3), destination: row.text(4),
            pick: row.optionalInteger(12).map { PickNumber(ID($0)) }, state: try row.word(7),
            expectedAt: row.optionalInteger(5), shippedAt: row.optionalInteger(8), receivedAt: row.optionalInteger(9),
            closedAt: row.optionalInteger(10), createdAt: row.integer(6), rowVersion: row.integer(11))
    }
}

private enum ShipmentRowsSQL {
    static let find = Statement(
        """
        SELECT id, manufacturer_id, reference, source, destination, expected_at, created_at, state, shipped_at,
               received_at, closed_at, row_version, pick_id
          FROM shipments
         WHERE id = $1
        """)
    static let byReference = Statement(
        """
        SELECT id, manufacturer_id, reference, source, destination, expected_at, created_at, state, shipped_at,
               received_at, closed_at, row_version, pick_id
          FROM shipments
         WHERE manufacturer_id = $1
           AND reference = $2
         LIMIT 1
        """)
    static let several = Statement(
        """
        SELECT id, manufacturer_id, reference, source, destination, expected_at, created_at, state, shipped_at,
               received_at, closed_at, row_version, pick_id
          FROM shipments
         WHERE id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                      $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42,
                      $43, $44, $45, $46, $47, $48, $49, $50)
        """)
    static let insert = Statement(
        """
        INSERT INTO shipments (id, manufacturer_id, reference, source, destination, expected_at, created_at, pick_id,
                               state, shipped_at, received_at, closed_at, row_version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)
            ON CONFLICT (id) DO NOTHING
        """)
    static let update = Statement(
        """
        UPDATE shipments
           SET state = $1, shipped_at = $2, received_at = $3, closed_at = $4, row_version = row_version + 1
         WHERE id = $5
           AND row_version = $6
        """)
}
