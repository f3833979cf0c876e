import Identifiers
package import Storage

/// Units in no container by the place that their own last event names, and those that left a container where none was named: all
/// that may stand at a place, of which the histories say if it does.
package enum PlacedUnits {
    /// Up to `limit` units with a row after `after`, by model and find key. Those that are sold, used up or gone are left out.
    /// - Parameter model: only those of one model.
    package static func list(
        last place: String, of manufacturer: ID<Manufacturer>, model: ID<Model>? = nil, after: UnitKey?, limit: Int,
        _ reader: any SQLReader
    ) throws -> [UnitRow] {
        var values: [SQLValue] = [.integer(manufacturer.value), .text(place)]
        let serial: [SQLValue] = [.text(after?.serial.key ?? ""), .text(after?.storedSerial ?? "")]
        if let model {
            let after: [SQLValue] = after?.model == model ? serial : [.text(""), .text("")]
            values += [.integer(model.value)] + after + [.integer(Int64(limit))]
            return try reader.all(PlacedUnitsSQL.ofModel, values) { try UnitRows.row($0) }
        }
        values += [.integer(after?.model.value ?? 0)] + serial + [.integer(Int64(limit))]
        return try reader.all(PlacedUnitsSQL.all, values) { try UnitRows.row($0) }
    }

    /// Up to `limit` units after `after` that an event without a place ever took out of a container of this model.
    package static func departed(
        fromContainersOf model: ID<Model>, after: UnitKey?, limit: Int, _ reader: any SQLReader
    ) throws -> [UnitKey] {
        try reader.all(
            PlacedUnitsSQL.departed,
            [
                .integer(model.value), .integer(after?.model.value ?? 0), .text(after?.serial.key ?? ""),
                .text(after?.storedSerial ?? ""), .integer(Int64(limit)),
            ]
        ) { row in
            let serial = row.text(2).isEmpty ? row.text(1) : row.text(2)
            return UnitKey(ID(row.integer(0)), try SerialNumber(parsing: serial))
        }
    }

    /// The models of a manufacturer's containers, ascending.
    package static func containerModels(
        of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> [ID<Model>] {
        try reader.all(PlacedUnitsSQL.containerModels, [.integer(manufacturer.value)]) { ID($0.integer(0)) }
    }
}

private enum PlacedUnitsSQL {
    // The conditions stand here word by word as in the index `units_by_location`.
    static let all = Statement(
        """
        SELECT model_id, serial_key, serial, manufacturer_id, batch_id, sequence, produced_on, disposition,
               business_location, located_at, parent_model_id, parent_serial, owner_id, marks, service_from,
               service_to, failures, ended_at, first_time, last_time, recorded_at, market, version
          FROM units
         WHERE manufacturer_id = $1
           AND business_location = $2
           AND parent_model_id IS NULL
           AND ended_at IS NULL
           AND (disposition IS NULL
                OR disposition NOT IN ('destroyed', 'dispensed', 'disposed', 'exported', 'retail_sold', 'stolen'))
           AND (model_id, serial_key, serial) > ($3, $4, $5)
         ORDER BY model_id, serial_key, serial
         LIMIT $6
        """)
    static let ofModel = Statement(
        """
        SELECT model_id, serial_key, serial, manufacturer_id, batch_id, sequence, produced_on, disposition,
               business_location, located_at, parent_model_id, parent_serial, owner_id, marks, service_from,
               service_to, failures, ended_at, first_time, last_time, recorded_at, market, version
          FROM units
         WHERE manufacturer_id = $1
           AND business_location = $2
           AND model_id = $3
           AND parent_model_id IS NULL
           AND ended_at IS NULL
           AND (disposition IS NULL
                OR disposition NOT IN ('destroyed', 'dispensed', 'disposed', 'exported', 'retail_sold', 'stolen'))
           AND (serial_key, serial) > ($4, $5)
         ORDER BY serial_key, serial
         LIMIT $6
        """)
    static let departed = Statement(
        """
        SELECT DISTINCT model_id, serial_key, serial
          FROM unit_events
         WHERE parent_model_id = $1
           AND role = 'child'
           AND action = 'DELETE'
           AND business_location IS NULL
           AND (model_id, serial_key, serial) > ($2, $3, $4)
         ORDER BY model_id, serial_key, serial
         LIMIT $5
        """)
    static let containerModels = Statement(
        """
        SELECT id
          FROM models
         WHERE manufacturer_id = $1
           AND kind = 'container'
         ORDER BY id
        """)
}
