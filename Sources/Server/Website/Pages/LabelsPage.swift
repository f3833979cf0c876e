/// Labels of a unit, or of a batch's units: chosen, looked at in true size, and printed.
package struct LabelsPage: WebPage {
    package static let template = TemplateName.labels

    /// A field that the chosen layout declares.
    package struct Value: Component {
        package var id: String
        package var label: String
        package var text: String

        package var mustache: [String: any Sendable] {
            // A field that says many lines gets some.
            ["id": id, "label": label, "text": text, "rows": String(min(8, max(2, text.split(separator: "\n").count)))]
        }
    }

    package struct Preview: Component {
        package var picture: Href
        package var alt: String
        package var downloads: [Link]
        package var hint: String
        /// What makes a file of a batch's labels.
        package var forms: [FormCard] = []

        package var mustache: [String: any Sendable] {
            [
                "picture": picture.text, "alt": alt, "downloads": shownList(downloads), "hint": hint,
                "forms": shown(forms),
            ]
        }
    }

    package var title: String
    package var breadcrumb: Breadcrumb
    package var about: String
    package var action: Href
    /// Those of several units, whose names the form holds.
    package var serials: [String] = []
    /// The chosen layout.
    package var layout: String
    package var choices: [FormField]
    package var values: [Value]
    package var notice: Notice?
    package var preview: Preview?

    package var mustache: [String: any Sendable] {
        [
            "breadcrumb": breadcrumb.mustache, "heading": title, "about": about, "action": action.text,
            "layout": layout, "serials": serials.map { ["serial": $0] },
            "choices": shown(choices), "values": shown(values), "notice": shown(notice), "preview": shown(preview),
        ]
    }
}
