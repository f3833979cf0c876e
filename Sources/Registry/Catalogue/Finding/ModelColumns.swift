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
            while let next = try reader.first(
                ModelColumnsSQL.next, [.text(last.category), .text(last.name), .text(last.quantity)],
                { ModelColumn(category: $0.text(0), name: $0.text(1), quantity: $0.text(2)) })
            {
                guard categories == nil || next.category == category else { break }
                guard found.count < most else { return nil }
                found.append(next)
                last = next
            }
        }
        return found
    }
}

private enum ModelColumnsSQL {
    static let next = Statement(
        """
        SELECT category, name, quantity
          FROM model_specifications
         WHERE base_value IS NOT NULL
           AND (category, name, quantity) > ($1, $2, $3)
         ORDER BY category, name, quantity
         LIMIT 1
        """)
}
