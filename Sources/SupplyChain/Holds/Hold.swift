package import Registry

/// Goods that nobody may ship or sell until somebody has decided about them.
package struct Hold: Hashable, Sendable {
    package enum Reason: String, CaseIterable, Sendable {
        /// Something may be wrong with them.
        case quality
        /// A test that they need was not made, or its result is not there.
        case missingTest
        /// A test was made and failed.
        case failedTest
        /// Why something happened is being found out.
        case investigation
        /// Papers that must go with them are missing.
        case documents
        case other
    }

    package enum Decision: String, CaseIterable, Sendable {
        /// They may leave, as they were before.
        case released
        /// They do not conform: they stay held until they are reworked and released, or scrapped.
        case rejected
    }

    package struct Outcome: Hashable, Sendable {
        package var decision: Decision
        /// What it rests on.
        package var note: String
        /// Microseconds since 1970 UTC.
        package var at: Int64
        /// The ``Principal/auditName``.
        package var by: String
    }

    package var number: HoldNumber
    package var manufacturer: ID<Manufacturer>
    package var reason: Reason
    package var note: String
    /// Microseconds since 1970 UTC.
    package var placedAt: Int64
    /// The ``Principal/auditName``.
    package var placedBy: String
    /// The event that said so.
    package var event: ID<Event>
    /// How many units it holds, those of batches with them.
    package var unitCount: Int64
    /// Nil while nobody has decided.
    package var outcome: Outcome?
    package var rowVersion: Int64 = 1

    package static let longestNote = 1_000
}

extension Hold: NumberedRecord {
    package static let numberLetter: Character = "H"
}

package typealias HoldNumber = RecordNumber<Hold>

/// What a hold holds.
package enum HeldItem: Hashable, Sendable {
    /// A unit; with its place in its batch where it was issued in one.
    case unit(UnitKey, in: EventDraft.SequenceRange?)
    /// A part of a batch.
    case range(EventDraft.SequenceRange)

    package var range: EventDraft.SequenceRange? {
        switch self {
        case .unit(_, let range): range
        case .range(let range): range
        }
    }

    package var count: Int64 {
        guard case .range(let range) = self else { return 1 }
        return Int64(range.sequences.count)
    }
}
