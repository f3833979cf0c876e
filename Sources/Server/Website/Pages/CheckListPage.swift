/// A list of serial numbers and, once it was sent, what each of them is.
package struct CheckListPage: WebPage {
    package static let template = TemplateName.checkList

    /// What the entries turned out to be.
    package struct Result: Component {
        /// "200 entries".
        package var summary: String
        /// All, and each verdict with how many have it: buttons that show those alone.
        package var choices: [EyesSwitch.Choice]
        package var table: DataTable?
        /// "The first 500 of 1 200 are shown."
        package var more: String?

        package init(summary: String, choices: [EyesSwitch.Choice], table: DataTable?, more: String? = nil) {
            self.summary = summary
            self.choices = choices
            self.table = table
            self.more = more
        }

        package var mustache: [String: any Sendable] {
            [
                "summary": summary, "choices": shown(choices), "table": shown(table), "more": shown(more),
            ]
        }
    }

    /// The list as sent, to be changed or shown otherwise.
    package var list: String
    package var model: String
    package var notice: Notice?
    package var result: Result?

    package init(list: String = "", model: String = "", notice: Notice? = nil, result: Result? = nil) {
        self.list = list
        self.model = model
        self.notice = notice
        self.result = result
    }

    package var title: String { Words.text("checkList.title") }

    package var mustache: [String: any Sendable] {
        ["list": list, "model": model, "notice": shown(notice), "result": shown(result)]
    }
}
