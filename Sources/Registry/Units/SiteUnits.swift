import Identifiers
package import Storage

/// Units that have a row, by the places that their events name: what stands there, and what was sold there.
package enum SiteUnits {
    /// Hands on the units of a model of which the last event of their own that names a place names this one, until `body`
    /// answers `false`. What they are in may stand elsewhere: see ``UnitPlaces``.
    package static func forEach(
        last place: String, of model: ID<Model>, _ reader: any SQLReader, _ body: (UnitRow) throws -> Bool
    ) throws {
        try reader.forEachRow(SiteUnitsSQL.located, [.integer(model.value), .text(place)]) { row in
            try body(try UnitRows.row(row))
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
        try reader.forEachRow(SiteUnitsSQL.sold, [.integer(model.value), .text(place)]) { row in
            let serial = row.text(1).isEmpty ? row.text(0) : row.text(1)
            return try body(UnitKey(model, try SerialNumber(parsing: serial)))
        }
    }

    /// When a unit was last sold at a place, by the events that hold; nil where it was not. Microseconds since 1970 UTC.
    package static func soldAt(_ place: String, _ unit: UnitRow, _ reader: any SQLReader) throws -> Int64? {
        try Units.history(of: unit, reader).effective().last { entry in
            entry.errorReason != .didNotOccur && (entry.businessLocation ?? entry.readPoint) == place
                && (entry.businessStep == .retailSelling || entry.disposition == .retailSold)
        }?.time
    }
}

private enum SiteUnitsSQL {
    static let located = Statement(
        """
        SELECT model_id, serial_key, serial, manufacturer_id, batch_id, sequence, produced_on, disposition,
               business_location, located_at, parent_model_id, parent_serial, owner_id, marks, service_from,
               service_to, failures, ended_at, first_time, last_time, recorded_at, market, version
          FROM units
         WHERE model_id = $1
           AND business_location = $2
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
         WHERE model_id = $1
           AND business_step = 'retail_selling'
           AND (business_location = $2 OR read_point = $2)
        """)
}
