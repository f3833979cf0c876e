/// One row of an exported table.
package struct ExportRow: Hashable, Sendable {
    package enum Cell: Hashable, Sendable {
        case blank
        case text(String)
        /// Several values, in a table joined by `;`.
        case list([String])
    }
    /// In the order of the table's columns.
    package var cells: [Cell]
    /// A model's specifications: the header of each, as an import reads it, and its value.
    package var specifications: [Specification] = []
    /// The owner whom the row names.
    package var owner: ID<Party>?

    package struct Specification: Hashable, Sendable {
        package var heading: String
        package var text: String
    }

    package init(_ cells: [Cell]) {
        self.cells = cells
    }
}

extension ExportRow.Cell {
    package init(_ text: String?) {
        self = text.map { .text($0) } ?? .blank
    }

    init(_ elements: [String]) {
        self = elements.isEmpty ? .blank : .list(elements)
    }

    package init(_ number: Int64?) {
        self.init(number.map { String($0) })
    }

    /// The cell as a table holds it: blank, a text, or a list joined as ``Cell/list(_:)`` takes it apart.
    package var text: String {
        switch self {
        case .blank: ""
        case .text(let text): text
        case .list(let elements): joinedList(elements)
        }
    }
}
