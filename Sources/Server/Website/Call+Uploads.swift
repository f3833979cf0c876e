import Nameplate
import Registry

extension Call {
    /// Does with a received file what its form asks for: sent twice, the form adds one file.
    /// - Parameter key: of the form; see ``FormTokens``.
    func addOnce(
        _ file: ReceivedFile, key: String, _ add: @escaping @Sendable (Commands) throws -> Void
    ) async throws {
        let request = IdempotentRequest(route: "POST \(path)", key: key, bodyHash: file.stored.digest.bytes)
        _ = try await registry.performOnce(request, as: principal, from: source) { commands in
            try add(commands)
            return StoredResponse(status: 303, body: [])
        }
    }
}
