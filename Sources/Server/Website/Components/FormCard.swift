/// A form of its own: a few fields and one button, with the mark that its sending needs.
package struct FormCard: Component {
    package var action: Href
    /// See `FormTokens`.
    package var token: String
    /// What is sent beside the fields.
    package var hidden: [(name: String, value: String)]
    package var fields: [FormField]
    package var submit: String
    /// Whether it takes something away.
    package var isDanger: Bool
    /// What it does, where the button does not say it.
    package var text: String?
    /// Whether it sends a file.
    package var isUpload = false

    package init(
        _ action: Href, token: String, hidden: [(name: String, value: String)] = [], fields: [FormField] = [],
        submit: String, isDanger: Bool = false, text: String? = nil
    ) {
        self.action = action
        self.token = token
        self.hidden = hidden
        self.fields = fields
        self.submit = submit
        self.isDanger = isDanger
        self.text = text
    }

    package var mustache: [String: any Sendable] {
        [
            "action": action.text, "token": token, "hidden": hidden.map { ["name": $0.name, "value": $0.value] },
            "fields": shown(fields), "submit": submit, "isDanger": isDanger, "text": shown(text),
            "isUpload": isUpload,
        ]
    }
}

/// A part of a page of forms: what is, and what can be done about it.
package struct FormSection: Component {
    /// A thing among others, with what can be done to it.
    package struct Item: Component {
        package var text: String
        package var note: String?
        package var form: FormCard?
        /// Where there is more about it.
        package var href: Href?

        package init(_ text: String, note: String? = nil, form: FormCard? = nil) {
            self.text = text
            self.note = note
            self.form = form
        }

        package var mustache: [String: any Sendable] {
            ["text": text, "note": shown(note), "form": shown(form), "href": shown(href?.text)]
        }
    }

    package var id: String
    package var heading: String
    package var text: String?
    /// See ``ErrorText``.
    package var particulars: String?
    package var facts: [Fact]
    /// A QR code: the outline of its dark modules, and its side in modules.
    package var code: (path: String, side: Int)?
    /// Texts to be kept, one a line.
    package var secrets: [String]
    package var items: [Item]
    package var forms: [FormCard]
    package var table: DataTable?
    /// What is drawn of it.
    package var figures: [PlotFigure] = []
    /// Whether it takes the whole width of the page.
    package var isWide = false
    /// What has just been done here.
    package var notice: Notice?

    package init(
        _ id: String, _ heading: String, text: String? = nil, facts: [Fact] = [],
        code: (path: String, side: Int)? = nil, secrets: [String] = [], items: [Item] = [], forms: [FormCard] = [],
        table: DataTable? = nil
    ) {
        self.id = id
        self.heading = heading
        self.text = text
        self.facts = facts
        self.code = code
        self.secrets = secrets
        self.items = items
        self.forms = forms
        self.table = table
    }

    package var mustache: [String: any Sendable] {
        [
            "id": id, "heading": heading, "text": shown(text), "particulars": shown(particulars),
            "facts": shownList(facts),
            "code": code.map { ["path": $0.path, "side": String($0.side)] as [String: any Sendable] } ?? false,
            "secrets": secrets.isEmpty
                ? false as any Sendable : ["items": secrets.map { ["text": $0] }] as [String: any Sendable],
            "items": shownList(items), "forms": shown(forms), "table": shown(table), "isWide": isWide,
            "figures": figures.map(\.mustache), "notice": shown(notice),
        ]
    }
}
