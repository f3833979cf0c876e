package import Storage

/// The tables `model_words` and `manufacturer_words`, which are kept with the catalogue in the same transaction.
package enum ModelWords {
    /// Words of a model, in the place of those that it had before.
    static func write(
        _ words: Set<String>, insteadOf former: Set<String> = [], of model: ID<Model>, _ transaction: any SQLTransaction
    ) throws {
        for word in former.subtracting(words).sorted() {
            try transaction.run(ModelWordsSQL.delete, [.text(word), .integer(model.value)])
        }
        for word in words.subtracting(former).sorted() {
            try transaction.run(ModelWordsSQL.insert, [.text(word), .integer(model.value)])
        }
    }

    /// The words of a model as it is in the database; containers, which nobody looks for, have none.
    static func words(of model: Model, _ reader: any SQLReader) throws -> Set<String> {
        guard model.kind == .product else { return [] }
        let marketing = try ModelEntries<Marketing>.list(of: model.id, reader).first?.entry
        return ModelText.words(
            of: model.details, others: try ModelNumbers.list(of: model.id, reader), marketing: marketing)
    }

    /// Words of a manufacturer, in the place of those that it had before.
    static func write(
        _ words: Set<String>, insteadOf former: Set<String> = [], ofManufacturer id: ID<Manufacturer>,
        _ transaction: any SQLTransaction
    ) throws {
        for word in former.subtracting(words).sorted() {
            try transaction.run(ModelWordsSQL.deleteOfManufacturer, [.text(word), .integer(id.value)])
        }
        for word in words.subtracting(former).sorted() {
            try transaction.run(ModelWordsSQL.insertOfManufacturer, [.text(word), .integer(id.value)])
        }
    }

    // MARK: Making them anew

    /// Models whose words are made in one transaction.
    private static let modelsPerWrite: Int64 = 500

    /// Makes all words anew where they were made by other rules, or never: after an update of the program, and in a
    /// registry that was copied.
    package static func renew(in database: any Database) async throws {
        let version = try await database.read { reader in
            try reader.first(ModelWordsSQL.version) { $0.integer(0) } ?? 0
        }
        guard version < ModelText.version else { return }
        try await database.write { transaction in
            try transaction.run(ModelWordsSQL.clear)
            try transaction.run(ModelWordsSQL.clearManufacturers)
            for maker in try transaction.all(
                ModelWordsSQL.manufacturers, [],
                {
                    (id: ID<Manufacturer>($0.integer(0)), slug: $0.text(1), name: $0.text(2))
                })
            {
                try write(
                    ModelText.words(ofManufacturer: maker.slug, name: maker.name), ofManufacturer: maker.id, transaction
                )
            }
        }
        var last: Int64? = 0
        while let after = last {
            last = try await database.write { transaction in
                let ids = try transaction.all(
                    ModelWordsSQL.models, [.integer(after), .integer(modelsPerWrite)]
                ) { ID<Model>($0.integer(0)) }
                for id in ids {
                    guard let model = try Models.find(id, transaction) else { continue }
                    try write(try words(of: model, transaction), of: id, transaction)
                }
                return ids.last?.value
            }
        }
        try await database.write { try $0.run(ModelWordsSQL.setVersion, [.integer(ModelText.version)]) }
    }
}

private enum ModelWordsSQL {
    static let insert = Statement(
        "INSERT INTO model_words (word, model_id) VALUES ($1, $2) ON CONFLICT (word, model_id) DO NOTHING")
    static let delete = Statement("DELETE FROM model_words WHERE word = $1 AND model_id = $2")
    static let clear = Statement("DELETE FROM model_words")
    static let insertOfManufacturer = Statement(
        """
        INSERT INTO manufacturer_words (word, manufacturer_id)
        VALUES ($1, $2)
            ON CONFLICT (word, manufacturer_id) DO NOTHING
        """)
    static let deleteOfManufacturer = Statement(
        "DELETE FROM manufacturer_words WHERE word = $1 AND manufacturer_id = $2")
    static let clearManufacturers = Statement("DELETE FROM manufacturer_words")
    static let manufacturers = Statement("SELECT id, slug, name FROM manufacturers ORDER BY id")
    static let models = Statement("SELECT id FROM models WHERE id > $1 ORDER BY id LIMIT $2")
    static let version = Statement("SELECT words_version FROM catalogue_versions WHERE id = 1")
    static let setVersion = Statement("UPDATE catalogue_versions SET words_version = $1 WHERE id = 1")
}
