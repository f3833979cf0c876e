package import Storage

/// Mappings that people keep by name, each for whoever wrote it, and those that the program brings.
package enum ImportMappings {
    package struct Kept: Sendable {
        package var name: String
        package var text: String
        /// Nil for one that the program brings.
        package var createdAt: Int64?
    }

    /// How many somebody may keep.
    package static let most = 200

    /// The mappings of a principal by name, then those of the program.
    package static func list(of principal: Principal, _ reader: any SQLReader) throws -> [Kept] {
        try reader.all(ImportMappingsSQL.ofPrincipal, [.text(principal.auditName)]) { row in
            Kept(name: row.text(0), text: row.text(1), createdAt: row.integer(2))
        } + BuiltInMappings.all
    }

    /// - Throws: `mapping.unknown`.
    package static func require(_ name: String, of principal: Principal, _ reader: any SQLReader) throws -> Kept {
        let own = try reader.first(ImportMappingsSQL.byName, [.text(principal.auditName), .text(name)]) { row in
            Kept(name: row.text(0), text: row.text(1), createdAt: row.integer(2))
        }
        if let own { return own }
        if let brought = BuiltInMappings.all.first(where: { $0.name == name }) { return brought }
        throw RegistryError(
            .mappingUnknown, "There is no mapping of this name; list them to see those there are.", field: "mapping")
    }

    /// Keeps a mapping, in place of one of the same name.
    /// - Throws: `mapping.invalid`, `value.invalid`.
    package static func keep(
        _ name: String, _ text: String, of principal: Principal, _ transaction: any SQLTransaction
    ) throws {
        let isName = name.utf8.allSatisfy { (0x61...0x7A ~= $0) || (0x30...0x39 ~= $0) || $0 == 0x2D || $0 == 0x2E }
        guard isName, (1...60).contains(name.utf8.count) else {
            throw RegistryError(
                .valueInvalid, "A mapping's name has 1 to 60 lower-case letters, digits, dashes and points.",
                field: "name")
        }
        _ = try ImportMapping(parsing: text)
        let kept = try transaction.all(ImportMappingsSQL.ofPrincipal, [.text(principal.auditName)]) { $0.text(0) }
        guard kept.count < most || kept.contains(name) else {
            throw RegistryError(
                .valueInvalid, "You keep \(most) mappings, the most there may be; remove one.", field: "name")
        }
        try transaction.run(
            ImportMappingsSQL.keep,
            [.text(principal.auditName), .text(name), .text(text), .integer(transaction.now)])
    }

    /// - Throws: `mapping.unknown`.
    package static func remove(_ name: String, of principal: Principal, _ transaction: any SQLTransaction) throws {
        let removed = try transaction.rowsChanged(
            by: ImportMappingsSQL.remove, [.text(principal.auditName), .text(name)])
        guard removed == 1 else {
            throw RegistryError(.mappingUnknown, "You keep no mapping of this name.", field: "name")
        }
    }
}

private enum ImportMappingsSQL {
    static let ofPrincipal = Statement(
        """
        SELECT name, text, created_at
          FROM import_mappings
         WHERE principal = $1
         ORDER BY name
        """)
    static let byName = Statement(
        """
        SELECT name, text, created_at
          FROM import_mappings
         WHERE principal = $1
           AND name = $2
        """)
    static let keep = Statement(
        """
        INSERT INTO import_mappings (principal, name, text, created_at)
        VALUES ($1, $2, $3, $4)
            ON CONFLICT (principal, name) DO UPDATE SET text = excluded.text, created_at = excluded.created_at
        """)
    static let remove = Statement("DELETE FROM import_mappings WHERE principal = $1 AND name = $2")
}
