import Identifiers
import Registry
import Safeguards
import Storage
import Synchronization

/// The manufacturers, models, formats and open campaigns that look-ups ask for again and again.
///
/// It is forgotten after each change of the catalogue that this process makes; what other servers change shows in the
/// catalogue's version, which is looked at every second. A reader that began before the change may still hold old rows: it
/// keeps them only if nothing has been forgotten since it began.
final class CatalogueCache: Sendable {
    /// Entries of each kind; past that the kind is begun anew.
    static let capacity = 100_000

    private struct Contents {
        var generation = 0
        /// The catalogue's version when it was last looked at.
        var version: Int64?
        var manufacturers: [ID<Manufacturer>: Manufacturer] = [:]
        var slugs: [String: Manufacturer] = [:]
        var modelsByID: [ID<Model>: Model] = [:]
        var modelsByKey: [String: [Model]] = [:]
        var formatsByModel: [ID<Model>: [ModelFormat]] = [:]
        var formatIndex: FormatIndex?
        var scopes: [ID<Manufacturer>: PopulationScope] = [:]
        var batches: [ID<Batch>: Batch] = [:]
        var nomenclatures: [ID<Manufacturer>: [NamedNomenclature]] = [:]
        var campaigns: [ID<Manufacturer>: CampaignIndex] = [:]
        var marks: [ID<Model>: ModelMarks] = [:]
    }
    private let contents = Mutex(Contents())

    /// Forgets everything, after a change of the catalogue.
    func forget() {
        contents.withLock { $0 = Contents(generation: $0.generation + 1, version: $0.version) }
    }

    /// Forgets everything where another server has changed the catalogue.
    func compare(with database: any Database) async throws {
        let current = try await database.read { try CatalogueVersion.current($0) }
        contents.withLock { contents in
            guard contents.version != current else { return }
            contents = Contents(generation: contents.generation + 1, version: current)
        }
    }

    func manufacturer(_ id: ID<Manufacturer>, _ reader: any SQLReader) throws -> Manufacturer? {
        try cached(\.manufacturers, id) { try Manufacturers.find(id, reader) }
    }

    func manufacturer(_ slug: String, _ reader: any SQLReader) throws -> Manufacturer? {
        try cached(\.slugs, slug) { try Manufacturers.find(slug, reader) }
    }

    func model(_ id: ID<Model>, _ reader: any SQLReader) throws -> Model? {
        try cached(\.modelsByID, id) { try Models.find(id, reader) }
    }

    /// The products and containers whose number has this find key.
    func models(withKey key: String, _ reader: any SQLReader) throws -> [Model] {
        let models: [Model]? = try cached(\.modelsByKey, key) {
            let found = try Models.withKey(key, reader)
            return found.isEmpty ? nil : found
        }
        return models ?? []
    }

    func formats(of model: ID<Model>, _ reader: any SQLReader) throws -> [ModelFormat] {
        try cached(\.formatsByModel, model) { try SerialFormats.list(of: model, reader) } ?? []
    }

    /// A batch of issued serial numbers, which never changes.
    func batch(_ id: ID<Batch>, _ reader: any SQLReader) throws -> Batch? {
        try cached(\.batches, id) { try Batches.find(id, reader) }
    }

    /// All formats, to be asked for a text.
    func formatIndex(_ reader: any SQLReader) throws -> FormatIndex {
        let (known, generation) = contents.withLock { ($0.formatIndex, $0.generation) }
        if let known { return known }
        let found = FormatIndex(try SerialFormats.all(reader))
        contents.withLock { if $0.generation == generation { $0.formatIndex = found } }
        return found
    }

    /// The manufacturer's models, with what populations ask of them.
    func scope(of manufacturer: ID<Manufacturer>, _ reader: any SQLReader) throws -> PopulationScope {
        let scope: PopulationScope? = try cached(\.scopes, manufacturer) {
            try PopulationScope.load(of: manufacturer, reader)
        }
        return try scope ?? PopulationScope.load(of: manufacturer, reader)
    }

    /// The manufacturer's open campaigns, as of a day.
    func campaigns(
        of manufacturer: ID<Manufacturer>, on today: CivilDate, _ reader: any SQLReader
    ) throws -> CampaignIndex {
        let (known, generation) = contents.withLock { ($0.campaigns[manufacturer], $0.generation) }
        if let known, known.today == today { return known }
        let made = try CampaignIndex(of: manufacturer, on: today, reader) { try scope(of: manufacturer, reader) }
        contents.withLock { if $0.generation == generation { $0.campaigns[manufacturer] = made } }
        return made
    }

    /// By what a real unit of the model can be told.
    func marks(of model: Model, _ reader: any SQLReader) throws -> ModelMarks {
        let marks: ModelMarks? = try cached(\.marks, model.id) { try ModelMarks(of: model, reader) }
        return try marks ?? ModelMarks(of: model, reader)
    }

    /// How the manufacturer builds model numbers: their texts may be long, and are read once.
    func nomenclatures(of manufacturer: ID<Manufacturer>, _ reader: any SQLReader) throws -> [NamedNomenclature] {
        try cached(\.nomenclatures, manufacturer) { try Nomenclatures.list(of: manufacturer, reader) } ?? []
    }

    /// The entry under `key`, read where it is missing. What does not exist is not remembered: strangers choose keys.
    private func cached<Key: Hashable & Sendable, Value: Sendable>(
        _ kind: any WritableKeyPath<Contents, [Key: Value]> & Sendable, _ key: Key, _ read: () throws -> Value?
    ) throws -> Value? {
        let (known, generation) = contents.withLock { ($0[keyPath: kind][key], $0.generation) }
        if let known { return known }
        guard let found = try read() else { return nil }
        contents.withLock { contents in
            guard contents.generation == generation else { return }
            if contents[keyPath: kind].count >= Self.capacity { contents[keyPath: kind].removeAll() }
            contents[keyPath: kind][key] = found
        }
        return found
    }
}
