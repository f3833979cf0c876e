package import Storage

/// How many units have a row, counted no further than asked.
package enum UnitRowCount {
    /// Those with a sequence number of an issued batch, at most `most`.
    package static func issued(in batch: ID<Batch>, most: Int64, _ reader: any SQLReader) throws -> Int64 {
        try reader.first(UnitRowCountSQL.issued, [.integer(batch.value), .integer(most)]) { $0.integer(0) } ?? 0
    }

    /// Those of a model that were numbered elsewhere, at most `most`.
    package static func unissued(of model: ID<Model>, most: Int64, _ reader: any SQLReader) throws -> Int64 {
        try reader.first(UnitRowCountSQL.unissued, [.integer(model.value), .integer(most)]) { $0.integer(0) } ?? 0
    }
}

private enum UnitRowCountSQL {
    static let issued = Statement(
        """
        SELECT count(*)
          FROM (SELECT sequence
                  FROM units
                 WHERE batch_id = $1
                   AND sequence IS NOT NULL
                 LIMIT $2) AS counted
        """)
    static let unissued = Statement(
        """
        SELECT count(*)
          FROM (SELECT serial_key
                  FROM units
                 WHERE model_id = $1
                   AND sequence IS NULL
                 LIMIT $2) AS counted
        """)
}
