import Identifiers
import Registry
import Storage

/// What the catalogue says of a manufacturer's models: what follows them, what they cost.
struct ReplenishmentCatalogue: Sendable {
    private(set) var models: [ID<Model>: Model] = [:]
    /// Models with what follows them.
    private(set) var successors: [ID<Model>: ID<Model>] = [:]
    /// Parts with those that take their places.
    private(set) var supersessions: [ID<Model>: ID<Model>] = [:]
    private(set) var prices: [ID<Model>: (currency: String, amount: Double)] = [:]

    init(
        of manufacturer: ID<Manufacturer>, _ ids: Set<ID<Model>>, on today: CivilDate, _ reader: any SQLReader
    ) throws {
        let maker: [SQLValue] = [.integer(manufacturer.value)]
        try reader.forEachRow(ReplenishmentCatalogueSQL.successors, maker) { row in
            successors[ID(row.integer(0))] = ID(row.integer(1))
            return true
        }
        try reader.forEachRow(ReplenishmentCatalogueSQL.supersessions, maker) { row in
            let since = try row.optionalText(2).map(CivilDate.init(parsing:))
            if since.map({ $0 <= today }) ?? true { supersessions[ID(row.integer(0))] = ID(row.integer(1)) }
            return true
        }
        try reader.forEachRow(ReplenishmentCatalogueSQL.prices, maker) { row in
            let (from, until) = (row.text(1), row.optionalText(2))
            guard try from.isEmpty || CivilDate(parsing: from) <= today,
                try until.map({ try today <= CivilDate(parsing: $0) }) ?? true,
                let currency = row.optionalText(3), let amount = row.optionalText(4).flatMap(Double.init),
                (0...1e15).contains(amount)
            else { return true }
            prices[ID(row.integer(0))] = (currency, amount)
            return true
        }
        let shown = ids.union(successors.values).union(supersessions.values)
        models = try Models.byID(Array(shown), reader)
    }
}

private enum ReplenishmentCatalogueSQL {
    static let successors = Statement(
        """
        SELECT supersedes_id, id
          FROM models
         WHERE manufacturer_id = $1
           AND supersedes_id IS NOT NULL
         ORDER BY id
        """)
    static let supersessions = Statement(
        """
        SELECT part_supersessions.part_id, part_supersessions.successor_id, part_supersessions.since
          FROM models
          JOIN part_supersessions ON part_supersessions.part_id = models.id
         WHERE models.manufacturer_id = $1
         ORDER BY part_supersessions.part_id, part_supersessions.successor_id
        """)
    /// Prices for everywhere after those of single markets, so that they hold.
    static let prices = Statement(
        """
        SELECT price_bands.model_id, price_bands.valid_from, price_bands.valid_until, price_bands.currency,
               price_bands.price_from
          FROM models
          JOIN price_bands ON price_bands.model_id = models.id
         WHERE models.manufacturer_id = $1
         ORDER BY price_bands.model_id, price_bands.market DESC, price_bands.valid_from
        """)
}
