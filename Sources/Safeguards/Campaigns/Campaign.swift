package import Identifiers
package import Registry

/// A recall or another action of a manufacturer on units that are out: which ones, what is wrong with them, what is done.
package struct Campaign: Hashable, Sendable {
    package var number: CampaignNumber
    package var manufacturer: ID<Manufacturer>
    package var state: CampaignState
    package var details: CampaignDetails
    /// Counts what was said in ``details`` from 1; each change after the opening keeps what was said before.
    package var textVersion: Int64
    /// The ``Principal/auditName``.
    package var createdBy: String
    /// Microseconds since 1970 UTC, as all times here.
    package var createdAt: Int64
    /// When it was opened first; nil for one that nobody but its makers knows of.
    package var openedAt: Int64?
    package var closedAt: Int64?
    /// Counts the changes, for `If-Match`.
    package var rowVersion: Int64

    /// Whether everybody may read it: what was open once stays told.
    package var isPublic: Bool { openedAt != nil }

    package init(
        number: CampaignNumber, manufacturer: ID<Manufacturer>, state: CampaignState, details: CampaignDetails,
        textVersion: Int64 = 1, createdBy: String, createdAt: Int64, openedAt: Int64? = nil, closedAt: Int64? = nil,
        rowVersion: Int64 = 1
    ) {
        self.number = number
        self.manufacturer = manufacturer
        self.state = state
        self.details = details
        self.textVersion = textVersion
        self.createdBy = createdBy
        self.createdAt = createdAt
        self.openedAt = openedAt
        self.closedAt = closedAt
        self.rowVersion = rowVersion
    }
}

package typealias CampaignNumber = RecordNumber<Campaign>

extension Campaign: NumberedRecord {
    /// 'R' for recall.
    package static let numberLetter: Character = "R"
}

/// What a campaign is for.
package enum CampaignKind: String, CaseIterable, Sendable {
    /// Units are dangerous, or break a rule that protects people.
    case safetyRecall
    /// A defect that endangers nobody is put right.
    case serviceCampaign
    /// Units are made better than they were sold.
    case upgrade
    /// Units are looked at, to find out.
    case inspection
}

/// What is done about a unit.
package enum RemedyKind: String, CaseIterable, Sendable {
    case repair
    case replace
    case refund
    case inspect
    /// The owner throws it away and is told how.
    case dispose
}

/// How soon.
package enum CampaignPriority: String, CaseIterable, Sendable {
    case critical
    case high
    case medium
    case low
}
