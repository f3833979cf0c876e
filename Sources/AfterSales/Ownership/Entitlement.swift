package import Identifiers
package import Registry

/// What the owner of a registered unit gets: extended support, downloads, a service.
package struct Entitlement: Hashable, Sendable, Codable {
    /// By which programs ask for it: lower-case letters, digits, dashes.
    package var name: String
    /// As people call it.
    package var title: String
    /// For how many months from the registration on; nil for as long as the unit is registered.
    package var months: Int?

    package init(name: String, title: String, months: Int? = nil) {
        self.name = name
        self.title = title
        self.months = months
    }

    func check() throws(RegistryError) {
        let isName = name.utf8.allSatisfy { 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == UInt8(ascii: "-") }
        guard isName, (1...40).contains(name.utf8.count) else {
            throw RegistryError(
                .valueInvalid, "The name of an entitlement is of lower-case letters, digits and dashes.",
                field: "entitlements")
        }
        try TextRules.check(title, field: "entitlements", limit: 120)
        guard months.map({ (1...1_200).contains($0) }) ?? true else {
            throw RegistryError(.valueInvalid, "An entitlement lasts 1 to 1200 months.", field: "entitlements")
        }
    }

    /// The last day, of a unit that was registered on a day; nil where it has none.
    package func lastDay(registeredOn day: CivilDate) -> CivilDate? {
        months.map { day.lastDay(ofMonths: $0) }
    }
}
