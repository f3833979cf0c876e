package import Identifiers
package import Storage

/// A serial format that a model's serial numbers are written in and read with.
package struct ModelFormat: Hashable, Sendable {
    package var id: ID<ModelFormat>
    package var manufacturer: ID<Manufacturer>
    package var model: ID<Model>
    /// With its key, where the number is scrambled and the key is at hand.
    package var format: SerialFormat
    /// The key that scrambles its numbers, for ever.
    package var key: ID<SecretKey>?
    /// Whether issuing must keep the odds of guessing at or below one in a million.
    package var isUnguessable = false

    /// What a serial number says in this format; nil where it is none of it.
    /// - Throws: `key.missing` where it is formed like one, but the key that reads it is not at hand.
    package func decode(_ serial: SerialNumber) throws(RegistryError) -> SerialFormat.Decoded? {
        do {
            return try format.decode(serial.text)
        } catch {
            guard error.code != .formatKeyMissing else { throw SecretKey.missing }
            return nil
        }
    }
}

/// The serial formats of models.
package enum SerialFormats {
    package static func list(of model: ID<Model>, _ reader: any SQLReader) throws -> [ModelFormat] {
        try withKeys(reader.all(SerialFormatsSQL.byModel, [.integer(model.value)], row), reader)
    }

    /// The formats of all of a manufacturer's models.
    static func list(of manufacturer: ID<Manufacturer>, _ reader: any SQLReader) throws -> [ModelFormat] {
        try withKeys(reader.all(SerialFormatsSQL.byManufacturer, [.integer(manufacturer.value)], row), reader)
    }

    /// Every format of the registry, for the look-up of a serial number without a model.
    package static func all(_ reader: any SQLReader) throws -> [ModelFormat] {
        try withKeys(reader.all(SerialFormatsSQL.all, [], row), reader)
    }

    static func find(_ id: ID<ModelFormat>, _ reader: any SQLReader) throws -> ModelFormat? {
        try reader.first(SerialFormatsSQL.byID, [.integer(id.value)], row)
    }

    /// Whether serial numbers were issued with a format.
    static func isUsed(_ id: ID<ModelFormat>, _ reader: any SQLReader) throws -> Bool {
        try reader.exists(SerialFormatsSQL.batches, [.integer(id.value)])
    }

    /// Removes a format with which no serial number was issued.
    static func remove(_ format: ModelFormat, as principal: Principal, _ transaction: any SQLTransaction) throws {
        try transaction.claim(.serials(of: format.model), .exclusive)
        try transaction.run(SerialFormatsSQL.delete, [.integer(format.id.value)])
        try AuditTrail.write(
            "format.remove", subject: format.format.pattern, of: format.manufacturer, as: principal, transaction)
    }

    /// Whether a model may be given this serial format.
    /// - Parameters:
    ///   - isUnguessable: whether issuing must keep the odds of guessing at or below one in a million.
    ///   - most: how many stored serial numbers it is held against at most, for a quick answer.
    /// - Throws: `format.guessable` where it could never be unguessable, `format.taken`, `format.overlap` with another
    ///   format of the model, `format.collides` with a stored serial number that the format would read as its own.
    package static func check(
        _ format: SerialFormat, unguessable isUnguessable: Bool = false, of model: Model, most: Int = .max,
        _ reader: any SQLReader
    ) throws {
        try refuseGuessable(format, isUnguessable)
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

    /// Gives a model one more serial format. A scrambled one gets the manufacturer's scrambling key.
    /// - Throws: what ``check(_:unguessable:of:most:_:)`` throws, `key.missing`.
    package static func create(
        _ format: SerialFormat, unguessable isUnguessable: Bool = false, of model: Model, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> ModelFormat {
        try transaction.claim(.serials(of: model.id), .exclusive)
        try check(format, unguessable: isUnguessable, of: model, transaction)
        let key =
            format.isScrambled
            ? try SecretKeys.current(.scrambling, of: model.manufacturer, as: principal, from: source, transaction)
            : nil
        let created = ModelFormat(
            id: ID(transaction.newID()), manufacturer: model.manufacturer, model: model.id,
            format: format.scrambled(by: try scrambling(key, model.manufacturer, model.id)), key: key?.id,
            isUnguessable: isUnguessable)
        try transaction.run(
            SerialFormatsSQL.insert,
            [
                .integer(created.id.value), .integer(model.manufacturer.value), .integer(model.id.value),
                .text(format.pattern), .integer(transaction.now), SQLValue(key?.id.value), SQLValue(isUnguessable),
            ])
        try AuditTrail.write(
            "format.create", subject: model.number.text, of: model.manufacturer, as: principal, from: source,
            detail: format.pattern, transaction)
        return created
    }

    /// - Throws: `format.guessable`.
    static func refuseGuessable(_ format: SerialFormat, _ isUnguessable: Bool) throws(RegistryError) {
        guard isUnguessable, format.unguessableRoom == 0 else { return }
        throw RegistryError(
            .formatGuessable,
            "'\(format.pattern)' writes its sequence number as it is, so that everybody guesses the next one; an "
                + "unguessable format needs a field such as {scrambled:10}.", field: "pattern")
    }

    /// The cipher under a format's key; nil where the key is not at hand. The context is the ids of manufacturer and
    /// model, 8 bytes each, big-endian.
    private static func scrambling(
        _ key: SecretKey?, _ manufacturer: ID<Manufacturer>, _ model: ID<Model>
    ) throws -> SerialScrambling? {
        guard let secret = key?.secret, let cipher = BlockCipher(aes: secret.bytes) else { return nil }
        let context = [manufacturer.value, model.value].flatMap { id in
            withUnsafeBytes(of: id.bigEndian) { Array($0) }
        }
        return SerialScrambling(cipher: cipher, context: context)
    }

    /// A stored serial of no format must stay so: the new format must not read it.
    static func refuseCollisions(
        _ format: SerialFormat, _ model: Model, most: Int = .max, _ reader: any SQLReader
    ) throws {
        var (collision, compared): (String?, Int) = (nil, 0)
        try reader.forEachRow(SerialFormatsSQL.foreignSerials, [.integer(model.id.value)]) { row in
            let serial = row.text(1).isEmpty ? row.text(0) : row.text(1)
            compared += 1
            guard format.fits(serial) else { return compared < most }
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
            format: try SerialFormat(parsing: row.text(3)), key: row.optionalInteger(4).map { ID($0) },
            isUnguessable: row.flag(5))
    }

    /// The formats with the keys of those that are scrambled. Few keys serve many formats.
    private static func withKeys(_ formats: [ModelFormat], _ reader: any SQLReader) throws -> [ModelFormat] {
        var keys: [ID<SecretKey>: SecretKey] = [:]
        return try formats.map { format in
            guard let id = format.key else { return format }
            let key = try keys[id] ?? SecretKeys.find(id, reader)
            keys[id] = key
            var format = format
            format.format = format.format.scrambled(by: try scrambling(key, format.manufacturer, format.model))
            return format
        }
    }
}

private enum SerialFormatsSQL {
    static let byID = Statement(
        "SELECT id, manufacturer_id, model_id, pattern, key_id, unguessable FROM serial_formats WHERE id = $1")
    static let batches = Statement("SELECT 1 FROM batches WHERE format_id = $1 LIMIT 1")
    static let delete = Statement("DELETE FROM serial_formats WHERE id = $1")
    static let byModel = Statement(
        """
        SELECT id, manufacturer_id, model_id, pattern, key_id, unguessable
          FROM serial_formats
         WHERE model_id = $1
         ORDER BY created_at, id
        """)
    static let byManufacturer = Statement(
        """
        SELECT f.id, f.manufacturer_id, f.model_id, f.pattern, f.key_id, f.unguessable
          FROM models AS m
          JOIN serial_formats AS f ON f.model_id = m.id
         WHERE m.manufacturer_id = $1
         ORDER BY f.created_at, f.id
        """)
    static let all = Statement(
        "SELECT id, manufacturer_id, model_id, pattern, key_id, unguessable FROM serial_formats")
    static let insert = Statement(
        """
        INSERT INTO serial_formats (id, manufacturer_id, model_id, pattern, created_at, key_id, unguessable)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """)
    static let foreignSerials = Statement(
        """
        SELECT serial_key, serial
          FROM units
         WHERE model_id = $1
           AND sequence IS NULL
        """)
}
