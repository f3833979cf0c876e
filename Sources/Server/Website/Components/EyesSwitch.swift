/// Lets one look at the demo with the eyes of somebody else: one button each, so that it works without JavaScript.
package struct EyesSwitch: Component {
    package struct Choice: Component {
        /// What the form sends.
        package var value: String
        package var label: String
        package var isChosen: Bool

        package init(value: String, label: String, isChosen: Bool) {
            self.value = value
            self.label = label
            self.isChosen = isChosen
        }

        package var mustache: [String: any Sendable] {
            ["value": value, "label": label, "isChosen": isChosen]
        }
    }

    package var choices: [Choice]
    /// The page to come back to.
    package var back: Href

    package init(choices: [Choice], back: Href) {
        self.choices = choices
        self.back = back
    }

    package var mustache: [String: any Sendable] {
        ["choices": shown(choices), "back": back.text]
    }
}
