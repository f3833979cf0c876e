package import Registry
import Storage

extension Commands {
    /// Says something of a model in one of its lists, in the place of what was said under the same key.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `value.invalid`, `access.forbidden`; what the list checks.
    package func set<Entry: ModelEntry>(
        _ entry: Entry, of number: String, _ slug: String
    ) throws -> KeptEntry<Entry> {
        let (_, model) = try require(slug, number, .editCatalogue)
        changedCatalogue = true
        return try ModelEntries.set(entry, of: model, as: principal, from: source, transaction)
    }

    /// - Throws: `manufacturer.unknown`, `model.unknown`, `entry.unknown`, `access.forbidden`.
    package func remove<Entry: ModelEntry>(_ id: ID<KeptEntry<Entry>>, of number: String, _ slug: String) throws {
        let (_, model) = try require(slug, number, .editCatalogue)
        changedCatalogue = true
        let kept = try ModelEntries.require(id, of: model, transaction)
        try ModelEntries.remove(kept, of: model, as: principal, from: source, transaction)
    }
}
