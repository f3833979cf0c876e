/// Several models share what was typed: the reader chooses.
package struct WhichModelPage: WebPage {
    package static let template = TemplateName.whichModel

    /// What was read as the number.
    package var number: String
    /// "3 models have a unit with this serial number."
    package var summary: String
    /// How to tell: "Look for the words Model, M/N or Mod. on the plate."
    package var advice: String
    package var choices: [ModelCard]
    /// More exist than are shown.
    package var pagination: Pagination?

    package init(
        number: String, summary: String, advice: String, choices: [ModelCard], pagination: Pagination? = nil
    ) {
        self.number = number
        self.summary = summary
        self.advice = advice
        self.choices = choices
        self.pagination = pagination
    }

    package var title: String { Words.text("whichModel.title") }

    package var mustache: [String: any Sendable] {
        [
            "number": number, "summary": summary, "advice": advice, "choices": shownList(choices),
            "pagination": shown(pagination),
        ]
    }
}
