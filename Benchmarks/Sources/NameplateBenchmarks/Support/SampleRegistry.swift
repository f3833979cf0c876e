import CBaselines
import Identifiers
import Nameplate
import Registry

/// A registry of one manufacturer and one model, in a file of its own.
struct SampleRegistry {
    static let slug = "bench"
    static let number = "WDX-100"

    let path: String
    let registry: NameplateRegistry
    let manufacturer: Manufacturer
    let model: Model
    private var gap = 1

    /// - Parameter place: Where it lies, if not in the file.
    init(path: String, in place: RegistryPlace? = nil) async throws {
        self.path = path
        registry = try await (place ?? .file(path)).open(masterKey: nil) { _ in }
        (manufacturer, model) = try await registry.perform(as: .administrator) { commands in
            let manufacturer = try commands.createManufacturer(
                ManufacturerDraft(slug: Self.slug, name: "Bench Works"))
            let details = ModelDetails(number: try ModelNumber(parsing: Self.number))
            return (manufacturer, try commands.createModel(details, supersedes: nil, of: Self.slug))
        }
    }

    private init(path: String, registry: NameplateRegistry, manufacturer: Manufacturer, model: Model) {
        self.path = path
        self.registry = registry
        self.manufacturer = manufacturer
        self.model = model
    }

    /// A registry with `units` units, each with a row and a first event, written by the loop in C: our own import would
    /// take longer, and the rows are the same.
    /// - Parameter gap: How far apart the serial numbers are on average; 1 counts.
    static func filled(units: Int, gap: Int = 1, path: String) async throws -> SampleRegistry {
        var sample = try await SampleRegistry(path: path)
        sample.gap = gap
        await sample.registry.close()
        try sample.fill(units: units)
        var filled = try await sample.reopened()
        filled.gap = gap
        try await filled.registry.catchUp()
        return filled
    }

    /// Writes units with the loop in C, into a registry that is closed.
    func fill(units: Int) throws {
        try SQLiteFailure.check(serials.withPlan { baseline_fill(path, &$0, Int64(units)) })
    }

    /// The same registry, opened again after it was closed.
    func reopened() async throws -> SampleRegistry {
        SampleRegistry(
            path: path, registry: try await NameplateRegistry.open(sqlite: path), manufacturer: manufacturer,
            model: model)
    }

    var serials: FilledSerials { FilledSerials(manufacturer: manufacturer.id, model: model.id, gap: gap) }
}
