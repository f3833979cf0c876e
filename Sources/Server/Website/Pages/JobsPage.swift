/// Work that somebody has begun, all of it or one.
package struct JobsPage: WebPage {
    package static let template = TemplateName.jobs

    package var title: String
    package var lead: String?
    package var breadcrumb: Breadcrumb?
    package var cards: [JobCard]
    package var empty: EmptyState?
    /// Whether something is still under way: then the page looks again by itself.
    package var isRunning: Bool

    package init(
        title: String, lead: String? = nil, breadcrumb: Breadcrumb? = nil, cards: [JobCard], empty: EmptyState? = nil,
        isRunning: Bool
    ) {
        self.title = title
        self.lead = lead
        self.breadcrumb = breadcrumb
        self.cards = cards
        self.empty = empty
        self.isRunning = isRunning
    }

    package var mustache: [String: any Sendable] {
        [
            "heading": title, "lead": shown(lead), "breadcrumb": shown(breadcrumb), "cards": shown(cards),
            "empty": shown(empty), "isRunning": isRunning,
        ]
    }
}
