/// Where serial numbers are issued: a pattern, what it prints, how many, and at once what would come of it.
package struct IssuePage: WebPage {
    package static let template = TemplateName.issue

    /// The serial numbers that would be issued.
    package struct Preview: Component {
        package var first: String
        package var last: String
        package var between: [String]
        /// "500 serial numbers".
        package var count: String
        package var facts: [Fact]
        package var note: String?

        package init(
            first: String, last: String, between: [String] = [], count: String, facts: [Fact], note: String? = nil
        ) {
            self.first = first
            self.last = last
            self.between = between
            self.count = count
            self.facts = facts
            self.note = note
        }

        package var mustache: [String: any Sendable] {
            [
                "first": first, "last": last, "count": count, "facts": shownList(facts), "note": shown(note),
                "between": between.isEmpty
                    ? false as any Sendable : ["items": between.map { ["text": $0] }] as [String: any Sendable],
            ]
        }
    }

    package var breadcrumb: Breadcrumb
    package var maker: String
    package var number: String
    package var notice: Notice?
    /// Where the form is sent, and the mark that lets it take effect once.
    package var action: Href
    package var token: String
    package var pattern: FormField
    /// Patterns to choose from: the model's, or examples where it has none.
    package var choices: [String]
    package var choicesLabel: String
    /// Plant, line and date, where the pattern prints them.
    package var printed: [FormField]
    /// Count and batch.
    package var wanted: [FormField]
    package var preview: Preview?
    /// What stands in the preview's place.
    package var empty: EmptyState?
    /// What would be issued or what is wrong, in one sentence, read out as it changes.
    package var summary: String
    /// What the button says.
    package var submit: String

    package init(
        breadcrumb: Breadcrumb, maker: String, number: String, notice: Notice? = nil, action: Href, token: String,
        pattern: FormField, choices: [String], choicesLabel: String, printed: [FormField], wanted: [FormField],
        preview: Preview? = nil, empty: EmptyState? = nil, summary: String = "", submit: String
    ) {
        self.breadcrumb = breadcrumb
        self.maker = maker
        self.number = number
        self.notice = notice
        self.action = action
        self.token = token
        self.pattern = pattern
        self.choices = choices
        self.choicesLabel = choicesLabel
        self.printed = printed
        self.wanted = wanted
        self.preview = preview
        self.empty = empty
        self.summary = summary
        self.submit = submit
    }

    package var title: String { Words.text("issue.title", ["number": "\(number)"]) }

    package var mustache: [String: any Sendable] {
        [
            "breadcrumb": breadcrumb.mustache, "maker": maker, "number": number, "notice": shown(notice),
            "action": action.text, "token": token, "pattern": pattern.mustache,
            "choices": choices.map { ["pattern": $0] }, "choicesLabel": choicesLabel, "printed": shown(printed),
            "wanted": shown(wanted), "preview": shown(preview), "empty": shown(empty), "summary": summary,
            "submit": submit,
        ]
    }
}
