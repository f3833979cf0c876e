import Identifiers
package import Registry
package import Storage

/// What a meter may be told to show.
package enum MeterRules {
    /// Refuses readings that are lower than one before them, or higher than one after them.
    /// - Parameter event: what is about to be recorded of the unit.
    /// - Throws: `meter.backwards`.
    package static func check(_ event: EventDraft, of unit: UnitRow, _ reader: any SQLReader) throws {
        guard event.details.readings != nil else { return }
        let events = try events(of: unit, reader)
        let place = events.firstIndex { $0.time > event.time } ?? events.count
        guard let low = lowReading(with: LifeEvent(event), at: place, in: events) else { return }
        throw RegistryError(
            .meterBackwards,
            "The meter would count backwards: \(low.value) \(low.meter.rawValue) on \(low.on.isoText) is less than it had "
                + "counted. Check the number and the day; if the meter was replaced, say so.", field: "readings")
    }

    /// What the unit's meter showed on another day that a reading of one day contradicts: more before it, or less
    /// afterwards. A meter that took another's place counts anew. When on its day it was read is not said: what fits at one
    /// time of that day, fits.
    static func contradiction(
        to value: Int64, _ meter: UsageLimit.Meter, on day: CivilDate, of unit: UnitRow, _ reader: any SQLReader
    ) throws -> UnitLife.Reading? {
        let events = try events(of: unit, reader)
        var details = EventDetails()
        details.readings = [Self.reading(meter, String(value))]
        let new = LifeEvent(
            event: ID(0), time: day.firstMicrosecond, zoneOffset: 0, step: nil, disposition: nil, details: details)
        let first = events.firstIndex { $0.fact.on >= day } ?? events.count
        let last = max(first, events.firstIndex { $0.fact.on > day } ?? events.count)
        var found: UnitLife.Reading?
        for place in first...last
        where place == first || place == last || events[place - 1].details.readings != nil {
            guard var other = lowReading(with: new, at: place, in: events) else { return nil }
            var fold = Self.fold(events[..<place])
            let before = fold.facts.readings.last { $0.meter == meter }
            fold.apply(new)
            if let before, other == fold.facts.lowReadings.last { other = before }
            other.value -= fold.offset[meter] ?? 0
            found = found ?? other
        }
        return found
    }

    /// The reading that counts less than one before it, once an event is told too: one of that event, or a later one.
    private static func lowReading(
        with new: LifeEvent, at place: Int, in events: [LifeEvent]
    ) -> UnitLife.Reading? {
        let before = fold(events).facts.lowReadings
        let after = fold(events[..<place] + [new] + events[place...]).facts.lowReadings
        guard after.count > before.count else { return nil }
        return after.first { !before.contains($0) }
    }

    private static func events(of unit: UnitRow, _ reader: any SQLReader) throws -> [LifeEvent] {
        try Units.history(of: unit, reader).effective().filter { $0.errorReason != .didNotOccur }.map { LifeEvent($0) }
    }

    private static func fold(_ events: some Sequence<LifeEvent>) -> LifeFold {
        var fold = LifeFold(producedOn: nil, market: nil)
        for event in events { fold.apply(event) }
        return fold
    }

    /// How the ledger tells a reading, and what a new meter begins with.
    package static func reading(_ meter: UsageLimit.Meter, _ value: String, isNewMeter: Bool = false)
        -> EventDetails.Reading
    {
        let unit =
            switch meter {
            case .kilometres: "KMT"
            case .miles: "SMI"
            case .hours: "HUR"
            case .cycles: "cycles"
            }
        return EventDetails.Reading(type: isNewMeter ? MeterNote.newMeter : meter.rawValue, value: value, unit: unit)
    }
}
