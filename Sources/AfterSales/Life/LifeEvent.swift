import Identifiers
import Registry
import Storage

/// What one event says about a unit's cover.
struct LifeEvent {
    var event: ID<Event>
    var role: HistoryEntry.Role
    var time: Int64
    var zoneOffset: Int
    var step: BusinessStep?
    var disposition: Disposition?
    var details: EventDetails

    init(_ entry: HistoryEntry) {
        (event, role, time, zoneOffset) = (entry.event, entry.role, entry.time, entry.zoneOffset)
        (step, disposition, details) = (entry.businessStep, entry.disposition, entry.details)
    }

    init(
        event: ID<Event>, time: Int64, zoneOffset: Int, step: BusinessStep?, disposition: Disposition?,
        details: EventDetails
    ) {
        (self.event, self.time, self.zoneOffset) = (event, time, zoneOffset)
        (self.step, self.disposition, self.details) = (step, disposition, details)
        role = .unit
    }

    /// Of one that is about to be recorded.
    init(_ draft: EventDraft) {
        self.init(
            event: ID(0), time: draft.time, zoneOffset: draft.zoneOffset, step: draft.businessStep,
            disposition: draft.disposition, details: draft.details)
    }

    var isRegistration: Bool { details.transactions?.contains { $0.type == Registration.eventType } ?? false }

    var fact: UnitLife.Fact { UnitLife.Fact(at: time, zoneOffset: zoneOffset, event) }
}

/// What an event says of one of the meters by which cover and maintenance go.
struct MeterNote {
    /// The type of a reading that a new meter begins with, in the place of the old one.
    static let newMeter = "new_meter"

    var meter: UsageLimit.Meter
    var value: Int64
    var isNew: Bool

    /// Nil for a reading of anything else.
    init?(_ reading: EventDetails.Reading) {
        let meter: UsageLimit.Meter? =
            switch reading.unit {
            case "KMT": .kilometres
            case "SMI": .miles
            case "HUR": .hours
            default: UsageLimit.Meter(rawValue: reading.unit ?? "") ?? UsageLimit.Meter(rawValue: reading.type)
            }
        // Fractions count for the owner.
        guard let meter, let value = Int64(reading.value.prefix { $0 != "." }), value >= 0 else { return nil }
        self.meter = meter
        self.value = value
        isNew = reading.type == Self.newMeter
    }
}
