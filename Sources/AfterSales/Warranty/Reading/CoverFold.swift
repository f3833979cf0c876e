import Identifiers
import Registry

/// Follows a unit's events, in order of their times, and keeps what they say about its cover.
///
/// - The sale is the first event with the step `retail_selling` or the disposition `retail_sold`. What follows with the
///   disposition `returned` or one of a seller's stock takes the unit back, until it is sold again.
/// - The delivery is the first receipt after the sale; without a sale, the last receipt before the unit is in use.
/// - In repair is a unit from an event with the step `repairing` and the disposition `in_progress`, or from the return that
///   came before it, until an event says otherwise. Any other `repairing` is a repair of one day.
/// - The registration is the first event that names one as its business transaction.
/// - The owner changes when a sold unit gets another owning party.
/// - `replacing` of a whole unit names the one that it takes the place of as removed, or that takes its place as fitted.
struct CoverFold {
    private(set) var facts = CoverFacts()
    /// The unit that this one was given for: its model number and serial number.
    private(set) var replaced: (part: EventDetails.PartNote, fact: CoverFacts.Fact)?
    private var owner: ID<Party>?
    private var isBackUnsorted = false

    init(producedOn: CivilDate?, market: String?) {
        facts.produced = producedOn
        facts.market = market
    }

    private var isSold: Bool { facts.sale != nil && facts.inStock.last.map { $0.until != nil } ?? true }

    mutating func apply(_ event: CoverEvent) {
        guard event.role == .unit else { return }
        if let readings = event.details.readings {
            facts.readings += readings.compactMap { CoverFacts.Reading($0, on: event.fact.on) }
        }
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

    private mutating func sell(_ event: CoverEvent) {
        if facts.sale == nil {
            facts.sale = event.fact
            owner = nil
        } else if let last = facts.inStock.indices.last, facts.inStock[last].until == nil {
            facts.inStock[last].until = event.fact
            owner = nil
        }
        isBackUnsorted = false
    }

    private mutating func takeBack(_ event: CoverEvent, _ disposition: Disposition?) {
        guard isSold else { return }
        switch disposition {
        case .returned, .sellableAccessible, .sellableNotAccessible, .nonSellableOther:
            facts.inStock.append(CoverFacts.Time(event.fact))
            isBackUnsorted = disposition == .returned
        default: break
        }
    }

    private mutating func deliver(_ event: CoverEvent) {
        if facts.sale != nil {
            if facts.delivery == nil || facts.delivery?.on ?? event.fact.on < facts.sale?.on ?? event.fact.on, isSold {
                facts.delivery = event.fact
            }
        } else if facts.installation == nil, facts.repairs.isEmpty {
            facts.delivery = event.fact
        }
    }

    private mutating func repair(_ event: CoverEvent) {
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
            facts.repairs.append(CoverFacts.Time(from, event.disposition == .inProgress ? nil : event.fact))
        }
    }

    private mutating func endRepair(_ event: CoverEvent) {
        guard event.step != .repairing, let last = facts.repairs.indices.last, facts.repairs[last].until == nil,
            event.step == .shipping || (event.disposition != nil && event.disposition != .inProgress)
        else { return }
        facts.repairs[last].until = event.fact
    }

    private mutating func replace(_ event: CoverEvent) {
        if let removed = event.details.removed?.first, removed.serial != nil { replaced = (removed, event.fact) }
        if let fitted = event.details.fitted?.first, let serial = fitted.serial {
            facts.replacedBy = .init(for: serial, event.fact)
        }
    }

    private mutating func own(_ event: CoverEvent) {
        guard let party = event.details.owningParty, party != owner else { return }
        if owner != nil, isSold { facts.ownerChanges.append(event.fact) }
        owner = isSold ? party : nil
    }

    private mutating func mark(_ event: CoverEvent) {
        let stolen = Disposition.stolen.rawValue
        let isOpen = facts.thefts.last.map { $0.until == nil } ?? false
        if event.disposition == .stolen || event.details.set?.contains(stolen) ?? false {
            if !isOpen { facts.thefts.append(CoverFacts.Time(event.fact)) }
        } else if isOpen, event.disposition != nil || event.details.unset?.contains(stolen) ?? false,
            let last = facts.thefts.indices.last
        {
            facts.thefts[last].until = event.fact
        }
    }

    // MARK: What other units say

    mutating func set(_ origin: CoverFacts.Origin) { facts.origin = origin }
    mutating func set(_ replacement: CoverFacts.Replacement) { facts.replacement = replacement }
}
