package import Registry
import Storage

extension NameplateRegistry {
    /// The party that a manufacturer knows by this reference; nil where there is none. It runs on the caller's thread.
    package func partyID(_ reference: String, of slug: String) throws -> ID<Party>? {
        try database.readNow { reader in
            guard let manufacturer = try catalogue.manufacturer(slug, reader) else { return nil }
            return try Parties.find(reference, of: manufacturer.id, reader)?.id
        }
    }
}
