package import Identifiers
import Registry

/// What is said of a campaign.
package struct CampaignDetails: Hashable, Sendable {
    /// A part that the remedy takes.
    package struct Part: Hashable, Sendable {
        /// The part's model number.
        package var model: String
        /// So many for one unit.
        package var quantity: Int64
        /// Whether it can be had now.
        package var isAvailable: Bool

        package init(_ model: String, quantity: Int64 = 1, isAvailable: Bool = true) {
            self.model = model
            self.quantity = quantity
            self.isAvailable = isAvailable
        }
    }

    /// The most characters of a title, of a short text such as a number, and of a long text.
    package static let (longestTitle, longestNumber, longestText) = (200, 80, 8_000)
    package static let mostParts = 50
    package static let mostCountries = 250

    package var kind: CampaignKind
    package var title: String
    /// The units, in the language of populations. It stays a rule: a unit that gets the part at fault next month is one.
    package var scope: String
    /// The manufacturer's own number.
    package var ownNumber: String?
    /// Where it is reported: `NHTSA`, `Safety Gate`.
    package var authority: String?
    package var authorityNumber: String?
    /// The units in words, for people.
    package var affected: String?
    /// What may happen to people and things.
    package var hazard: String?
    /// What is wrong.
    package var defect: String?
    /// What follows from the defect.
    package var consequence: String?
    package var remedy: RemedyKind
    /// The remedy in words.
    package var remedyText: String?
    /// What an owner does now.
    package var instructions: String?
    package var parts: [Part] = []
    /// When it was or will be announced.
    package var announcedOn: CivilDate?
    package var priority: CampaignPriority
    /// Nobody sells these units any more.
    package var stopSale = false
    /// Nobody uses them any more.
    package var doNotUse = false
    /// Where it is done, ISO 3166-1 alpha-2; empty for everywhere. Units for other markets count as exported.
    package var countries: [String] = []

    package init(
        _ kind: CampaignKind, title: String, scope: String, remedy: RemedyKind, priority: CampaignPriority = .medium
    ) {
        self.kind = kind
        self.title = title
        self.scope = scope
        self.remedy = remedy
        self.priority = priority
    }

    /// - Throws: `value.invalid`.
    func check() throws(RegistryError) {
        guard !title.allSatisfy(\.isWhitespace) else {
            throw RegistryError(.valueInvalid, "A campaign needs a title.", field: "title")
        }
        try TextRules.check(title, field: "title", limit: Self.longestTitle)
        for (field, text) in [
            ("ownNumber", ownNumber), ("authority", authority), ("authorityNumber", authorityNumber),
        ] {
            try TextRules.check(text, field: field, limit: Self.longestNumber)
        }
        for (field, text) in texts {
            if let text { try LongText.check(text, field: field, limit: Self.longestText) }
        }
        try checkLists()
    }

    /// The long texts by the names that requests give them.
    private var texts: [(String, String?)] {
        [
            ("affected", affected), ("hazard", hazard), ("defect", defect), ("consequence", consequence),
            ("remedyText", remedyText), ("instructions", instructions),
        ]
    }

    private func checkLists() throws(RegistryError) {
        guard parts.count <= Self.mostParts else {
            throw RegistryError(.valueInvalid, "A campaign names at most \(Self.mostParts) parts.", field: "parts")
        }
        for part in parts {
            guard (1...1_000_000).contains(part.quantity), !part.model.isEmpty else {
                throw RegistryError(.valueInvalid, "A part needs its number and how many of it.", field: "parts")
            }
            try TextRules.check(part.model, field: "parts", limit: 120)
        }
        guard countries.count <= Self.mostCountries, Set(countries).count == countries.count else {
            throw RegistryError(.valueInvalid, "Name each country once.", field: "countries")
        }
        for country in countries where !TextRules.isCountry(country) {
            throw RegistryError(
                .valueInvalid, "'\(country)' is no country of ISO 3166-1: two letters such as NO.", field: "countries")
        }
    }

    /// The names of what another version says otherwise, in the order of requests.
    package func differences(from other: CampaignDetails) -> [String] {
        var names: [String] = []
        func compare(_ name: String, _ differs: Bool) { if differs { names.append(name) } }
        compare("kind", kind != other.kind)
        compare("title", title != other.title)
        compare("scope", scope != other.scope)
        compare("ownNumber", ownNumber != other.ownNumber)
        compare("authority", authority != other.authority)
        compare("authorityNumber", authorityNumber != other.authorityNumber)
        for (mine, others) in zip(texts, other.texts) { compare(mine.0, mine.1 != others.1) }
        compare("remedy", remedy != other.remedy)
        compare("parts", parts != other.parts)
        compare("announcedOn", announcedOn != other.announcedOn)
        compare("priority", priority != other.priority)
        compare("stopSale", stopSale != other.stopSale)
        compare("doNotUse", doNotUse != other.doNotUse)
        compare("countries", countries != other.countries)
        return names
    }
}
