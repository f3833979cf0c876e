import Identifiers
package import Storage

/// Units that have a row, by the places that their events name: what stands there, and what was sold there. Those that only events
/// of ranges tell of: ``RangedUnits``.
package enum SiteUnits {
    /// Hands on the units of a model of which the last event of their own that names a place names this one, until `body`
    /// answers `false`. What they are in may stand elsewhere: see ``UnitPlaces``.
    package static func forEach(
        last place: String, of model: ID<Model>, _ manufacturer: ID<Manufacturer>, _ reader: any SQLReader,
        _ body: (UnitRow) throws -> Bool
    ) throws {
        let values: [SQLValue] = [.integer(manufacturer.value), .text(place), .integer(model.value)]
        var goesOn = true
        // Each unit is in one of the two indexes.
        for statement in [SiteUnitsSQL.goods, SiteUnitsSQL.others] where goesOn {
            try reader.forEachRow(statement, values) { row in
                goesOn = try body(try UnitRows.row(row))
                return goesOn
            }
        }
    }

    /// Hands on the units that are directly in another one, until `body` answers `false`.
    package static func forEach(
        within unit: UnitKey, _ reader: any SQLReader, _ body: (UnitRow) throws -> Bool
    ) throws {
        let container: [SQLValue] = [.integer(unit.model.value), .text(unit.serial.text)]
        try reader.forEachRow(SiteUnitsSQL.contained, container) { row in try body(try UnitRows.row(row)) }
    }

    /// Hands on the units of a model of which an event of their own says that they were sold at a place, whether or not that
    /// was corrected since, until `body` answers `false`.
    package static func forEach(
        sold place: String, of model: ID<Model>, _ reader: any SQLReader, _ body: (UnitKey) throws -> Bool
    ) throws {
        var goesOn = true
        for statement in [SiteUnitsSQL.sold, SiteUnitsSQL.soldUnplaced] where goesOn {
            try reader.forEachRow(statement, [.text(place), .integer(model.value)]) { row in
                let serial = row.text(1).isEmpty ? row.text(0) : row.text(1)
                goesOn = try body(UnitKey(model, try SerialNumber(parsing: serial)))
                return goesOn
            }
        }
    }

    /// When a unit was last sold at a place, by the events that hold; nil where it was not. Microseconds since 1970 UTC.
    package static func soldAt(_ place: String, _ history: UnitHistory) -> Int64? {
        history.effective().last { entry in
            entry.errorReason != .didNotOccur && (entry.businessLocation ?? entry.readPoint) == place
                && (entry.businessStep == .retailSelling || entry.disposition == .retailSold)
        }?.time
    }
}

enum SiteUnitsSQL {
    // The conditions stand here word by word as in the indexes `units_by_location` and `units_by_last_place`. A model
    // is named as a range of one: where it is an equal, SQLite takes the primary key and reads all of the model.
    static let goods = Statement(
        """
        SELECT model_id, serial_key, serial, manufacturer_id, batch_id, sequence, produced_on, disposition,
               business_location, located_at, parent_model_id, parent_serial, owner_id, marks, service_from,
               service_to, failures, ended_at, first_time, last_time, recorded_at, market, version
          FROM units
         WHERE manufacturer_id = $1
           AND business_location = $2
           AND model_id BETWEEN $3 AND $3
           AND parent_model_id IS NULL
           AND ended_at IS NULL
           AND (disposition IS NULL
                OR disposition NOT IN ('destroyed', 'dispensed', 'disposed', 'exported', 'retail_sold', 'stolen'))
        """)
    static let others = Statement(
        """
        SELECT model_id, serial_key, serial, manufacturer_id, batch_id, sequence, produced_on, disposition,
               business_location, located_at, parent_model_id, parent_serial, owner_id, marks, service_from,
               service_to, failures, ended_at, first_time, last_time, recorded_at, market, version
          FROM units
         WHERE manufacturer_id = $1
           AND business_location = $2
           AND model_id BETWEEN $3 AND $3
           AND (parent_model_id IS NOT NULL
                OR ended_at IS NOT NULL
                OR disposition IN ('destroyed', 'dispensed', 'disposed', 'exported', 'retail_sold', 'stolen'))
        """)
    static let contained = Statement(
        """
        SELECT model_id, serial_key, serial, manufacturer_id, batch_id, sequence, produced_on, disposition,
               business_location, located_at, parent_model_id, parent_serial, owner_id, marks, service_from,
               service_to, failures, ended_at, first_time, last_time, recorded_at, market, version
          FROM units
         WHERE parent_model_id = $1
           AND parent_serial = $2
        """)
    static let sold = Statement(
        """
        SELECT DISTINCT serial_key, serial
          FROM unit_events
         WHERE business_location = $1
           AND model_id BETWEEN $2 AND $2
           AND business_step = 'retail_selling'
        """)
    static let soldUnplaced = Statement(
        """
        SELECT DISTINCT serial_key, serial
          FROM unit_events
         WHERE read_point = $1
           AND model_id BETWEEN $2 AND $2
           AND business_step = 'retail_selling'
           AND business_location IS NULL
        """)
}
