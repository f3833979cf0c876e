/// Lets one choose the language of the pages: one button each, so that it works without JavaScript.
package struct LanguageSwitch: Component {
    package struct Choice: Component {
        /// The tag of BCP 47.
        package var tag: String
        /// What the language calls itself.
        package var name: String
        package var isChosen: Bool

        package init(tag: String, name: String, isChosen: Bool) {
            self.tag = tag
            self.name = name
            self.isChosen = isChosen
        }

        package var mustache: [String: any Sendable] {
            ["tag": tag, "name": name, "isChosen": isChosen]
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
