/// Something that a template can show: finished strings and truth values, nothing to compute.
///
/// Mustache looks for a name that it misses in the enclosing values, and takes an empty text for true. So a dictionary
/// always holds every key of its template, and what is absent is `false` (see ``shown(_:)``).
package protocol Component: Sendable {
    var mustache: [String: any Sendable] { get }
}

/// A whole page.
package protocol WebPage: Component {
    static var template: TemplateName { get }
    /// What the browser's tab says, without the site's name.
    var title: String { get }
}

/// A text for a template, or `false` where there is none to show.
func shown(_ text: String?) -> any Sendable {
    guard let text, !text.isEmpty else { return false }
    return text
}

/// A component for a template, or `false` where there is none to show.
func shown(_ component: (some Component)?) -> any Sendable {
    guard let component else { return false }
    return component.mustache
}

/// Components for a template.
func shown(_ components: [some Component]) -> [[String: any Sendable]] {
    components.map(\.mustache)
}

/// Components under a heading of their own, or `false` so that the heading goes with them.
func shownList(_ components: [some Component]) -> any Sendable {
    components.isEmpty ? false : ["items": shown(components)] as [String: any Sendable]
}
