/// How long what is kept for a time is kept.
package struct RetentionPage: WebPage {
    package static let template = TemplateName.retention

    package struct Rule: Component {
        /// Its name, such as `trail-reasons`.
        package var anchor: String
        package var title: String
        package var facts: [Fact]
        /// The first of what it would forget now.
        package var first: [String]
        /// Nil where it is always obeyed as it is.
        package var form: RuleForm?

        package init(anchor: String, title: String, facts: [Fact], first: [String] = [], form: RuleForm? = nil) {
            self.anchor = anchor
            self.title = title
            self.facts = facts
            self.first = first
            self.form = form
        }

        package var mustache: [String: any Sendable] {
            let items: [[String: any Sendable]] = first.map { ["text": $0] }
            return [
                "anchor": anchor, "title": title, "facts": shownList(facts),
                "first": first.isEmpty ? false : ["items": items] as [String: any Sendable], "form": shown(form),
            ]
        }
    }

    package struct RuleForm: Component {
        /// See ``FormTokens``.
        package var token: String
        package var rule: String
        package var days: FormField
        /// Whether there is something to forget now.
        package var isDue: Bool
        /// Asks if that is meant.
        package var question: Notice?

        package init(token: String, rule: String, days: FormField, isDue: Bool, question: Notice? = nil) {
            self.token = token
            self.rule = rule
            self.days = days
            self.isDue = isDue
            self.question = question
        }

        package var mustache: [String: any Sendable] {
            [
                "action": Href.retention.text, "token": token, "rule": rule, "days": days.mustache, "isDue": isDue,
                "question": shown(question),
            ]
        }
    }

    package var notice: Notice?
    package var rules: [Rule]

    package init(notice: Notice? = nil, rules: [Rule]) {
        self.notice = notice
        self.rules = rules
    }

    package var title: String { Words.text("retention.title") }

    package var mustache: [String: any Sendable] { ["notice": shown(notice), "rules": shown(rules)] }
}
