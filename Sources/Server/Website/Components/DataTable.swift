/// A table that becomes a list of cards on a phone: every cell carries its column's title.
package struct DataTable: Component {
    package struct Column: Sendable {
        package var title: String
        /// Numbers stand to the right, in tabular figures.
        package var isNumber: Bool
        /// Where the table is sorted by this column, and how it is sorted now.
        package var sort: Sort?

        package init(_ title: String, isNumber: Bool = false, sort: Sort? = nil) {
            self.title = title
            self.isNumber = isNumber
            self.sort = sort
        }
    }

    package struct Sort: Sendable {
        package enum Direction: String, Sendable {
            case ascending, descending, none
        }

        package var href: Href
        package var direction: Direction

        package init(_ href: Href, _ direction: Direction = .none) {
            self.href = href
            self.direction = direction
        }
    }

    package struct Cell: Sendable {
        package var text: String
        /// See ``ErrorText``.
        package var particulars: String?
        package var href: Href?
        package var badge: Badge?

        package init(_ text: String, href: Href? = nil, badge: Badge? = nil, particulars: String? = nil) {
            self.text = text
            self.particulars = particulars
            self.href = href
            self.badge = badge
        }
    }

    /// What the table holds, read out before it.
    package var caption: String
    package var columns: [Column]
    /// Cells in the order of the columns; the first names the row.
    package var rows: [[Cell]]
    /// Lets somebody choose rows; nil where there is nothing to do with them.
    package var selection: Selection?

    package init(caption: String, columns: [Column], rows: [[Cell]]) {
        self.caption = caption
        self.columns = columns
        self.rows = rows
    }

    package var mustache: [String: any Sendable] {
        let head: [[String: any Sendable]] = columns.map { column in
            let direction = column.sort?.direction ?? .none
            return [
                "title": column.title, "isNumber": column.isNumber,
                "sort": shown(column.sort?.href.text), "direction": direction.rawValue,
                "isAscending": direction == .ascending, "isDescending": direction == .descending,
            ]
        }
        let body: [[String: any Sendable]] = rows.enumerated().map { place, row in
            let cells: [[String: any Sendable]] = zip(columns, row).enumerated().map { offset, pair in
                [
                    "label": pair.0.title, "isNumber": pair.0.isNumber, "isKey": offset == 0,
                    "text": shown(pair.1.text), "particulars": shown(pair.1.particulars),
                    "href": shown(pair.1.href?.text), "badge": shown(pair.1.badge),
                    "choice": offset == 0 ? choice(of: place) : false,
                ]
            }
            return ["cells": cells]
        }
        return ["caption": caption, "columns": head, "rows": body, "selection": shown(selection)]
    }

    /// The box before a row.
    private func choice(of place: Int) -> any Sendable {
        guard let selection, selection.keys.indices.contains(place) else { return false }
        return ["value": selection.keys[place], "name": rows[place].first?.text ?? ""]
    }
}
