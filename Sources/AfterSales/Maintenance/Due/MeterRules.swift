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
        let entries = try Units.history(of: unit, reader).effective().filter { $0.errorReason != .didNotOccur }
        let events = entries.map { LifeEvent($0) }
        let new = LifeEvent(event)
        let place = events.firstIndex { $0.time > event.time } ?? events.count
        let before = lowReadings(events)
        let after = lowReadings(events[..<place] + [new] + events[place...])
        guard after.count > before.count, let low = after.first(where: { !before.contains($0) }) else { return }
        throw RegistryError(
            .meterBackwards,
            "The meter would count backwards: \(low.value) \(low.meter.rawValue) on \(low.on.isoText) is less than it had "
                + "counted. Check the number and the day; if the meter was replaced, say so.", field: "readings")
    }

    private static func lowReadings(_ events: some Sequence<LifeEvent>) -> [UnitLife.Reading] {
        var fold = LifeFold(producedOn: nil, market: nil)
        for event in events { fold.apply(event) }
        return fold.facts.lowReadings
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
