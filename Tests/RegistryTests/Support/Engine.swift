import Registry
import Storage
import TestSupport
import Testing

/// An engine on which the registry's tests run.
enum Engine: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case sqlite

    static let available = allCases

    var testDescription: String { rawValue }

    /// 32 bytes of 7.
    static let masterKey = MasterKey(String(repeating: "07", count: 32)) ?? MasterKey()

    /// An empty registry in a database of its own, with ids and salts drawn from `seed`.
    func withRegistry<T>(
        seed: UInt64 = 1, hasMasterKey: Bool = true, _ body: (TestRegistry) async throws -> T
    ) async throws -> T {
        let clock = TestClock()
        switch self {
        case .sqlite:
            let directory = try TemporaryDirectory()
            let database = try SQLiteDatabase.open(
                path: directory.file("registry.sqlite"), now: { clock.now }, random: SplitMix64(seed: seed))
            do {
                try await database.migrate(RegistrySchema.sqlite)
                if hasMasterKey { database.use(Self.masterKey.vault) }
                let result = try await body(TestRegistry(database: database, clock: clock))
                await database.close()
                return result
            } catch {
                await database.close()
                throw error
            }
        }
    }
}
