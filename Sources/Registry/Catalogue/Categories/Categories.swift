package import Storage

/// Categories in the database.
package enum Categories {
    /// Categories above one another.
    static let deepest = 8
    private static let mostEntries = 200

    package static func find(_ key: String, _ reader: any SQLReader) throws -> Category? {
        try reader.first(CategoriesSQL.byKey, [.text(key)], row).map { try complete($0, reader) }
    }

    package static func find(_ id: ID<Category>, _ reader: any SQLReader) throws -> Category? {
        try reader.first(CategoriesSQL.byID, [.integer(id.value)], row).map { try complete($0, reader) }
    }

    /// The category with this key.
    /// - Throws: `category.unknown`.
    package static func require(
        _ key: String, field: String = "category", _ reader: any SQLReader
    ) throws -> Category {
        guard let found = try find(key, reader) else {
            throw RegistryError(
                .categoryUnknown, "There is no category with this key. List them to see the known ones.", field: field)
        }
        return found
    }

    /// Up to `limit` categories after the key `after`, by key.
    package static func list(after: String, limit: Int, _ reader: any SQLReader) throws -> [Category] {
        try reader.all(CategoriesSQL.page, [.text(after), .integer(Int64(limit))], row)
            .map { try complete($0, reader) }
    }

    /// What a model of this category should tell; nil where nobody has said.
    package static func template(of key: String?, _ reader: any SQLReader) throws -> CategoryTemplate? {
        guard let key, let category = try find(key, reader) else { return nil }
        return CategoryTemplate(category, wider: try wider(than: category, reader))
    }

    /// The categories above one, the nearest first.
    package static func wider(than category: Category, _ reader: any SQLReader) throws -> [Category] {
        var found: [Category] = []
        var next = category.parent
        while let id = next, found.count < deepest, let parent = try find(id, reader) {
            found.append(parent)
            next = parent.parent
        }
        return found
    }

    /// - Throws: `category.taken`, `category.unknown` (the wider one), `value.invalid`.
    package static func create(
        _ draft: CategoryDraft, as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws -> Category {
        try check(draft)
        let category = Category(
            id: ID(transaction.newID()), key: draft.key, name: draft.name,
            parent: try parent(of: draft, transaction)?.id, entries: draft.entries, rowVersion: 1)
        let inserted = try transaction.rowsChanged(
            by: CategoriesSQL.insert,
            [
                .integer(category.id.value), .text(draft.key), SQLValue(draft.name), SQLValue(category.parent?.value),
                .integer(transaction.now),
            ])
        guard inserted == 1 else {
            throw RegistryError(.categoryTaken, "There is a category '\(draft.key)' already; change it.", field: "key")
        }
        try writeEntries(category, transaction)
        try AuditTrail.write(
            "category.create", subject: draft.key, of: nil, as: principal, from: source, transaction)
        return category
    }

    /// Replaces what is said of a category.
    /// - Parameter expecting: the row version that the caller has seen; nil changes whatever is there.
    /// - Throws: `category.unknown`, `category.changed`, `value.invalid`.
    package static func update(
        _ draft: CategoryDraft, expecting: Int64?, as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws -> Category {
        try check(draft)
        // One claim for all: a circle may close over any two of them.
        try transaction.claim(Claim("categories", ""), .exclusive)
        var category = try require(draft.key, transaction)
        if let expecting, expecting != category.rowVersion {
            throw RegistryError(
                .categoryChanged, "Somebody else has changed this category since you read it; read it again.")
        }
        let parent = try parent(of: draft, transaction)
        if let parent {
            let above = [parent] + (try wider(than: parent, transaction))
            guard !above.contains(where: { $0.id == category.id }), above.count < deepest else {
                throw RegistryError(
                    .valueInvalid,
                    "'\(parent.key)' lies below this category, or there would be more than \(deepest) above one another.",
                    field: "parent")
            }
        }
        category.name = draft.name
        category.parent = parent?.id
        category.entries = draft.entries
        category.rowVersion += 1
        try transaction.run(
            CategoriesSQL.update,
            [SQLValue(draft.name), SQLValue(category.parent?.value), .integer(category.id.value)])
        try transaction.run(CategoriesSQL.deleteEntries, [.integer(category.id.value)])
        try writeEntries(category, transaction)
        try AuditTrail.write(
            "category.update", subject: draft.key, of: nil, as: principal, from: source, transaction)
        return category
    }

    private static func parent(of draft: CategoryDraft, _ reader: any SQLReader) throws -> Category? {
        try draft.parent.map { try require($0, field: "parent", reader) }
    }

    private static func check(_ draft: CategoryDraft) throws(RegistryError) {
        // As long as a model's category may be.
        try TextRules.check(draft.key, field: "key", limit: 120)
        try TextRules.check(draft.name, field: "name", limit: 120)
        guard draft.entries.count <= mostEntries else {
            throw RegistryError(.valueInvalid, "A category has at most \(mostEntries) entries.", field: "entries")
        }
        var names: Set<String> = []
        for entry in draft.entries {
            try TextRules.check(entry.name, field: "entries", limit: 80)
            try TextRules.check(entry.group, field: entry.name, limit: 80)
            guard names.insert(entry.name).inserted else {
                throw RegistryError(.valueInvalid, "The entry '\(entry.name)' is given twice.", field: "entries")
            }
            let takesUnit = [.number, .range, .dimensions].contains(entry.kind)
            guard entry.unit.map({ takesUnit && UnitOfMeasure.coded($0) != nil }) ?? true else {
                throw RegistryError(
                    .valueInvalid,
                    "'\(entry.name)' has a unit that is not known, or is of words; give a UN/CEFACT code such as KGM.",
                    field: entry.name)
            }
            guard entry.direction == nil || entry.kind == .number || entry.kind == .yesNo else {
                throw RegistryError(
                    .valueInvalid, "'\(entry.name)' has no order; only a number or a yes or no can be better.",
                    field: entry.name)
            }
        }
    }

    private static func writeEntries(_ category: Category, _ transaction: any SQLTransaction) throws {
        for (ordinal, entry) in category.entries.enumerated() {
            try transaction.run(
                CategoriesSQL.insertEntry,
                [
                    .integer(category.id.value), .text(entry.name), .integer(Int64(ordinal)),
                    .text(entry.kind.rawValue),
                    SQLValue(entry.unit), SQLValue(entry.direction?.rawValue), SQLValue(entry.group),
                    SQLValue(entry.isRequired),
                ])
        }
    }

    private static func complete(_ found: Category, _ reader: any SQLReader) throws -> Category {
        var category = found
        category.entries = try reader.all(CategoriesSQL.entries, [.integer(found.id.value)]) { row in
            TemplateEntry(
                row.text(0), try row.word(1), unit: row.optionalText(2), direction: try row.optionalWord(3),
                group: row.optionalText(4), isRequired: row.flag(5))
        }
        return category
    }

    private static func row(_ row: borrowing Row) -> Category {
        Category(
            id: ID(row.integer(0)), key: row.text(1), name: row.optionalText(2),
            parent: row.optionalInteger(3).map { ID($0) }, entries: [], rowVersion: row.integer(4))
    }
}

private enum CategoriesSQL {
    static let byKey = Statement("SELECT id, key, name, parent_id, row_version FROM categories WHERE key = $1")
    static let byID = Statement("SELECT id, key, name, parent_id, row_version FROM categories WHERE id = $1")
    static let page = Statement(
        """
        SELECT id, key, name, parent_id, row_version
          FROM categories
         WHERE key > $1
         ORDER BY key
         LIMIT $2
        """)
    static let insert = Statement(
        """
        INSERT INTO categories (id, key, name, parent_id, row_version, created_at)
        VALUES ($1, $2, $3, $4, 1, $5)
            ON CONFLICT (key) DO NOTHING
        """)
    static let update = Statement(
        """
        UPDATE categories
           SET name = $1, parent_id = $2, row_version = row_version + 1
         WHERE id = $3
        """)
    static let entries = Statement(
        """
        SELECT name, kind, unit_code, direction, group_name, required
          FROM category_entries
         WHERE category_id = $1
         ORDER BY ordinal
        """)
    static let insertEntry = Statement(
        """
        INSERT INTO category_entries (category_id, name, ordinal, kind, unit_code, direction, group_name, required)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """)
    static let deleteEntries = Statement("DELETE FROM category_entries WHERE category_id = $1")
}
