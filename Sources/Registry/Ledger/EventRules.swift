import Identifiers

/// What every event must satisfy before the ledger takes it (EPCIS 2.0, section 7.4, and the registry's limits).
enum EventRules {
    /// Events name at most this many units; more are parts of a batch, or several events. 1,000 commitments of 32 bytes
    /// fit one entry of a tiled log (65,535 bytes).
    static let maximumUnits = 1_000
    static let maximumRanges = 100
    static let maximumNotes = 20
    static let maximumNoteLength = 4_000
    /// Clocks of scanners may be fast by this many microseconds.
    static let tolerance: Int64 = 5 * 60 * 1_000_000
    /// 1900-01-01, in microseconds since 1970 UTC.
    static let earliest: Int64 = -2_208_988_800_000_000

    static func check(_ draft: EventDraft, now: Int64) throws(RegistryError) {
        try check(draft.time, now: now)
        guard (-14 * 60...14 * 60).contains(draft.zoneOffset) else {
            throw RegistryError(.eventInvalid, "A zone offset lies between -14:00 and +14:00.", field: "zone")
        }
        let quantities = draft.details.quantities ?? []
        guard
            draft.corrects != nil || !draft.units.isEmpty || !draft.ranges.isEmpty || draft.parent != nil
                || !quantities.isEmpty
        else {
            throw RegistryError(
                .eventInvalid, "An event names at least one unit, range, parent or quantity.", field: "units")
        }
        guard draft.units.count <= maximumUnits, draft.ranges.count <= maximumRanges else {
            throw RegistryError(
                .eventInvalid,
                "An event names at most \(maximumUnits) units and \(maximumRanges) ranges; send several.",
                field: "units")
        }
        guard Set(draft.units).count == draft.units.count else {
            throw RegistryError(.eventInvalid, "The event names a unit twice; name each once.", field: "units")
        }
        guard !hasOverlaps(draft.ranges) else {
            throw RegistryError(.eventInvalid, "Two ranges of the event overlap; name each unit once.", field: "ranges")
        }
        if let parent = draft.parent, draft.units.contains(parent) {
            throw RegistryError(.eventInvalid, "A unit cannot contain itself.", field: "parent")
        }
        try checkType(draft)
        try checkQuantities(draft)
        try checkTexts(draft)
    }

    /// Pieces of one kind that an event speaks of: at most this many.
    static let maximumQuantity: Int64 = 1_000_000_000_000

    private static func checkQuantities(_ draft: EventDraft) throws(RegistryError) {
        let quantities = draft.details.quantities ?? []
        guard quantities.count <= 100, quantities.allSatisfy({ (1...maximumQuantity).contains($0.quantity) }) else {
            throw RegistryError(
                .eventInvalid, "An event names at most 100 quantities, each from 1 to \(maximumQuantity) pieces.",
                field: "quantities")
        }
        try TextRules.check(draft.details.source, field: "source", limit: 200)
        if let word = draft.details.sourceDisposition, Disposition(rawValue: word) == nil {
            throw RegistryError(
                .eventInvalid, "'\(word.prefix(40))' is no disposition of CBV 2.0.", field: "source_disposition")
        }
    }

    /// Whether an event may have happened at this time.
    static func check(_ time: Int64, now: Int64) throws(RegistryError) {
        guard time <= now.addingSaturated(tolerance) else {
            throw RegistryError(
                .eventFuture, "The event time is in the future; check the clock or the date.", field: "event_time")
        }
        guard time >= earliest else {
            throw RegistryError(.eventInvalid, "The event time is before 1900; check the date.", field: "event_time")
        }
    }

    private static func checkType(_ draft: EventDraft) throws(RegistryError) {
        switch draft.type {
        case .aggregation, .association:
            let isComplete = draft.parent != nil && !(draft.units.isEmpty && draft.ranges.isEmpty)
            guard isComplete || draft.action == .observe || draft.corrects != nil else {
                throw RegistryError(
                    .eventInvalid,
                    "\(draft.type.rawValue) with the action \(draft.action.rawValue) names a parent and what joins or "
                        + "leaves it.", field: "parent")
            }
        case .object, .transaction:
            guard draft.parent == nil || draft.type == .transaction else {
                throw RegistryError(
                    .eventInvalid, "An ObjectEvent has no parent; use an AggregationEvent.", field: "parent")
            }
        }
        guard (draft.errorReason == nil) == (draft.corrects == nil) else {
            throw RegistryError(
                .eventInvalid,
                "A correction names the event that it corrects and a reason: did_not_occur or incorrect_data.",
                field: "error_reason")
        }
    }

