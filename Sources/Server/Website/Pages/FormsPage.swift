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
        ]
    }
}
