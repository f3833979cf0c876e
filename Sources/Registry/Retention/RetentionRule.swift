/// What is kept for a time only.
package enum RetentionRule: String, CaseIterable, Sendable {
    /// Answers that a repeated request gets again.
    case responses
    /// What was looked up in vain, by shape.
    case unknownPlates = "unknown-plates"
    /// Network addresses in the audit trail; the entries and their commitments stay.
    case trailAddresses = "trail-addresses"
    /// Reasons in the audit trail; the entries and their commitments stay.
    case trailReasons = "trail-reasons"
    /// The journal of imports that are done. A file that it has forgotten can be imported anew.
    case imports
    /// Notices that are sent, dead, stopped or came back, with the proofs of what people were sent.
    case deliveries
    /// Who has asked whether units are real: of a unit, how many and since when stays.
    case scans
    /// What people have written in reports of thefts that have ended; that there was one stays.
    case thefts
    /// What finders of stolen or lost units have written and were answered, and how they are reached.
    case findings
    /// People and organisations that own no unit any more: their names go, as in an erasure.
    case formerOwners = "former-owners"

    /// How long it is kept where nobody has said otherwise, in days. Addresses serve to look into an attack, which is rarely
    /// noticed within months; former owners and reasons go with the longest periods of limitation, ten years and five, imports,
    /// deliveries and what is written of thefts with the usual one. A finder hears within a year, or never.
    package var defaultDays: Int64 {
        switch self {
        case .responses: Idempotency.lifetime / Retention.day
        case .unknownPlates: Int64(UnknownPlates.months) * 31
        case .trailAddresses: 365
        case .scans: 2 * 365
        case .findings: 365
        case .trailReasons: 5 * 365
        case .imports, .deliveries, .thefts: 3 * 365
        case .formerOwners: 10 * 365
        }
    }

    /// Whether it is obeyed where nobody has said otherwise. Whatever erases people is off.
    package var isOnByDefault: Bool {
        switch self {
        case .responses, .unknownPlates, .trailAddresses, .scans, .thefts, .findings: true
        case .trailReasons, .imports, .deliveries, .formerOwners: false
        }
    }

    /// Whether it is always obeyed as it is: its subject does so itself.
    package var isFixed: Bool { self == .responses || self == .unknownPlates }

    /// What is forgotten, in words.
    package var summary: String {
        switch self {
        case .responses: "answers kept for repeated requests"
        case .unknownPlates: "counts of what was looked up in vain"
        case .trailAddresses: "network addresses in the audit trail"
        case .trailReasons: "reasons in the audit trail"
        case .imports: "the journal of finished imports"
        case .deliveries: "notices that are done, and proofs of sending"
        case .scans: "who has asked whether units are real"
        case .thefts: "what is written in reports of thefts that have ended"
        case .findings: "messages of finders, and their addresses"
        case .formerOwners: "names of owners that own nothing any more"
        }
    }
}