    private static func hasOverlaps(_ ranges: [EventDraft.SequenceRange]) -> Bool {
        Dictionary(grouping: ranges, by: \.batch).values.contains { ranges in
            let sorted = ranges.map(\.sequences).sorted { $0.lowerBound < $1.lowerBound }
            return zip(sorted, sorted.dropFirst()).contains { $0.upperBound >= $1.lowerBound }
        }
    }

    private static func checkTexts(_ draft: EventDraft) throws(RegistryError) {
        try TextRules.check(draft.readPoint, field: "read_point", limit: 200)
        try TextRules.check(draft.businessLocation, field: "location", limit: 200)
        try TextRules.check(draft.details.faultCode, field: "fault_code", limit: 80)
        try TextRules.check(draft.details.decision, field: "decision", limit: 80)
        try TextRules.check(draft.details.remedy, field: "remedy", limit: 80)
        try checkDecision(draft.details)
        try TextRules.checkMarket(draft.details.market)
        try TextRules.check(draft.details.slot, field: "slot", limit: 80)
        guard draft.notes.count <= maximumNotes else {
            throw RegistryError(.eventInvalid, "An event has at most \(maximumNotes) notes.", field: "note")
        }
        for note in draft.notes {
            guard note.unicodeScalars.count <= maximumNoteLength, !note.unicodeScalars.contains("\0") else {
                throw RegistryError(
                    .eventInvalid, "A note has at most \(maximumNoteLength) characters and no NUL.", field: "note")
            }
        }
        let lists = [
            draft.details.readings?.count ?? 0, draft.details.transactions?.count ?? 0,
            draft.details.fitted?.count ?? 0, draft.details.removed?.count ?? 0, draft.details.set?.count ?? 0,
            draft.details.unset?.count ?? 0,
        ]
        guard lists.allSatisfy({ $0 <= 100 }) else {
            throw RegistryError(
                .eventInvalid, "An event has at most 100 readings, transactions, parts and marks.", field: "readings")
        }
        for word in (draft.details.set ?? []) + (draft.details.unset ?? []) where Disposition(rawValue: word) == nil {
            throw RegistryError(.eventInvalid, "'\(word.prefix(40))' is no disposition of CBV 2.0.", field: "set")
        }
        for reading in draft.details.readings ?? [] {
            try TextRules.check(reading.type, field: "readings", limit: 80)
            try TextRules.checkDecimal(reading.value, field: "readings")
            try TextRules.check(reading.unit, field: "readings", limit: 20)
        }
        for part in (draft.details.fitted ?? []) + (draft.details.removed ?? []) {
            try TextRules.check(part.part, field: "parts", limit: 120)
            try TextRules.check(part.serial, field: "parts", limit: 120)
        }
        for transaction in draft.details.transactions ?? [] {
            try TextRules.check(transaction.type, field: "transactions", limit: 80)
            try TextRules.check(transaction.id, field: "transactions", limit: 200)
        }
    }

    private static func checkDecision(_ details: EventDetails) throws(RegistryError) {
        if let cost = details.cost {
            guard EventDetails.Cost.amounts.contains(cost.amount) else {
                throw RegistryError(
                    .eventInvalid, "A cost is 0 to 10^15 minor units of its currency.", field: "cost")
            }
            guard CodeLists.isCurrency(letters: cost.currency) else {
                throw RegistryError(
                    .eventInvalid, "A currency is three capital letters of ISO 4217, such as 'NOK'.", field: "currency")
            }
        }
        guard let text = details.failedOn else { return }
        guard let day = try? CivilDate(parsing: text), day.day != nil, day.isoText == text else {
            throw RegistryError(
                .eventInvalid, "The day of the failure is a whole date, such as 2026-07-14.", field: "failed_on")
        }
    }
}
