import Identifiers
package import Registry
package import Storage

/// By what the units of a model stand in an order of cells.
package enum CohortOrder: Hashable, Sendable, Codable {
    /// In the order in which they were made: batches by day, each by its serial numbers.
    case production
    /// By the batch of a component, the batches in the order in which they were made.
    case component(String)
    case plant, line

    /// Whether neighbours have something to do with each other.
    var isOrdered: Bool {
        switch self {
        case .production, .component: true
        case .plant, .line: false
        }
    }

    package var text: String {
        switch self {
        case .production: "production"
        case .component(let model): "component:\(model)"
        case .plant: "plant"
        case .line: "line"
        }
    }
}

/// Units of a model that are looked at together.
package enum CohortCell: Hashable, Sendable, Codable {
    /// Whole batches, by their numbers: of the model, or of its component.
    case batches([String])
    /// A part of an issued batch by its sequence numbers.
    case part(batch: String, first: Int64, last: Int64)
    /// Units of no batch of which nobody says when they were made, by the first and the last of their serial numbers in the order of
    /// their find keys.
    case serials(first: String, last: String)
    /// Units of no batch, by the first and the last day on which they were made, in days since 1970.
    case days(first: Int, last: Int)
    /// A plant or a production line.
    case named(String)
}

/// Neighbouring cells with the units that they have in common: which units an issue is about.
package struct Cohort: Hashable, Sendable, Codable {
    package var order: CohortOrder
    /// Parts of one batch that follow each other are one.
    package var cells: [CohortCell]

    package init(_ order: CohortOrder, _ cells: some Sequence<CohortCell>) {
        self.order = order
        var joined: [CohortCell] = []
        for cell in cells {
            switch (joined.last, cell) {
            case (.part(let batch, let first, let last)?, .part(let next, let from, let to))
            where batch == next && last < .max && from == last + 1:
                joined[joined.count - 1] = .part(batch: batch, first: first, last: to)
            case (.batches(let numbers)?, .batches(let more)):
                joined[joined.count - 1] = .batches(numbers + more)
            case (.days(let first, let last)?, .days(let from, let to)) where from <= last + 8:
                joined[joined.count - 1] = .days(first: first, last: to)
            case (.serials(let first, _)?, .serials(_, let last)):
                joined[joined.count - 1] = .serials(first: first, last: last)
            default: joined.append(cell)
            }
        }
        self.cells = joined
    }

    /// Whether two cohorts have a cell, or part of one, in common.
    package func overlaps(_ other: Cohort) -> Bool {
        guard order == other.order else { return false }
        return cells.contains { cell in other.cells.contains { Self.overlap(cell, $0) } }
    }

    private static func overlap(_ one: CohortCell, _ other: CohortCell) -> Bool {
        switch (one, other) {
        case (.batches(let numbers), .batches(let others)): !Set(numbers).isDisjoint(with: others)
        case (.part(let batch, let first, let last), .part(let number, let from, let to)):
            batch == number && first <= to && from <= last
        case (.batches(let numbers), .part(let batch, _, _)),
            (.part(let batch, _, _), .batches(let numbers)):
            numbers.contains(batch)
        case (.days(let first, let last), .days(let from, let to)): first <= to && from <= last
        case (.serials(let first, let last), .serials(let from, let to)):
            key(first) <= key(to) && key(from) <= key(last)
        case (.named(let name), .named(let word)): name == word
        default: false
        }
    }

    private static func key(_ serial: String) -> String {
        (try? SerialNumber(parsing: serial))?.key ?? serial
    }

    /// The same units in the language of populations.
    package func population(of model: Model, _ reader: any SQLReader) throws -> Population {
        let tests = try cells.compactMap { try test($0, of: model, reader) }
        let isOfModel = Population.test(.oneOf(.model, [model.number.text], isNegated: false))
        guard !tests.isEmpty else { return isOfModel }
        return .conjunction([isOfModel, .disjunction(tests)])
    }

    private func test(_ cell: CohortCell, of model: Model, _ reader: any SQLReader) throws
        -> Population?
    {
        switch cell {
        case .batches(let numbers):
            let test = Population.test(.oneOf(.batch, Array(Set(numbers)).sorted(), isNegated: false))
            guard case .component(let component) = order else { return test }
            return .contains(.conjunction([.test(.oneOf(.model, [component], isNegated: false)), test]))
        case .part(let number, let first, let last):
            guard let batch = try Batches.find(number, of: model.id, reader),
                let writer = try RowlessSerials.writer(of: batch, reader)
            else { return nil }
            return .test(
                .serials(
                    from: try SerialNumber(parsing: try writer.text(of: first)),
                    to: try SerialNumber(parsing: try writer.text(of: last))))
        case .serials(let first, let last):
            return .test(
                .serials(from: try SerialNumber(parsing: first), to: try SerialNumber(parsing: last)))
        case .days(let first, let last):
            guard let from = CivilDate(dayNumber: first), let to = CivilDate(dayNumber: last) else {
                return nil
            }
            let made = Population.test(.producedBetween(from, to))
            return .conjunction([.test(.known(.batch, isNegated: true)), made])
        case .named(let name):
            return .test(.oneOf(order == .line ? .productionLine : .plant, [name], isNegated: false))
        }
    }
}
