package import Identifiers
package import Storage

/// A manufacturer's way of building model numbers, under a name.
package struct NamedNomenclature: Hashable, Sendable {
    package var name: String
    package var nomenclature: Nomenclature
    /// Whether strangers are told what a number says by it.
    package var isPublished: Bool

    package init(name: String, nomenclature: Nomenclature, isPublished: Bool) {
        self.name = name
        self.nomenclature = nomenclature
        self.isPublished = isPublished
    }
}

/// What a model number says by one nomenclature.
package struct NumberReading: Hashable, Sendable {
    package var nomenclature: String
    package var segments: [Nomenclature.Segment]
    /// What the segments mean, as a model of this number should tell it.
    package var specifications: [Specification]
}

/// How manufacturers build model numbers, in the database.
package enum Nomenclatures {
    /// The most nomenclatures of a manufacturer.
    package static let most = 300

    package static func list(of manufacturer: ID<Manufacturer>, _ reader: any SQLReader) throws -> [NamedNomenclature] {
        try reader.all(NomenclaturesSQL.list, [.integer(manufacturer.value)]) { row in
            NamedNomenclature(
                name: row.text(0), nomenclature: try Nomenclature(parsing: row.text(1)), isPublished: row.flag(2))
        }
    }

    /// What a number says by each of a manufacturer's nomenclatures that it is built by.
    package static func readings(
        of number: String, by nomenclatures: [NamedNomenclature]
    ) -> [NumberReading] {
        nomenclatures.compactMap { named in
            guard let segments = named.nomenclature.explain(number) else { return nil }
            var names: Set<String> = []
            let specifications = segments.flatMap(\.meanings).compactMap { meaning -> Specification? in
                guard names.insert(meaning.name).inserted,
                    let value = try? SpecificationReader.read(meaning.value, field: meaning.name)
                else { return nil }
                return Specification(name: meaning.name, value: value)
            }
            return NumberReading(nomenclature: named.name, segments: segments, specifications: specifications)
        }
    }

    /// Keeps a nomenclature, in the place of one of the same name.
    /// - Throws: `nomenclature.invalid` with the line; `value.invalid` for a name, or beyond ``most``.
    package static func set(
        _ name: String, _ text: String, isPublished: Bool, of manufacturer: Manufacturer, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> NamedNomenclature {
        try TextRules.check(name, field: "name", limit: 80)
        let named = NamedNomenclature(name: name, nomenclature: try read(text), isPublished: isPublished)
        let known = try list(of: manufacturer.id, transaction).map(\.name)
        guard known.count < most || known.contains(name) else {
            throw RegistryError(
                .valueInvalid, "A manufacturer has at most \(most) nomenclatures.", field: "name")
        }
        try transaction.run(
            NomenclaturesSQL.set,
            [.integer(manufacturer.id.value), .text(name), .text(text), SQLValue(isPublished)])
        try AuditTrail.write(
            "nomenclature.set", subject: name, of: manufacturer.id, as: principal, from: source, transaction)
        return named
    }

    /// - Throws: `nomenclature.unknown`.
    package static func remove(
        _ name: String, of manufacturer: Manufacturer, as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws {
        let removed = try transaction.rowsChanged(
            by: NomenclaturesSQL.delete, [.integer(manufacturer.id.value), .text(name)])
        guard removed == 1 else { throw unknown(of: manufacturer) }
        try AuditTrail.write(
            "nomenclature.remove", subject: name, of: manufacturer.id, as: principal, from: source, transaction)
    }

    package static func unknown(of manufacturer: Manufacturer) -> RegistryError {
        RegistryError(
            .nomenclatureUnknown, "\(manufacturer.name) has no nomenclature of this name. List them.", field: "name")
    }

    /// Reads how numbers are built, and that every meaning is a value.
    static func read(_ text: String) throws(RegistryError) -> Nomenclature {
        do {
            return try Nomenclature(parsing: text)
        } catch {
            throw RegistryError(
                .nomenclatureInvalid, "Line \(error.line): \(error.sentence)", field: "text", position: error.line)
        }
    }
}

private enum NomenclaturesSQL {
    static let list = Statement(
        "SELECT name, text, published FROM nomenclatures WHERE manufacturer_id = $1 ORDER BY name")
    static let set = Statement(
        """
        INSERT INTO nomenclatures (manufacturer_id, name, text, published, row_version)
        VALUES ($1, $2, $3, $4, 1)
            ON CONFLICT (manufacturer_id, name) DO UPDATE
           SET text = excluded.text, published = excluded.published, row_version = nomenclatures.row_version + 1
        """)
    static let delete = Statement("DELETE FROM nomenclatures WHERE manufacturer_id = $1 AND name = $2")
}
