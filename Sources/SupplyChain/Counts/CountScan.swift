import Identifiers
package import Registry

/// Something that was scanned in a count.
package struct CountScan: Hashable, Sendable {
    package enum Subject: Hashable, Sendable {
        case unit(UnitKey)
        /// Pieces of a model at a place, by its code. What is said of them again later holds instead.
        case pieces(ID<Model>, at: String)
        /// What names nothing that is known.
        case unread(String)
    }
    package var subject: Subject
    /// As it was scanned, at most ``longestText`` characters of it.
    package var text: String
    /// How many pieces; else 1.
    package var quantity: Int64
    /// Why it names nothing.
    package var reason: String?
    /// Microseconds since 1970 UTC.
    package var time: Int64

    package static let longestText = 200
    package static let mostPieces: Int64 = 1_000_000_000_000

    package init(_ subject: Subject, _ text: String, quantity: Int64 = 1, time: Int64) {
        self.subject = subject
        self.text = String(text.unicodeScalars.prefix(Self.longestText).map(Character.init))
        self.quantity = quantity
        self.time = time
    }
}

extension CountScan.Subject {
    /// By which a count knows that it was scanned before.
    var text: String {
        switch self {
        case .unit(let key): "u\(key.model)/\(key.serial.text)"
        case .pieces(let model, let place): "p\(model)/\(place)"
        case .unread(let text): "x\(FindKey.fold(text).prefix(CountScan.longestText))"
        }
    }
}

/// What became of a scan.
package enum ScanResult: String, CaseIterable, Sendable {
    case taken
    /// It was scanned in this round before, and changes nothing.
    case again
    /// It names nothing that is known, and is kept as such.
    case unread
    /// It does not lie in the time of the count, and is not kept.
    case refused
}
