package import Identifiers
package import Storage

/// How a model is packed for trade: each, inner pack, case, pallet, with its own GTIN, size and weight.
package struct PackagingLevel: ModelEntry {
    /// The levels of GS1's trade item hierarchy (GDSN Trade Item Unit Descriptor), from the smallest.
    package enum Level: String, CaseIterable, Sendable {
        /// The base unit that a consumer buys.
        case each
        case innerPack
        case `case`
        case displayShipper
        case pallet
    }
    package var level: Level
    /// How many units of the model it holds, 1 to a million.
    package var quantity: Int64
    /// In 14 digits.
    package var gtin: String?
    /// Two or three lengths with a unit, such as `60 x 65.5 x 185 cm`.
    package var size: String?
    /// Gross, with a unit, such as `62 kg`.
    package var weight: String?

    package init(
        _ level: Level, quantity: Int64 = 1, gtin: String? = nil, size: String? = nil, weight: String? = nil
    ) {
        self.level = level
        self.quantity = quantity
        self.gtin = gtin
        self.size = size
        self.weight = weight
    }

    // MARK: Finding

    /// The model that is packed under a GTIN, and how.
    package static func withGTIN(
        _ gtin: String, _ reader: any SQLReader
    ) throws -> KeptEntry<PackagingLevel>? {
        try reader.first(PackagingSQL.byGTIN, [.text(gtin)], KeptEntry.init)
    }

    /// A model may not have the GTIN of a case, nor of another model's single unit.
    /// - Throws: `model.gtinTaken`.
    static func requireFree(_ gtin: String, for model: ID<Model>?, _ reader: any SQLReader) throws {
        guard let packed = try withGTIN(gtin, reader), packed.model != model || packed.entry.quantity != 1 else {
            return
        }
        throw taken(gtin, field: "gtins")
    }

    private static func taken(_ gtin: String, field: String) -> RegistryError {
        RegistryError(.gtinTaken, "The GTIN \(gtin) belongs to another model or packaging.", field: field)
    }

    // MARK: In the database

    package static let table = ImportTable.packaging
    package static let word = "packaging"
    package static let most = 40
    package static let statements = ModelEntryStatements(
        ofModel: PackagingSQL.ofModel, count: PackagingSQL.count, byID: PackagingSQL.byID, byKey: PackagingSQL.byKey,
        insert: PackagingSQL.insert, update: PackagingSQL.update, delete: PackagingSQL.delete)

    package init(_ row: borrowing Row) {
        level = Level(rawValue: row.text(3)) ?? .each
        quantity = row.integer(4)
        gtin = row.optionalText(5)
        size = row.optionalText(6)
        weight = row.optionalText(7)
    }

    package var key: [SQLValue] { [.text(level.rawValue), .integer(quantity)] }
    package var values: [SQLValue] { key + [SQLValue(gtin), SQLValue(size), SQLValue(weight)] }
    package func name(_ reader: any SQLReader) -> String { "\(level.rawValue) \(quantity)" }

    private static let mostQuantity: Int64 = 1_000_000

    package func check(in model: Model, _ reader: any SQLReader) throws {
        guard (1...Self.mostQuantity).contains(quantity) else {
            throw RegistryError(
                .valueInvalid, "A packaging holds 1 to \(Self.mostQuantity) units.", field: "quantity")
        }
        if let gtin {
            guard try GTIN(parsing: gtin).text == gtin else {
                throw RegistryError(.valueInvalid, "A GTIN is kept in 14 digits.", field: "gtin")
            }
            let owner = try Models.withGTIN(gtin, reader)
            let other = try Self.withGTIN(gtin, reader)
            // A single unit may carry the GTIN of the model itself.
            let isOwn = owner == nil || owner?.id == model.id && quantity == 1
            guard isOwn, other == nil || other?.model == model.id && other?.entry.key == key else {
                throw Self.taken(gtin, field: "gtin")
            }
        }
        try Self.check(size, .dimensions, .length, field: "size")
        try Self.check(weight, .number, .mass, field: "weight")
    }

    private static func check(
        _ text: String?, _ kind: Specification.Kind, _ quantity: PhysicalQuantity, field: String
    ) throws {
        guard let text else { return }
        try TextRules.check(text, field: field, limit: 60)
        let value = try SpecificationReader.read(text, as: kind, field: field)
        guard value.quantity == quantity else {
            let wanted = quantity == .length ? "lengths such as '60 x 65.5 x 185 cm'" : "a weight such as '62 kg'"
            throw RegistryError(.valueInvalid, "'\(field)' needs \(wanted).", field: field)
        }
    }

    // MARK: In files

    package static let keyColumn = ImportColumn.level

    package init?(
        _ row: ImportRow, of manufacturer: Manufacturer, _ reader: any SQLReader, _ faults: inout ImportErrors
    ) {
        let before = faults.total
        _ = faults.checking { () throws(RowError) in try row.required(.level) }
        let level = faults.checking { () throws(RowError) in try row.word(.level, Level.self) }
        let quantity = faults.checking { () throws(RowError) in try row.integer(.quantity) }
        let gtin = faults.checking { () throws(RowError) in try row.read(.gtin) { try GTIN(parsing: $0).text } }
        guard faults.total == before, let level else { return nil }
        self.init(level, quantity: quantity ?? 1, gtin: gtin, size: row[.size], weight: row[.weight])
    }

    package func cells(_ reader: any SQLReader) -> [ExportRow.Cell] {
        [.text(level.rawValue), .init(quantity), .init(gtin), .init(size), .init(weight)]
    }
}

private enum PackagingSQL {
    static let ofModel = Statement(
        """
        SELECT id, model_id, row_version, level, quantity, gtin, size, weight
          FROM packaging_levels
         WHERE model_id = $1
         ORDER BY quantity, level
         LIMIT $2
        """)
    static let count = Statement(
        """
        SELECT COUNT(*)
          FROM (SELECT id FROM packaging_levels WHERE model_id = $1 LIMIT $2) AS counted
        """)
    static let byID = Statement(
        """
        SELECT id, model_id, row_version, level, quantity, gtin, size, weight
          FROM packaging_levels
         WHERE id = $1
        """)
    static let byKey = Statement(
        """
        SELECT id, model_id, row_version, level, quantity, gtin, size, weight
          FROM packaging_levels
         WHERE model_id = $1
           AND level = $2
           AND quantity = $3
        """)
    static let byGTIN = Statement(
        """
        SELECT id, model_id, row_version, level, quantity, gtin, size, weight
          FROM packaging_levels
         WHERE gtin = $1
        """)
    static let insert = Statement(
        """
        INSERT INTO packaging_levels (id, model_id, level, quantity, gtin, size, weight, row_version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, 1)
        """)
    static let update = Statement(
        """
        UPDATE packaging_levels
           SET level = $1, quantity = $2, gtin = $3, size = $4, weight = $5, row_version = row_version + 1
         WHERE id = $6
        """)
    static let delete = Statement("DELETE FROM packaging_levels WHERE id = $1")
}
