/// Something that is scanned by its own label: a unit, a case or a pallet.
final class ChainGood {
    /// What its label says.
    let label: String
    let model: String
    /// How many of which model it stands for: of a case, itself and the units that nobody looks at singly.
    var weights: [String: Int64]
    /// What else goes with it and has a label.
    var within: [ChainGood] = []
    /// Of the first unit in a case.
    var firstNumber: Int64 = 0
    fileprivate(set) var place: String?
    fileprivate(set) var isHeld = false
    fileprivate var isKnown = false

    init(_ label: String, _ model: String, with others: [String: Int64] = [:]) {
        (self.label, self.model) = (label, model)
        weights = others
        weights[model, default: 0] += 1
    }

    /// How many things that are.
    var count: Int64 { within.reduce(weights.values.reduce(0, +)) { $0 + $1.count } }
}

/// Where everything really is, and was.
struct ChainTruth {
    /// Of one model at one place; held or not.
    struct Level: Hashable {
        var place: String
        var model: String
        var isHeld: Bool
    }
    /// All that have a label, in the order in which they turned up.
    private(set) var goods: [ChainGood] = []
    private var changes: [(time: Int64, level: Level, quantity: Int64)] = []

    mutating func add(_ quantity: Int64, of model: String, at place: String?, isHeld: Bool = false, _ time: Int64) {
        guard let place, quantity != 0 else { return }
        changes.append((time, Level(place: place, model: model, isHeld: isHeld), quantity))
    }

    /// - Parameter place: empty on the way; nil where it is nobody's any more.
    mutating func move(_ good: ChainGood, to place: String?, isHeld: Bool = false, _ time: Int64) {
        if !good.isKnown { goods.append(good) }
        good.isKnown = true
        for (model, quantity) in good.weights {
            add(-quantity, of: model, at: good.place, isHeld: good.isHeld, time)
            add(quantity, of: model, at: place, isHeld: isHeld, time)
        }
        (good.place, good.isHeld) = (place, isHeld)
        for inner in good.within { move(inner, to: place, time) }
    }

    /// What was where at a time.
    func levels(at time: Int64) -> [Level: Int64] {
        var levels: [Level: Int64] = [:]
        for change in changes where change.time <= time { levels[change.level, default: 0] += change.quantity }
        return levels.filter { $0.value != 0 }
    }
}
