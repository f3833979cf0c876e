import Identifiers
import Storage

/// What indexes know of the parts of a question.
extension ModelSearch {
    /// What indexes list of the question's parts.
    mutating func sources() throws -> [ModelSource] {
        var sources: [ModelSource] = words.map(\.source)
        var ofValues: [ModelSource] = []
        for case .test(let test) in condition?.conjuncts ?? [] {
            let texts = test.values.compactMap { if case .text(let text) = $0 { text } else { nil } }
            let isOneOf = test.comparison == .equal || test.comparison == .isIn
            switch test.field {
            case .manufacturer where isOneOf: sources.append(.manufacturers(try manufacturers(named: texts)))
            case .number where isOneOf: sources.append(.numbers(texts.map { FindKey.fold($0) }))
            case .specification(let name):
                if let source = try values(of: test, named: name) { ofValues.append(source) }
            default: break
            }
        }
        // What has a value in a category lies in it.
        if ofValues.isEmpty, let categories = condition?.categories { sources.append(.categories(categories)) }
        return sources + ofValues
    }

    /// Categories that are looked through for one in another case.
    private static let mostCategories = 400

    /// A test of the category by its keys as models spell them.
    static func spelled(_ test: ModelTest, _ reader: any SQLReader) throws -> ModelTest {
        guard test.field == .category else { return test }
        var test = test
        test.values = try test.values.flatMap { operand -> [ModelTest.Operand] in
            guard case .text(let text) = operand, try !reader.exists(ModelCategorySQL.exists, [.text(text)]) else {
                return [operand]
            }
            var (found, last): ([ModelTest.Operand], String) = ([], "")
            for _ in 0..<mostCategories {
                guard let next = try reader.first(ModelCategorySQL.next, [.text(last)], { $0.text(0) }) else { break }
                if next.lowercased() == text.lowercased() { found.append(.text(next)) }
                last = next
            }
            return found.isEmpty ? [operand] : found
        }
        return test
    }

    private func manufacturers(named names: [String]) throws -> [Int64] {
        try names.flatMap { name -> [Int64] in
            guard let first = ModelText.asked(name).first?.folded else { return [] }
            let called = try ModelSource.manufacturers(
                called: [.init(prefix: first)], limit: Self.mostManufacturers, reader)
            return try called.filter { id in
                let found = try Manufacturers.find(ID<Manufacturer>(id), reader)
                return [found?.slug.lowercased(), found?.name.lowercased()].contains(name.lowercased())
            }
        }
    }

    /// The models whose value may be one that a test asks for.
    private mutating func values(of test: ModelTest, named name: String) throws -> ModelSource? {
        let extents = test.values.map { operand -> (low: Double, high: Double)? in
            if case .value(let value) = operand { value.extent } else { nil }
        }
        guard let first = extents.first, let limit = first, extents.allSatisfy({ $0 != nil }) else { return nil }
        func wider(_ value: Double, _ sign: Double) -> Double { value + sign * ModelTest.tolerance * value.magnitude }
        let most = extents.compactMap { $0.map { wider($0.high, 1) } }.max() ?? limit.high
        let least = extents.compactMap { $0.map { wider($0.low, -1) } }.min() ?? limit.low
        let infinity = Double.greatestFiniteMagnitude
        let range: ClosedRange<Double>
        switch test.comparison {
        case .greater, .atLeast: range = wider(limit.low, -1)...infinity
        case .less, .atMost: range = -infinity...most
        case .equal, .isIn:
            // A range that holds the number may begin anywhere below it.
            let isNumber = templates.contains {
                $0.entries.contains { $0.name.lowercased() == name && $0.kind == .number }
            }
            range = isNumber ? least...most : -infinity...most
        default: return nil
        }
        guard range.lowerBound <= range.upperBound else { return nil }
        guard try allColumns() != nil else { return nil }
        return .values(try columns(named: name), range)
    }

    private mutating func allColumns() throws -> [ModelColumn]? {
        if let columns { return columns }
        let found = try ModelColumn.all(of: condition?.categories, reader)
        columns = found
        return found
    }

    /// - Throws: `order.tooLarge` where there are none, so that only few models could be put in order.
    mutating func columns(named name: String) throws -> [ModelColumn] {
        guard let all = try allColumns() else {
            throw RegistryError(
                .orderTooLarge,
                "There are too many categories to go by '\(name)' in all of them; add a condition such as category = X.",
                field: "sort")
        }
        return all.filter { $0.name.lowercased() == name }
    }
}

private enum ModelCategorySQL {
    static let exists = Statement("SELECT 1 FROM models WHERE category = $1 LIMIT 1")
    static let next = Statement(
        """
        SELECT category
          FROM models
         WHERE category IS NOT NULL
           AND category > $1
         ORDER BY category
         LIMIT 1
        """)
}
