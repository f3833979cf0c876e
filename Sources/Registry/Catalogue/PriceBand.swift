package import Identifiers
package import Storage

/// What a model is meant to cost somewhere for a while: an amount, a range of amounts, or words.
package struct PriceBand: ModelEntry {
    /// ISO 3166-1 alpha-2; empty for everywhere.
    package var market: String
    /// From which day on; bands of one market follow one another.
    package var validFrom: CivilDate?
    package var validUntil: CivilDate?
    /// ISO 4217, of the amounts.
    package var currency: String?
    /// Decimals as text.
    package var from: String?
    /// The upper end of a range of amounts.
    package var to: String?
    /// In words: `upper middle`, `on request`.
    package var text: String?

    package init(
        market: String = "", currency: String? = nil, from: String? = nil, to: String? = nil, text: String? = nil,
        validFrom: CivilDate? = nil, validUntil: CivilDate? = nil
    ) {
        self.market = market
        self.currency = currency
        self.from = from
        self.to = to
        self.text = text
        self.validFrom = validFrom
        self.validUntil = validUntil
    }

    package func isValid(on day: CivilDate) -> Bool { day.isWithin(validFrom, validUntil) }

    /// Prices to come are nobody else's business.
    package func shownToStrangers(on today: CivilDate) -> PriceBand? { isValid(on: today) ? self : nil }

    // MARK: In the database

    package static let table = ImportTable.prices
    package static let word = "price"
    package static let most = 200
    package static let statements = ModelEntryStatements(
        ofModel: PricesSQL.ofModel, count: PricesSQL.count, byID: PricesSQL.byID, byKey: PricesSQL.byKey,
        insert: PricesSQL.insert, update: PricesSQL.update, delete: PricesSQL.delete)

    package init(_ row: borrowing Row) throws {
        market = row.text(3)
        validFrom = row.text(4).isEmpty ? nil : try CivilDate(parsing: row.text(4))
        validUntil = try row.optionalText(5).map(CivilDate.init(parsing:))
        currency = row.optionalText(6)
        from = row.optionalText(7)
        to = row.optionalText(8)
        text = row.optionalText(9)
    }

    package var key: [SQLValue] { [.text(market), .text(validFrom?.isoText ?? "")] }
    package var values: [SQLValue] {
        key + [SQLValue(validUntil?.isoText), SQLValue(currency), SQLValue(from), SQLValue(to), SQLValue(text)]
    }
    package func name(_ reader: any SQLReader) -> String {
        [market, validFrom?.isoText ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    }

    package func check(in model: Model, _ reader: any SQLReader) throws {
        if !market.isEmpty { try TextRules.checkMarket(market) }
        try TextRules.check(text, field: "price_text", limit: 120)
        if let currency, !CodeLists.isCurrency(letters: currency) {
            throw RegistryError(
                .valueInvalid, "A currency is three capital letters of ISO 4217, such as 'NOK'.", field: "currency")
        }
        if let from { try Self.check(amount: from, field: "price_from") }
        if let to { try Self.check(amount: to, field: "price_to") }
        guard (from == nil) == (currency == nil), from != nil || to == nil, from != nil || text != nil else {
            throw RegistryError(
                .valueInvalid, "A price is an amount with its currency, a range of two, or a text.",
                field: from == nil ? "price_from" : "currency")
        }
        if let low = from.flatMap(Double.init), let high = to.flatMap(Double.init), high < low {
            throw RegistryError(.valueInvalid, "The price ends below where it begins.", field: "price_to")
        }
        try CivilDate.check(validFrom, before: validUntil, fields: "valid_from", "valid_until")
    }

    private static func check(amount: String, field: String) throws {
        try TextRules.checkDecimal(amount, field: field)
        guard !amount.hasPrefix("-"), amount.utf8.count <= 20 else {
            throw RegistryError(.valueInvalid, "'\(field)' needs an amount such as 12999.00.", field: field)
        }
    }

    // MARK: In files

    package static let keyColumn = ImportColumn.market

    package init?(
        _ row: ImportRow, of manufacturer: Manufacturer, _ reader: any SQLReader, _ faults: inout ImportErrors
    ) {
        let before = faults.total
        let from = faults.checking { () throws(RowError) in try row.decimal(.priceFrom) }
        let to = faults.checking { () throws(RowError) in try row.decimal(.priceTo) }
        let validFrom = faults.checking { () throws(RowError) in try row.date(.validFrom) }
        let validUntil = faults.checking { () throws(RowError) in try row.date(.validUntil) }
        guard faults.total == before else { return nil }
        self.init(
            market: row[.market] ?? "", currency: row[.currency], from: from, to: to, text: row[.priceText],
            validFrom: validFrom, validUntil: validUntil)
    }

    package func cells(_ reader: any SQLReader) -> [ExportRow.Cell] {
        [
            .init(market.isEmpty ? nil : market), .init(currency), .init(from), .init(to), .init(text),
            .init(validFrom?.isoText), .init(validUntil?.isoText),
        ]
    }
}

private enum PricesSQL {
    static let ofModel = Statement(
        """
        SELECT id, model_id, row_version, market, valid_from, valid_until, currency, price_from, price_to, price_text
          FROM price_bands
         WHERE model_id = $1
         ORDER BY market, valid_from
         LIMIT $2
        """)
    static let count = Statement(
        """
        SELECT COUNT(*)
          FROM (SELECT id FROM price_bands WHERE model_id = $1 LIMIT $2) AS counted
        """)
    static let byID = Statement(
        """
        SELECT id, model_id, row_version, market, valid_from, valid_until, currency, price_from, price_to, price_text
          FROM price_bands
         WHERE id = $1
        """)
    static let byKey = Statement(
        """
        SELECT id, model_id, row_version, market, valid_from, valid_until, currency, price_from, price_to, price_text
          FROM price_bands
         WHERE model_id = $1
           AND market = $2
           AND valid_from = $3
        """)
    static let insert = Statement(
        """
        INSERT INTO price_bands (id, model_id, market, valid_from, valid_until, currency, price_from, price_to,
                                 price_text, row_version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)
        """)
    static let update = Statement(
        """
        UPDATE price_bands
           SET market = $1, valid_from = $2, valid_until = $3, currency = $4, price_from = $5, price_to = $6,
               price_text = $7, row_version = row_version + 1
         WHERE id = $8
        """)
    static let delete = Statement("DELETE FROM price_bands WHERE id = $1")
}
