/// What surrounds every page: the search box in the header, the demo's switch of eyes, the footer.
package struct Frame: Component {
    static let siteName = "Nameplate"

    /// What the search box holds.
    package var query: String
    /// The switch of eyes, in the demo alone.
    package var eyes: EyesSwitch?
    /// Sources of the data, named in the footer.
    package var sources: [String]
    package var version: String

    package init(query: String = "", eyes: EyesSwitch? = nil, sources: [String] = [], version: String = "") {
        self.query = query
        self.eyes = eyes
        self.sources = sources
        self.version = version
    }

    package var mustache: [String: any Sendable] {
        [
            "query": query,
            "eyes": shown(eyes),
            "sources": sources.map { ["text": $0] },
            "version": shown(version),
        ]
    }
}
