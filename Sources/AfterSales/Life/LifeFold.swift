import Identifiers
package import Registry

/// Follows a unit's events, in order of their times, and keeps what they say about its cover.
///
/// - The sale is the first event with the step `retail_selling` or the disposition `retail_sold`. What follows with the
///   disposition `returned` or one of a seller's stock takes the unit back, until it is sold again.
/// - The delivery is the first receipt after the sale; without a sale, the last receipt before the unit is in use.
/// - In repair is a unit from an event with the step `repairing` and the disposition `in_progress`, or from the return that
///   came before it, until an event says otherwise. Any other `repairing` is a repair of one day.
/// - The registration is the first event that names one as its business transaction.
/// - The owner changes when a sold unit gets another owning party.
/// - A reading of the type `new_meter` says what a new meter begins with. What the old one had counted is added to what the
///   new one shows. A reading that is lower than the one before is not counted.
/// - `replacing` of a whole unit names the one that it takes the place of as removed, or that takes its place as fitted.
struct LifeFold {
    private(set) var facts = UnitLife()
    /// The unit that this one was given for: its model number and serial number.
    private(set) var replaced: (part: EventDetails.PartNote, fact: UnitLife.Fact)?
    private var owner: ID<Party>?
    private var isBackUnsorted = false
    /// What each meter had counted at the last reading, over all meters that the unit has had.
    private var counted: [UsageLimit.Meter: Int64] = [:]
    /// What is added to the readings of the present meter.
    private(set) var offset: [UsageLimit.Meter: Int64] = [:]

    init(producedOn: CivilDate?, market: String?) {
        facts.produced = producedOn
        facts.market = market
    }

    private var isSold: Bool { facts.sale != nil && facts.inStock.last.map { $0.until != nil } ?? true }

    mutating func apply(_ event: LifeEvent) {
        guard event.role == .unit else { return }
        if let readings = event.details.readings { read(readings.compactMap { MeterNote($0) }, on: event.fact.on) }
        work(event)
        if let market = event.details.market { facts.market = market }
        endRepair(event)
        switch (event.step, event.disposition) {
        case (.repairing, _): repair(event)
        case (.retailSelling, _), (_, .retailSold): sell(event)
        case (.installing, _): if facts.installation == nil { facts.installation = event.fact }
        case (.replacing, _): replace(event)
        case (.receiving, let disposition), (.accepting, let disposition):
            takeBack(event, disposition)
            deliver(event)
        case (_, let disposition): takeBack(event, disposition)
        }
        own(event)
        if facts.registration == nil, event.isRegistration { facts.registration = event.fact }
        mark(event)
        if facts.end == nil {
            switch (event.step, event.disposition) {
            case (.decommissioning, _): facts.end = .init(.decommissioned, event.fact)
            case (.destroying, _), (_, .destroyed): facts.end = .init(.destroyed, event.fact)
            default: break
            }
        }
    }

    private mutating func read(_ notes: [MeterNote], on day: CivilDate) {
        for note in notes {
            let counted = counted[note.meter]
            if note.isNew {
                // What the old one had counted, less what the new one begins with.
                offset[note.meter] = (counted ?? 0).subtractingSaturated(note.value)
                continue
            }
            let value = max(0, note.value.addingSaturated(offset[note.meter] ?? 0))
            let reading = UnitLife.Reading(note.meter, value, on: day)
            if value < counted ?? 0 {
                facts.lowReadings.append(reading)
            } else {
                facts.readings.append(reading)
                self.counted[note.meter] = value
            }
        }
    }

    private mutating func work(_ event: LifeEvent) {
        for transaction in event.details.transactions ?? [] {
            guard let kind = MaintenanceJob.Kind(rawValue: transaction.type) else { continue }
            facts.jobs.append(MaintenanceJob(kind, transaction.id, event.fact, meters: counted))
        }
    }

    private mutating func sell(_ event: LifeEvent) {
        if facts.sale == nil {
            facts.sale = event.fact
            owner = nil
        } else if let last = facts.inStock.indices.last, facts.inStock[last].until == nil {
            facts.inStock[last].until = event.fact
            owner = nil
        }
        isBackUnsorted = false
    }

    private mutating func takeBack(_ event: LifeEvent, _ disposition: Disposition?) {
        guard isSold else { return }
        switch disposition {
        case .returned, .sellableAccessible, .sellableNotAccessible, .nonSellableOther:
            facts.inStock.append(UnitLife.Time(event.fact))
            isBackUnsorted = disposition == .returned
        default: break
        }
    }

    private mutating func deliver(_ event: LifeEvent) {
        if facts.sale != nil {
            if facts.delivery == nil || facts.delivery?.on ?? event.fact.on < facts.sale?.on ?? event.fact.on, isSold {
                facts.delivery = event.fact
            }
        } else if facts.installation == nil, facts.repairs.isEmpty {
            facts.delivery = event.fact
        }
    }

    private mutating func repair(_ event: LifeEvent) {
        var from = event.fact
        // What came back for a repair did not come back to stock.
        if isBackUnsorted, let back = facts.inStock.last, back.until == nil {
            from = back.from
            facts.inStock.removeLast()
        }
        isBackUnsorted = false
        if let last = facts.repairs.indices.last, facts.repairs[last].until == nil {
            if event.disposition != .inProgress { facts.repairs[last].until = event.fact }
        } else {
            facts.repairs.append(UnitLife.Time(from, event.disposition == .inProgress ? nil : event.fact))
        }
    }

    private mutating func endRepair(_ event: LifeEvent) {
        guard event.step != .repairing, let last = facts.repairs.indices.last, facts.repairs[last].until == nil,
            event.step == .shipping || (event.disposition != nil && event.disposition != .inProgress)
        else { return }
        facts.repairs[last].until = event.fact
    }

    private mutating func replace(_ event: LifeEvent) {
        if let removed = event.details.removed?.first, removed.serial != nil { replaced = (removed, event.fact) }
        if let fitted = event.details.fitted?.first, let serial = fitted.serial {
            facts.replacedBy = .init(for: serial, event.fact)
        }
    }

    private mutating func own(_ event: LifeEvent) {
        guard let party = event.details.owningParty, party != owner else { return }
        if owner != nil, isSold { facts.ownerChanges.append(event.fact) }
        owner = isSold ? party : nil
    }

    private mutating func mark(_ event: LifeEvent) {
        let stolen = Disposition.stolen.rawValue
        let isOpen = facts.thefts.last.map { $0.until == nil } ?? false
        if event.disposition == .stolen || event.details.set?.contains(stolen) ?? false {
            if !isOpen { facts.thefts.append(UnitLife.Time(event.fact)) }
        } else if isOpen,
            event.disposition.map({ $0 != .exported }) ?? false || event.details.unset?.contains(stolen) ?? false,
            let last = facts.thefts.indices.last
        {
            facts.thefts[last].until = event.fact
        }
    }

    // MARK: What other units say

    mutating func set(_ origin: UnitLife.Origin) { facts.origin = origin }
    mutating func set(_ replacement: UnitLife.Replacement) { facts.replacement = replacement }
}

extension UnitLife {
    /// What events of a unit tell that has no row and no production date: for trying out what follows from them.
    package static func told(by drafts: [EventDraft]) -> UnitLife {
        var fold = LifeFold(producedOn: nil, market: nil)
        for draft in drafts.sorted(by: { $0.time < $1.time }) { fold.apply(LifeEvent(draft)) }
        return fold.facts
    }
}
