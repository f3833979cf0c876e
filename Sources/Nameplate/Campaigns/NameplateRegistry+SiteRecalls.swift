import Identifiers
package import Registry
package import Safeguards
import Storage

/// The recalled units of a place.
package struct SiteRecallAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var site: String
    /// By model and serial number; of a unit the most urgent campaign first.
    package var lines: [SiteRecall]
    /// Whether more units stand there than are looked at.
    package var isCut: Bool
}

extension NameplateRegistry {
    /// The units of a manufacturer's open campaigns that stand at a place or were sold there: what a dealer sees.
    /// - Parameters:
    ///   - site: the place, as events name it; nil for the asker's only one.
    ///   - number: the only campaign that is asked for; nil for all.
    /// - Throws: `manufacturer.unknown`, `campaign.unknown`; `access.forbidden` for whoever may not read units there, and
    ///   where it is not said which of several places is meant; `value.invalid`.
    package func recalledUnits(
        at site: String?, of slug: String, only number: String? = nil, as principal: Principal
    ) async throws -> SiteRecallAnswer {
        let (today, catalogue) = (self.today, self.catalogue)
        return try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            let place = try Self.site(site, of: manufacturer.id, as: principal)
            let campaign = try number.map { try Self.campaign($0, as: principal, reader).number }
            let found = try SiteRecalls(
                at: place, of: manufacturer.id, catalogue.campaigns(of: manufacturer.id, on: today, reader),
                in: catalogue.scope(of: manufacturer.id, reader), only: campaign, reader)
            return SiteRecallAnswer(
                manufacturer: manufacturer, site: place, lines: found.lines, isCut: found.isCut)
        }
    }

    /// The places of a manufacturer's units that a principal may look at where that is not all of them: a dealer's own.
    package static func ownSites(of principal: Principal, _ manufacturer: ID<Manufacturer>) -> [String] {
        Set(principal.grants.compactMap(\.site)).sorted().filter { site in
            Access.allows(principal, .readUnits, .site(manufacturer, site))
        }
    }

    private static func site(
        _ asked: String?, of manufacturer: ID<Manufacturer>, as principal: Principal
    ) throws(RegistryError) -> String {
        if let asked, !asked.isEmpty {
            try Access.require(principal, .readUnits, .site(manufacturer, asked))
            return asked
        }
        try Access.require(principal, .readUnits, .somewhere(manufacturer))
        let own = ownSites(of: principal, manufacturer)
        if own.count == 1, let only = own.first { return only }
        throw RegistryError(
            .valueInvalid,
            own.isEmpty ? "Say which place is meant." : "Say which of your places: \(own.joined(separator: ", ")).",
            field: "site")
    }
}
