package import Registry
package import Storage

/// Lists campaigns, page by page, the newest first.
package enum CampaignList {
    /// Where a page ended.
    package struct Place: Hashable, Sendable {
        package var createdAt: Int64
        package var id: Int64

        package init(createdAt: Int64, id: Int64) {
            self.createdAt = createdAt
            self.id = id
        }

        package init(_ campaign: Campaign) { self.init(createdAt: campaign.createdAt, id: campaign.number.value) }
    }

    /// Rows read at once.
    private static let portion = 200

    /// Up to `limit` campaigns after a place, of those that `isWanted` chooses.
    package static func page(
        of manufacturer: ID<Manufacturer>, after place: Place?, limit: Int, _ reader: any SQLReader,
        where isWanted: (Campaign) -> Bool
    ) throws -> [Campaign] {
        var (found, place): ([Campaign], Place?) = ([], place)
        while found.count < limit {
            let rows = try CampaignRows.page(of: manufacturer, after: place, limit: portion, reader)
            found += rows.filter(isWanted).prefix(limit - found.count)
            guard rows.count == portion, let last = rows.last else { break }
            place = Place(last)
        }
        return found
    }
}
