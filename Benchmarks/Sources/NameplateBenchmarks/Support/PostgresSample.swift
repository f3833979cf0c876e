import Identifiers
import Nameplate
import Registry
import Storage

/// A registry of one manufacturer and one model in a database of a PostgreSQL server.
struct PostgresSample {
    let server: BenchmarkPostgres
    let database: String
    let registry: NameplateRegistry
    let model: Model

    /// An empty one.
    init(on server: BenchmarkPostgres, in directory: TemporaryDirectory) async throws {
        self.server = server
        database = try server.makeDatabase()
        registry = try await NameplateRegistry.open(
            postgres: PostgresAddress(server.connection(to: database)), localPath: directory.path("of-\(database)"))
        model = try await registry.perform(as: .administrator) { commands in
            _ = try commands.createManufacturer(ManufacturerDraft(slug: SampleRegistry.slug, name: "Bench Works"))
            let details = ModelDetails(number: try ModelNumber(parsing: SampleRegistry.number))
            return try commands.createModel(details, supersedes: nil, of: SampleRegistry.slug)
        }
    }

    /// Serial numbers that pgbench can count: eight digits.
    static let firstSerial = 10_000_000

    static func file(units: Int, in directory: TemporaryDirectory) throws -> UnitFile {
        try UnitFile(units: units, path: directory.path("units.csv")) { String(firstSerial + $0) }
    }

    func importUnits(_ file: UnitFile, count: Int) async throws {
        let report = try await registry.importFile(.units, syntax: .csv, from: file, dryRun: false, as: .administrator)
        guard report.created == count else { throw UnequalWork("The import made \(report.created) units.") }
    }

    /// Closes and removes it.
    func remove() async throws {
        await registry.close()
        try server.drop(database)
    }
}
