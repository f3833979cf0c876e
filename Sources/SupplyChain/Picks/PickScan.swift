import Identifiers
package import Registry

/// What a scanner has read while goods are picked, looked up.
package struct PickScan: Hashable, Sendable {
    package enum Subject: Hashable, Sendable {
        case unit(UnitKey)
        case pieces(ID<Model>, batch: ID<Batch>?)
        /// A case or pallet, with all that is in it.
        case container(UnitKey)
        /// What names nothing that is known.
        case unread
    }
    /// The number that its scanner gave it; nil where time and text tell it from others.
    package var id: String?
    /// Microseconds since 1970 UTC.
    package var time: Int64
    package var text: String
    package var subject: Subject
    /// How many pieces; else 1.
    package var quantity: Int64 = 1
    /// Why it names nothing.
    package var reason: String?

    package init(_ text: String, at time: Int64, _ subject: Subject) {
        (self.text, self.time, self.subject) = (text, time, subject)
    }

    package static let (longestText, longestID) = (ReceivedScan.longestText, ReceivedScan.longestID)
    package static let mostPieces: Int64 = 1_000_000_000_000
    /// How many are taken at once.
    package static let most = 1_000
    /// How many units may be in the cases and on the pallets among them.
    package static let mostInside = 2_000
}

/// What a scan turned out to be; its raw value is part of the API.
package enum PickResult: String, CaseIterable, Sendable {
    case picked
    /// It was picked for this list before, and changes nothing.
    case again
    /// It takes the place of another one that was set aside, which is free again.
    case swapped
    /// The list asks for nothing like it, or for no more of it.
    case notAsked
    /// By all that is known it stands elsewhere.
    case notHere
    /// It is held, recalled, expired, or set aside for somebody else.
    case notAvailable
    /// It names nothing that is known.
    case unread
}

/// A scan as it is kept.
package struct TakenPick: Hashable, Sendable {
    /// By which it is known within its list.
    package var key: String
    /// Microseconds since 1970 UTC.
    package var time: Int64
    package var text: String
    /// The unit, or the case or pallet.
    package var unit: UnitKey?
    /// The model of pieces, or of the unit.
    package var model: ID<Model>?
    /// How many were scanned; of pieces that were picked, and of what is in a case or on a pallet, how many.
    package var quantity: Int64
    package var line: Int64?
    package var result: PickResult
    /// What there is to say beyond the result.
    package var reason: String?
}

/// A scan with the key by which it is known in its list.
package struct KeyedPick: Sendable {
    package var key: String
    package var scan: PickScan

    /// Gives the scans of a list their keys.
    package static func list(_ scans: [PickScan]) -> [KeyedPick] {
        var keys = ScanKeys()
        return scans.map { scan in
            var scan = scan
            scan.text = ScanKeys.cut(scan.text, to: PickScan.longestText)
            return KeyedPick(key: keys.next(scan.id, at: scan.time, scan.text), scan: scan)
        }
    }
}
