package import Identifiers
package import Storage

/// Which parts belong to which models, in the database.
package enum PartFits {
    /// Up to `limit` fits of a model, by position, after one of them.
    package static func list(
        of model: ID<Model>, after last: KeptEntry<PartFit>? = nil, limit: Int, _ reader: any SQLReader
    ) throws -> [KeptEntry<PartFit>] {
        try reader.all(
            PartFitsSQL.page,
            [
                .integer(model.value), .text(last?.entry.position ?? ""), .integer(last?.id.value ?? 0),
                .integer(Int64(limit)),
            ], KeptEntry.init)
    }

    /// Up to `limit` fits of a part, by model, after one of them.
    package static func uses(
        of part: ID<Model>, after last: KeptEntry<PartFit>? = nil, limit: Int, _ reader: any SQLReader
    ) throws -> [KeptEntry<PartFit>] {
        try reader.all(
            PartFitsSQL.ofPart,
            [
                .integer(part.value), .integer(last?.model.value ?? 0), .integer(last?.id.value ?? 0),
                .integer(Int64(limit)),
            ], KeptEntry.init)
    }

    /// The fits of a part in a model.
    package static func of(
        _ part: ID<Model>, in model: ID<Model>, _ reader: any SQLReader
    ) throws -> [KeptEntry<PartFit>] {
        try reader.all(PartFitsSQL.ofPair, [.integer(part.value), .integer(model.value)], KeptEntry.init)
    }

    /// Up to `limit` fits at one position of a model; none where no position is said.
    package static func at(
        _ position: String, of model: ID<Model>, limit: Int, _ reader: any SQLReader
    ) throws -> [KeptEntry<PartFit>] {
        guard !position.isEmpty else { return [] }
        return try reader.all(
            PartFitsSQL.atPosition, [.integer(model.value), .text(position), .integer(Int64(limit))], KeptEntry.init)
    }

    static let statements = ModelEntryStatements(
        ofModel: PartFitsSQL.ofModel, count: PartFitsSQL.count, byID: PartFitsSQL.byID, byKey: PartFitsSQL.byKey,
        insert: PartFitsSQL.insert, update: PartFitsSQL.update, delete: PartFitsSQL.delete)
}

private enum PartFitsSQL {
    static let ofModel = Statement(
        """
        SELECT id, model_id, row_version, part_id, kind, quantity, position, population, note
          FROM part_fits
         WHERE model_id = $1
         ORDER BY position, id
         LIMIT $2
        """)
    static let count = Statement(
        """
        SELECT COUNT(*)
          FROM (SELECT id FROM part_fits WHERE model_id = $1 LIMIT $2) AS counted
        """)
    static let byID = Statement(
        """
        SELECT id, model_id, row_version, part_id, kind, quantity, position, population, note
          FROM part_fits
         WHERE id = $1
        """)
    static let byKey = Statement(
        """
        SELECT id, model_id, row_version, part_id, kind, quantity, position, population, note
          FROM part_fits
         WHERE model_id = $1
           AND part_id = $2
           AND position = $3
        """)
    static let page = Statement(
        """
        SELECT id, model_id, row_version, part_id, kind, quantity, position, population, note
          FROM part_fits
         WHERE model_id = $1
           AND (position, id) > ($2, $3)
         ORDER BY position, id
         LIMIT $4
        """)
    static let atPosition = Statement(
        """
        SELECT id, model_id, row_version, part_id, kind, quantity, position, population, note
          FROM part_fits
         WHERE model_id = $1
           AND position = $2
         ORDER BY id
         LIMIT $3
        """)
    static let ofPart = Statement(
        """
        SELECT id, model_id, row_version, part_id, kind, quantity, position, population, note
          FROM part_fits
         WHERE part_id = $1
           AND (model_id, id) > ($2, $3)
         ORDER BY model_id, id
         LIMIT $4
        """)
    static let ofPair = Statement(
        """
        SELECT id, model_id, row_version, part_id, kind, quantity, position, population, note
          FROM part_fits
         WHERE part_id = $1
           AND model_id = $2
         ORDER BY id
        """)
    static let insert = Statement(
        """
        INSERT INTO part_fits (id, model_id, part_id, kind, quantity, position, population, note, row_version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)
        """)
    static let update = Statement(
        """
        UPDATE part_fits
           SET part_id = $1, kind = $2, quantity = $3, position = $4, population = $5, note = $6,
               row_version = row_version + 1
         WHERE id = $7
        """)
    static let delete = Statement("DELETE FROM part_fits WHERE id = $1")
}
