/// What somebody is told who asks whether a unit is real. A number cannot prove a thing: none of them says 'genuine'.
package enum Verdict: String, CaseIterable, Sendable {
    /// The number was issued, and nobody has asked for it before.
    case issuedFirstSeen
    /// The number was issued, and others have asked for it before.
    case issuedSeenBefore
    /// At least two independent signs speak for copies of the unit.
    case possibleCopy
    /// No unit of the model has the number.
    case notIssued
    /// The unit has another code.
    case wrongCode
    /// No model that the asker may know of has the number.
    case unknownModel
    /// The serial number belongs to a unit of another model.
    case otherModel
    /// What the asker sees differs from the record.
    case notAsBuilt
    case recalled
    case reportedStolen
    /// Destroyed, scrapped, or taken out of use for good.
    case withdrawn
    /// Taken to another country for good.
    case exported
    /// What is needed to judge is not at hand, or several products have the number.
    case cannotTell

    /// Whether the number is that of a unit.
    package var isIssued: Bool {
        switch self {
        case .issuedFirstSeen, .issuedSeenBefore, .possibleCopy, .notAsBuilt, .recalled, .reportedStolen, .withdrawn,
            .exported, .wrongCode:
            true
        case .notIssued, .unknownModel, .otherModel, .cannotTell: false
        }
    }
}

/// What speaks for a verdict, or must be known besides it: a code for programs, facts for its sentence.
package struct Finding: Hashable, Sendable {
    package enum Code: String, CaseIterable, Sendable {
        case unknownModel
        case serialMissing
        case sharedNumber
        case spelling
        case notIssued
        case malformed
        /// The model's units are numbered elsewhere, and the registry knows none with this number.
        case notInRecords
        /// The registry knows of no unit of the model: it cannot say which numbers were issued.
        case noRecords
        case keyMissing
        case otherModel
        case labelCodeRight
        case ownerCodeRight
        case codeWrong
        case noCodes
        /// The link on the label is signed by the maker: that proves issue, not originality.
        case signatureRight
        case signatureWrong
        case codeUntold
        case firstSeen
        case seenBefore
        case copySigns
        case partsDiffer
        case partsAgree
        case partsUnknown
        case recalled
        /// It is one of an open campaign.
        case campaign
        /// It is one of an open campaign, and nobody should use it.
        case campaignDoNotUse
        case stolen
        case destroyed
        case ended
        case exported
        case expired
        case cleared
    }
    package var code: Code
    package var facts: [String: String]

    package init(_ code: Code, _ facts: [String: String] = [:]) {
        self.code = code
        self.facts = facts
    }
}
