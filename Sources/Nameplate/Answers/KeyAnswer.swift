package import Registry
import Storage

extension NameplateRegistry {
    /// The keys of a manufacturer, the newest first: that they are there, never what they are.
    /// - Throws: `access.forbidden`, `manufacturer.unknown`.
    package func keys(of slug: String, as principal: Principal) async throws -> [SecretKey] {
        try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .manageKeys, of: manufacturer.id)
            let keys = try SecretKeys.list(of: manufacturer.id, reader)
            let signing = try SigningKeys.list(of: manufacturer.id, reader).map(\.listed)
            return (keys + signing).sorted { ($1.createdAt, $0.id.value) < ($0.createdAt, $1.id.value) }
        }
    }

    /// What makes the label codes and owner codes of a batch, beside the writer of its serial numbers.
    /// - Throws: `access.forbidden`, `batch.unknown`, `key.missing`, `key.unknown` where the batch is older than codes.
    package func codes(
        of number: String, model: String, of slug: String, as principal: Principal
    ) async throws -> (serials: SerialRun, maker: KeyedCodes.Maker) {
        let serials = try await serials(of: number, model: model, of: slug, as: principal, .issue)
        let maker = try await database.read { reader in
            guard let id = serials.batch.codeKey, let key = try SecretKeys.find(id, reader) else {
                throw RegistryError(
                    .keyUnknown, "The batch '\(number)' was issued before there were codes; it has none.",
                    field: "batch")
            }
            return KeyedCodes.Maker(serials.batch.manufacturer, serials.batch.model, try key.requireSecret())
        }
        return (serials, maker)
    }
}
