package import Identifiers
package import Registry

package typealias ClaimNumber = RecordNumber<WarrantyClaim>

extension WarrantyClaim: NumberedRecord {
    package static let numberLetter: Character = "C"
}

/// What somebody asks of a manufacturer for a unit, and what became of it.
package struct WarrantyClaim: Hashable, Sendable {
    package var number: ClaimNumber
    package var manufacturer: ID<Manufacturer>
    package var unit: UnitKey
    package var details: ClaimDetails
    package var state: ClaimState
    package var filing: Filing
    /// What is claimed in all, in minor units: the sum of the lines.
    package var claimed: Int64
    /// What is approved in all; nil until somebody has decided.
    package var approved: Int64?
    package var remedy: ClaimRemedy?
    /// What the rules found when it was last submitted; nil before.
    package var findings: [ClaimFinding]?
    /// Microseconds since 1970 UTC.
    package var createdAt: Int64
    package var submittedAt: Int64?
    /// Counts the changes, for `If-Match`.
    package var rowVersion: Int64

    /// Who has filed a claim.
    package struct Filing: Hashable, Sendable {
        /// The ``Principal/auditName``.
        package var by: String
        /// Who has last changed what the claim says.
        package var changedBy: String
        /// The dealer's or service partner's place, as grants name it.
        package var site: String?
        /// Who owned the unit then.
        package var owner: ID<Party>?

        package init(by: String, changedBy: String? = nil, site: String? = nil, owner: ID<Party>? = nil) {
            self.by = by
            self.changedBy = changedBy ?? by
            self.site = site
            self.owner = owner
        }
    }

    package init(
        number: ClaimNumber, manufacturer: ID<Manufacturer>, unit: UnitKey, details: ClaimDetails, state: ClaimState,
        filing: Filing, claimed: Int64, approved: Int64? = nil, remedy: ClaimRemedy? = nil,
        findings: [ClaimFinding]? = nil, createdAt: Int64, submittedAt: Int64? = nil, rowVersion: Int64
    ) {
        self.number = number
        self.manufacturer = manufacturer
        self.unit = unit
        self.details = details
        self.state = state
        self.filing = filing
        self.claimed = claimed
        self.approved = approved
        self.remedy = remedy
        self.findings = findings
        self.createdAt = createdAt
        self.submittedAt = submittedAt
        self.rowVersion = rowVersion
    }

    /// Whether the owner gets something, also where nothing is paid for it. These three outlast the closing of the claim.
    package var isAccepted: Bool { remedy != nil }
    package var isRejected: Bool { approved != nil && remedy == nil }
    package var isWithdrawn: Bool { state == .closed && approved == nil }

    /// The day for which cover is asked: of the failure, else of the repair, else on which the claim was made.
    package var day: CivilDate {
        details.failedOn ?? details.repairedOn ?? CivilDate(microseconds: submittedAt ?? createdAt)
    }
}

/// What a claimant says.
package struct ClaimDetails: Hashable, Sendable {
    package static let mostLines = 200
    package static let mostCharacters = 4_000

    package var kind: ClaimKind
    /// In the owner's words; nil once erased.
    package var complaint: String?
    package var faultCode: String?
    /// The model number of the part that was at fault.
    package var causalPart: String?
    /// The claimant's own number.
    package var reference: String?
    package var failedOn: CivilDate?
    package var repairedOn: CivilDate?
    /// What a meter showed on the day of the failure.
    package var reading: Reading?
    /// ISO 4217.
    package var currency: String
    package var lines: [ClaimLine]

    package struct Reading: Hashable, Sendable {
        package var meter: UsageLimit.Meter
        package var value: Int64

        package init(_ meter: UsageLimit.Meter, _ value: Int64) {
            self.meter = meter
            self.value = value
        }
    }

    package init(_ kind: ClaimKind = .claim, complaint: String?, currency: String, lines: [ClaimLine] = []) {
        self.kind = kind
        self.complaint = complaint
        self.currency = currency
        self.lines = lines
    }

    /// - Throws: `value.invalid`.
    package func check() throws(RegistryError) {
        if let complaint { try LongText.check(complaint, field: "complaint", limit: Self.mostCharacters) }
        try TextRules.check(faultCode, field: "faultCode", limit: 80)
        try TextRules.check(causalPart, field: "causalPart", limit: 120)
        try TextRules.check(reference, field: "reference", limit: 100)
        guard CodeLists.isCurrency(letters: currency) else {
            throw RegistryError(
                .valueInvalid, "A currency is three capital letters of ISO 4217, such as 'NOK'.", field: "currency")
        }
        for (field, date) in [("failedOn", failedOn), ("repairedOn", repairedOn)]
        where date.map({ $0.day == nil }) ?? false {
            throw RegistryError(.valueInvalid, "'\(field)' needs a whole date, such as 2026-07-14.", field: field)
        }
        if let reading, !(0...1_000_000_000).contains(reading.value) {
            throw RegistryError(.valueInvalid, "A meter shows 0 to 1,000,000,000.", field: "reading")
        }
        guard lines.count <= Self.mostLines else {
            throw RegistryError(.valueInvalid, "A claim has at most \(Self.mostLines) lines.", field: "lines")
        }
        _ = try lines.claimed()
    }
}
