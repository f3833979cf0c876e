package import Registry
import Storage

/// Whether a link is signed by the maker that it names.
package struct SignatureAnswer: Sendable {
    /// Whose key has signed it; nil where none of this registry has.
    package var manufacturer: Manufacturer?
    package var link: SignedLink
}

extension NameplateRegistry {
    /// The public keys by which a manufacturer's labels are checked, the newest first: for everybody.
    /// - Throws: `manufacturer.unknown`.
    package func signingKeys(of slug: String) async throws -> [SigningKey] {
        try await database.read { try SigningKeys.list(of: Manufacturers.require(slug, $0).id, $0) }
    }

    /// Checks a link with the keys of this registry alone: nothing is asked of units.
    /// - Throws: `value.invalid` for what is no signed link of a unit.
    package func checkSignature(of text: String) async throws -> SignatureAnswer {
        guard let link = SignedLink(text) else {
            throw RegistryError(
                .valueInvalid, "This is no web address of a product with a signature ('sig=…').", field: "link")
        }
        let maker = try await database.read { reader -> Manufacturer? in
            // A model that is named by its number need not be known: the signature alone tells that there is one.
            let maker: Manufacturer? =
                switch link.model {
                case .gtin(let gtin):
                    try Models.withGTIN(gtin, reader).flatMap { try Manufacturers.find($0.manufacturer, reader) }
                case .number(_, let slug): try Manufacturers.find(slug, reader)
                }
            guard let maker else { return nil }
            return try link.isSigned(by: SigningKeys.list(of: maker.id, reader).map(\.publicKey)) ? maker : nil
        }
        return SignatureAnswer(manufacturer: maker, link: link)
    }
}
