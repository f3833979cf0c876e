/// All categories, and the form that adds one.
package struct CategoriesPage: WebPage {
    package static let template = TemplateName.categories

    package struct NewForm: Component {
        package var token: String
        package var notice: Notice?
        package var fields: [FormField]

        package init(token: String, notice: Notice? = nil, fields: [FormField]) {
            self.token = token
            self.notice = notice
            self.fields = fields
        }

        package var mustache: [String: any Sendable] {
            ["token": token, "notice": shown(notice), "fields": shown(fields)]
        }
    }

    package var table: DataTable?
    package var empty: EmptyState?
    package var pagination: Pagination?
    /// For eyes that may add one.
    package var form: NewForm?

    package init(
        table: DataTable?, empty: EmptyState? = nil, pagination: Pagination? = nil, form: NewForm? = nil
    ) {
        self.table = table
        self.empty = empty
        self.pagination = pagination
        self.form = form
    }

    package var title: String { Words.text("word.categories") }

    package var mustache: [String: any Sendable] {
        [
            "table": shown(table), "empty": shown(empty), "pagination": shown(pagination), "form": shown(form),
        ]
    }
}

/// What models of a category should tell, and the form that changes it.
package struct CategoryPage: WebPage {
    package static let template = TemplateName.category

    package struct ChangeForm: Component {
        package var action: Href
        package var token: String
        package var version: String
        package var fields: [FormField]
        /// One a line.
        package var entries: String
        /// What is wrong with the entries.
        package var problem: FormField.Problem?

        package init(action: Href, token: String, version: String, fields: [FormField], entries: String) {
            self.action = action
            self.token = token
            self.version = version
            self.fields = fields
            self.entries = entries
        }

        package var mustache: [String: any Sendable] {
            [
                "action": action.text, "token": token, "version": version, "fields": shown(fields), "entries": entries,
                "problem": shown(problem),
            ]
        }
    }

    package var breadcrumb: Breadcrumb
    package var name: String
    package var notice: Notice?
    package var facts: [Fact]
    package var table: DataTable?
    package var empty: EmptyState?
    /// For eyes that may change it.
    package var form: ChangeForm?

    package init(
        breadcrumb: Breadcrumb, name: String, notice: Notice? = nil, facts: [Fact] = [], table: DataTable?,
        empty: EmptyState? = nil, form: ChangeForm? = nil
    ) {
        self.breadcrumb = breadcrumb
        self.name = name
        self.notice = notice
        self.facts = facts
        self.table = table
        self.empty = empty
        self.form = form
    }

    package var title: String { name }

    package var mustache: [String: any Sendable] {
        [
            "breadcrumb": breadcrumb.mustache, "name": name, "notice": shown(notice), "facts": shownList(facts),
            "table": shown(table), "empty": shown(empty), "form": shown(form),
        ]
    }
}

/// What the catalogue lacks of a manufacturer's models.
package struct GapsPage: WebPage {
    package static let template = TemplateName.gaps

    package var breadcrumb: Breadcrumb
    package var maker: String
    package var kinds: [Link]
    package var heading: String
    package var table: DataTable?
    package var empty: EmptyState?
    package var pagination: Pagination?

    package init(
        breadcrumb: Breadcrumb, maker: String, kinds: [Link], heading: String, table: DataTable?,
        empty: EmptyState? = nil, pagination: Pagination? = nil
    ) {
        self.breadcrumb = breadcrumb
        self.maker = maker
        self.kinds = kinds
        self.heading = heading
        self.table = table
        self.empty = empty
        self.pagination = pagination
    }

    package var title: String { Words.text("gaps.whatIsMissing", ["maker": "\(maker)"]) }

    package var mustache: [String: any Sendable] {
        [
            "breadcrumb": breadcrumb.mustache, "maker": maker, "kinds": shown(kinds), "heading": heading,
            "table": shown(table), "empty": shown(empty), "pagination": shown(pagination),
        ]
    }
}
