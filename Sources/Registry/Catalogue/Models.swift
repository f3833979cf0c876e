package import Identifiers
package import Storage

/// Models in the database.
package enum Models {
    package static func find(_ id: ID<Model>, _ reader: any SQLReader) throws -> Model? {
        try reader.first(ModelsSQL.byID, [.integer(id.value)], row).map { try complete($0, reader) }
    }

    package static func find(
        _ number: String, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> Model? {
        try reader.first(ModelsSQL.byNumber, [.integer(manufacturer.value), .text(number)], row)
            .map { try complete($0, reader) }
    }

    /// The model with this number, of its own or beside it: a number that it had before still leads to it.
    package static func named(
        _ number: String, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> Model? {
        if let found = try find(number, of: manufacturer, reader) { return found }
        return try ModelNumbers.model(named: number, of: manufacturer, reader).flatMap { try find($0, reader) }
    }

    /// The model with this number, of its own or beside it.
    /// - Throws: `model.unknown`.
    package static func require(
        _ number: String, of manufacturer: Manufacturer, _ reader: any SQLReader
    ) throws -> Model {
        guard let found = try named(number, of: manufacturer.id, reader) else { throw unknown(of: manufacturer) }
        return found
    }

    /// At most `limit` products whose find key begins with `prefix` and that are public on the day, in the order of their keys.
    package static func releasedWithKeyPrefix(
        _ prefix: String, on today: CivilDate, limit: Int, _ reader: any SQLReader
    ) throws -> [Model] {
        guard !prefix.isEmpty else { return [] }
        return try reader.all(
            ModelsSQL.releasedByKeyRange,
            [.text(prefix), .text(prefix + "\u{10FFFF}"), .text(today.isoText), .integer(Int64(limit))], row
        )
        .map { try complete($0, reader) }
    }

    package static func unknown(of manufacturer: Manufacturer) -> RegistryError {
        RegistryError(
            .modelUnknown, "\(manufacturer.name) has no model with this number. Check the number or list the models.",
            field: "model")
    }

    /// To which manufacturer a model belongs, and whether it is a product or a container.
    package static func origin(
        of model: ID<Model>, _ reader: any SQLReader
    ) throws -> (manufacturer: ID<Manufacturer>, kind: Model.Kind)? {
        try reader.first(ModelsSQL.origin, [.integer(model.value)]) { row in
            (ID(row.integer(0)), row.text(1) == "container" ? .container : .product)
        }
    }

    /// At most `limit` models whose number has this find key, of any manufacturer.
    package static func withKey(_ key: String, limit: Int = 20, _ reader: any SQLReader) throws -> [Model] {
        try reader.all(ModelsSQL.byKey, [.text(key), .integer(Int64(limit))], row).map { try complete($0, reader) }
    }

    /// At most `limit` products whose find key begins with `prefix`, in the order of their keys.
    package static func withKeyPrefix(_ prefix: String, limit: Int, _ reader: any SQLReader) throws -> [Model] {
        guard !prefix.isEmpty else { return [] }
        // Keys are NFC text; no key holds U+10FFFF, so this is the end of the prefix's range in byte order.
        return try reader.all(
            ModelsSQL.byKeyRange, [.text(prefix), .text(prefix + "\u{10FFFF}"), .integer(Int64(limit))], row
        )
        .map { try complete($0, reader) }
    }

    package static func withGTIN(_ gtin: String, _ reader: any SQLReader) throws -> Model? {
        try reader.first(ModelsSQL.byGTIN, [.text(gtin)], row).map { try complete($0, reader) }
    }

    /// Up to `limit` products of a manufacturer after the number `after`, by number: those whose find key begins with
    /// `prefix`.
    package static func list(
        of manufacturer: ID<Manufacturer>, keyPrefix prefix: String = "", after: String, limit: Int,
        _ reader: any SQLReader
    ) throws -> [Model] {
        try reader.all(
            ModelsSQL.page,
            [
                .integer(manufacturer.value), .text(after), .text(prefix), .text(prefix + "\u{10FFFF}"),
                .integer(Int64(limit)),
            ], row
        )
        .map { try complete($0, reader) }
    }

    /// Up to `limit` products of a product line that are public on a day, by number.
    package static func list(
        of manufacturer: ID<Manufacturer>, line: String, releasedBy day: CivilDate, limit: Int, _ reader: any SQLReader
    ) throws -> [Model] {
        try reader.all(
            ModelsSQL.ofLine,
            [.integer(manufacturer.value), .text(line), .text(day.isoText), .integer(Int64(limit))], row
        )
        .map { try complete($0, reader) }
    }

    /// The models that replace this one.
    package static func successors(of model: ID<Model>, _ reader: any SQLReader) throws -> [Model] {
        try reader.all(ModelsSQL.successors, [.integer(model.value)], row).map { try complete($0, reader) }
    }

    /// - Parameter supersedes: the number of an older model of the same manufacturer.
    /// - Throws: `model.taken`, `model.unknown` (the superseded one), `model.gtinTaken`, `value.invalid`.
    package static func create(
        _ details: ModelDetails, kind: Model.Kind = .product, supersedes: String? = nil,
        of manufacturer: Manufacturer, as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws -> Model {
        try check(details)
        try ModelNumbers.requireFree(details.number, of: manufacturer, transaction)
        let older = try supersedes.map { try require($0, of: manufacturer, transaction).id }
        let model = Model(
            id: ID(transaction.newID()), manufacturer: manufacturer.id, kind: kind, details: details,
            supersedes: older, rowVersion: 1)
        let inserted = try transaction.rowsChanged(
            by: ModelsSQL.insert,
            [
                .integer(model.id.value), .integer(manufacturer.id.value), .text(kind.rawValue),
                .text(details.number.text), .text(details.number.key),
            ] + columns(model) + [.integer(transaction.now)])
        guard inserted == 1 else {
            throw RegistryError(
                .modelTaken, "\(manufacturer.name) already has a model '\(details.number.text)'.", field: "number")
        }
        try writeParts(model, transaction)
        try ModelNumbers.addFamily(of: model.number, model.id, transaction)
        if kind == .product {
            try ModelWords.write(ModelText.words(of: details, others: []), of: model.id, transaction)
        }
        try AuditTrail.write(
            "model.create", subject: details.number.text, of: manufacturer.id, as: principal, from: source, transaction)
        return model
    }

    /// Replaces what is said of a model.
    /// - Parameter expecting: the row version that the caller has seen; nil changes whatever is there.
    /// - Throws: `model.unknown`, `model.changed`, `model.gtinTaken`, `value.invalid`.
    package static func update(
        _ details: ModelDetails, supersedes: String? = nil, expecting: Int64?, of manufacturer: Manufacturer,
        as principal: Principal, from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> Model {
        try check(details)
        try transaction.claim(Claim("model of \(manufacturer.id)", details.number.text), .exclusive)
        var model = try require(details.number.text, of: manufacturer, transaction)
        if let expecting, expecting != model.rowVersion {
            throw RegistryError(.modelChanged, "Somebody else has changed this model since you read it; read it again.")
        }
        let number = model.number
        let words = try ModelWords.words(of: model, transaction)
        model.details = details
        // Whoever names a former number means the model, not to have the number back.
        model.details.number = number
        model.supersedes = try supersedes.map { try require($0, of: manufacturer, transaction).id }
        guard model.supersedes != model.id else {
            throw RegistryError(.valueInvalid, "A model cannot supersede itself.", field: "supersedes")
        }
        model.rowVersion += 1
        try transaction.run(ModelsSQL.update, columns(model) + [.integer(model.id.value)])
        try transaction.run(ModelsSQL.deleteGTINs, [.integer(model.id.value)])
        try Specifications.delete(of: model.id, transaction)
        try writeParts(model, transaction)
        try ModelWords.write(
            try ModelWords.words(of: model, transaction), insteadOf: words, of: model.id, transaction)
        try AuditTrail.write(
            "model.update", subject: details.number.text, of: manufacturer.id, as: principal, from: source, transaction)
        return model
    }

    /// GTINs and specifications each.
    private static let maximumParts = 500

    /// Characters of a specification's text, and of its name.
    static let longestSpecification = 400
    static let longestSpecificationName = 80

    static func check(_ details: ModelDetails) throws(RegistryError) {
        let texts = [
            ("name", details.name), ("line", details.line), ("brand", details.brand), ("version", details.version),
            ("category", details.category),
        ]
        for (field, text) in texts { try TextRules.check(text, field: field, limit: 120) }
        for text in details.gtins {
            guard let gtin = try? GTIN(parsing: text), gtin.text == text else {
                throw RegistryError(
                    .valueInvalid, "A GTIN has 14 digits, the last of which checks the others.", field: "gtins")
            }
        }
        guard details.gtins.count <= maximumParts, details.specifications.count <= maximumParts else {
            throw RegistryError(
                .valueInvalid, "A model has at most \(maximumParts) GTINs and \(maximumParts) specifications.",
                field: "specifications")
        }
        try Specifications.check(details.specifications)
    }

    /// The columns from `name` to `fleet_published`, in the order of the statements.
    private static func columns(_ model: Model) -> [SQLValue] {
        let details = model.details
        return [
            SQLValue(details.name), SQLValue(details.line), SQLValue(details.brand), SQLValue(details.version),
            SQLValue(details.category), SQLValue(details.announcedOn?.isoText), SQLValue(details.releasedOn?.isoText),
            SQLValue(details.salesEndOn?.isoText), SQLValue(details.supportEndOn?.isoText),
            SQLValue(model.supersedes?.value), SQLValue(details.fleetPublished),
        ]
    }

    private static func writeParts(_ model: Model, _ transaction: any SQLTransaction) throws {
        for text in model.details.gtins {
            try PackagingLevel.requireFree(text, for: model.id, transaction)
            let inserted = try transaction.rowsChanged(
                by: ModelsSQL.insertGTIN, [.text(text), .integer(model.id.value)])
            guard inserted == 1 else {
                throw RegistryError(
                    .gtinTaken, "The GTIN \(text) is given twice or belongs to another model.", field: "gtins")
            }
        }
        try Specifications.write(of: model, transaction)
    }

    private static func complete(_ found: Model, _ reader: any SQLReader) throws -> Model {
        var model = found
        model.details.gtins = try reader.all(ModelsSQL.gtins, [.integer(found.id.value)]) { $0.text(0) }
        model.details.specifications = try Specifications.list(of: found.id, reader)
        return model
    }

    static func row(_ row: borrowing Row) throws -> Model {
        var details = ModelDetails(number: try ModelNumber(parsing: row.text(3)))
        details.name = row.optionalText(4)
        details.line = row.optionalText(5)
        details.brand = row.optionalText(6)
        details.version = row.optionalText(7)
        details.category = row.optionalText(8)
        details.announcedOn = try row.optionalText(9).map(CivilDate.init(parsing:))
        details.releasedOn = try row.optionalText(10).map(CivilDate.init(parsing:))
        details.salesEndOn = try row.optionalText(11).map(CivilDate.init(parsing:))
        details.supportEndOn = try row.optionalText(12).map(CivilDate.init(parsing:))
        details.fleetPublished = row.flag(14)
        return Model(
            id: ID(row.integer(0)), manufacturer: ID(row.integer(1)),
            kind: row.text(2) == "container" ? .container : .product, details: details,
            supersedes: row.optionalInteger(13).map { ID($0) }, rowVersion: row.integer(15))
    }
}

private enum ModelsSQL {
    static let origin = Statement("SELECT manufacturer_id, kind FROM models WHERE id = $1")
    static let byID = Statement(
        """
        SELECT id, manufacturer_id, kind, number, name, line, brand, version, category,
               announced_on, released_on, sales_end_on, support_end_on, supersedes_id, fleet_published, row_version
          FROM models
         WHERE id = $1
         LIMIT 1
        """)
    static let byNumber = Statement(
        """
        SELECT id, manufacturer_id, kind, number, name, line, brand, version, category,
               announced_on, released_on, sales_end_on, support_end_on, supersedes_id, fleet_published, row_version
          FROM models
         WHERE manufacturer_id = $1
           AND number = $2
         LIMIT 1
        """)
    static let byKey = Statement(
        """
        SELECT id, manufacturer_id, kind, number, name, line, brand, version, category,
               announced_on, released_on, sales_end_on, support_end_on, supersedes_id, fleet_published, row_version
          FROM models
         WHERE number_key = $1
         ORDER BY id
         LIMIT $2
        """)
    // Texts of dates are in the order of the dates, a year alone before its days.
    static let releasedByKeyRange = Statement(
        """
        SELECT id, manufacturer_id, kind, number, name, line, brand, version, category,
               announced_on, released_on, sales_end_on, support_end_on, supersedes_id, fleet_published, row_version
          FROM models
         WHERE number_key >= $1
           AND number_key < $2
           AND kind = 'product'
           AND (released_on IS NULL OR released_on <= $3)
         ORDER BY number_key, id
         LIMIT $4
        """)
    static let byKeyRange = Statement(
        """
        SELECT id, manufacturer_id, kind, number, name, line, brand, version, category,
               announced_on, released_on, sales_end_on, support_end_on, supersedes_id, fleet_published, row_version
          FROM models
         WHERE number_key >= $1
           AND number_key < $2
           AND kind = 'product'
         ORDER BY number_key, id
         LIMIT $3
        """)
    static let byGTIN = Statement(
        """
        SELECT m.id, m.manufacturer_id, m.kind, m.number, m.name, m.line, m.brand, m.version, m.category,
               m.announced_on, m.released_on, m.sales_end_on, m.support_end_on, m.supersedes_id, m.fleet_published,
               m.row_version
          FROM model_gtins g
          JOIN models m ON m.id = g.model_id
         WHERE g.gtin = $1
        """)
    static let page = Statement(
        """
        SELECT id, manufacturer_id, kind, number, name, line, brand, version, category,
               announced_on, released_on, sales_end_on, support_end_on, supersedes_id, fleet_published, row_version
          FROM models
         WHERE manufacturer_id = $1
           AND number > $2
           AND number_key >= $3
           AND number_key < $4
           AND kind = 'product'
         ORDER BY number
         LIMIT $5
        """)
    static let ofLine = Statement(
        """
        SELECT id, manufacturer_id, kind, number, name, line, brand, version, category,
               announced_on, released_on, sales_end_on, support_end_on, supersedes_id, fleet_published, row_version
          FROM models
         WHERE manufacturer_id = $1
           AND line = $2
           AND (released_on IS NULL OR released_on <= $3)
         ORDER BY number
         LIMIT $4
        """)
    static let successors = Statement(
        """
        SELECT id, manufacturer_id, kind, number, name, line, brand, version, category,
               announced_on, released_on, sales_end_on, support_end_on, supersedes_id, fleet_published, row_version
          FROM models
         WHERE supersedes_id = $1
         ORDER BY number
        """)
    static let insert = Statement(
        """
        INSERT INTO models (id, manufacturer_id, kind, number, number_key, name, line, brand, version, category,
                            announced_on, released_on, sales_end_on, support_end_on, supersedes_id, fleet_published,
                            row_version, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 1, $17)
            ON CONFLICT (manufacturer_id, number) DO NOTHING
        """)
    static let update = Statement(
        """
        UPDATE models
           SET name = $1, line = $2, brand = $3, version = $4, category = $5, announced_on = $6, released_on = $7,
               sales_end_on = $8, support_end_on = $9, supersedes_id = $10, fleet_published = $11,
               row_version = row_version + 1
         WHERE id = $12
        """)
    static let gtins = Statement("SELECT gtin FROM model_gtins WHERE model_id = $1 ORDER BY gtin")
    static let insertGTIN = Statement(
        "INSERT INTO model_gtins (gtin, model_id) VALUES ($1, $2) ON CONFLICT (gtin) DO NOTHING")
    static let deleteGTINs = Statement("DELETE FROM model_gtins WHERE model_id = $1")
}
