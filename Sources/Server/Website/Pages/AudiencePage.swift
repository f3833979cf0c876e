/// Counts the owners who consent to be written to, and gives them out.
package struct AudiencePage: WebPage {
    package static let template = TemplateName.audience

    package var breadcrumb: Breadcrumb
    package var maker: String
    package var notice: Notice?
    package var action: Href
    /// See ``FormTokens``.
    package var token: String
    /// Which owners are meant, and the reason at the end.
    package var fields: [FormField]

    package init(
        breadcrumb: Breadcrumb, maker: String, notice: Notice? = nil, action: Href, token: String, fields: [FormField]
    ) {
        self.breadcrumb = breadcrumb
        self.maker = maker
        self.notice = notice
        self.action = action
        self.token = token
        self.fields = fields
    }

    package var title: String { Words.text("audience.of", ["maker": maker]) }

    package var mustache: [String: any Sendable] {
        [
            "breadcrumb": breadcrumb.mustache, "maker": maker, "notice": shown(notice), "action": action.text,
            "token": token, "fields": shown(fields),
        ]
    }
}
