import Identifiers
import Registry

/// What one row of an authority's table says of units.
struct RecallRow: Sendable {
    /// What beside the model says which units: rows that agree in it become one part of the scope.
    struct Bounds: Hashable, Sendable {
        var vins: [VINRange] = []
        var serials: [PopulationTest] = []
        var builtFrom: CivilDate?
        var builtTo: CivilDate?
    }

    var line: Int
    /// Nil where the row names none.
    var model: ModelNumber?
    /// The model year; nil for any.
    var year: Int?
    /// Whether a registry may call the model by its name and a model year, which the row does not say.
    var mayHaveYear = true
    var bounds = Bounds()
    /// Why the bounds are not those that were published.
    var widened: [String] = []
    /// Why the row cannot be expressed at all.
    var fault: String?

    /// How the model is called in a registry: with its model year where there is one.
    var modelText: String? { model.map { model in year.map { "\(model.text) \($0)" } ?? model.text } }

    var fit: RecallScope.Fit { fault != nil ? .notExpressed : widened.isEmpty ? .asPublished : .wider }
}

extension RecallScope {
    /// Most characters of a name that a pattern with a year behind it may have.
    private static let longestNameBeforeYear = 58

    /// What the rows of one recall say together.
    init(_ rows: [RecallRow]) {
        var parts: [(bounds: RecallRow.Bounds, rows: [RecallRow])] = []
        var places: [RecallRow.Bounds: Int] = [:]
        for row in rows where row.fault == nil {
            if let place = places[row.bounds] {
                parts[place].rows.append(row)
            } else {
                places[row.bounds] = parts.count
                parts.append((row.bounds, [row]))
            }
        }
        self.init()
        for sentence in rows.flatMap({ $0.widened + [$0.fault].compactMap(\.self) }) where !remarks.contains(sentence) {
            remarks.append(sentence)
        }
        fit =
            rows.contains { $0.fit == .notExpressed } || parts.isEmpty
            ? .notExpressed
            : rows.contains { $0.fit == .wider } ? .wider : .asPublished
        guard !parts.isEmpty else { return }
        let made = Population.disjunction(parts.map { Self.part($0.bounds, $0.rows) })
        // What is too large for the language cannot be expressed.
        do {
            population = try WrittenPopulation(parsing: made.text).population
        } catch {
            (fit, remarks) = (.notExpressed, remarks + [error.sentence])
        }
    }

    private static func part(_ bounds: RecallRow.Bounds, _ rows: [RecallRow]) -> Population {
        var parts: [Population] = []
        if rows.allSatisfy({ $0.model != nil }) { parts += models(rows) }
        let numbers = bounds.vins.map { Population.test(.vins($0)) } + bounds.serials.map { Population.test($0) }
        if !numbers.isEmpty { parts.append(.disjunction(numbers)) }
        // A unit of which nobody knows when it was made may be one of them.
        var outside: [Population] = []
        if let from = bounds.builtFrom { outside.append(.test(.produced(.less, from))) }
        if let to = bounds.builtTo { outside.append(.test(.produced(.greater, to))) }
        if !outside.isEmpty { parts.append(.not(.disjunction(outside))) }
        return parts.isEmpty ? .everything : .conjunction(parts)
    }

    /// The models of rows: those with a year by their name and it, others in any model year.
    private static func models(_ rows: [RecallRow]) -> [Population] {
        var (names, patterns): ([String], [WildcardPattern]) = ([], [])
        for row in rows {
            guard let model = row.model, let text = row.modelText else { continue }
            let found =
                row.year == nil && row.mayHaveYear && model.text.utf8.count <= longestNameBeforeYear
                ? ["", " 19??", " 20??"].compactMap { try? WildcardPattern(parsing: model.text + $0) } : []
            if found.count == 3, !model.text.contains(where: { "*?".contains($0) }) {
                patterns += found.filter { !patterns.contains($0) }
            } else if !names.contains(text) {
                names.append(text)
            }
        }
        var tests: [Population] = []
        if !names.isEmpty { tests.append(.test(.oneOf(.model, names, isNegated: false))) }
        if !patterns.isEmpty { tests.append(.test(.like(.model, patterns, isNegated: false))) }
        return tests.isEmpty ? [] : [.disjunction(tests)]
    }
}
