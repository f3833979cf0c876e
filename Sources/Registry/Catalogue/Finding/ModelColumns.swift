import Storage

/// A specification of a category as its models spell and measure it: values of one column have an order.
struct ModelColumn: Hashable, Sendable {
    var category: String
    var name: String
    /// Empty without a unit that is known.
    var quantity: String

    /// More columns are not looked through.
    private static let most = 400

    /// The columns that hold values with an order, of some categories or of all; nil where there are too many.
    ///
    /// The index is asked for the next one after each, so that the number of models does not matter.
    static func all(of categories: [String]?, _ reader: any SQLReader) throws -> [ModelColumn]? {
        var found: [ModelColumn] = []
        for category in categories ?? [""] {
            var last = ModelColumn(category: category, name: "", quantity: "")
            while let next = try next(after: last, within: categories != nil, reader) {
                guard found.count < most else { return nil }
                found.append(next)
                last = next
            }
        }
        return found
    }

    /// The column after one, in three steps: row values would have the engine pass over all rows of the one before.
    private static func next(
        after last: ModelColumn, within category: Bool, _ reader: any SQLReader
    ) throws -> ModelColumn? {
        func first(_ statement: Statement, _ texts: [String]) throws -> ModelColumn? {
            try reader.first(statement, texts.map { .text($0) }) {
                ModelColumn(category: $0.text(0), name: $0.text(1), quantity: $0.text(2))
            }
        }
        if let next = try first(ModelColumnsSQL.quantity, [last.category, last.name, last.quantity]) { return next }
        if let next = try first(ModelColumnsSQL.name, [last.category, last.name]) { return next }
        return category ? nil : try first(ModelColumnsSQL.category, [last.category])
    }
}

private enum ModelColumnsSQL {
    static let quantity = Statement(
        """
        SELECT category, name, quantity
          FROM model_specifications
         WHERE category = $1
           AND name = $2
           AND quantity > $3
           AND base_value IS NOT NULL
         ORDER BY quantity
         LIMIT 1
        """)
    static let name = Statement(
        """
        SELECT category, name, quantity
          FROM model_specifications
         WHERE category = $1
           AND name > $2
           AND base_value IS NOT NULL
         ORDER BY name, quantity
         LIMIT 1
        """)
    static let category = Statement(
        """
        SELECT category, name, quantity
          FROM model_specifications
         WHERE category > $1
           AND base_value IS NOT NULL
         ORDER BY category, name, quantity
         LIMIT 1
        """)
}
