package import Identifiers
package import Registry

/// Somebody has said that a unit was stolen or lost.
package struct TheftReport: Hashable, Sendable {
    package var number: TheftNumber
    package var manufacturer: ID<Manufacturer>
    /// The unit; of several, the first of them.
    package var unit: UnitKey
    /// How many units it is about.
    package var unitCount: Int64 = 1
    package var details: TheftDetails
    package var proof: TheftProof
    /// As it is kept; see ``state(at:)``.
    package var state: TheftState
    /// As whom somebody has reported it; nil for staff.
    package var party: ID<Party>?
    /// The ``Principal/auditName`` of whoever has reported it.
    package var reportedBy: String
    /// Microseconds since 1970 UTC, as all times here.
    package var reportedAt: Int64
    /// When it ends unless it is confirmed; the last moment that there is for one that was.
    package var expiresAt: Int64
    /// Who has said otherwise.
    package var counteredBy: ID<Party>?
    /// The event that has set the mark.
    package var event: ID<Event>?
    /// The event that has taken it away after a recovery.
    package var closingEvent: ID<Event>?
    package var endedAt: Int64?
    /// Counts the changes, for `If-Match`.
    package var rowVersion: Int64 = 1

    package init(
        number: TheftNumber, manufacturer: ID<Manufacturer>, unit: UnitKey, details: TheftDetails, proof: TheftProof,
        state: TheftState, party: ID<Party>?, reportedBy: String, reportedAt: Int64, expiresAt: Int64
    ) {
        self.number = number
        self.manufacturer = manufacturer
        self.unit = unit
        self.details = details
        self.proof = proof
        self.state = state
        self.party = party
        self.reportedBy = reportedBy
        self.reportedAt = reportedAt
        self.expiresAt = expiresAt
    }

    /// What it is at a moment, whatever its row says: one that nobody has confirmed in time has expired.
    package func state(at now: Int64) -> TheftState {
        switch state {
        case .provisional, .countered: expiresAt <= now ? .expired : state
        case .confirmed, .recovered, .withdrawn, .expired: state
        }
    }

    /// What an event of the ledger names as its business transaction where a report has set or unset the mark.
    package static let eventType = "theft"
}

extension TheftReport: NumberedRecord {
    package static let numberLetter: Character = "T"
}

package typealias TheftNumber = RecordNumber<TheftReport>

/// What somebody says of a theft or a loss.
package struct TheftDetails: Hashable, Sendable {
    package static let longestWords = 2_000
    package static let longestRegion = 80
    package static let longestReference = 80

    package var kind: TheftKind
    /// The day on which it happened, or was noticed.
    package var happenedOn: CivilDate
    /// ISO 3166-1 alpha-2.
    package var country: String?
    /// Where, coarsely: a town or a county, in words.
    package var region: String?
    /// Under which number the police has it. For staff and whoever reports it.
    package var policeReference: String?
    /// In the reporter's words. For staff and whoever reports it.
    package var words: String?

    package init(
        _ kind: TheftKind, on day: CivilDate, country: String? = nil, region: String? = nil,
        policeReference: String? = nil, words: String? = nil
    ) {
        self.kind = kind
        happenedOn = day
        self.country = country
        self.region = region
        self.policeReference = policeReference
        self.words = words
    }

    /// - Parameter now: microseconds since 1970 UTC.
    /// - Throws: `value.invalid`.
    package func check(at now: Int64) throws(RegistryError) {
        // Where the day begins first it is tomorrow already.
        guard happenedOn.precision == .day, happenedOn.firstMicrosecond <= now + 14 * 3_600_000_000 else {
            throw RegistryError(
                .valueInvalid, "The day is one such as 2026-03-14, and not in the future.", field: "happenedOn")
        }
        guard country.map(TextRules.isCountry) ?? true else {
            throw RegistryError(
                .valueInvalid, "A country is its two capital letters in ISO 3166-1, such as 'NO'.", field: "country")
        }
        try TextRules.check(region, field: "region", limit: Self.longestRegion)
        guard region?.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .decimalNumber }) ?? true else {
            throw RegistryError(
                .valueInvalid, "A region is a town or a county in words: no address, postcode or coordinates.",
                field: "region")
        }
        try TextRules.check(policeReference, field: "policeReference", limit: Self.longestReference)
        if let words { try LongText.check(words, field: "words", limit: Self.longestWords) }
    }
}
