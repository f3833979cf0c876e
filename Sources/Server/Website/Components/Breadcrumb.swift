/// The way down to this page; the last step is the page itself.
package struct Breadcrumb: Component {
    package var steps: [Link]
    package var here: String

    package init(_ steps: [Link], here: String) {
        self.steps = steps
        self.here = here
    }

    package var mustache: [String: any Sendable] {
        ["steps": shown(steps), "here": here]
    }
}
