package import Labels
package import Storage

/// A layout that a manufacturer has made for its own labels, as lists tell of it: without its text, in which pictures lie.
package struct OwnLabelLayout: Hashable, Sendable {
    /// By which it is called for.
    package var name: String
    /// What people call it.
    package var title: String
    /// What it is for.
    package var about: String
    /// Where nobody asks for another.
    package var size: LabelSize
    /// The names of the fields that it declares.
    package var fields: [String]
    /// In microseconds since 1970 UTC.
    package var changedAt: Int64
    package var changedBy: String
}

/// The table `label_layouts`.
package enum LabelLayouts {
    /// The most layouts of a manufacturer.
    package static let most = 200
    /// The most bytes of a layout, its pictures included.
    package static let longestText = 262_144
    private static let longestName = 60

    /// A manufacturer's layouts by name.
    package static func list(of manufacturer: ID<Manufacturer>, _ reader: any SQLReader) throws -> [OwnLabelLayout] {
        try reader.all(LabelLayoutsSQL.list, [.integer(manufacturer.value)], read)
    }

    /// A layout with what a list tells of it; nil where the manufacturer has none of this name.
    package static func find(
        _ name: String, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> (entry: OwnLabelLayout, layout: LabelLayout)? {
        try reader.first(LabelLayoutsSQL.byName, [.integer(manufacturer.value), .text(name)]) { row in
            (try read(row), try LabelLayout(parsing: row.text(7)))
        }
    }

    /// Whether a manufacturer has a layout of this name; without reading it.
    package static func exists(
        _ name: String, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> Bool {
        try reader.exists(LabelLayoutsSQL.exists, [.integer(manufacturer.value), .text(name)])
    }

    /// - Throws: `layout.unknown`.
    package static func require(
        _ name: String, of manufacturer: Manufacturer, _ reader: any SQLReader
    ) throws -> (entry: OwnLabelLayout, layout: LabelLayout) {
        guard let found = try find(name, of: manufacturer.id, reader) else { throw unknown(name, of: manufacturer) }
        return found
    }

    /// Keeps a layout, in the place of one of the same name.
    ///
    /// - Throws: `value.invalid` for a name that is none or that a ready-made layout has, for a text that is too long, or
    ///   beyond ``most``; `label.layout` and `label.picture` with the line and the column of the text.
    package static func set(
        _ name: String, _ text: String, of manufacturer: Manufacturer, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws {
        try check(name)
        guard text.utf8.count <= longestText else {
            throw RegistryError(
                .valueInvalid,
                "A layout that is kept has at most \(longestText / 1_024) kB, its pictures included; make them smaller.",
                field: "text")
        }
        let layout = try LabelLayout(parsing: text)
        // These two stand on pages and in lists.
        try TextRules.check(layout.name, field: "text", limit: 200)
        if !layout.about.isEmpty { try TextRules.check(layout.about, field: "text", limit: 200) }
        guard !text.utf8.contains(0) else {
            throw RegistryError(.valueInvalid, "The layout holds a character of the code 0; remove it.", field: "text")
        }
        let known = try list(of: manufacturer.id, transaction).map(\.name)
        guard known.count < most || known.contains(name) else {
            throw RegistryError(.valueInvalid, "A manufacturer has at most \(most) layouts; remove one.", field: "name")
        }
        try transaction.run(
            LabelLayoutsSQL.set,
            [
                .integer(manufacturer.id.value), .text(name), .text(layout.name), .text(layout.about),
                .text(layout.size.text), .text(layout.ownFields.map(\.name).joined(separator: " ")),
                .integer(transaction.now), .text(principal.auditName), .text(text),
            ])
        try AuditTrail.write(
            "layout.set", subject: name, of: manufacturer.id, as: principal, from: source, transaction)
    }

    /// - Throws: `layout.unknown`.
    package static func remove(
        _ name: String, of manufacturer: Manufacturer, as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws {
        let removed = try transaction.rowsChanged(
            by: LabelLayoutsSQL.remove, [.integer(manufacturer.id.value), .text(name)])
        guard removed == 1 else { throw unknown(name, of: manufacturer) }
        try AuditTrail.write(
            "layout.remove", subject: name, of: manufacturer.id, as: principal, from: source, transaction)
    }

    /// Whether a text is a name: lower-case words and digits with hyphens between them.
    package static func isName(_ name: String) -> Bool {
        let words = name.utf8.split(separator: 0x2D, omittingEmptySubsequences: false)
        return name.utf8.count <= longestName
            && words.allSatisfy { word in
                !word.isEmpty && word.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
            }
    }

    private static func check(_ name: String) throws(RegistryError) {
        guard isName(name) else {
            throw RegistryError(
                .valueInvalid,
                "A layout's name has from 1 to \(longestName) lower-case letters and digits with hyphens between them, "
                    + "such as drive-label.", field: "name")
        }
        guard LabelLayout.readyMade(name) == nil else {
            throw RegistryError(
                .valueInvalid,
                "The layout '\(name)' comes with the program and stays what it is; name yours otherwise.",
                field: "name")
        }
    }

    private static func unknown(_ name: String, of manufacturer: Manufacturer) -> RegistryError {
        RegistryError(
            .layoutUnknown, "\(manufacturer.name) has no layout '\(name)' of its own. List them.", field: "name")
    }

    private static func read(_ row: borrowing Row) throws -> OwnLabelLayout {
        OwnLabelLayout(
            name: row.text(0), title: row.text(1), about: row.text(2), size: try LabelSize(parsing: row.text(3)),
            fields: row.text(4).split(separator: " ").map(String.init), changedAt: row.integer(5),
            changedBy: row.text(6))
    }
}

private enum LabelLayoutsSQL {
    static let list = Statement(
        """
        SELECT name, title, about, size, fields, changed_at, changed_by
          FROM label_layouts
         WHERE manufacturer_id = $1
         ORDER BY name
        """)
    static let byName = Statement(
        """
        SELECT name, title, about, size, fields, changed_at, changed_by, text
          FROM label_layouts
         WHERE manufacturer_id = $1
           AND name = $2
        """)
    static let exists = Statement("SELECT 1 FROM label_layouts WHERE manufacturer_id = $1 AND name = $2")
    static let set = Statement(
        """
        INSERT INTO label_layouts (manufacturer_id, name, title, about, size, fields, changed_at, changed_by, text)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (manufacturer_id, name) DO UPDATE
           SET title = excluded.title, about = excluded.about, size = excluded.size, fields = excluded.fields,
               changed_at = excluded.changed_at, changed_by = excluded.changed_by, text = excluded.text
        """)
    static let remove = Statement("DELETE FROM label_layouts WHERE manufacturer_id = $1 AND name = $2")
}
