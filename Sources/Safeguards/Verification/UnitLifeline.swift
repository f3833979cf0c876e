package import Registry

/// What the ledger says of a unit's way that scans are held against.
package struct UnitLifeline: Hashable, Sendable {
    /// When it first left its maker's hands.
    package var shippedAt: Int64?
    /// When it was sold to whoever uses it.
    package var soldAt: Int64?
    package var endedAt: Int64?
    package var market: String?
    package var lastTime: Int64?
    /// Whether what was last said is that it lies in its maker's stock.
    package var isInStock = false

    package init() {}

    /// - Parameter history: the unit's events that hold at a moment, in order.
    package init(_ history: [HistoryEntry]) {
        var state = UnitState()
        for entry in history where entry.errorReason != .didNotOccur {
            state.apply(entry)
            guard !entry.isConclusion else { continue }
            if entry.leavesMaker { shippedAt = shippedAt ?? entry.time }
            if entry.businessStep == .retailSelling || entry.disposition == .retailSold {
                soldAt = soldAt ?? entry.time
            }
        }
        (endedAt, market, lastTime) = (state.endedAt, state.market, state.lastTime)
        isInStock =
            shippedAt == nil && state.disposition.map { Self.stock.contains($0) } ?? false
    }

    /// Dispositions in which nobody but the maker has a unit. One that is only `active` has been commissioned, and may have gone
    /// out without a word.
    private static let stock: Set<Disposition> = [
        .inProgress, .containerClosed, .sellableNotAccessible, .encoded,
    ]
}

extension HistoryEntry {
    /// Whether the unit goes out of its maker's hands.
    fileprivate var leavesMaker: Bool {
        switch businessStep {
        case .shipping, .departing, .transporting, .retailSelling, .installing: true
        default: disposition == .inTransit || disposition == .retailSold
        }
    }
}
