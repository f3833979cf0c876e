package import Identifiers

/// Models side by side: what each tells, in one unit a row, and which value is the best.
package struct Comparison: Hashable, Sendable {
    /// What one model tells.
    package struct Cell: Hashable, Sendable {
        /// In the row's unit.
        package var shown: Specification.Value
        /// As the model has it, where that is in another unit.
        package var given: Specification.Value?
        /// The row is of dates: this one.
        package var date: CivilDate?
        package var isBest = false
    }

    package struct Row: Hashable, Sendable {
        package var name: String
        /// Nil for a model that does not tell.
        package var cells: [Cell?]
        /// Which is the better value; nil where none is.
        package var direction: TemplateEntry.Direction?
        /// All of them tell the same.
        package var isSame: Bool
    }

    package struct Group: Hashable, Sendable {
        /// Nil for what stands in no group.
        package var title: String?
        package var rows: [Row]
    }

    package private(set) var groups: [Group] = []

    /// - Parameters:
    ///   - templates: what models of these categories should tell: its order, its groups, its units, what is better.
    ///   - system: the units that the reader is used to; nil takes those of the templates.
    ///   - successors: what replaces each of the models.
    package init(
        _ models: [ModelDetails], templates: [CategoryTemplate], successors: [[ModelNumber]] = [],
        in system: UnitOfMeasure.System? = nil
    ) {
        let columns = models.map { details in
            Dictionary(details.specifications.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        }
        var names: Set<String> = []
        let told = templates.flatMap(\.entries).filter { names.insert($0.name).inserted }
        // What no template names comes last, in the order of the models.
        let others = models.flatMap(\.specifications).filter { names.insert($0.name).inserted }
            .map { TemplateEntry($0.name, $0.value.kind) }
        for entry in told + others {
            let values = columns.map { $0[entry.name] }
            guard values.contains(where: { $0 != nil }) else { continue }
            add(Row(entry, values, in: system), to: entry.group)
        }
        addTimes(of: models, successors)
    }

    /// The same without the rows in which all models tell the same.
    package var differences: Comparison {
        var comparison = self
        comparison.groups = groups.compactMap { group in
            let rows = group.rows.filter { !$0.isSame }
            return rows.isEmpty ? nil : Group(title: group.title, rows: rows)
        }
        return comparison
    }

    /// The heading of the rows that every model has.
    package static let times = "Its time"

    private mutating func addTimes(of models: [ModelDetails], _ successors: [[ModelNumber]]) {
        let dates: [(String, KeyPath<ModelDetails, CivilDate?>)] = [
            ("On sale since", \.releasedOn), ("Sold until", \.salesEndOn), ("Supported until", \.supportEndOn),
        ]
        for (name, path) in dates {
            let cells = models.map { details in
                details[keyPath: path].map { Cell(shown: .text($0.isoText), date: $0) }
            }
            guard cells.contains(where: { $0 != nil }) else { continue }
            add(Row(name: name, cells: cells, isSame: Set(cells).count == 1), to: Self.times)
        }
        let cells = successors.map { numbers in
            numbers.isEmpty ? nil : Cell(shown: .text(numbers.map(\.text).joined(separator: ", ")))
        }
        guard cells.contains(where: { $0 != nil }) else { return }
        add(Row(name: "Replaced by", cells: cells, isSame: Set(cells).count == 1), to: Self.times)
    }

    private mutating func add(_ row: Row, to title: String?) {
        if let place = groups.firstIndex(where: { $0.title == title }) {
            groups[place].rows.append(row)
        } else {
            groups.append(Group(title: title, rows: [row]))
        }
    }
}

extension Comparison.Row {
    fileprivate init(_ entry: TemplateEntry, _ values: [Specification.Value?], in system: UnitOfMeasure.System?) {
        let code = entry.unit ?? values.lazy.compactMap { $0?.unit }.first
        let unit = code.flatMap(UnitOfMeasure.coded)?.preferred(in: system)
        self.init(
            name: entry.name,
            cells: values.map { value in
                value.map { value in
                    let shown = value.converted(to: unit)
                    return Comparison.Cell(shown: shown, given: shown == value ? nil : value)
                }
            }, direction: entry.direction, isSame: values.allSatisfy { $0.isSame(as: values.first ?? nil) })
        markBest(values)
    }

    /// Marks the best of several values that can be compared and are not all alike.
    private mutating func markBest(_ values: [Specification.Value?]) {
        guard let direction, !isSame else { return }
        let ranks = values.map { $0?.rank }
        let known = ranks.compactMap(\.self)
        // What is measured in different quantities, no order holds together.
        let quantities = Set(values.compactMap { $0 }.map(\.quantity))
        let ends = direction == .more ? known.max() : known.min()
        guard let best = ends, known.count > 1, quantities.count == 1,
            known.contains(where: { !Specification.Value.areClose($0, best) })
        else { return }
        for (place, rank) in ranks.enumerated() where rank.map({ Specification.Value.areClose($0, best) }) ?? false {
            cells[place]?.isBest = true
        }
    }
}

extension Specification.Value {
    /// What is more; nil for what has no order.
    fileprivate var rank: Double? {
        if case .yesNo(let isSo) = self { return isSo ? 1 : 0 }
        guard case .number = self else { return nil }
        return extent?.low
    }

    /// Conversions to the base unit round in the sixteenth digit.
    package static func areClose(_ left: Double, _ right: Double) -> Bool {
        (left - right).magnitude <= 1e-9 * max(left.magnitude, right.magnitude)
    }

    /// Whether two values tell the same, in whatever unit.
    package func isSame(as other: Specification.Value) -> Bool {
        if self == other { return true }
        guard kind == other.kind, quantity == other.quantity, quantity != nil || unit == other.unit else {
            return false
        }
        if let own = extent, let others = other.extent {
            return Self.areClose(own.low, others.low) && Self.areClose(own.high, others.high)
        }
        guard case .dimensions(let own, let unit) = self, case .dimensions(let others, let otherUnit) = other,
            own.count == others.count
        else { return false }
        return zip(own, others).allSatisfy {
            Specification.Value.number($0, unit: unit).isSame(as: .number($1, unit: otherUnit))
        }
    }
}

extension Specification.Value? {
    fileprivate func isSame(as other: Specification.Value?) -> Bool {
        guard let self, let other else { return self == nil && other == nil }
        return self.isSame(as: other)
    }
}
