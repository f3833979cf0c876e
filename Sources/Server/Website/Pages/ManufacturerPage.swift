/// A manufacturer and its models.
package struct ManufacturerPage: WebPage {
    package static let template = TemplateName.manufacturer

    package var breadcrumb: Breadcrumb
    package var name: String
    package var badges: [Badge]
    package var facts: [Fact]
    /// Where its units are counted and listed, for eyes that may.
    package var population: Link?
    package var filter: FilterForm
    package var models: DataTable?
    package var empty: EmptyState?
    package var pagination: Pagination?
    /// The models as a table to take away.
    package var download: Link?
    /// Those that the filter finds, as files.
    package var downloads: [Link] = []
    /// For whoever looks after these products.
    package var links: [Link] = []

    package init(
        breadcrumb: Breadcrumb, name: String, badges: [Badge] = [], facts: [Fact],
        population: Link? = nil, filter: FilterForm, models: DataTable?, empty: EmptyState? = nil,
        pagination: Pagination? = nil
    ) {
        self.breadcrumb = breadcrumb
        self.name = name
        self.badges = badges
        self.facts = facts
        self.population = population
        self.filter = filter
        self.models = models
        self.empty = empty
        self.pagination = pagination
    }

    package var title: String { name }

    package var mustache: [String: any Sendable] {
        [
            "breadcrumb": breadcrumb.mustache, "name": name, "badges": shownList(badges), "facts": shownList(facts),
            "population": shown(population), "filter": filter.mustache, "models": shown(models), "empty": shown(empty),
            "pagination": shown(pagination), "links": shownList(links),
            "download": shown(download), "downloads": shownList(downloads),
        ]
    }
}
