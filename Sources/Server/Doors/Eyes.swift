package import Nameplate

/// With whose eyes one looks at the demo: anybody's, or those of one of its accounts.
package enum Eyes: Hashable, Sendable, CaseIterable {
    case everybody
    case account(DemoAccount)

    package static var allCases: [Eyes] { [.everybody] + DemoAccount.allCases.map(Eyes.account) }

    /// What the form sends.
    package var word: String {
        switch self {
        case .everybody: "public"
        case .account(let account): account.rawValue
        }
    }

    package init?(word: String) {
        guard let eyes = Eyes.allCases.first(where: { $0.word == word }) else { return nil }
        self = eyes
    }
}

/// A server that shows sample data and lets everybody choose whose eyes to look with.
package struct Demo: Hashable, Sendable {
    /// The manufacturer and the party that an owner's eyes belong to.
    package var manufacturer: String
    package var owner: String

    package init(manufacturer: String, owner: String) {
        self.manufacturer = manufacturer
        self.owner = owner
    }

    /// The demo's own data: the present owner of the refrigerator with a life of its own.
    package static let sample = Demo(manufacturer: "fjordlys", owner: "Second Sample Owner")
}
