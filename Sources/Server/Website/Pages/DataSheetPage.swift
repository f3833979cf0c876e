/// What is said of a model to those who may buy it, on one sheet of paper.
package struct DataSheetPage: WebPage {
    package static let template = TemplateName.dataSheet

    package var title: String
    package var name: String
    package var maker: String
    package var model: Link
    package var points: SellingPoints?
    package var facts: [Fact]
    package var specifications: [SpecificationGroup]
    package var lists: [TitledTable]
    /// "As of 26 November 2026."
    package var asOf: String

    package init(
        title: String, name: String, maker: String, model: Link, points: SellingPoints? = nil, facts: [Fact],
        specifications: [SpecificationGroup] = [], lists: [TitledTable] = [], asOf: String
    ) {
        self.title = title
        self.name = name
        self.maker = maker
        self.model = model
        self.points = points
        self.facts = facts
        self.specifications = specifications
        self.lists = lists
        self.asOf = asOf
    }

    package var mustache: [String: any Sendable] {
        [
            "name": name, "maker": maker, "model": model.mustache, "points": shown(points), "facts": shownList(facts),
            "specifications": shownList(specifications), "lists": shownList(lists), "asOf": asOf,
        ]
    }
}
