package import Identifiers
package import Storage

/// What a model is called beside its number.
package struct OtherNumber: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// The model had it before it was given another one.
        case former
        /// A colour, a market or an equipment has it; or it stands for several numbers, such as `RF28*SR`.
        case variant
    }
    package var number: ModelNumber
    package var kind: Kind

    package init(_ number: ModelNumber, _ kind: Kind) {
        self.number = number
        self.kind = kind
    }
}

/// A model that is found by another number than its own.
package struct OtherNumberMatch: Hashable, Sendable {
    package enum Relation: Hashable, Sendable {
        case former, variant
        /// The text stands for several numbers, of which this is one.
        case family
    }
    package var model: ID<Model>
    /// The model's other number, or the text that stands for several, as it is written.
    package var text: String
    package var relation: Relation
}

/// The other numbers of models in the database. A model's own number may be a family too.
package enum ModelNumbers {
    /// The most other numbers of a model.
    package static let most = 500
    /// So many characters of what numbers begin with are kept.
    static let beginning = 8
    /// So many families are looked through that begin as a number does.
    private static let mostFamilies = 1_000

    package static func list(of model: ID<Model>, _ reader: any SQLReader) throws -> [OtherNumber] {
        try reader.all(ModelNumbersSQL.list, [.integer(model.value)]) { row in
            OtherNumber(try ModelNumber(parsing: row.text(0)), row.text(1) == "former" ? .former : .variant)
        }
    }

    // MARK: Finding

    /// Models that have a number with this find key beside their own; where there are none, those of whose families that
    /// number is one and which say most of it.
    package static func matches(key: String, limit: Int = 20, _ reader: any SQLReader) throws -> [OtherNumberMatch] {
        guard !key.isEmpty else { return [] }
        let named = try reader.all(ModelNumbersSQL.byKey, [.text(key), .integer(Int64(limit))]) { row in
            OtherNumberMatch(
                model: ID(row.integer(0)), text: row.text(1), relation: row.text(2) == "former" ? .former : .variant)
        }
        return try named.isEmpty ? families(of: key, limit: limit, reader) : named
    }

    private static func families(of key: String, limit: Int, _ reader: any SQLReader) throws -> [OtherNumberMatch] {
        let scalars = key.unicodeScalars
        let beginnings = (1...beginning).map { length in
            SQLValue.text(String(String.UnicodeScalarView(scalars.prefix(length))))
        }
        var (found, most): ([OtherNumberMatch], Int) = ([], 0)
        let families = try reader.all(
            ModelNumbersSQL.families, beginnings + [.integer(Int64(mostFamilies))]
        ) { row in (model: ID<Model>(row.integer(0)), text: row.text(1)) }
        for family in families {
            guard let said = ModelNumberFamily(family.text)?.specificity(of: key), said >= most else { continue }
            if said > most { found = [] }
            most = said
            found.append(OtherNumberMatch(model: family.model, text: family.text, relation: .family))
        }
        return Array(found.prefix(limit))
    }

    /// The model of a manufacturer that has this number beside its own, as it is written.
    static func model(
        named number: String, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> ID<Model>? {
        guard let number = try? ModelNumber(parsing: number) else { return nil }
        return try reader.first(
            ModelNumbersSQL.byNumber,
            [.text(number.key), .text(number.text), .integer(manufacturer.value)]
        ) { ID($0.integer(0)) }
    }

    // MARK: Changing

    /// Gives a model another number beside its own.
    /// - Throws: `model.taken` where the manufacturer has a model of this number; `value.invalid` beyond ``most``.
    package static func add(
        _ other: OtherNumber, to model: Model, of manufacturer: Manufacturer, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws {
        try transaction.claim(Claim("model of \(manufacturer.id)", other.number.text), .exclusive)
        try requireFree(other.number, of: manufacturer, transaction)
        guard try list(of: model.id, transaction).count < most else {
            throw RegistryError(
                .valueInvalid, "A model has at most \(most) other numbers. A text such as RF28*SR stands for many.",
                field: "number")
        }
        let words = try ModelWords.words(of: model, transaction)
        try insert(other, model.id, transaction)
        try ModelWords.write(
            try ModelWords.words(of: model, transaction), insteadOf: words, of: model.id, transaction)
        try AuditTrail.write(
            "model.addNumber", subject: model.number.text, of: manufacturer.id, as: principal, from: source,
            detail: "\(other.kind.rawValue): \(other.number.text)", transaction)
    }

    /// Takes another number from a model.
    /// - Throws: `model.unknown` where it has none such.
    package static func remove(
        _ number: ModelNumber, from model: Model, of manufacturer: Manufacturer, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws {
        let words = try ModelWords.words(of: model, transaction)
        guard try delete(number, model.id, transaction) else {
            throw RegistryError(
                .modelUnknown, "'\(model.number.text)' does not have this number beside its own.", field: "number")
        }
        try ModelWords.write(
            try ModelWords.words(of: model, transaction), insteadOf: words, of: model.id, transaction)
        try AuditTrail.write(
            "model.removeNumber", subject: model.number.text, of: manufacturer.id, as: principal, from: source,
            detail: number.text, transaction)
    }

    /// Gives a model a new number of its own; the one that it had keeps leading to it.
    /// - Throws: `model.taken`.
    package static func renumber(
        _ model: Model, to number: ModelNumber, of manufacturer: Manufacturer, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> Model {
        guard number != model.number else { return model }
        for text in [model.number.text, number.text].sorted() {
            try transaction.claim(Claim("model of \(manufacturer.id)", text), .exclusive)
        }
        let words = try ModelWords.words(of: model, transaction)
        // A number that it had before, or that a variant had, becomes its own.
        if try !delete(number, model.id, transaction) { try requireFree(number, of: manufacturer, transaction) }
        try removeFamily(of: model.number, model.id, transaction)
        var renumbered = model
        renumbered.details.number = number
        renumbered.rowVersion += 1
        try transaction.run(
            ModelNumbersSQL.renumber,
            [.text(number.text), .text(number.key), .integer(model.id.value)], changing: 1)
        try insert(OtherNumber(model.number, .former), model.id, transaction)
        try addFamily(of: number, model.id, transaction)
        try ModelWords.write(
            try ModelWords.words(of: renumbered, transaction), insteadOf: words, of: model.id, transaction)
        try AuditTrail.write(
            "model.renumber", subject: number.text, of: manufacturer.id, as: principal, from: source,
            detail: "was \(model.number.text)", transaction)
        return renumbered
    }

    static func requireFree(
        _ number: ModelNumber, of manufacturer: Manufacturer, _ transaction: any SQLTransaction
    ) throws {
        let own = try Models.find(number.text, of: manufacturer.id, transaction)?.id
        guard try own ?? model(named: number.text, of: manufacturer.id, transaction) == nil else {
            throw RegistryError(
                .modelTaken, "\(manufacturer.name) already has a model '\(number.text)'.", field: "number")
        }
    }

    private static func insert(_ other: OtherNumber, _ model: ID<Model>, _ transaction: any SQLTransaction) throws {
        try transaction.run(
            ModelNumbersSQL.insert,
            [
                .integer(model.value), .text(other.number.text), .text(other.number.key), .text(other.kind.rawValue),
            ])
        try addFamily(of: other.number, model, transaction)
    }

    private static func delete(
        _ number: ModelNumber, _ model: ID<Model>, _ transaction: any SQLTransaction
    ) throws -> Bool {
        let deleted = try transaction.rowsChanged(
            by: ModelNumbersSQL.delete, [.integer(model.value), .text(number.text)])
        guard deleted == 1 else { return false }
        try removeFamily(of: number, model, transaction)
        return true
    }

    /// Notes where a number leads to that stands for several.
    static func addFamily(of number: ModelNumber, _ model: ID<Model>, _ transaction: any SQLTransaction) throws {
        guard let family = ModelNumberFamily(number.text) else { return }
        // Of what begins with anything nothing can be looked up.
        for beginning in family.beginnings(length: beginning).sorted() where !beginning.isEmpty {
            try transaction.run(
                ModelNumbersSQL.insertFamily, [.text(beginning), .integer(model.value), .text(number.text)])
        }
    }

    private static func removeFamily(
        of number: ModelNumber, _ model: ID<Model>, _ transaction: any SQLTransaction
    ) throws {
        try transaction.run(ModelNumbersSQL.deleteFamily, [.integer(model.value), .text(number.text)])
    }
}

private enum ModelNumbersSQL {
    static let list = Statement(
        "SELECT number, kind FROM model_aliases WHERE model_id = $1 ORDER BY kind, number")
    static let byKey = Statement(
        """
        SELECT model_id, number, kind
          FROM model_aliases
         WHERE number_key = $1
         ORDER BY model_id, number
         LIMIT $2
        """)
    static let byNumber = Statement(
        """
        SELECT a.model_id
          FROM model_aliases a
          JOIN models m ON m.id = a.model_id
         WHERE a.number_key = $1
           AND a.number = $2
           AND m.manufacturer_id = $3
         LIMIT 1
        """)
    static let families = Statement(
        """
        SELECT model_id, number
          FROM model_families
         WHERE beginning IN ($1, $2, $3, $4, $5, $6, $7, $8)
         ORDER BY beginning DESC, model_id, number
         LIMIT $9
        """)
    static let insert = Statement(
        "INSERT INTO model_aliases (model_id, number, number_key, kind) VALUES ($1, $2, $3, $4)")
    static let delete = Statement("DELETE FROM model_aliases WHERE model_id = $1 AND number = $2")
    static let renumber = Statement(
        """
        UPDATE models
           SET number = $1, number_key = $2, row_version = row_version + 1
         WHERE id = $3
        """)
    static let insertFamily = Statement(
        "INSERT INTO model_families (beginning, model_id, number) VALUES ($1, $2, $3)")
    static let deleteFamily = Statement("DELETE FROM model_families WHERE model_id = $1 AND number = $2")
}
