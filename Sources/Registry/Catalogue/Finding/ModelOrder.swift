/// In which order models are found.
package struct ModelOrder: Hashable, Sendable {
    package enum Key: Hashable, Sendable {
        /// Those whose number is what was asked for, those whose number begins so, then all others, each by number.
        case relevance
        case number, name
        /// The day of release.
        case released
        /// A specification, by its name in lower case.
        case specification(String)
    }
    package var key: Key
    /// What does not tell comes last all the same.
    package var isDescending: Bool

    package init(_ key: Key, isDescending: Bool = false) {
        self.key = key
        self.isDescending = isDescending
    }

    /// Reads `number`, `name`, `released`, `relevance` or a specification's name, after a minus sign for descending.
    package init(parsing text: String) {
        isDescending = text.hasPrefix("-")
        let name = (isDescending ? String(text.dropFirst()) : text).lowercased()
        key =
            switch name {
            case "", "relevance": .relevance
            case "number", "model": .number
            case "name": .name
            case "released": .released
            default: .specification(name)
            }
    }

    package var text: String {
        let name =
            switch key {
            case .relevance: "relevance"
            case .number: "number"
            case .name: "name"
            case .released: "released"
            case .specification(let name): name
            }
        return (isDescending ? "-" : "") + name
    }

    /// Where a model stands.
    /// - Parameter asked: the whole question folded as a number.
    func place(of model: ModelFacts, asked: String) -> ModelPlace {
        var place = ModelPlace(group: 0, text: model.numberKey, id: model.id.value)
        switch key {
        case .relevance:
            place.group = asked.isEmpty ? 2 : model.numberKey == asked ? 0 : model.numberKey.hasPrefix(asked) ? 1 : 2
        case .number: break
        case .name: if let name = model.name { place.text = name } else { place.group = 1 }
        case .released: if let released = model.released { place.text = released } else { place.group = 1 }
        case .specification(let name):
            let value = model.values[name]
            if let low = value?.extent?.low {
                (place.number, place.text) = (low, "")
            } else if let text = value?.texts.first {
                (place.group, place.text) = (1, text)
            } else {
                place.group = 2
            }
        }
        return place
    }

    /// Whether `one` stands before `other`.
    func precedes(_ one: ModelPlace, _ other: ModelPlace) -> Bool {
        guard one.group == other.group else { return one.group < other.group }
        // What does not tell stands by number, whichever way the others are turned.
        let isTurned = isDescending && !isLast(one.group)
        let (left, right) = isTurned ? (other, one) : (one, other)
        if left.number != right.number { return left.number < right.number }
        let (first, second) = (left.text.utf8, right.text.utf8)
        if !first.elementsEqual(second) { return first.lexicographicallyPrecedes(second) }
        return left.id < right.id
    }

    private func isLast(_ group: Int) -> Bool {
        switch key {
        case .relevance, .number: false
        case .name, .released: group == 1
        case .specification: group == 2
        }
    }
}

/// Where a model stands in an order: what a page begins after.
package struct ModelPlace: Hashable, Sendable {
    var group: Int
    var number = 0.0
    var text: String
    var id: Int64

    init(group: Int, number: Double = 0, text: String = "", id: Int64) {
        self.group = group
        self.number = number
        self.text = text
        self.id = id
    }

    /// As a cursor holds it.
    package var cursor: String { "\(group) \(number.bitPattern) \(id) \(text)" }

    /// - Returns: nil for what is no cursor.
    package init?(cursor: String) {
        let parts = cursor.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4, let group = Int(parts[0]), (0...2).contains(group), let bits = UInt64(parts[1]),
            let id = Int64(parts[2]), Double(bitPattern: bits).isFinite
        else { return nil }
        self.init(group: group, number: Double(bitPattern: bits), text: String(parts[3]), id: id)
    }
}
