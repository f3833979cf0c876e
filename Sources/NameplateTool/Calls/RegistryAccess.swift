import FoundationEssentials
import Nameplate
import Server

/// The way to a registry: the server that has its database open, or this process where nobody has.
enum RegistryAccess {
    /// How long another short command may take before this one gives up, in tries of a tenth of a second.
    private static let tries = 100

    /// Runs `body` with a way to the registry in a database.
    /// - Parameter making: Whether a database that is missing is made.
    /// - Throws: ``ToolError`` `registry.missing`, what opening a database throws.
    static func open(
        _ database: DatabaseOption, making: Bool, _ body: (any Caller) async throws -> Void
    ) async throws {
        let place = try database.place()
        let address = try PublicAddressOption.inherited()
        for attempt in 1...tries {
            if let socket = Announcement.find(place)?.socket {
                guard FileManager.default.fileExists(atPath: socket) else {
                    throw ToolError(
                        "A server on another machine has the registry open. Run the command there, or end the server.",
                        "storage.locked")
                }
                return try await body(ServerCaller(to: .socket(socket)))
            }
            guard making || !place.isMissing else {
                throw ToolError(
                    "There is no registry at “\(place.title.harmless())”. Name another with --database, make one with "
                        + "'nameplate manufacturer add', or look around in 'nameplate demo'.", "registry.missing")
            }
            let registry: NameplateRegistry
            do {
                registry = try await database.open(place)
            } catch  where attempt < tries && Problem(of: error)?.code == "storage.locked" {
                // Another command is at work, or a server that has not yet said where it answers.
                try await Task.sleep(for: .milliseconds(100))
                continue
            }
            let caller = InProcessCaller(NameplateResponder(registry, publicAddress: address))
            return try await closing(registry) { try await body(ResponderCaller(caller: caller)) }
        }
    }

    /// Runs `body` and closes the registry, whatever happens.
    static func closing(_ registry: NameplateRegistry, _ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch {
            await registry.close()
            throw error
        }
        await registry.close()
    }
}
