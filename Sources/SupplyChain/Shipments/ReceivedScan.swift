package import Registry

/// What a scanner has read of goods that arrive, looked up.
package struct ReceivedScan: Sendable {
    package enum Subject: Hashable, Sendable {
        /// A unit, case or pallet; several where the text names more than one, of which the announced one is meant.
        case things([UnitKey])
        /// Pieces of a model without serial numbers.
        case pieces(ID<Model>, batch: ID<Batch>?)
        /// It has the form of a serial number that was never issued.
        case notIssued
        case unreadable
    }
    /// The number that its scanner gave it; nil where time and text tell it from others.
    package var id: String?
    /// Microseconds since 1970 UTC. What a fast clock says is taken for now.
    package var time: Int64
    package var text: String
    package var subject: Subject
    /// How many pieces; of anything else 1.
    package var quantity: Int64 = 1
    package var isDamaged = false
    package var isStolen = false
    package var isRecalled = false
    /// Why nothing was found.
    package var reason: String?

    package init(_ text: String, at time: Int64, _ subject: Subject) {
        (self.text, self.time, self.subject) = (text, time, subject)
    }

    /// Characters that are kept of a text, and those of a number.
    package static let longestText = 400
    package static let longestID = 100
}

/// What a scan turned out to be; its raw value is part of the API.
package enum ScanVerdict: String, CaseIterable, Sendable {
    case expected
    /// It was not announced here.
    case unexpected
    /// It was scanned before, alone or with what it is in.
    case alreadyReceived
    /// It is announced to another place.
    case wrongDestination
    /// One of another model is announced.
    case wrongModel
    /// A unit with this number is known elsewhere, so that one of two labels is a copy.
    case duplicateLabel
    /// Received, and to be held.
    case recalled
    case stolen
    /// It has the form of a serial number that was never issued.
    case notIssued
    case unreadable

    /// Whether the goods are taken as received here.
    package var isReceived: Bool {
        switch self {
        case .expected, .unexpected, .wrongDestination, .wrongModel, .recalled, .stolen: true
        case .alreadyReceived, .duplicateLabel, .notIssued, .unreadable: false
        }
    }
}

/// A scan as it is kept.
package struct TakenScan: Hashable, Sendable {
    /// By which it is known within its shipment.
    package var key: String
    /// Microseconds since 1970 UTC.
    package var time: Int64
    package var text: String
    package var unit: UnitKey?
    /// The model of pieces, or of the unit.
    package var model: ID<Model>?
    package var quantity: Int64
    /// The line of the announcement that it belongs to.
    package var line: Int64?
    package var verdict: ScanVerdict
    /// What there is to say beyond the verdict.
    package var reason: String?
    package var isDamaged: Bool
    /// Whether it is by this scan that the goods are received.
    package var isReceived: Bool
    package var recordedAt: Int64
}
