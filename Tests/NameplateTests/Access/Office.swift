import Nameplate
import Registry
import Synchronization
import TestSupport

/// A registry with two manufacturers, a clock that a test sets forward, and people who sign in.
struct Office {
    let registry: NameplateRegistry
    private let clock: Clock

    private final class Clock: Sendable {
        /// 2026-01-01T00:00:00Z.
        let now = Mutex<Int64>(1_767_225_600_000_000)
    }

    static func run(_ body: (Office) async throws -> Void) async throws {
        let directory = try TemporaryDirectory()
        let clock = Clock()
        let registry = try await RegistryEngine.open(
            directory.file("registry.sqlite"), now: { clock.now.withLock(\.self) })
        do {
            _ = try await registry.perform(as: .administrator) { desk in
                _ = try desk.createManufacturer(ManufacturerDraft(slug: "acme", name: "Acme"))
                _ = try desk.createManufacturer(ManufacturerDraft(slug: "other", name: "Other"))
            }
            try await body(Office(registry: registry, clock: clock))
        } catch {
            await registry.close()
            throw error
        }
        await registry.close()
    }

    var now: Int64 { clock.now.withLock(\.self) }

    func wait(seconds: Int64) { clock.now.withLock { $0 += seconds * 1_000_000 } }

    static let password = "correct horse battery"

    /// An account that has chosen its password.
    @discardableResult
    func hire(_ name: String, _ grants: NamedGrant..., password: String = password) async throws -> Account {
        let made = try await registry.createAccount(name, grants: grants, as: .administrator)
        _ = try await registry.accept(invitation: made.invitation, password: password)
        return try await registry.account(name, as: .administrator).account
    }

    /// Signs in where no second factor is asked for.
    func signIn(
        _ name: String, password: String = password, from network: String = "192.0.2.1", device: String? = nil
    ) async throws -> SignedIn {
        let origin = SignInOrigin(network: network, agent: "test", device: device)
        guard case .signedIn(let signedIn) = try await registry.signIn(name, password: password, from: origin) else {
            throw RegistryError(.signInRefused, "A code was asked for.")
        }
        return signedIn
    }

    /// The code of what goes wrong.
    func code(_ body: () async throws -> Void) async -> RegistryError.Code? {
        do {
            try await body()
            return nil
        } catch { return (error as? RegistryError)?.code }
    }
}
