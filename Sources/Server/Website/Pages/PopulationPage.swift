/// Which units of a manufacturer: a population as typed, what it says, and how many and which units belong to it.
package struct PopulationPage: WebPage {
    package static let template = TemplateName.population

    /// Where a population goes wrong, shown in its text.
    package struct Fault: Component {
        package var sentence: String
        /// See ``ErrorText``.
        package var particulars: String?
        package var before: String
        package var found: String
        package var after: String

        package init(_ sentence: String, before: String = "", found: String = "", after: String = "") {
            self.sentence = sentence
            self.before = before
            self.found = found
            self.after = after
        }

        package var mustache: [String: any Sendable] {
            [
                "sentence": sentence, "particulars": shown(particulars), "hasPlace": !found.isEmpty, "before": before,
                "found": found, "after": after,
            ]
        }
    }

    /// What came of a population.
    package struct Result: Component {
        /// The canonical text.
        package var text: String
        /// In plain words, a line for each test.
        package var reading: String
        package var notices: [Notice]
        /// "1 204 units".
        package var total: String
        /// What the number rests on.
        package var remark: String
        /// Counts them all, where that takes longer than a page may.
        package var exact: Link?
        /// Nil where all are of one model.
        package var models: DataTable?
        package var units: DataTable?
        package var empty: EmptyState?
        /// The whole list, in several formats.
        package var lists: [Link]

        package init(
            text: String, reading: String, notices: [Notice] = [], total: String, remark: String,
            models: DataTable? = nil, units: DataTable? = nil, empty: EmptyState? = nil, lists: [Link] = []
        ) {
            self.text = text
            self.reading = reading
            self.notices = notices
            self.total = total
            self.remark = remark
            self.models = models
            self.units = units
            self.empty = empty
            self.lists = lists
        }

        package var mustache: [String: any Sendable] {
            [
                "text": text, "reading": reading, "notices": shownList(notices), "total": total, "remark": remark,
                "exact": shown(exact), "models": shown(models), "units": shown(units), "empty": shown(empty),
                "lists": shownList(lists),
            ]
        }
    }

    package var title: String
    package var breadcrumb: Breadcrumb
    package var maker: String
    package var action: Href
    /// As typed.
    package var query: String
    /// The day as of which ages are told, as typed.
    package var day: String
    package var fault: Fault?
    package var result: Result?
    package var examples: [Link]
    /// What can be asked, and how.
    package var fields: [Fact]

    package init(
        title: String, breadcrumb: Breadcrumb, maker: String, action: Href, query: String = "", day: String = "",
        fault: Fault? = nil, result: Result? = nil, examples: [Link] = [], fields: [Fact] = []
    ) {
        self.title = title
        self.breadcrumb = breadcrumb
        self.maker = maker
        self.action = action
        self.query = query
        self.day = day
        self.fault = fault
        self.result = result
        self.examples = examples
        self.fields = fields
    }

    package var mustache: [String: any Sendable] {
        [
            "breadcrumb": breadcrumb.mustache, "maker": maker, "action": action.text, "query": query, "day": day,
            "fault": shown(fault), "result": shown(result), "examples": shownList(examples),
            "fields": shownList(fields),
        ]
    }
}
