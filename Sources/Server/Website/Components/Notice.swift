/// A sentence that matters, at the top of a page or a section: an answer, a warning, what cannot be told.
package struct Notice: Component {
    package var tone: Tone
    package var title: String
    package var text: String?
    /// See ``ErrorText``.
    package var particulars: String?
    package var link: Link?

    package init(_ tone: Tone, _ title: String, text: String? = nil, link: Link? = nil) {
        self.tone = tone
        self.title = title
        self.text = text
        self.link = link
    }

    /// Why something was refused, below a title.
    package init(_ tone: Tone, _ title: String, _ error: ErrorText) {
        self.init(tone, title, text: error.sentence)
        particulars = error.particulars
    }

    /// Why something was refused.
    package init(_ tone: Tone, _ error: ErrorText) {
        self.init(tone, error.sentence)
        particulars = error.particulars
    }

    package var mustache: [String: any Sendable] {
        [
            "tone": tone.rawValue, "title": title, "text": shown(text), "particulars": shown(particulars),
            "link": shown(link),
        ]
    }
}
