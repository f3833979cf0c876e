import Identifiers
import Nameplate
import Registry
import Storage
import TestSupport
import Testing

/// A registry of a test's own: drives whose serial numbers come from elsewhere, refrigerators with issued ones, and a
/// model that is not released.
struct SampleRegistry {
    let registry: NameplateRegistry
    /// An issued serial number of FJ-320.
    let issuedSerial: String
    private let directory: TemporaryDirectory

    /// 2026-01-01T00:00:00Z, the time of every sample registry.
    static let now: Int64 = 1_767_225_600_000_000
    static let day: Int64 = 86_400_000_000

    init(now: @escaping @Sendable () -> Int64 = { Self.now }) async throws {
        directory = try TemporaryDirectory()
        registry = try await RegistryEngine.open(directory.file("registry.sqlite"), now: now)
        try await registry.perform(as: .administrator) { commands in
            try Self.makeCatalogue(commands)
            try Self.registerDrives(commands)
        }
        let batch = try await registry.perform(as: .administrator) { commands in
            try commands.issue(
                BatchDraft(
                    number: "2025-W10", count: 500,
                    fields: SerialFormat.Fields(plant: "TR", date: try CivilDate(parsing: "2025-03-05"))),
                of: "fjordlys", model: "FJ-320")
        }
        let answer = try await registry.batch(batch.number, model: "FJ-320", of: "fjordlys", as: .administrator)
        issuedSerial = try #require(answer.firstSerial)
    }

    func close() async { await registry.close() }

    private static func makeCatalogue(_ commands: Commands) throws {
        _ = try commands.createManufacturer(ManufacturerDraft(slug: "seagate", name: "Seagate"))
        _ = try commands.createManufacturer(ManufacturerDraft(slug: "hgst", name: "HGST"))
        _ = try commands.createManufacturer(
            ManufacturerDraft(slug: "fjordlys", name: "Fjordlys", worldManufacturerIdentifiers: ["YFJ"]))
        for (slug, number) in [
            ("seagate", "ST4000DM000"), ("seagate", "ST500LM012 HN"), ("hgst", "HMS5C4040ALE640"),
            ("hgst", "HMS5C4040BLE640"),
        ] {
            _ = try commands.createModel(
                ModelDetails(number: try ModelNumber(parsing: number)), supersedes: nil, of: slug)
        }
        var refrigerator = ModelDetails(number: try ModelNumber(parsing: "FJ-320"))
        refrigerator.gtins = ["09520471003207"]
        _ = try commands.createModel(refrigerator, supersedes: nil, of: "fjordlys")
        var secret = ModelDetails(number: try ModelNumber(parsing: "FJ-900S"))
        secret.releasedOn = try CivilDate(parsing: "2030-01-01")
        _ = try commands.createModel(secret, supersedes: nil, of: "fjordlys")
        _ = try commands.createFormat("{plant:2}{yy}{ww}{seq:6}{check:mod37-36}", of: "fjordlys", model: "FJ-320")
    }

    private static func registerDrives(_ commands: Commands) throws {
        for (slug, model, serial) in [
            ("seagate", "ST4000DM000", "Z300ABCD"), ("seagate", "ST500LM012 HN", "S2ZYJ9BD408152"),
            ("hgst", "HMS5C4040ALE640", "PL1331LAG4013H"), ("hgst", "HMS5C4040BLE640", "SHARED-77"),
            ("seagate", "ST4000DM000", "SHARED-77"), ("fjordlys", "FJ-900S", "SECRET-1"),
        ] {
            var event = EventDraft(time: now - 100 * day)
            event.businessStep = .commissioning
            event.disposition = .active
            _ = try commands.register(try SerialNumber(parsing: serial), of: slug, model: model, event: event)
        }
    }
}
