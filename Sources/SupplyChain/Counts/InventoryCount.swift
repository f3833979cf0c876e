package import Registry

/// Somebody goes through a place and scans what stands there; what differs from the ledger is looked into and adjusted by events.
package struct InventoryCount: Hashable, Sendable {
    package var number: InventoryCountNumber
    package var manufacturer: ID<Manufacturer>
    /// The code of the place; what stands in it is counted too.
    package var location: String
    package var kind: CountKind
    /// Only units and pieces of this model are counted.
    package var model: ID<Model>?
    /// Whoever counts is not told what should be there until a round is finished.
    package var isBlind: Bool
    package var state: CountState = .open
    /// 1, and one more for each recount.
    package var round: Int64 = 1
    /// When it is to be done; microseconds since 1970 UTC, as all times here.
    package var plannedAt: Int64?
    /// The ``Principal/auditName``.
    package var openedBy: String
    package var openedAt: Int64
    /// How far the ledger reached then.
    package var openedPosition: Int64
    /// When the last round was finished.
    package var countedAt: Int64?
    package var closedAt: Int64?
    /// How many units, and models of pieces, should have been there by the last round; nil before one is finished.
    package var expected: Int64?
    /// How many of these were there.
    package var correct: Int64?
    /// Counts the changes, for `If-Match`. Scans do not change it.
    package var rowVersion: Int64 = 1

    package init(
        number: InventoryCountNumber, manufacturer: ID<Manufacturer>, location: String, kind: CountKind,
        model: ID<Model>? = nil, isBlind: Bool, openedBy: String, openedAt: Int64, openedPosition: Int64
    ) {
        self.number = number
        self.manufacturer = manufacturer
        self.location = location
        self.kind = kind
        self.model = model
        self.isBlind = isBlind
        self.openedBy = openedBy
        self.openedAt = openedAt
        self.openedPosition = openedPosition
    }

    /// Whether what should be there is kept from whoever counts.
    package var hidesExpected: Bool { isBlind && state == .open }
}

package typealias InventoryCountNumber = RecordNumber<InventoryCount>

extension InventoryCount: NumberedRecord {
    /// 'N' for number.
    package static let numberLetter: Character = "N"
}

package enum CountKind: String, CaseIterable, Sendable {
    /// Everything, for the books.
    case full
    /// A part, in turn, while work goes on.
    case cycle

    /// The business step of its events (CBV 2.0, section 7.1).
    var step: BusinessStep { self == .full ? .stockTaking : .cycleCounting }
}

package enum CountState: String, CaseIterable, Sendable {
    /// Things are scanned.
    case open
    /// The round is finished, and what differs is known.
    case counted
    case closed
    case cancelled

    /// What may be done next.
    package var steps: [CountStep] {
        switch self {
        case .open: [.finish, .cancel]
        case .counted: [.recount, .close, .cancel]
        case .closed, .cancelled: []
        }
    }
}

package enum CountStep: String, CaseIterable, Sendable {
    /// Ends a round, and finds what differs.
    case finish
    /// Begins another round, for what differs alone.
    case recount
    /// Only once everything that differs is resolved.
    case close
    case cancel
}

/// Why something was not as the ledger has it.
package enum CountReason: String, CaseIterable, Sendable {
    case damage, loss, theft, misplaced, dataError, miscount, other
}
