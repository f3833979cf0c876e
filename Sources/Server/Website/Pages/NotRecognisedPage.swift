/// The text led to no model or unit: what it looks like, and what to try. Never a bare "not found".
package struct NotRecognisedPage: WebPage {
    package static let template = TemplateName.notRecognised

    /// One reading of the text: a kind of number that it could be, and why it leads nowhere.
    package struct Finding: Component {
        package var title: String
        package var text: String
        /// The part of the text that is meant, with the characters in question marked.
        package var number: Plate.Number?
        package var badge: Badge?
        package var link: Link?

        package init(
            _ title: String, text: String, number: Plate.Number? = nil, badge: Badge? = nil, link: Link? = nil
        ) {
            self.title = title
            self.text = text
            self.number = number
            self.badge = badge
            self.link = link
        }

        package var mustache: [String: any Sendable] {
            [
                "title": title, "text": text, "number": shown(number), "badge": shown(badge), "link": shown(link),
            ]
        }
    }

    /// A model or unit that was probably meant, with the characters that differ marked.
    package struct Suggestion: Component {
        package var number: Plate.Number
        package var href: Href
        package var note: String?

        package init(_ number: Plate.Number, _ href: Href, note: String? = nil) {
            self.number = number
            self.href = href
            self.note = note
        }

        package var mustache: [String: any Sendable] {
            ["number": number.mustache, "href": href.text, "note": shown(note)]
        }
    }

    /// "We know the model, but not this serial number."
    package var headline: String
    package var summary: String
    /// What was typed, with invisible characters made visible.
    package var typed: String
    package var findings: [Finding]
    /// What was probably meant.
    package var suggestions: [Suggestion]
    package var advice: [String]
    /// The plate as it was understood.
    package var plate: Plate?
    /// Where the plate of the model is.
    package var platePicture: Figure?

    package init(
        headline: String, summary: String, typed: String, findings: [Finding], suggestions: [Suggestion] = [],
        advice: [String], plate: Plate? = nil
    ) {
        self.headline = headline
        self.summary = summary
        self.typed = typed
        self.findings = findings
        self.suggestions = suggestions
        self.advice = advice
        self.plate = plate
    }

    package var title: String { headline }

    package var mustache: [String: any Sendable] {
        [
            "headline": headline, "summary": summary, "typed": shown(typed), "findings": shownList(findings),
            "suggestions": shownList(suggestions), "advice": advice.map { ["text": $0] }, "plate": shown(plate),
            "platePicture": shown(platePicture),
        ]
    }
}
