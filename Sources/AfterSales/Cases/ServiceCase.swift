import Identifiers
package import Registry

/// What a customer asks of a support desk about a unit, and what becomes of it.
package struct ServiceCase: Hashable, Sendable {
    package var number: CaseNumber
    package var manufacturer: ID<Manufacturer>
    package var unit: UnitKey
    /// What was asked, and how.
    package var request: CaseRequest
    /// Who looks after it, and until when.
    package var handling: CaseHandling
    package var state: CaseState
    /// Nil until it is at an end, and where the customer has withdrawn it.
    package var outcome: CaseOutcome?
    package var rating: CaseRating?
    /// Nil where nothing is to be sent back.
    package var returnState: CaseReturn?
    /// The owner who asks; nil where somebody else does.
    package var party: ID<Party>?
    /// The ``Principal/auditName`` of whoever has opened it.
    package var openedBy: String
    /// Microseconds since 1970 UTC, as all times here.
    package var createdAt: Int64
    package var dueAt: Int64
    package var solvedAt: Int64?
    /// When it was solved, closed or withdrawn, the first of these; nil for an open one.
    package var endedAt: Int64?
    /// Counts the changes, for `If-Match`.
    package var rowVersion: Int64

    package init(
        number: CaseNumber, manufacturer: ID<Manufacturer>, unit: UnitKey, request: CaseRequest,
        handling: CaseHandling, state: CaseState = .open, party: ID<Party>?, openedBy: String, createdAt: Int64,
        dueAt: Int64, rowVersion: Int64 = 1
    ) {
        self.number = number
        self.manufacturer = manufacturer
        self.unit = unit
        self.request = request
        self.handling = handling
        self.state = state
        self.party = party
        self.openedBy = openedBy
        self.createdAt = createdAt
        self.dueAt = dueAt
        self.rowVersion = rowVersion
    }

    /// Whether it should be at an end by now.
    package func isOverdue(at now: Int64) -> Bool { state.isOpen && dueAt < now }

    /// What its files belong to.
    package var attachments: AttachedFile.Owner { AttachedFile.Owner(.serviceCase, number.id) }
}

extension ServiceCase: NumberedRecord {
    package static let numberLetter: Character = "S"
}

package typealias CaseNumber = RecordNumber<ServiceCase>

/// What a customer says.
package struct CaseRequest: Hashable, Sendable {
    package static let longestComplaint = 4_000
    package static let longestContact = 300

    package var kind: CaseKind
    package var channel: CaseChannel
    /// In the customer's words; nil once erased.
    package var complaint: String?
    /// How whoever asks is reached, where that is not the unit's owner or they say another way: a name, an address, a number.
    package var contact: String?

    package init(
        _ kind: CaseKind, _ complaint: String?, channel: CaseChannel = .ownersPage, contact: String? = nil
    ) {
        self.kind = kind
        self.channel = channel
        self.complaint = complaint
        self.contact = contact
    }

    /// - Throws: `value.invalid`.
    func check() throws(RegistryError) {
        try LongText.check(complaint ?? "", field: "complaint", limit: Self.longestComplaint)
        try TextRules.check(contact, field: "contact", limit: Self.longestContact)
    }

    /// The first line of the complaint, for lists.
    package var headline: String? {
        complaint?.split(whereSeparator: \.isNewline).first.map { String($0.prefix(120)) }
    }
}

/// How the desk deals with a case.
package struct CaseHandling: Hashable, Sendable {
    package var priority: CasePriority
    /// The name of an account; nil for nobody yet.
    package var assignee: String?
    package var claim: ClaimNumber?
    /// The number of a service order.
    package var order: ServiceOrderNumber?

    package init(
        _ priority: CasePriority = .normal, assignee: String? = nil, claim: ClaimNumber? = nil,
        order: ServiceOrderNumber? = nil
    ) {
        self.priority = priority
        self.assignee = assignee
        self.claim = claim
        self.order = order
    }
}

/// What a customer thinks of how a case was dealt with.
package struct CaseRating: Hashable, Sendable {
    package static let longestWords = 1_000

    /// 1, bad, to 5, good.
    package var stars: Int64
    package var words: String?

    package init(_ stars: Int64, words: String? = nil) {
        self.stars = stars
        self.words = words
    }

    /// - Throws: `value.invalid`.
    func check() throws(RegistryError) {
        guard (1...5).contains(stars) else {
            throw RegistryError(.valueInvalid, "A rating is 1, bad, to 5, good.", field: "stars")
        }
        if let words { try LongText.check(words, field: "words", limit: Self.longestWords) }
    }
}
