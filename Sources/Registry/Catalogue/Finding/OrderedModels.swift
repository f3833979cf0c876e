import Storage

/// Goes through all models in an order, from a place on, by an index.
struct OrderedModels {
    private let order: ModelOrder
    /// The columns of the specification that it goes by.
    private let columns: [ModelColumn]
    /// The whole question folded as a number: numbers that begin so come first.
    private let asked: String
    private var place: ModelPlace
    private var isEnded = false
    /// What has been read of each column and not yet been handed out.
    private var heads: [Head]

    private struct Head {
        var rows: ArraySlice<ModelPlace> = []
        var last: ModelPlace
        var isEnded = false
    }

    /// Rows of a column that are read at once.
    private static let rowsOfColumn = 200

    init(_ order: ModelOrder, columns: [ModelColumn], asked: String, after place: ModelPlace?) {
        self.order = order
        self.columns = columns
        self.asked = order.key == .relevance ? asked : ""
        let start = Self.start(order, group: order.key == .relevance && asked.isEmpty ? 2 : 0, asked: self.asked)
        self.place = place ?? start
        heads = columns.map { _ in Head(last: place ?? start) }
    }

    private static func start(_ order: ModelOrder, group: Int, asked: String = "") -> ModelPlace {
        let isUp = !order.isDescending || group > 0
        if case .specification = order.key, group == 0 {
            let infinity = Double.greatestFiniteMagnitude
            return ModelPlace(group: group, number: isUp ? -infinity : infinity, id: isUp ? 0 : .max)
        }
        return ModelPlace(group: group, text: isUp ? asked : "\u{10FFFF}", id: isUp ? 0 : .max)
    }

    /// The next models; none at the end. A model may come in a group that is not its own, and then comes in its own too.
    mutating func next(_ limit: Int, _ reader: any SQLReader) throws -> [ModelPlace] {
        while !isEnded {
            let rows = try rows(limit, reader)
            if let last = rows.last {
                place = last
                return rows
            }
            let following: Int? =
                switch (order.key, place.group) {
                case (.relevance, 0...1): 2
                case (.name, 0), (.released, 0): 1
                case (.specification, 0...1): 2
                default: nil
                }
            guard let following else {
                isEnded = true
                break
            }
            place = Self.start(order, group: following)
        }
        return []
    }

    private mutating func rows(_ limit: Int, _ reader: any SQLReader) throws -> [ModelPlace] {
        let isDown = order.isDescending
        switch (order.key, place.group) {
        case (.specification, 0): return try rowsOfColumns(limit, reader)
        case (.relevance, 0...1):
            let rows = try texts(OrderedModelsSQL.numbers, limit, reader)
            return Array(rows.prefix { $0.text.hasPrefix(asked) })
        case (.number, _):
            return try texts(isDown ? OrderedModelsSQL.numbersDown : OrderedModelsSQL.numbers, limit, reader)
        case (.name, 0): return try texts(isDown ? OrderedModelsSQL.namesDown : OrderedModelsSQL.names, limit, reader)
        case (.released, 0):
            return try texts(isDown ? OrderedModelsSQL.releasesDown : OrderedModelsSQL.releases, limit, reader)
        default: return try texts(OrderedModelsSQL.numbers, limit, reader)
        }
    }

    private func texts(_ statement: Statement, _ limit: Int, _ reader: any SQLReader) throws -> [ModelPlace] {
        let group = place.group
        return try reader.all(statement, [.text(place.text), .integer(place.id), .integer(Int64(limit))]) {
            ModelPlace(group: group, text: $0.text(0), id: $0.integer(1))
        }
    }

    /// All columns as one, the first of each in turn.
    private mutating func rowsOfColumns(_ limit: Int, _ reader: any SQLReader) throws -> [ModelPlace] {
        var rows: [ModelPlace] = []
        while rows.count < limit {
            var first: Int?
            for index in heads.indices {
                try fill(index, reader)
                guard let head = heads[index].rows.first else { continue }
                if let known = first.flatMap({ heads[$0].rows.first }), !order.precedes(head, known) { continue }
                first = index
            }
            guard let first, let row = heads[first].rows.popFirst() else { break }
            rows.append(row)
        }
        return rows
    }

    private mutating func fill(_ index: Int, _ reader: any SQLReader) throws {
        guard heads[index].rows.isEmpty, !heads[index].isEnded else { return }
        let (column, last) = (columns[index], heads[index].last)
        let rows = try reader.all(
            order.isDescending ? OrderedModelsSQL.valuesDown : OrderedModelsSQL.values,
            [
                .text(column.category), .text(column.name), .text(column.quantity), .real(last.number),
                .integer(last.id), .integer(Int64(Self.rowsOfColumn)),
            ]
        ) { ModelPlace(group: 0, number: $0.real(0), id: $0.integer(1)) }
        heads[index].rows = rows[...]
        heads[index].isEnded = rows.count < Self.rowsOfColumn
        if let last = rows.last { heads[index].last = last }
    }
}

private enum OrderedModelsSQL {
    static let numbers = Statement(
        """
        SELECT number_key, id
          FROM models
         WHERE (number_key, id) > ($1, $2)
         ORDER BY number_key, id
         LIMIT $3
        """)
    static let numbersDown = Statement(
        """
        SELECT number_key, id
          FROM models
         WHERE (number_key, id) < ($1, $2)
         ORDER BY number_key DESC, id DESC
         LIMIT $3
        """)
    static let names = Statement(
        """
        SELECT name, id
          FROM models
         WHERE name IS NOT NULL
           AND (name, id) > ($1, $2)
         ORDER BY name, id
         LIMIT $3
        """)
    static let namesDown = Statement(
        """
        SELECT name, id
          FROM models
         WHERE name IS NOT NULL
           AND (name, id) < ($1, $2)
         ORDER BY name DESC, id DESC
         LIMIT $3
        """)
    static let releases = Statement(
        """
        SELECT released_on, id
          FROM models
         WHERE released_on IS NOT NULL
           AND (released_on, id) > ($1, $2)
         ORDER BY released_on, id
         LIMIT $3
        """)
    static let releasesDown = Statement(
        """
        SELECT released_on, id
          FROM models
         WHERE released_on IS NOT NULL
           AND (released_on, id) < ($1, $2)
         ORDER BY released_on DESC, id DESC
         LIMIT $3
        """)
    static let values = Statement(
        """
        SELECT base_value, model_id
          FROM model_specifications
         WHERE category = $1
           AND name = $2
           AND quantity = $3
           AND base_value IS NOT NULL
           AND (base_value, model_id) > ($4, $5)
         ORDER BY base_value, model_id
         LIMIT $6
        """)
    static let valuesDown = Statement(
        """
        SELECT base_value, model_id
          FROM model_specifications
         WHERE category = $1
           AND name = $2
           AND quantity = $3
           AND base_value IS NOT NULL
           AND (base_value, model_id) < ($4, $5)
         ORDER BY base_value DESC, model_id DESC
         LIMIT $6
        """)
}
