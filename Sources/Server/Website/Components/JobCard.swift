/// Work that somebody has begun: how far it is, and what can be done with it.
package struct JobCard: Component {
    package struct Progress: Component {
        /// In thousandths of the whole; nil where nobody knows what that is.
        package var thousandths: Int?
        /// What it says to a screen reader.
        package var label: String

        package init(thousandths: Int?, label: String) {
            self.thousandths = thousandths
            self.label = label
        }

        package var mustache: [String: any Sendable] {
            ["value": shown(thousandths.map(String.init)), "label": label]
        }
    }

    package var title: Link
    package var badge: Badge
    package var text: String
    /// See ``ErrorText``.
    package var particulars: String?
    /// How long it will take.
    package var note: String?
    package var progress: Progress?
    /// Where its owner goes on, or takes the file.
    package var link: Link?
    /// Cancels it or forgets it.
    package var form: FormCard?

    package init(
        title: Link, badge: Badge, text: String, note: String? = nil, progress: Progress? = nil, link: Link? = nil,
        form: FormCard? = nil
    ) {
        self.title = title
        self.badge = badge
        self.text = text
        self.note = note
        self.progress = progress
        self.link = link
        self.form = form
    }

    package var mustache: [String: any Sendable] {
        [
            "title": title.mustache, "badge": badge.mustache, "text": text,
            "particulars": shown(particulars), "note": shown(note),
            "progress": shown(progress), "link": shown(link), "form": shown(form),
        ]
    }
}
