/// The layouts that a manufacturer has made for its own labels: looked at, changed, taken away.
package struct LabelLayoutsPage: WebPage {
    package static let template = TemplateName.labelLayouts

    /// One of them.
    package struct Item: Component {
        package var title: String
        package var name: String
        package var note: String
        package var picture: Href
        package var alt: String
        /// Where it is changed; nil for whoever may only look.
        package var edit: Link?

        package var mustache: [String: any Sendable] {
            [
                "title": title, "name": name, "note": note, "picture": picture.text, "alt": alt, "edit": shown(edit),
            ]
        }
    }

    /// What is wrong with a text that was sent.
    package struct Fault: Component {
        package var sentence: String
        /// See ``ErrorText``.
        package var particulars: String?
        /// The line of the text in three parts, the one in the middle at fault.
        package var mark: FormField.Mark?

        package var mustache: [String: any Sendable] {
            ["sentence": sentence, "particulars": shown(particulars), "mark": shown(mark)]
        }
    }

    /// Where one is written or changed.
    package struct Editor: Component {
        package var heading: String
        package var action: Href
        /// The mark that the form's sending needs.
        package var token: String
        package var name: String
        package var text: String
        package var fault: Fault?
        /// The picture of what is kept; nil for a new one.
        package var picture: Href?
        package var alt: String
        /// Why there is no picture.
        package var hint: String?
        /// Whether it is kept already, and so can be taken away.
        package var isKept: Bool

        package var mustache: [String: any Sendable] {
            [
                "heading": heading, "action": action.text, "token": token, "name": name, "text": text,
                "fault": shown(fault),
                "picture": picture.map { ["href": $0.text, "alt": alt] as [String: any Sendable] } ?? false,
                "hint": shown(hint), "isKept": isKept,
            ]
        }
    }

    package var breadcrumb: Breadcrumb
    package var maker: String
    package var notice: Notice?
    package var items: [Item]
    package var empty: EmptyState?
    package var editor: Editor?
    /// Ready-made layouts to begin with; none for whoever may only look.
    package var beginnings: [Link]

    package var title: String { Words.text("layouts.tab", ["maker": maker]) }

    package var mustache: [String: any Sendable] {
        [
            "breadcrumb": breadcrumb.mustache, "maker": maker, "notice": shown(notice),
            "items": shownList(items), "empty": shown(empty), "editor": shown(editor),
            "beginnings": shownList(beginnings),
        ]
    }
}
