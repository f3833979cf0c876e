import Identifiers
package import Registry

/// What a unit's history says of where it counts as stock, from a time on.
struct StockStep: Hashable {
    enum Place: Hashable {
        /// In nobody's stock: not yet anywhere, sold or in use, part of another product, or gone.
        case nowhere
        /// At the place that events call so.
        case location(String)
        /// Shipped, and not yet reported anywhere.
        case onTheWay
        /// In a case or on a pallet: wherever that is.
        case container(UnitKey)
        /// Where that container was at this time, in which the unit left it; no event of its own has named a place since.
        case leftContainer(UnitKey, at: Int64)
    }
    /// Microseconds since 1970 UTC.
    var time: Int64
    var place: Place
    var disposition: Disposition?
    /// How it has left stock, where somebody wanted it.
    var exit: StockExit?
}

/// That goods have left stock because somebody wanted them.
struct StockExit: Hashable {
    var kind: DemandKind
    /// The place that the event names which says so.
    var place: String?
}

extension StockStep {
    /// What is with a customer, used up, taken abroad or gone: no stock of anybody.
    static let dispositionsOutOfStock: Set<Disposition> = [
        .retailSold, .dispensed, .destroyed, .disposed, .exported, .stolen,
    ]

    /// The steps in which goods are counted (CBV 2.0, section 7.1).
    static func isCounting(_ step: BusinessStep?) -> Bool { step == .cycleCounting || step == .stockTaking }

    /// The steps of a history as it was known at a position of the ledger, in order of time, each other than the one before.
    /// - Parameter isContainer: whether a unit is a case or pallet; what is in anything else is a part of it.
    static func steps(
        of history: UnitHistory, knownAt position: Int64, isContainer: (UnitKey) throws -> Bool
    ) rethrows -> [StockStep] {
        var state = UnitState()
        var (isOnTheWay, isInUse, isMissing) = (false, false, false)
        var exit: StockExit?
        var steps: [StockStep] = []
        for entry in history.effective(knownAt: position) {
            state.apply(entry)
            if let isShipped = entry.isShipped { isOnTheWay = isShipped }
            if let isTaken = entry.isTakenIntoUse { isInUse = isTaken }
            if let isMissed = entry.isMissed { isMissing = isMissed }
            let isGone = isInUse || isMissing
            let place = isGone ? .nowhere : try place(of: state, isOnTheWay: isOnTheWay, isContainer)
            if place != .nowhere {
                exit = nil
            } else if exit == nil {
                exit = entry.demand(of: state).map { StockExit(kind: $0, place: entry.businessLocation) }
            }
            let step = StockStep(time: entry.time, place: place, disposition: state.stockDisposition, exit: exit)
            // Of what happened at one time the last holds.
            if steps.last?.time == step.time { steps.removeLast() }
            if steps.last.map({ !$0.isLike(step) }) ?? true { steps.append(step) }
        }
        return steps
    }

    private func isLike(_ other: StockStep) -> Bool {
        place == other.place && disposition == other.disposition && exit == other.exit
    }

    private static func place(
        of state: UnitState, isOnTheWay: Bool, _ isContainer: (UnitKey) throws -> Bool
    ) rethrows -> Place {
        let dispositions = [state.disposition, state.stockDisposition].compactMap(\.self)
        if state.endedAt != nil || dispositions.contains(where: dispositionsOutOfStock.contains) { return .nowhere }
        if let parent = state.parent { return try isContainer(parent) ? .container(parent) : .nowhere }
        if isOnTheWay { return .onTheWay }
        if let left = state.leftContainer { return .leftContainer(left.container, at: left.time) }
        return state.businessLocation.map { .location($0) } ?? .nowhere
    }
}

extension UnitState {
    /// The disposition as stock has it: a mark that keeps goods from leaving, such as stolen, recalled or held, weighs more than
    /// the disposition underneath; that they are set aside for somebody weighs more than that they are available.
    package var stockDisposition: Disposition? {
        guard !marks.isEmpty else { return disposition }
        let weighty = marks.filter { StockState($0) == .held }
        return Disposition.weightiest.first(where: weighty.contains)
            ?? weighty.min { $0.rawValue < $1.rawValue }
            ?? (marks.contains(.reserved) && StockState(disposition) == .available ? .reserved : disposition)
    }
}

extension Disposition {
    /// Of several marks the first of these counts.
    fileprivate static let weightiest: [Disposition] = [.stolen, .exported, .recalled, .nonSellableOther]
}

extension UnitHistory {
    /// Whether the unit is with whoever uses it, by all that is known.
    var isInUse: Bool { effective().reduce(false) { $1.isTakenIntoUse ?? $0 } }
}

extension HistoryEntry {
    /// Whether the unit is with whoever uses it from here on, installed or sold; nil where the event says nothing of that. It
    /// is goods again once somebody says that it was returned or may be sold.
    fileprivate var isTakenIntoUse: Bool? {
        guard errorReason != .didNotOccur, !isConclusion else { return nil }
        switch (businessStep, disposition) {
        case (.installing, _) where role == .unit, (.retailSelling, _) where role == .unit, (_, .retailSold):
            return true
        default: return disposition?.isOfGoods ?? false ? false : nil
        }
    }

    /// Why somebody wanted what leaves stock by this event; nil where nobody did, as of what is lost or scrapped.
    fileprivate func demand(of state: UnitState) -> DemandKind? {
        guard errorReason != .didNotOccur, !isConclusion else { return nil }
        switch (businessStep, disposition) {
        case (.retailSelling, _) where role == .unit, (_, .retailSold), (_, .dispensed): return .sold
        case (.installing, _) where role == .unit: return .used
        default: return role == .child && action == .add && state.parent == parent ? .used : nil
        }
    }

    /// Whether a count looked for the unit and did not find it; nil where the event says nothing of that. It counts again where
    /// somebody reports it next: at a place, in a container, or in another state.
    fileprivate var isMissed: Bool? {
        guard errorReason != .didNotOccur, !isConclusion else { return nil }
        if StockStep.isCounting(businessStep), disposition == .unknown, businessLocation == nil { return true }
        let isPacked = role == .child && action == .add && type != .transaction
        return isPacked || disposition != nil || businessLocation != nil ? false : nil
    }

    /// Whether what the event speaks of is on its way from here on; nil where it says nothing of that. What leaves has no
    /// place until it is reported somewhere (EPCIS 2.0, section 7.3.5.6).
    fileprivate var isShipped: Bool? {
        guard errorReason != .didNotOccur, !isConclusion else { return nil }
        if disposition == .inTransit { return true }
        return disposition != nil || businessLocation != nil ? false : nil
    }
}
