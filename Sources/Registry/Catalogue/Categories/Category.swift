/// A kind of product, with what a model of it should tell. All manufacturers share the categories.
package struct Category: Hashable, Sendable {
    package var id: ID<Category>
    /// The text that models carry as their category.
    package var key: String
    /// What readers see, where that is another text.
    package var name: String?
    /// The wider category, whose entries hold here too.
    package var parent: ID<Category>?
    /// Its own entries, in their order.
    package var entries: [TemplateEntry]
    /// Counts the changes of the row, for `If-Match`.
    package var rowVersion: Int64

    package var title: String { name ?? key }
}

/// What a model of a category should tell.
package struct TemplateEntry: Hashable, Sendable {
    /// Which of two values is the better one.
    package enum Direction: String, CaseIterable, Sendable {
        case more, less
    }

    /// The name of the specification, as models spell it.
    package var name: String
    package var kind: Specification.Kind
    /// The code of the unit in which it is shown.
    package var unit: String?
    /// Nil where no value is better than another.
    package var direction: Direction?
    /// The heading under which it stands.
    package var group: String?
    package var isRequired: Bool

    package init(
        _ name: String, _ kind: Specification.Kind, unit: String? = nil, direction: Direction? = nil,
        group: String? = nil, isRequired: Bool = false
    ) {
        self.name = name
        self.kind = kind
        self.unit = unit
        self.direction = direction
        self.group = group
        self.isRequired = isRequired
    }
}

/// What a caller says of a category.
package struct CategoryDraft: Hashable, Sendable {
    package var key: String
    package var name: String?
    /// The key of the wider category.
    package var parent: String?
    package var entries: [TemplateEntry]

    package init(key: String, name: String? = nil, parent: String? = nil, entries: [TemplateEntry] = []) {
        self.key = key
        self.name = name
        self.parent = parent
        self.entries = entries
    }
}

/// All that a model of a category should tell: the entries of the category and of the wider ones, whose come first. What a
/// category says again in its own way, holds in its place.
package struct CategoryTemplate: Hashable, Sendable {
    package var category: Category
    package private(set) var entries: [TemplateEntry]

    /// - Parameter wider: the categories above it, the nearest first.
    package init(_ category: Category, wider: [Category] = []) {
        self.category = category
        entries = []
        for entry in (wider.reversed() + [category]).flatMap(\.entries) {
            if let place = entries.firstIndex(where: { $0.name == entry.name }) {
                entries[place] = entry
            } else {
                entries.append(entry)
            }
        }
    }

    package func entry(_ name: String) -> TemplateEntry? { entries.first { $0.name == name } }
}
