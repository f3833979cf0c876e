/// What surrounds every page: the search box in the header, the demo's switch of eyes, the footer.
package struct Frame: Component {
    static let siteName = "Nameplate"

    /// What the search box holds.
    package var query: String
    /// The switch of eyes, in the demo alone.
    package var eyes: EyesSwitch?
    /// The name of the account that is signed in; nil where nobody is.
    package var account: String?
    /// The mark of the form that signs out.
    package var signOutToken: String
    /// Whether it looks after accounts.
    package var managesAccounts: Bool
    /// Whether it has a role, and with it a page of what waits.
    package var hasHome: Bool
    /// Whether it may have products of its own.
    package var hasProducts: Bool
    /// Sources of the data, named in the footer.
    package var sources: [String]
    package var version: String
    /// The languages to choose from; nil where there is but one.
    package var languages: LanguageSwitch?
    /// All of a list that is narrowed down as last time; nil for every other page.
    package var listWithoutMemory: Href?

    package init(
        query: String = "", eyes: EyesSwitch? = nil, account: String? = nil, signOutToken: String = "",
        managesAccounts: Bool = false, hasHome: Bool = false, hasProducts: Bool = false, sources: [String] = [],
        version: String = "", languages: LanguageSwitch? = nil, listWithoutMemory: Href? = nil
    ) {
        self.query = query
        self.eyes = eyes
        self.account = account
        self.signOutToken = signOutToken
        self.managesAccounts = managesAccounts
        self.hasHome = hasHome
        self.hasProducts = hasProducts
        self.sources = sources
        self.version = version
        self.languages = languages
        self.listWithoutMemory = listWithoutMemory
    }

    package var mustache: [String: any Sendable] {
        [
            "query": query,
            "eyes": shown(eyes),
            "account": account.map { ["name": $0, "token": signOutToken] as [String: any Sendable] } ?? false,
            "managesAccounts": managesAccounts, "hasHome": hasHome,
            "hasProducts": hasProducts,
            "sources": sources.map { ["text": $0] },
            "version": shown(version),
            "languages": shown(languages), "listWithoutMemory": shown(listWithoutMemory?.text),
        ]
    }
}
