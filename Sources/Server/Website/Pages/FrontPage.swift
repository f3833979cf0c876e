/// The front page: one search box, and what one can type into it.
package struct FrontPage: WebPage {
    package static let template = TemplateName.front

    /// Three look-ups to try: the text to type and what it asks.
    package var examples: [Link]
    /// What is in the registry: manufacturers, models, units.
    package var counts: [Fact]
    /// A plate that shows which of the two numbers is which.
    package var plate: Plate

    package init(examples: [Link], counts: [Fact], plate: Plate) {
        self.examples = examples
        self.counts = counts
        self.plate = plate
    }

    package var title: String { Frame.siteName }

    package var mustache: [String: any Sendable] {
        [
            "examples": shownList(examples), "counts": shownList(counts), "plate": plate.mustache,
        ]
    }
}
