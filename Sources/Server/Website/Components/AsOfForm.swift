/// Asks for the past: what was true on a day, and what was known then.
package struct AsOfForm: Component {
    /// The page that answers; the form sends `asOf` and `knownAt` to it.
    package var action: Href
    /// The chosen day as `YYYY-MM-DD`, empty for today.
    package var asOf: String
    /// The chosen place in the ledger, empty for the last.
    package var knownAt: String
    /// The first and the last day that can be chosen, as `YYYY-MM-DD`.
    package var first: String?
    package var last: String?
    /// What a refused input should have been.
    package var problem: String?

    package init(
        action: Href, asOf: String = "", knownAt: String = "", first: String? = nil, last: String? = nil,
        problem: String? = nil
    ) {
        self.action = action
        self.asOf = asOf
        self.knownAt = knownAt
        self.first = first
        self.last = last
        self.problem = problem
    }

    package var mustache: [String: any Sendable] {
        [
            "action": action.text, "asOf": asOf, "knownAt": knownAt, "hasKnownAt": !knownAt.isEmpty,
            "isPast": !asOf.isEmpty || !knownAt.isEmpty,
            "first": shown(first), "last": shown(last), "problem": shown(problem),
        ]
    }
}
