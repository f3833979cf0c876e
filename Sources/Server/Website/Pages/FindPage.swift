/// Where models are found by words and conditions.
package struct FindPage: WebPage {
    package static let template = TemplateName.find

    /// How the models that were found differ, each part a link that leads on to it.
    package struct Facet: Component {
        package var title: String
        package var links: [Link]

        package init(title: String, links: [Link]) {
            self.title = title
            self.links = links
        }

        package var mustache: [String: any Sendable] { ["title": title, "links": shown(links)] }
    }

    package var words: FormField
    package var condition: FormField
    package var order: FormField
    /// What holds now, each a link to the models without it.
    package var conditions: [Link]
    package var notices: [Notice]
    package var summary: String
    package var facets: [Facet]
    package var facetsNote: String?
    package var table: DataTable?
    package var empty: EmptyState?
    /// Where nothing is found: the same without one of the conditions.
    package var without: [Link]
    package var pagination: Pagination?
    /// All that is found, as files.
    package var downloads: [Link]

    package init(words: FormField, condition: FormField, order: FormField) {
        self.words = words
        self.condition = condition
        self.order = order
        conditions = []
        notices = []
        summary = ""
        facets = []
        without = []
        downloads = []
    }

    package var title: String { Words.text("find.title") }

    package var mustache: [String: any Sendable] {
        [
            "words": words.mustache, "condition": condition.mustache, "order": order.mustache,
            "conditions": shownList(conditions), "notices": shownList(notices), "summary": shown(summary),
            "facets": facets.isEmpty
                ? false as any Sendable
                : ["items": shown(facets), "note": shown(facetsNote)] as [String: any Sendable],
            "table": shown(table), "empty": shown(empty), "without": shownList(without),
            "pagination": shown(pagination), "downloads": shownList(downloads),
        ]
    }
}
