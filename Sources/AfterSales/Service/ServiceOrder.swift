package import Identifiers
package import Registry

/// A repair: what was wrong with a unit, what was found and done, and how long it took.
package struct ServiceOrder: Hashable, Sendable {
    package var number: ServiceOrderNumber
    package var manufacturer: ID<Manufacturer>
    package var unit: UnitKey
    /// The batch that the unit is of, for what is added up by batch.
    package var batch: ID<Batch>?
    package var state: ServiceState
    package var details: ServiceDetails
    /// The workshop, as grants name places; nil where the manufacturer itself repairs.
    package var site: String?
    /// Who owned the unit when the order was opened.
    package var owner: ID<Party>?
    /// The ``Principal/auditName``.
    package var openedBy: String
    /// Microseconds since 1970 UTC, as all times here.
    package var openedAt: Int64
    package var outcome: ServiceOutcome?
    /// When the work was finished the last time.
    package var completedAt: Int64?
    /// An earlier order after which the unit came back within ``ServiceRepairs/repeatDays`` days.
    package var repeats: ServiceOrderNumber?
    /// The claim that was filed for it.
    package var claim: ClaimNumber?
    /// How many of the lines are in the ledger already: those parts went in and out, and stay as they are.
    package var recordedLines: Int
    /// The disposition to which the unit goes back when it is repaired.
    package var dispositionBefore: Disposition?
    /// The place to which it goes back then.
    package var locationBefore: String?
    /// Counts the changes, for `If-Match`.
    package var rowVersion: Int64

    package init(
        number: ServiceOrderNumber, manufacturer: ID<Manufacturer>, unit: UnitKey, batch: ID<Batch>? = nil,
        state: ServiceState, details: ServiceDetails, site: String? = nil, owner: ID<Party>? = nil, openedBy: String,
        openedAt: Int64, outcome: ServiceOutcome? = nil, completedAt: Int64? = nil,
        repeats: ServiceOrderNumber? = nil, claim: ClaimNumber? = nil, recordedLines: Int = 0,
        dispositionBefore: Disposition? = nil, locationBefore: String? = nil, rowVersion: Int64
    ) {
        self.number = number
        self.manufacturer = manufacturer
        self.unit = unit
        self.batch = batch
        self.state = state
        self.details = details
        self.site = site
        self.owner = owner
        self.openedBy = openedBy
        self.openedAt = openedAt
        self.outcome = outcome
        self.completedAt = completedAt
        self.repeats = repeats
        self.claim = claim
        self.recordedLines = recordedLines
        self.dispositionBefore = dispositionBefore
        self.locationBefore = locationBefore
        self.rowVersion = rowVersion
    }

    /// Working time in minutes: what the lines of labour come to.
    package var minutes: Int64 { details.lines.reduce(0) { $0 + ($1.minutes ?? 0) } }

    /// For how long the unit was down, in whole minutes: from ``ServiceDetails/downSince`` to ``ServiceDetails/backSince``.
    /// Nil where one of them is not known.
    package var downMinutes: Int64? {
        guard let from = details.downSince, let until = details.backSince, until >= from else { return nil }
        return (until - from) / 60_000_000
    }
}

package typealias ServiceOrderNumber = RecordNumber<ServiceOrder>

extension ServiceOrder: NumberedRecord {
    /// 'W' for work order.
    package static let numberLetter: Character = "W"
}

/// Who bears the cost of a repair.
package enum ServiceCharge: String, CaseIterable, Sendable {
    /// The manufacturer, under its warranty.
    case warranty
    /// The manufacturer, though no cover holds.
    case goodwill
    /// The customer.
    case customer
    /// A recall or another campaign.
    case campaign
    /// Whoever repairs: their own stock, their own mistake.
    case `internal`
}

/// What a repair came to.
package enum ServiceOutcome: String, CaseIterable, Sendable {
    case repaired
    /// The unit was exchanged for another one.
    case exchanged
    /// Nothing was wrong that anybody could find (NTF).
    case noTroubleFound
    case notRepairable
    /// The customer did not want to pay for it.
    case declined

}

/// What a workshop says in a service order.
package struct ServiceDetails: Hashable, Sendable {
    package static let mostLines = ClaimDetails.mostLines
    package static let mostCharacters = ClaimDetails.mostCharacters

    package var charge: ServiceCharge
    /// What is wrong, in the customer's words; nil once erased.
    package var complaint: String?
    /// What the customer complains of, as one of the manufacturer's fault codes.
    package var symptom: String?
    /// What was found to be wrong: the diagnosis, as one of the manufacturer's fault codes.
    package var faultCode: String?
    /// The model number of the part that was at fault.
    package var causalPart: String?
    /// What was done, in words.
    package var workDone: String?
    /// What a meter showed when the unit came.
    package var reading: ClaimDetails.Reading?
    /// Since when the unit could not be used; microseconds since 1970 UTC.
    package var downSince: Int64?
    /// Since when it can be used again.
    package var backSince: Int64?
    /// ISO 4217, of all amounts.
    package var currency: String
    /// Parts that were taken out and fitted, labour, expenses.
    package var lines: [ClaimLine]
    /// The case at the support desk that it came from.
    package var caseNumber: CaseNumber?
    /// The recall or campaign that it was done for.
    package var campaign: String?
    /// The workshop's own number.
    package var reference: String?
    /// Who works on it: a name of an account or what the workshop calls them.
    package var technician: String?

    package init(_ charge: ServiceCharge, complaint: String?, currency: String, lines: [ClaimLine] = []) {
        self.charge = charge
        self.complaint = complaint
        self.currency = currency
        self.lines = lines
    }

    /// - Parameter now: nothing is known of what comes after it.
    /// - Throws: `value.invalid`.
    func check(now: Int64) throws(RegistryError) {
        // What both say is checked once.
        var asClaim = ClaimDetails(complaint: complaint, currency: currency, lines: lines)
        (asClaim.faultCode, asClaim.causalPart, asClaim.reference) = (faultCode, causalPart, reference)
        asClaim.reading = reading
        try asClaim.check()
        for (field, text, limit) in [
            ("symptom", symptom, 80), ("campaign", campaign, 80), ("technician", technician, 80),
        ] {
            try TextRules.check(text, field: field, limit: limit)
        }
        if let workDone { try LongText.check(workDone, field: "workDone", limit: Self.mostCharacters) }
        for (field, time) in [("downSince", downSince), ("backSince", backSince)] {
            guard let time else { continue }
            guard time <= now, time > 0 else {
                throw RegistryError(.valueInvalid, "'\(field)' lies in the future, or before 1970.", field: field)
            }
        }
        guard (downSince ?? .min) <= (backSince ?? .max) else {
            throw RegistryError(.valueInvalid, "A unit is back after it was down, not before.", field: "backSince")
        }
    }
}
