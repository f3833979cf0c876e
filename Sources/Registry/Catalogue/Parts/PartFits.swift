import Identifiers
package import Storage

/// Which parts belong to which models, in the database.
package enum PartFits {
    /// The most fits of one model.
    package static let most = 20_000
    private static let mostQuantity: Int64 = 1_000_000

    package static func find(_ id: ID<PartFit>, _ reader: any SQLReader) throws -> PartFit? {
        try reader.first(PartFitsSQL.byID, [.integer(id.value)], row)
    }

    /// Up to `limit` fits of a model, by position, after one of them.
    package static func list(
        of model: ID<Model>, after last: PartFit? = nil, limit: Int, _ reader: any SQLReader
    ) throws -> [PartFit] {
        try reader.all(
            PartFitsSQL.ofModel,
            [
                .integer(model.value), .text(last?.details.position ?? ""), .integer(last?.id.value ?? 0),
                .integer(Int64(limit)),
            ], row)
    }

    /// Up to `limit` fits of a part, by model, after one of them.
    package static func uses(
        of part: ID<Model>, after last: PartFit? = nil, limit: Int, _ reader: any SQLReader
    ) throws -> [PartFit] {
        try reader.all(
            PartFitsSQL.ofPart,
            [
                .integer(part.value), .integer(last?.model.value ?? 0), .integer(last?.id.value ?? 0),
                .integer(Int64(limit)),
            ], row)
    }

    /// The fits of a part in a model.
    package static func of(
        _ part: ID<Model>, in model: ID<Model>, _ reader: any SQLReader
    ) throws -> [PartFit] {
        try reader.all(PartFitsSQL.ofPair, [.integer(part.value), .integer(model.value)], row)
    }

    /// - Throws: `value.invalid`; `population.…` for units that cannot be read.
    package static func create(
        _ details: PartFitDetails, of part: Model, in model: Model, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> PartFit {
        try check(details)
        guard part.id != model.id else {
            throw RegistryError(.valueInvalid, "A model is no part of itself.", field: "part")
        }
        let fit = PartFit(
            id: ID(transaction.newID()), model: model.id, part: part.id, details: details, rowVersion: 1)
        try transaction.run(
            PartFitsSQL.insert,
            [
                .integer(fit.id.value), .integer(model.manufacturer.value), .integer(model.id.value),
                .integer(part.id.value), .text(details.kind.rawValue), .integer(details.quantity),
                .text(details.position), SQLValue(details.population), SQLValue(details.note),
                .integer(transaction.now),
            ])
        try AuditTrail.write(
            "part.add", subject: model.number.text, of: model.manufacturer, as: principal, from: source,
            detail: part.number.text, transaction)
        return fit
    }

    /// - Throws: `part.unknown`.
    package static func remove(
        _ fit: PartFit, from model: Model, as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws {
        try transaction.run(PartFitsSQL.delete, [.integer(fit.id.value)], changing: 1)
        try AuditTrail.write(
            "part.remove", subject: model.number.text, of: model.manufacturer, as: principal, from: source, transaction)
    }

    private static func check(_ details: PartFitDetails) throws(RegistryError) {
        guard (1...mostQuantity).contains(details.quantity) else {
            throw RegistryError(.valueInvalid, "A unit takes 1 to \(mostQuantity) of a part.", field: "quantity")
        }
        if !details.position.isEmpty { try TextRules.check(details.position, field: "position", limit: 80) }
        try TextRules.check(details.note, field: "note", limit: 400)
        if let population = details.population { _ = try WrittenPopulation(parsing: population) }
    }

    private static func row(_ row: borrowing Row) -> PartFit {
        var details = PartFitDetails(PartFit.Kind(rawValue: row.text(3)) ?? .sparePart)
        details.quantity = row.integer(4)
        details.position = row.text(5)
        details.population = row.optionalText(6)
        details.note = row.optionalText(7)
        return PartFit(
            id: ID(row.integer(0)), model: ID(row.integer(1)), part: ID(row.integer(2)), details: details,
            rowVersion: row.integer(8))
    }
}

private enum PartFitsSQL {
    static let byID = Statement(
        """
        SELECT id, model_id, part_id, kind, quantity, position, population, note, row_version
          FROM part_fits
         WHERE id = $1
        """)
    static let ofModel = Statement(
        """
        SELECT id, model_id, part_id, kind, quantity, position, population, note, row_version
          FROM part_fits
         WHERE model_id = $1
           AND (position, id) > ($2, $3)
         ORDER BY position, id
         LIMIT $4
        """)
    static let ofPart = Statement(
        """
        SELECT id, model_id, part_id, kind, quantity, position, population, note, row_version
          FROM part_fits
         WHERE part_id = $1
           AND (model_id, id) > ($2, $3)
         ORDER BY model_id, id
         LIMIT $4
        """)
    static let ofPair = Statement(
        """
        SELECT id, model_id, part_id, kind, quantity, position, population, note, row_version
          FROM part_fits
         WHERE part_id = $1
           AND model_id = $2
         ORDER BY id
        """)
    static let insert = Statement(
        """
        INSERT INTO part_fits (id, manufacturer_id, model_id, part_id, kind, quantity, position, population, note,
                               row_version, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10)
        """)
    static let delete = Statement("DELETE FROM part_fits WHERE id = $1")
}
