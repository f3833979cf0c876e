import Identifiers

extension ModelCondition {
    /// Whether a model meets it.
    /// - Parameter maker: the model's manufacturer, by its short name and its name in lower case.
    func holds(for model: ModelFacts, of maker: Set<String>) -> Bool {
        switch self {
        case .test(let test): test.holds(for: model, of: maker)
        case .not(let inner): !inner.holds(for: model, of: maker)
        case .all(let parts): parts.allSatisfy { $0.holds(for: model, of: maker) }
        case .any(let parts): parts.contains { $0.holds(for: model, of: maker) }
        }
    }
}

extension ModelTest {
    func holds(for model: ModelFacts, of maker: Set<String>) -> Bool {
        switch field {
        case .category: comparesCategory(model.category)
        case .line: compares(model.line)
        case .brand: compares(model.brand)
        case .name: compares(model.name)
        case .number: comparesNumber(model.numberKey)
        case .manufacturer: comparison == .has || (comparison != .missing && isIn { maker.contains($0.lowercased()) })
        case .announced: comparesDate(model.announced)
        case .released: comparesDate(model.released)
        case .salesEnd: comparesDate(model.salesEnd)
        case .supportEnd: comparesDate(model.supportEnd)
        case .successor: model.hasSuccessor == (comparison == .has)
        case .specification(let name): comparesValue(model.values[name])
        }
    }

    private func isIn(_ isOne: (String) -> Bool) -> Bool {
        let isFound = values.contains { if case .text(let text) = $0 { isOne(text) } else { false } }
        return isFound != comparison.isNegated
    }

    private func compares(_ text: String?) -> Bool {
        guard let text, comparison != .has, comparison != .missing else {
            return (text == nil) == (comparison == .missing)
        }
        let folded = text.lowercased()
        return isIn { $0.lowercased() == folded }
    }

    /// Categories as they are spelled: see ``ModelSearch``, which has put their spelling in the place of what was written.
    private func comparesCategory(_ key: String?) -> Bool {
        guard let key, comparison != .has, comparison != .missing else {
            return (key == nil) == (comparison == .missing)
        }
        return isIn { $0 == key }
    }

    private func comparesNumber(_ key: String) -> Bool {
        guard comparison != .has, comparison != .missing else { return comparison == .has }
        return isIn { FindKey.fold($0) == key }
    }

    /// A date as far as the one that it is compared with is told: in 2026 is all that lies in that year.
    private func comparesDate(_ text: String?) -> Bool {
        guard let text, comparison != .has, comparison != .missing else {
            return (text == nil) == (comparison == .missing)
        }
        func order(_ operand: Operand) -> Int? {
            guard case .date(let date) = operand else { return nil }
            let limit = date.isoText
            let part = String(text.prefix(limit.count))
            return part == limit ? 0 : part < limit ? -1 : 1
        }
        return decides { order($0).map { ($0, $0) } }
    }

    private func comparesValue(_ value: Specification.Value?) -> Bool {
        guard let value, comparison != .has, comparison != .missing else {
            return (value == nil) == (comparison == .missing)
        }
        if comparison.isOrder { return decides { Self.order(value, $0) } }
        // What measures something else is neither the same nor another value.
        let comparable = values.filter { Self.isComparable(value, $0) }
        guard !comparable.isEmpty else { return false }
        return comparable.contains { Self.isSame(value, $0) } != comparison.isNegated
    }

    /// - Parameter order: where the lower and the upper end of the model's value lie beside the one given: -1 below, 0 at, 1
    ///   above; nil where they have no order.
    private func decides(_ order: (Operand) -> (low: Int, high: Int)?) -> Bool {
        guard comparison.isOrder else {
            let orders = values.compactMap(order)
            return !orders.isEmpty && orders.contains { $0.low <= 0 && $0.high >= 0 } != comparison.isNegated
        }
        guard let first = values.first, let (low, high) = order(first) else { return false }
        // All of a range must lie there.
        return switch comparison {
        case .less: high < 0
        case .atMost: high <= 0
        case .greater: low > 0
        default: low >= 0
        }
    }

    // MARK: Values

    /// Two numbers that were converted from other units are the same where they differ by no more than that.
    static let tolerance = 1e-9

    private static func order(_ value: Specification.Value, _ operand: Operand) -> (low: Int, high: Int)? {
        guard case .value(let other) = operand, value.quantity == other.quantity, let own = value.extent,
            let limit = other.extent
        else { return nil }
        return (order(own.low, limit.low), order(own.high, limit.low))
    }

    private static func order(_ one: Double, _ other: Double) -> Int {
        let least = tolerance * max(one.magnitude, other.magnitude)
        return (one - other).magnitude <= least ? 0 : one < other ? -1 : 1
    }

    private static func isComparable(_ value: Specification.Value, _ operand: Operand) -> Bool {
        guard case .value(let other) = operand else { return false }
        guard value.extent != nil else { return true }
        return other.extent != nil && value.quantity == other.quantity
    }

    /// A number lies within a range; a text is one of a list's entries, whatever their case.
    private static func isSame(_ value: Specification.Value, _ operand: Operand) -> Bool {
        guard case .value(let other) = operand else { return false }
        if let own = value.extent, let limit = other.extent {
            if case .range = other { return order(own.low, limit.low) == 0 && order(own.high, limit.high) == 0 }
            return order(own.low, limit.low) <= 0 && order(own.high, limit.low) >= 0
        }
        if case .dimensions = value { return value.isSame(as: other) }
        let texts = other.texts
        return value.texts.contains { texts.contains($0) }
    }
}

extension Specification.Value {
    /// Its words in lower case: several of a list.
    var texts: [String] {
        switch self {
        case .text(let text): [text.lowercased()]
        case .list(let entries): entries.map { $0.lowercased() }
        case .yesNo(let isSo): [isSo ? "yes" : "no"]
        case .number(let number, _): [number]
        case .range, .dimensions: []
        }
    }
}
