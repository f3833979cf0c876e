package import Storage

/// Manufacturers in the database.
package enum Manufacturers {
    package static func find(_ slug: String, _ reader: any SQLReader) throws -> Manufacturer? {
        guard let found = try reader.first(ManufacturersSQL.bySlug, [.text(slug)], row) else { return nil }
        return try withPrefixes(found, reader)
    }

    package static func find(_ id: ID<Manufacturer>, _ reader: any SQLReader) throws -> Manufacturer? {
        guard let found = try reader.first(ManufacturersSQL.byID, [.integer(id.value)], row) else { return nil }
        return try withPrefixes(found, reader)
    }

    /// The manufacturer with this slug.
    /// - Throws: `manufacturer.unknown`.
    package static func require(_ slug: String, _ reader: any SQLReader) throws -> Manufacturer {
        guard let found = try find(slug, reader) else { throw unknown(slug) }
        return found
    }

    package static func unknown(_ slug: String) -> RegistryError {
        RegistryError(
            .manufacturerUnknown, "No manufacturer has this short name. List them to see the known ones.",
            field: "manufacturer")
    }

    /// Up to `limit` manufacturers after the slug `after`, by slug.
    package static func list(after: String, limit: Int, _ reader: any SQLReader) throws -> [Manufacturer] {
        try reader.all(ManufacturersSQL.page, [.text(after), .integer(Int64(limit))], row)
            .map { try withPrefixes($0, reader) }
    }

    /// - Throws: `manufacturer.taken`, `manufacturer.prefixTaken`, `value.invalid`.
    package static func create(
        _ draft: ManufacturerDraft, as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws -> Manufacturer {
        try check(draft)
        let manufacturer = Manufacturer(
            id: ID(transaction.newID()), slug: draft.slug, name: draft.name, country: draft.country, note: draft.note,
            gs1Prefixes: draft.gs1Prefixes.sorted(),
            worldManufacturerIdentifiers: draft.worldManufacturerIdentifiers.sorted(), rowVersion: 1)
        let inserted = try transaction.rowsChanged(
            by: ManufacturersSQL.insert,
            [
                .integer(manufacturer.id.value), .text(draft.slug), .text(draft.name), SQLValue(draft.country),
                SQLValue(draft.note), .integer(transaction.now),
            ])
        guard inserted == 1 else {
            throw RegistryError(
                .manufacturerTaken, "The short name '\(draft.slug)' belongs to another manufacturer; choose another.",
                field: "slug")
        }
        try writePrefixes(draft, manufacturer.id, transaction)
        try ModelWords.write(
            ModelText.words(ofManufacturer: draft.slug, name: draft.name), ofManufacturer: manufacturer.id, transaction)
        try AuditTrail.write(
            "manufacturer.create", subject: draft.slug, of: manufacturer.id, as: principal, from: source, transaction)
        return manufacturer
    }

    /// Replaces what is said of the manufacturer with this slug.
    /// - Parameter expecting: the row version that the caller has seen; nil changes whatever is there.
    /// - Throws: `manufacturer.unknown`, `manufacturer.changed`, `manufacturer.prefixTaken`, `value.invalid`.
    package static func update(
        _ draft: ManufacturerDraft, expecting: Int64?, as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws -> Manufacturer {
        try check(draft)
        try transaction.claim(Claim("manufacturer", draft.slug), .exclusive)
        let old = try require(draft.slug, transaction)
        if let expecting, expecting != old.rowVersion {
            throw RegistryError(
                .manufacturerChanged, "Somebody else has changed this manufacturer since you read it; read it again.")
        }
        try transaction.run(
            ManufacturersSQL.update,
            [.text(draft.name), SQLValue(draft.country), SQLValue(draft.note), .integer(old.id.value)])
        try transaction.run(ManufacturersSQL.deletePrefixes, [.integer(old.id.value)])
        try writePrefixes(draft, old.id, transaction)
        try ModelWords.write(
            ModelText.words(ofManufacturer: draft.slug, name: draft.name),
            insteadOf: ModelText.words(ofManufacturer: old.slug, name: old.name), ofManufacturer: old.id, transaction)
        try AuditTrail.write(
            "manufacturer.update", subject: draft.slug, of: old.id, as: principal, from: source, transaction)
        return try require(draft.slug, transaction)
    }

    /// What hangs on a manufacturer, in words; nil where nothing does.
    static func dependent(of id: ID<Manufacturer>, _ reader: any SQLReader) throws -> String? {
        if try reader.exists(ManufacturersSQL.hasModels, [.integer(id.value)]) { return "models" }
        if try reader.exists(ManufacturersSQL.hasKeys, [.integer(id.value)])
            || reader.exists(ManufacturersSQL.hasSigningKeys, [.integer(id.value)])
        {
            return "keys"
        }
        if try !Nomenclatures.list(of: id, reader).isEmpty { return "nomenclatures" }
        if try !LabelLayouts.list(of: id, reader).isEmpty { return "layouts of labels" }
        if try reader.exists(ManufacturersSQL.hasLocations, [.integer(id.value)]) { return "places" }
        return try reader.exists(ManufacturersSQL.hasGrants, [.integer(id.value)]) ? "people with a role" : nil
    }

    /// Removes a manufacturer on which nothing hangs.
    static func remove(_ manufacturer: Manufacturer, as principal: Principal, _ transaction: any SQLTransaction) throws
    {
        try transaction.run(ManufacturersSQL.deletePrefixes, [.integer(manufacturer.id.value)])
        try ModelWords.write(
            [], insteadOf: ModelText.words(ofManufacturer: manufacturer.slug, name: manufacturer.name),
            ofManufacturer: manufacturer.id, transaction)
        try transaction.run(ManufacturersSQL.delete, [.integer(manufacturer.id.value)])
        try AuditTrail.write("manufacturer.remove", subject: manufacturer.slug, of: nil, as: principal, transaction)
    }

    /// The manufacturer to whom this VIN world manufacturer identifier is assigned.
    package static func withWorldManufacturerIdentifier(
        _ identifier: String, _ reader: any SQLReader
    ) throws -> Manufacturer? {
        try owner(of: identifier, kind: "wmi", reader).flatMap { try find($0, reader) }
    }

    /// The manufacturer to whom a prefix is assigned: a GS1 company prefix (`gs1`) or a VIN world manufacturer
    /// identifier (`wmi`).
    static func owner(of prefix: String, kind: String, _ reader: any SQLReader) throws -> ID<Manufacturer>? {
        try reader.first(ManufacturersSQL.byPrefix, [.text(kind), .text(prefix)]) { ID($0.integer(0)) }
    }

    static func check(_ draft: ManufacturerDraft) throws(RegistryError) {
        let allowed = draft.slug.utf8.allSatisfy { (0x61...0x7A ~= $0) || (0x30...0x39 ~= $0) || $0 == 0x2D }
        guard allowed, (1...40).contains(draft.slug.utf8.count), draft.slug.utf8.first != 0x2D else {
            throw RegistryError(
                .valueInvalid, "A short name has 1 to 40 lower-case letters, digits and dashes, such as 'acme-tools'.",
                field: "slug")
        }
        try TextRules.check(draft.name, field: "name", limit: 120)
        try TextRules.check(draft.note, field: "note", limit: 200)
        if let country = draft.country {
            guard TextRules.isCountry(country) else {
                throw RegistryError(
                    .valueInvalid, "A country is its two capital letters of ISO 3166-1, such as 'NO'.", field: "country"
                )
            }
        }
        guard draft.gs1Prefixes.count + draft.worldManufacturerIdentifiers.count <= 1_000 else {
            throw RegistryError(.valueInvalid, "A manufacturer has at most 1,000 prefixes.", field: "gs1_prefixes")
        }
        for prefix in draft.gs1Prefixes {
            guard (4...12).contains(prefix.utf8.count), prefix.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else {
                throw RegistryError(
                    .valueInvalid, "A GS1 company prefix has 4 to 12 digits.", field: "gs1_prefixes")
            }
        }
        for identifier in draft.worldManufacturerIdentifiers {
            let capitals = identifier.utf8.allSatisfy { (0x41...0x5A ~= $0) || (0x30...0x39 ~= $0) }
            guard capitals, identifier.utf8.count == 3 || identifier.utf8.count == 6 else {
                throw RegistryError(
                    .valueInvalid, "A world manufacturer identifier has 3 capitals or digits, or 6 for a small maker.",
                    field: "wmis")
            }
        }
    }

    private static func writePrefixes(
        _ draft: ManufacturerDraft, _ id: ID<Manufacturer>, _ transaction: any SQLTransaction
    ) throws {
        let prefixes =
            draft.gs1Prefixes.map { ("gs1", $0) } + draft.worldManufacturerIdentifiers.map { ("wmi", $0) }
        for (kind, prefix) in prefixes {
            let inserted = try transaction.rowsChanged(
                by: ManufacturersSQL.insertPrefix, [.text(kind), .text(prefix), .integer(id.value)])
            guard inserted == 1 else {
                throw RegistryError(
                    .prefixTaken, "The prefix \(prefix) is given twice or belongs to another manufacturer.",
                    field: kind == "gs1" ? "gs1_prefixes" : "wmis")
            }
        }
    }

    private static func withPrefixes(_ found: Manufacturer, _ reader: any SQLReader) throws -> Manufacturer {
        var manufacturer = found
        try reader.forEachRow(ManufacturersSQL.prefixes, [.integer(found.id.value)]) { row in
            if row.text(0) == "gs1" {
                manufacturer.gs1Prefixes.append(row.text(1))
            } else {
                manufacturer.worldManufacturerIdentifiers.append(row.text(1))
            }
            return true
        }
        return manufacturer
    }

    private static func row(_ row: borrowing Row) -> Manufacturer {
        Manufacturer(
            id: ID(row.integer(0)), slug: row.text(1), name: row.text(2), country: row.optionalText(3),
            note: row.optionalText(4), gs1Prefixes: [], worldManufacturerIdentifiers: [], rowVersion: row.integer(5))
    }
}

private enum ManufacturersSQL {
    static let bySlug = Statement(
        """
        SELECT id, slug, name, country, note, row_version
          FROM manufacturers
         WHERE slug = $1
        """)
    static let byID = Statement(
        """
        SELECT id, slug, name, country, note, row_version
          FROM manufacturers
         WHERE id = $1
        """)
    static let page = Statement(
        """
        SELECT id, slug, name, country, note, row_version
          FROM manufacturers
         WHERE slug > $1
         ORDER BY slug
         LIMIT $2
        """)
    static let insert = Statement(
        """
        INSERT INTO manufacturers (id, slug, name, country, note, row_version, created_at)
        VALUES ($1, $2, $3, $4, $5, 1, $6)
            ON CONFLICT (slug) DO NOTHING
        """)
    static let update = Statement(
        """
        UPDATE manufacturers
           SET name = $1, country = $2, note = $3, row_version = row_version + 1
         WHERE id = $4
        """)
    static let insertPrefix = Statement(
        """
        INSERT INTO manufacturer_prefixes (kind, prefix, manufacturer_id)
        VALUES ($1, $2, $3)
            ON CONFLICT (kind, prefix) DO NOTHING
        """)
    static let hasModels = Statement("SELECT 1 FROM models WHERE manufacturer_id = $1 LIMIT 1")
    static let hasSigningKeys = Statement("SELECT 1 FROM signing_keys WHERE manufacturer_id = $1 LIMIT 1")
    static let hasKeys = Statement("SELECT 1 FROM secret_keys WHERE manufacturer_id = $1 LIMIT 1")
    static let hasLocations = Statement("SELECT 1 FROM locations WHERE manufacturer_id = $1 LIMIT 1")
    static let hasGrants = Statement("SELECT 1 FROM account_grants WHERE manufacturer_id = $1 LIMIT 1")
    static let delete = Statement("DELETE FROM manufacturers WHERE id = $1")
    static let deletePrefixes = Statement("DELETE FROM manufacturer_prefixes WHERE manufacturer_id = $1")
    static let prefixes = Statement(
        """
        SELECT kind, prefix
          FROM manufacturer_prefixes
         WHERE manufacturer_id = $1
         ORDER BY kind, prefix
        """)
    static let byPrefix = Statement(
        """
        SELECT manufacturer_id
          FROM manufacturer_prefixes
         WHERE kind = $1
           AND prefix = $2
        """)
}
