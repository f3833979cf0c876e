import Storage

/// Where the models that may meet one part of a question are listed: a superset, from an index.
enum ModelSource: Hashable, Sendable {
    /// Models with a word in one of these ranges, and those of manufacturers that are called so.
    case words([WordRange], manufacturers: [Int64])
    case categories([String])
    case manufacturers([Int64])
    /// Numbers folded.
    case numbers([String])
    /// Models with a value from one to another, in base units.
    case values([ModelColumn], ClosedRange<Double>)

    /// Words from one on and below another, in the order of their bytes.
    struct WordRange: Hashable, Sendable {
        var lower: String
        var upper: String

        /// Words that begin so.
        init(prefix: String) { (lower, upper) = (prefix, prefix + "\u{10FFFF}") }

        /// This word: a space is below all that words hold.
        init(word: String) { (lower, upper) = (word, word + " ") }

        func holds(_ word: String) -> Bool {
            !word.utf8.lexicographicallyPrecedes(lower.utf8) && word.utf8.lexicographicallyPrecedes(upper.utf8)
        }
    }

    /// The ids of these models, ascending and each once.
    /// - Returns: nil where there are more than `limit`.
    func ids(atMost limit: Int, _ reader: any SQLReader) throws -> [Int64]? {
        var ids: [Int64] = []
        func add(_ statement: Statement, _ values: [SQLValue]) throws {
            try reader.forEachRow(statement, values + [.integer(Int64(limit + 1))]) { row in
                ids.append(row.integer(0))
                return ids.count <= limit
            }
        }
        switch self {
        case .words(let ranges, let makers):
            for range in ranges { try add(ModelSourceSQL.words, [.text(range.lower), .text(range.upper)]) }
            for maker in makers { try add(ModelSourceSQL.ofManufacturer, [.integer(maker)]) }
        case .categories(let keys): for key in keys { try add(ModelSourceSQL.ofCategory, [.text(key)]) }
        case .manufacturers(let makers):
            for maker in makers { try add(ModelSourceSQL.ofManufacturer, [.integer(maker)]) }
        case .numbers(let keys):
            for key in keys { try add(ModelSourceSQL.withNumber, [.text(key)]) }
        case .values(let columns, let range):
            for column in columns {
                try add(
                    ModelSourceSQL.values,
                    [
                        .text(column.category), .text(column.name), .text(column.quantity), .real(range.lowerBound),
                        .real(range.upperBound),
                    ])
            }
        }
        guard ids.count <= limit else { return nil }
        ids.sort()
        var last: Int64?
        ids.removeAll { id in
            defer { last = id }
            return id == last
        }
        return ids
    }

    /// Manufacturers with a word in one of these ranges.
    static func manufacturers(called ranges: [WordRange], limit: Int, _ reader: any SQLReader) throws -> [Int64] {
        var found: Set<Int64> = []
        for range in ranges {
            try reader.forEachRow(
                ModelSourceSQL.manufacturers, [.text(range.lower), .text(range.upper), .integer(Int64(limit))]
            ) { row in
                found.insert(row.integer(0))
                return found.count < limit
            }
        }
        return found.sorted()
    }
}

extension [Int64] {
    /// What two ascending lists share.
    func intersection(_ other: [Int64]) -> [Int64] {
        var shared: [Int64] = []
        var (left, right) = (startIndex, other.startIndex)
        while left < endIndex, right < other.endIndex {
            if self[left] == other[right] {
                shared.append(self[left])
                left += 1
                right += 1
            } else if self[left] < other[right] {
                left += 1
            } else {
                right += 1
            }
        }
        return shared
    }

    /// Whether an ascending list has this id.
    func holds(_ id: Int64) -> Bool {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if self[middle] == id { return true }
            if self[middle] < id { low = middle + 1 } else { high = middle }
        }
        return false
    }
}

private enum ModelSourceSQL {
    static let words = Statement(
        """
        SELECT model_id
          FROM model_words
         WHERE word >= $1
           AND word < $2
         LIMIT $3
        """)
    static let ofManufacturer = Statement("SELECT id FROM models WHERE manufacturer_id = $1 LIMIT $2")
    static let ofCategory = Statement("SELECT id FROM models WHERE category = $1 LIMIT $2")
    static let withNumber = Statement("SELECT id FROM models WHERE number_key = $1 LIMIT $2")
    static let values = Statement(
        """
        SELECT model_id
          FROM model_specifications
         WHERE category = $1
           AND name = $2
           AND quantity = $3
           AND base_value IS NOT NULL
           AND base_value >= $4
           AND base_value <= $5
         LIMIT $6
        """)
    static let manufacturers = Statement(
        """
        SELECT manufacturer_id
          FROM manufacturer_words
         WHERE word >= $1
           AND word < $2
         LIMIT $3
        """)
}
