package import Identifiers
package import Storage

/// What is said of models in lists of their own, in the database.
package enum ModelEntries<Entry: ModelEntry> {
    package typealias Kept = KeptEntry<Entry>

    /// All of a model.
    package static func list(of model: ID<Model>, _ reader: any SQLReader) throws -> [Kept] {
        try reader.all(Entry.statements.ofModel, [.integer(model.value), .integer(Int64(Entry.most))], Kept.init)
    }

    package static func find(_ id: ID<Kept>, _ reader: any SQLReader) throws -> Kept? {
        try reader.first(Entry.statements.byID, [.integer(id.value)], Kept.init)
    }

    /// What is said of the model under the same key.
    package static func same(as entry: Entry, of model: ID<Model>, _ reader: any SQLReader) throws -> Kept? {
        try reader.first(Entry.statements.byKey, [.integer(model.value)] + entry.key, Kept.init)
    }

    /// - Throws: `entry.unknown`.
    package static func require(_ id: ID<Kept>, of model: Model, _ reader: any SQLReader) throws -> Kept {
        guard let found = try find(id, reader), found.model == model.id else {
            throw RegistryError(
                .entryUnknown, "'\(model.number.text)' has no such entry in its \(Entry.table.rawValue). List them.",
                field: "id")
        }
        return found
    }

    /// Says something of a model, in the place of what was said under the same key.
    /// - Throws: what the entry's check throws; `value.invalid` for one too many.
    @discardableResult
    package static func set(
        _ entry: Entry, of model: Model, as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws -> Kept {
        // What is checked may hang on other models of the manufacturer: chains of parts, GTINs.
        try transaction.claim(Claim("entries", "\(Entry.word) \(model.manufacturer)"), .exclusive)
        try entry.check(in: model, transaction)
        let words = Entry.isFoundByWords ? try ModelWords.words(of: model, transaction) : nil
        var kept: Kept
        if let old = try same(as: entry, of: model.id, transaction) {
            guard old.entry != entry else { return old }
            kept = old
            kept.entry = entry
            kept.rowVersion += 1
            try transaction.run(Entry.statements.update, entry.values + [.integer(old.id.value)], changing: 1)
        } else {
            let count = try transaction.first(
                Entry.statements.count, [.integer(model.id.value), .integer(Int64(Entry.most))]
            ) { $0.integer(0) }
            guard count ?? 0 < Entry.most else {
                throw RegistryError(.valueInvalid, "A model has at most \(Entry.most) \(Entry.table.rawValue).")
            }
            kept = Kept(id: ID(transaction.newID()), model: model.id, rowVersion: 1, entry: entry)
            try transaction.run(
                Entry.statements.insert, [.integer(kept.id.value), .integer(model.id.value)] + entry.values)
        }
        try renew(words, of: model, transaction)
        try AuditTrail.write(
            "\(Entry.word).set", subject: model.number.text, of: model.manufacturer, as: principal, from: source,
            detail: entry.name(transaction), transaction)
        return kept
    }

    package static func remove(
        _ kept: Kept, of model: Model, as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws {
        let words = Entry.isFoundByWords ? try ModelWords.words(of: model, transaction) : nil
        try transaction.run(Entry.statements.delete, [.integer(kept.id.value)], changing: 1)
        try renew(words, of: model, transaction)
        try AuditTrail.write(
            "\(Entry.word).remove", subject: model.number.text, of: model.manufacturer, as: principal, from: source,
            detail: kept.entry.name(transaction), transaction)
    }

    /// - Parameter former: the words by which the model was found; nil where these lists say nothing of them.
    private static func renew(
        _ former: Set<String>?, of model: Model, _ transaction: any SQLTransaction
    ) throws {
        guard let former else { return }
        try ModelWords.write(
            try ModelWords.words(of: model, transaction), insteadOf: former, of: model.id, transaction)
    }
}
