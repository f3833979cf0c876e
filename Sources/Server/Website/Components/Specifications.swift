/// A group of specifications under one heading, such as "Size" or "Power".
package struct SpecificationGroup: Component {
    package var title: String?
    package var rows: [Fact]

    package init(_ title: String? = nil, rows: [Fact]) {
        self.title = title
        self.rows = rows
    }

    package var mustache: [String: any Sendable] {
        ["title": shown(title), "rows": shown(rows)]
    }
}
