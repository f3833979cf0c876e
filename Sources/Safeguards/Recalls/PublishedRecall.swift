package import Identifiers
package import Registry

/// A recall as an authority has published it, of one maker: a recall of several makers is one for each.
package struct PublishedRecall: Hashable, Sendable {
    package var authority: RecallAuthority
    /// The authority's number.
    package var number: String
    /// As the authority names it.
    package var maker: String
    /// The maker's own number of the recall.
    package var makersNumber: String?
    package var title: String
    package var hazard: String?
    package var defect: String?
    package var consequence: String?
    /// The remedy in words.
    package var remedy: String?
    /// A day, or a year where no more is told.
    package var publishedOn: CivilDate?
    /// How many units, as the authority tells.
    package var unitsAffected: Int64?
    /// The models by the names of the authority, with the model year where there is one.
    package var models: [String] = []
    package var scope = RecallScope()
    /// The lines of the table that tell it.
    package var lines: [Int] = []

    package init(_ authority: RecallAuthority, _ number: String, maker: String, title: String) {
        self.authority = authority
        self.number = number
        self.maker = maker
        self.title = title
    }

    /// The short name of the manufacturer in a registry: 'mercedes-benz' for 'Mercedes Benz'.
    package var manufacturer: String { Manufacturers.slug(of: maker) }

    /// Where it is done.
    package var countries: [String] { [authority.country] }
}
