/// A page of forms: signing in, one's account, the accounts of others.
package struct FormsPage: WebPage {
    package static let template = TemplateName.forms

    package var title: String
    package var eyebrow: String?
    package var lead: String?
    package var breadcrumb: Breadcrumb?
    package var notice: Notice?
    package var sections: [FormSection]
    /// Whether it is a single short form, which stands alone.
    package var isNarrow: Bool
    /// Where the browser checks signatures alone.
    package var signing: SigningCheck?

    package init(
        title: String, eyebrow: String? = nil, lead: String? = nil, breadcrumb: Breadcrumb? = nil,
        notice: Notice? = nil, sections: [FormSection], isNarrow: Bool = false
    ) {
        self.title = title
        self.eyebrow = eyebrow
        self.lead = lead
        self.breadcrumb = breadcrumb
        self.notice = notice
        self.sections = sections
        self.isNarrow = isNarrow
    }

    package var mustache: [String: any Sendable] {
        [
            "heading": title, "eyebrow": shown(eyebrow), "lead": shown(lead), "breadcrumb": shown(breadcrumb),
            "notice": shown(notice), "sections": shown(sections), "isNarrow": isNarrow,
            "signing": shown(signing),
        ]
    }
}

/// The keys by which the browser checks signatures, with no network.
package struct SigningCheck: Component {
    /// Each in base64.
    package var keys: [String]

    package init(keys: [String]) { self.keys = keys }

    package var mustache: [String: any Sendable] { ["keys": keys.joined(separator: " ")] }
}
