package import Identifiers
package import Registry

/// What one entry of a list of serial numbers turned out to be.
package struct ListVerdict: Sendable {
    /// The verdicts; their raw values are part of the API.
    package enum Verdict: String, CaseIterable, Sendable {
        /// One unit.
        case found
        /// Several products carry the number.
        case several
        /// It has the form of the model's serial numbers and was never issued.
        case notIssued
        /// Whether it was issued cannot be told now: a secret key is not at hand.
        case cannotTell
        /// It cannot be a serial number: the reason says which character is wrong.
        case malformed
        /// Nothing is known under it.
        case unknown
        /// A model's number without a serial number.
        case modelOnly
        /// The same as an earlier entry.
        case duplicate
        /// Nothing stands there.
        case empty
        /// The asker's budget had no room for it: nobody looked.
        case notLookedUp
    }
    /// Where the entry begins, in lines from 1.
    package var line: Int
    /// What stands there, at most ``longestText`` characters of it.
    package var text: String
    package var verdict: Verdict
    package var manufacturer: Manufacturer?
    package var model: Model?
    /// The serial number as marked on the unit.
    package var serial: SerialNumber?
    /// The unit's state, for whoever may know its history.
    package var state: Disposition?
    /// What everybody must know of the unit, such as recalled and stolen.
    package var warnings: [Disposition] = []
    /// The open campaigns that the unit is one of.
    package var campaigns: [UnitCampaign] = []
    /// The open reports that the unit was stolen or lost, for whoever may know of them.
    package var thefts: [TheftNote] = []
    /// Why it is not found, in a sentence for people.
    package var reason: String?
    /// The place of a wrong character in the text, in characters from 0.
    package var position: Int?
    /// The line of the first entry that says the same.
    package var duplicateOf: Int?

    /// Characters of an entry that its verdict repeats.
    package static let longestText = 200

    init(_ entry: SerialListEntry, _ verdict: Verdict) {
        line = entry.line
        text =
            entry.text.utf8.count <= Self.longestText
            ? entry.text : String(String.UnicodeScalarView(entry.text.unicodeScalars.prefix(Self.longestText)))
        self.verdict = verdict
    }
}

/// How many entries of a list got each verdict.
package struct ListCounts: Hashable, Sendable {
    package private(set) var entries = 0
    private var counts: [ListVerdict.Verdict: Int] = [:]

    package subscript(verdict: ListVerdict.Verdict) -> Int { counts[verdict] ?? 0 }

    mutating func add(_ verdict: ListVerdict.Verdict) {
        entries += 1
        counts[verdict, default: 0] += 1
    }
}
