package import Registry

/// A unit that a customer sends back, from the promise to take it (a return merchandise authorization) until what became of it.
package struct GoodsReturn: Hashable, Sendable {
    package enum Reason: String, CaseIterable, Sendable {
        /// It does not work.
        case defective
        /// It came damaged.
        case damaged
        /// Another product was ordered.
        case wrongItem
        /// The customer does not want it.
        case unwanted
        case recall
        /// The shop has too many.
        case overstock
        case other
    }

    package var number: ReturnNumber
    package var manufacturer: ID<Manufacturer>
    package var unit: UnitKey
    package var reason: Reason
    /// The customer's own reference, such as an order number.
    package var reference: String?
    /// The code of the place where it has come in.
    package var location: String?
    package var state: ReturnState
    /// Microseconds since 1970 UTC.
    package var authorizedAt: Int64
    /// The ``Principal/auditName``.
    package var authorizedBy: String
    package var rowVersion: Int64 = 1

    package static let longestReference = 80
    package static let longestNote = 1_000
}

extension GoodsReturn: NumberedRecord {
    package static let numberLetter: Character = "A"
}

package typealias ReturnNumber = RecordNumber<GoodsReturn>

/// Where a return is on its way.
package enum ReturnState: String, WorkflowWord {
    /// The customer may send it.
    case authorized
    /// It has come in, and nobody has looked at it yet.
    case received
    /// It is being repaired.
    case inRepair
    /// It is for sale again.
    case restocked
    case scrapped
    /// It went back to the customer.
    case sentBack
    /// It never came.
    case cancelled

    package var isOpen: Bool { self == .authorized || self == .received || self == .inRepair }
}

/// What moves a return on.
package enum ReturnStep: String, WorkflowWord {
    case receive, restock, repair, scrap, sendBack, cancel

    /// Whether it says what was found, and rests on an inspection.
    package var isDecision: Bool { self != .receive }
}

package enum ReturnWorkflow {
    package static let machine = StateMachine<ReturnState, ReturnStep>(
        of: "return", from: .authorized,
        [
            .init(.authorized, .receive, .received), .init(.authorized, .cancel, .cancelled),
            .init(.received, .restock, .restocked), .init(.received, .repair, .inRepair),
            .init(.received, .scrap, .scrapped), .init(.received, .sendBack, .sentBack),
            .init(.inRepair, .restock, .restocked), .init(.inRepair, .scrap, .scrapped),
            .init(.inRepair, .sendBack, .sentBack),
        ])
}
