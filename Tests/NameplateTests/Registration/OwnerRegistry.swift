import AfterSales
import Identifiers
import Nameplate
import Registry
import Storage
import Synchronization
import TestSupport
import Testing

/// A registry with a maker's issued units, whose owner codes a test can look up, and accounts of people.
struct OwnerRegistry {
    let registry: NameplateRegistry
    let maker: Manufacturer
    private let clock: Clock

    private final class Clock: Sendable {
        /// 2026-01-01T00:00:00Z.
        let now = Mutex<Int64>(1_767_225_600_000_000)
    }

    static let day: Int64 = 86_400_000_000
    static let reason = "The heirs have written"

    static func run(_ body: (OwnerRegistry) async throws -> Void) async throws {
        let directory = try TemporaryDirectory()
        let clock = Clock()
        let registry = try await RegistryEngine.open(
            directory.file("registry.sqlite"), now: { clock.now.withLock(\.self) })
        do {
            let maker = try await registry.perform(as: .administrator) { desk in
                let maker = try desk.createManufacturer(ManufacturerDraft(slug: "acme", name: "Acme"))
                var details = ModelDetails(number: try ModelNumber(parsing: "M-1"))
                details.releasedOn = try CivilDate(year: 2025, month: 1, day: 1)
                _ = try desk.createModel(details, supersedes: nil, of: "acme")
                _ = try desk.createFormat("A{seq:4}", of: "acme", model: "M-1")
                _ = try desk.issue(
                    BatchDraft(
                        number: "L-1", count: 20,
                        fields: SerialFormat.Fields(date: try CivilDate(year: 2025, month: 2, day: 14))),
                    of: "acme", model: "M-1")
                return maker
            }
            try await body(OwnerRegistry(registry: registry, maker: maker, clock: clock))
        } catch {
            await registry.close()
            throw error
        }
        await registry.close()
    }

    func wait(days: Int64) { clock.now.withLock { $0 += days * Self.day } }

    var now: Int64 { clock.now.withLock(\.self) }

    /// The owner code of a unit, as its card shows it.
    func code(of serial: String) async throws -> String {
        let (_, maker) = try await registry.codes(of: "L-1", model: "M-1", of: "acme", as: .administrator)
        return maker.codes(of: serial.utf8).owner
    }

    /// An account, and whatever it owns by now.
    func account(_ name: String) async throws -> Principal {
        if let known = try? await registry.account(name, as: .administrator) { return known.account.principal }
        _ = try await registry.createAccount(name, grants: [], as: .administrator)
        return try await registry.account(name, as: .administrator).account.principal
    }

    @discardableResult
    func register(
        _ serial: String, as name: String, code: String? = nil, on day: String? = nil, at seller: String? = nil
    ) async throws -> RegistrationAnswer {
        let request = RegistrationRequest(
            purchasedOn: try day.map { try CivilDate(parsing: $0) }, seller: seller, ownerCode: code)
        return try await registry.register(
            OwnershipOrder("acme", "M-1", serial, request), as: try await account(name),
            from: RequestSource(network: "192.0.2.1", requestID: nil))
    }

    /// Registers a unit with its owner code.
    @discardableResult
    func own(_ serial: String, as name: String, on day: String? = nil) async throws -> RegistrationAnswer {
        try await register(serial, as: name, code: try await code(of: serial), on: day)
    }

    func owner(of serial: String) async throws -> ID<Party>? {
        try await registry.owner(
            of: serial, model: "M-1", of: "acme", reason: Self.reason, as: .administrator
        ).owner?.party.id
    }

    func party(_ name: String) async throws -> ID<Party>? { try await account(name).parties.first }

    func isOwner(_ name: String, of serial: String) async throws -> Bool {
        let (owner, party) = (try await owner(of: serial), try await party(name))
        return owner != nil && owner == party
    }

    func decide(
        _ answer: RegistrationAnswer, _ step: Registration.Step, as principal: Principal = .administrator,
        because reason: String? = reason
    ) async throws -> RegistrationAnswer {
        try await registry.perform(as: principal) {
            try $0.decideRegistration(
                answer.registration.id, ofUnit: answer.serial.text, model: "M-1", of: "acme", by: step, reason: reason)
        }
    }

    func refused<T>(_ body: () async throws -> T) async -> RegistryError.Code? {
        do {
            _ = try await body()
            return nil
        } catch {
            return (error as? RegistryError)?.code
        }
    }
}
