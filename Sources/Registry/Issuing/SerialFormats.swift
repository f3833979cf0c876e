package import Identifiers
package import Storage

/// A serial format that a model's serial numbers are written in and read with.
package struct ModelFormat: Hashable, Sendable {
    package var id: ID<ModelFormat>
    package var manufacturer: ID<Manufacturer>
    package var model: ID<Model>
    package var format: SerialFormat
}

/// The serial formats of models.
package enum SerialFormats {
    package static func list(of model: ID<Model>, _ reader: any SQLReader) throws -> [ModelFormat] {
        try reader.all(SerialFormatsSQL.byModel, [.integer(model.value)], row)
    }

    /// Every format of the registry, for the look-up of a serial number without a model.
    package static func all(_ reader: any SQLReader) throws -> [ModelFormat] {
        try reader.all(SerialFormatsSQL.all, [], row)
    }

    /// Whether a model may be given this serial format.
    /// - Parameter most: how many stored serial numbers it is held against at most, for a quick answer.
    /// - Throws: `format.taken`, `format.overlap` with another format of the model, `format.collides` with a stored
    ///   serial number that the format would read as its own.
    package static func check(
        _ format: SerialFormat, of model: Model, most: Int = .max, _ reader: any SQLReader
    ) throws {
        for other in try list(of: model.id, reader) {
            if other.format.pattern == format.pattern {
                throw RegistryError(
                    .formatTaken, "The model \(model.number.text) already has the format '\(format.pattern)'.",
                    field: "pattern")
            }
            if other.format.overlaps(format) {
                throw RegistryError(
                    .formatOverlap,
                    "'\(format.pattern)' could print the same serial number as the model's format "
                        + "'\(other.format.pattern)'; give one of them another literal or length.",
                    field: "pattern")
            }
        }
        try refuseCollisions(format, model, most: most, reader)
    }

    /// Gives a model one more serial format.
    /// - Throws: what ``check(_:of:most:_:)`` throws.
    package static func create(
        _ format: SerialFormat, of model: Model, as principal: Principal, _ transaction: any SQLTransaction
    ) throws -> ModelFormat {
        try check(format, of: model, transaction)
        let created = ModelFormat(
            id: ID(transaction.newID()), manufacturer: model.manufacturer, model: model.id, format: format)
        try transaction.run(
            SerialFormatsSQL.insert,
            [
                .integer(created.id.value), .integer(model.manufacturer.value), .integer(model.id.value),
                .text(format.pattern), .integer(transaction.now),
            ])
        try AuditTrail.write(
            "format.create", subject: model.number.text, of: model.manufacturer, as: principal,
            detail: format.pattern, transaction)
        return created
    }

    /// A stored serial of no format must stay so: the new format must not read it.
    static func refuseCollisions(
        _ format: SerialFormat, _ model: Model, most: Int = .max, _ reader: any SQLReader
    ) throws {
        var (collision, compared): (String?, Int) = (nil, 0)
        try reader.forEachRow(SerialFormatsSQL.foreignSerials, [.integer(model.id.value)]) { row in
            let serial = row.text(1).isEmpty ? row.text(0) : row.text(1)
            compared += 1
            guard (try? format.decode(serial)) != nil else { return compared < most }
            collision = serial
            return false
        }
        if let collision {
            throw RegistryError(
                .formatCollides,
                "The unit \(collision) of this model is registered with a serial number that '\(format.pattern)' would "
                    + "issue again; choose a format that differs from it.", field: "pattern")
        }
    }

    private static func row(_ row: borrowing Row) throws -> ModelFormat {
        ModelFormat(
            id: ID(row.integer(0)), manufacturer: ID(row.integer(1)), model: ID(row.integer(2)),
            format: try SerialFormat(parsing: row.text(3)))
    }
}

private enum SerialFormatsSQL {
    static let byModel = Statement(
        """
        SELECT id, manufacturer_id, model_id, pattern
          FROM serial_formats
         WHERE model_id = $1
         ORDER BY created_at, id
        """)
    static let all = Statement("SELECT id, manufacturer_id, model_id, pattern FROM serial_formats")
    static let insert = Statement(
        """
        INSERT INTO serial_formats (id, manufacturer_id, model_id, pattern, created_at)
        VALUES ($1, $2, $3, $4, $5)
        """)
    static let foreignSerials = Statement(
        """
        SELECT serial_key, serial
          FROM units
         WHERE model_id = $1
           AND sequence IS NULL
        """)
}
