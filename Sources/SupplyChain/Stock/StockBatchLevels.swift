package import Registry
package import Storage

/// How many units of one batch of a model, or of none, stand at a place in one disposition.
package struct StockBatchLevel: Hashable, Sendable {
    /// The text by which events name the place; empty for what is on its way.
    package var location: String
    package var batch: ID<Batch>?
    package var disposition: Disposition?
    /// Below 0 where more was told to have left than came.
    package var quantity: Int64
}

extension Stock {
    /// The levels of a model that are not 0, batch by batch.
    /// - Parameter time: microseconds since 1970 UTC; nil for now.
    package static func levels(
        ofBatchesOf model: ID<Model>, at time: Int64?, _ reader: any SQLReader
    ) throws -> [StockBatchLevel] {
        let model = SQLValue.integer(model.value)
        let (statement, values) =
            time.map { (StockBatchLevelsSQL.then, [model, .integer($0)]) } ?? (StockBatchLevelsSQL.now, [model])
        return try reader.all(statement, values) { row in
            StockBatchLevel(
                location: row.text(0), batch: row.integer(1) == 0 ? nil : ID(row.integer(1)),
                disposition: Disposition(rawValue: row.text(2)), quantity: row.integer(3))
        }.filter { $0.quantity != 0 }
    }
}

private enum StockBatchLevelsSQL {
    static let now = Statement(
        """
        SELECT location, batch_id, disposition, CAST(sum(quantity) AS BIGINT)
          FROM stock_levels
         WHERE model_id = $1
         GROUP BY location, batch_id, disposition
         ORDER BY location, batch_id, disposition
        """)
    static let then = Statement(
        """
        SELECT location, batch_id, disposition, CAST(sum(quantity) AS BIGINT)
          FROM stock_changes
         WHERE model_id = $1
           AND event_time <= $2
         GROUP BY location, batch_id, disposition
         ORDER BY location, batch_id, disposition
        """)
}
