import Identifiers
package import Storage

/// Units that have a row and a serial number of which a text may be a misread copy.
package enum NearUnits {
    /// Steps that one search makes in the index of serial numbers, each some microseconds.
    package static let mostSteps = 1_500
    /// Units that carry one find key.
    private static let mostAlike = 20
    /// More units than this are too many to choose among.
    private static let mostUnits = 200

    /// Units whose find key is one slip away from this one.
    /// - Parameter model: Only units of this model; nil looks at all.
    /// - Returns: The units in the order of the search, and whether these are all.
    package static func find(
        _ serialKey: String, of model: ID<Model>?, _ reader: any SQLReader
    ) throws -> (units: [UnitKey], isComplete: Bool) {
        var units: [UnitKey] = []
        var search = KeyNeighbours(of: serialKey, limit: mostSteps)
        let isComplete = try search.find { lowest in
            if let model {
                return try reader.first(NearUnitsSQL.firstKeyOfModel, [.integer(model.value), .text(lowest)]) {
                    $0.text(0)
                }
            }
            return try reader.first(NearUnitsSQL.firstKey, [.text(lowest)]) { $0.text(0) }
        } take: { key in
            guard units.count < mostUnits else { return }
            units += try all(with: key, of: model, reader)
        }
        return (units, isComplete && units.count < mostUnits)
    }

    private static func all(with key: String, of model: ID<Model>?, _ reader: any SQLReader) throws -> [UnitKey] {
        if let model {
            return try reader.all(
                NearUnitsSQL.ofModel, [.integer(model.value), .text(key), .integer(Int64(mostAlike))]
            ) { row in
                UnitKey(model, try serial(row, key))
            }
        }
        return try reader.all(NearUnitsSQL.ofAnyModel, [.text(key), .integer(Int64(mostAlike))]) { row in
            UnitKey(ID(row.integer(1)), try serial(row, key))
        }
    }

    private static func serial(_ row: borrowing Row, _ key: String) throws -> SerialNumber {
        let stored = row.text(0)
        return try SerialNumber(parsing: stored.isEmpty ? key : stored)
    }
}

private enum NearUnitsSQL {
    static let firstKey = Statement(
        """
        SELECT serial_key
          FROM units
         WHERE serial_key >= $1
         ORDER BY serial_key
         LIMIT 1
        """)
    static let firstKeyOfModel = Statement(
        """
        SELECT serial_key
          FROM units
         WHERE model_id = $1
           AND serial_key >= $2
         ORDER BY serial_key
         LIMIT 1
        """)
    static let ofAnyModel = Statement(
        """
        SELECT serial, model_id
          FROM units
         WHERE serial_key = $1
         LIMIT $2
        """)
    static let ofModel = Statement(
        """
        SELECT serial
          FROM units
         WHERE model_id = $1
           AND serial_key = $2
         LIMIT $3
        """)
}
