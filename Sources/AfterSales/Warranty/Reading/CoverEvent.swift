import Identifiers
import Registry
import Storage

/// What one event says about a unit's cover.
struct CoverEvent {
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

    var isRegistration: Bool { details.transactions?.contains { $0.type == Registration.eventType } ?? false }

    var fact: CoverFacts.Fact { CoverFacts.Fact(at: time, zoneOffset: zoneOffset, event) }
}

extension CoverFacts.Reading {
    /// A reading of one of the meters by which cover is limited; nil for any other.
    init?(_ reading: EventDetails.Reading, on day: CivilDate) {
        let meter: UsageLimit.Meter? =
            switch reading.unit {
            case "KMT": .kilometres
            case "SMI": .miles
            case "HUR": .hours
            default: UsageLimit.Meter(rawValue: reading.unit ?? "") ?? UsageLimit.Meter(rawValue: reading.type)
            }
        // Fractions count for the owner.
        guard let meter, let value = Int64(reading.value.prefix { $0 != "." }) else { return nil }
        self.init(meter, value, on: day)
    }
}
