package import Registry
package import Storage

/// How many units of a model stand at a place in one disposition.
package struct StockLevel: Hashable, Sendable {
    /// The text by which events name the place; empty for what is on its way.
    package var location: String
    package var model: ID<Model>
    package var disposition: Disposition?
    /// Below 0 where more was told to have left than came.
    package var quantity: Int64
}

/// What stands where, now or at any time, as ``StockFollower`` has counted it.
package enum Stock {
    /// Which levels are asked for.
    package struct Question: Sendable {
        package var manufacturer: ID<Manufacturer>
        /// Only at this place, by the text that events have for it.
        package var location: String?
        package var model: ID<Model>?
        /// Microseconds since 1970 UTC; nil for now.
        package var time: Int64?

        package init(of manufacturer: ID<Manufacturer>) { self.manufacturer = manufacturer }
    }

    /// Hands on the levels that are not 0, by place, then model.
    package static func forEach(
        _ question: Question, _ reader: any SQLReader, _ body: (StockLevel) throws -> Void
    ) throws {
        let (statement, values) = query(question)
        try reader.forEachRow(statement, values) { row in
            let level = StockLevel(
                location: row.text(0), model: ID(row.integer(1)), disposition: Disposition(rawValue: row.text(2)),
                quantity: row.integer(3))
            if level.quantity != 0, question.model.map({ $0 == level.model }) ?? true { try body(level) }
            return true
        }
    }

    private static func query(_ question: Question) -> (Statement, [SQLValue]) {
        let maker = SQLValue.integer(question.manufacturer.value)
        let time = question.time.map { SQLValue.integer($0) }
        if let location = question.location {
            return time.map { (StockSQL.thenAt, [maker, .text(location), $0]) } ?? (
                StockSQL.at, [maker, .text(location)]
            )
        }
        if let model = question.model {
            let model = SQLValue.integer(model.value)
            return time.map { (StockSQL.thenOf, [model, $0]) } ?? (StockSQL.of, [model])
        }
        return time.map { (StockSQL.then, [maker, $0]) } ?? (StockSQL.all, [maker])
    }

    /// How far the ledger has been counted, and how far it reaches.
    package static func counted(_ reader: any SQLReader) throws -> (position: Int64, head: Int64) {
        (try Followers.reached(by: StockFollower(), reader), try Positions.head(reader))
    }
}

/// What can be done with goods in a disposition.
package enum StockState: String, CaseIterable, Sendable {
    /// They can be sold, shipped or used.
    case available
    /// Promised to somebody.
    case reserved
    /// Not to leave: faulty, recalled, to be decided about.
    case held
    /// Shipped, and not yet received.
    case inTransit

    package init(_ disposition: Disposition?) {
        switch disposition {
        case nil, .active, .available, .completenessInferred, .completenessVerified, .conformant, .containerClosed,
            .containerOpen, .encoded, .inProgress, .sellableAccessible, .sellableNotAccessible:
            self = .available
        case .reserved: self = .reserved
        case .inTransit: self = .inTransit
        case .damaged, .destroyed, .dispensed, .disposed, .expired, .exported, .inactive, .mismatchClass,
            .mismatchInstance,
            .mismatchQuantity, .needsReplacement, .noPedigreeMatch, .nonConformant, .nonSellableOther,
            .partiallyDispensed, .recalled, .retailSold, .returned, .stolen, .unavailable, .unknown:
            self = .held
        }
    }
}

private enum StockSQL {
    static let all = Statement(
        """
        SELECT location, model_id, disposition, CAST(sum(quantity) AS BIGINT)
          FROM stock_levels
         WHERE manufacturer_id = $1
         GROUP BY location, model_id, disposition
         ORDER BY location, model_id, disposition
        """)
    static let at = Statement(
        """
        SELECT location, model_id, disposition, CAST(sum(quantity) AS BIGINT)
          FROM stock_levels
         WHERE manufacturer_id = $1
           AND location = $2
         GROUP BY location, model_id, disposition
         ORDER BY location, model_id, disposition
        """)
    static let of = Statement(
        """
        SELECT location, model_id, disposition, CAST(sum(quantity) AS BIGINT)
          FROM stock_levels
         WHERE model_id = $1
         GROUP BY location, model_id, disposition
         ORDER BY location, model_id, disposition
        """)
    static let then = Statement(
        """
        SELECT location, model_id, disposition, CAST(sum(quantity) AS BIGINT)
          FROM stock_changes
         WHERE manufacturer_id = $1
           AND event_time <= $2
         GROUP BY location, model_id, disposition
         ORDER BY location, model_id, disposition
        """)
    static let thenAt = Statement(
        """
        SELECT location, model_id, disposition, CAST(sum(quantity) AS BIGINT)
          FROM stock_changes
         WHERE manufacturer_id = $1
           AND location = $2
           AND event_time <= $3
         GROUP BY location, model_id, disposition
         ORDER BY location, model_id, disposition
        """)
    static let thenOf = Statement(
        """
        SELECT location, model_id, disposition, CAST(sum(quantity) AS BIGINT)
          FROM stock_changes
         WHERE model_id = $1
           AND event_time <= $2
         GROUP BY location, model_id, disposition
         ORDER BY location, model_id, disposition
        """)
}
