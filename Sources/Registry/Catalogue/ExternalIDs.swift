package import Storage

/// What models are called in another system of their manufacturer: the number of a material in an ERP, the key of a row in
/// a shop. It names a model in files that are loaded (``ImportOptions/Match``), and is nobody else's business.
package enum ExternalIDs {
    /// Characters of one.
    static let longest = 80

    package static func of(_ model: ID<Model>, _ reader: any SQLReader) throws -> String? {
        try reader.first(ExternalIDsSQL.ofModel, [.integer(model.value)]) { $0.text(0) }
    }

    /// The model that another system calls so.
    static func model(
        named text: String, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> ID<Model>? {
        try reader.first(ExternalIDsSQL.byText, [.integer(manufacturer.value), .text(text)]) { ID($0.integer(0)) }
    }

    /// - Throws: `value.invalid`, `model.taken` where another model is called so.
    static func check(
        _ text: String?, of model: ID<Model>?, _ manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws {
        guard let text else { return }
        try TextRules.check(text, field: "external_id", limit: longest)
        if let owner = try self.model(named: text, of: manufacturer, reader), owner != model {
            throw RegistryError(
                .modelTaken, "Another model has the external id '\(text)'; each has its own.", field: "external_id")
        }
    }

    /// Says what another system calls a model; nil where it does not any more.
    static func set(_ text: String?, of model: Model, _ transaction: any SQLTransaction) throws {
        try check(text, of: model.id, model.manufacturer, transaction)
        guard try of(model.id, transaction) != text else { return }
        try remove(of: model.id, transaction)
        guard let text else { return }
        try transaction.run(
            ExternalIDsSQL.insert, [.integer(model.manufacturer.value), .text(text), .integer(model.id.value)])
    }

    static func remove(of model: ID<Model>, _ transaction: any SQLTransaction) throws {
        try transaction.run(ExternalIDsSQL.delete, [.integer(model.value)])
    }
}

private enum ExternalIDsSQL {
    static let ofModel = Statement("SELECT external_id FROM model_external_ids WHERE model_id = $1")
    static let byText = Statement(
        """
        SELECT model_id
          FROM model_external_ids
         WHERE manufacturer_id = $1
           AND external_id = $2
        """)
    static let insert = Statement(
        """
        INSERT INTO model_external_ids (manufacturer_id, external_id, model_id)
        VALUES ($1, $2, $3)
        """)
    static let delete = Statement("DELETE FROM model_external_ids WHERE model_id = $1")
}
