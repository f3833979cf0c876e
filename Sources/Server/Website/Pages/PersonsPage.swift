/// Gives out what is held about a person, and erases it.
package struct PersonsPage: WebPage {
    package static let template = TemplateName.persons

    /// What would be erased, or has been.
    package struct Extent: Component {
        package var title: String
        package var facts: [Fact]
        /// Whether it can still be confirmed.
        package var mayConfirm: Bool

        package init(title: String, facts: [Fact], mayConfirm: Bool) {
            self.title = title
            self.facts = facts
            self.mayConfirm = mayConfirm
        }

        package var mustache: [String: any Sendable] {
            ["title": title, "facts": shownList(facts), "mayConfirm": mayConfirm]
        }
    }

    package var breadcrumb: Breadcrumb
    package var maker: String
    package var notice: Notice?
    package var action: Href
    /// See ``FormTokens``.
    package var token: String
    package var reference: FormField
    package var reason: FormField
    package var mayErase: Bool
    package var extent: Extent?

    package init(
        breadcrumb: Breadcrumb, maker: String, notice: Notice? = nil, action: Href, token: String,
        reference: FormField, reason: FormField, mayErase: Bool, extent: Extent? = nil
    ) {
        self.breadcrumb = breadcrumb
        self.maker = maker
        self.notice = notice
        self.action = action
        self.token = token
        self.reference = reference
        self.reason = reason
        self.mayErase = mayErase
        self.extent = extent
    }

    package var title: String { Words.text("persons.persons", ["maker": "\(maker)"]) }

    package var mustache: [String: any Sendable] {
        [
            "breadcrumb": breadcrumb.mustache, "maker": maker, "notice": shown(notice), "action": action.text,
            "token": token, "fields": shown([reference, reason]), "mayErase": mayErase, "extent": shown(extent),
        ]
    }
}
