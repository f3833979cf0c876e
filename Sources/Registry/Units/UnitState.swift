/// What is true of a unit at a moment: the fold of its events in order of event time, then ledger position.
package struct UnitState: Hashable, Sendable {
    package var disposition: Disposition?
    /// The last place named by an event of the unit itself. In a container, see ``UnitPlaces``.
    package var businessLocation: String?
    package var locatedAt: Int64?
    /// The container or assembly that the unit is in.
    package var parent: UnitKey?
    /// How the unit came into `parent`.
    package var joining: Joining?
    /// The container that the unit left, at this time, at a place that no event of its own names.
    package var leftContainer: Departure?
    package var owner: ID<Party>?
    /// Persistent dispositions such as recalled and stolen. What was exported stays so until that is lifted, or the unit is goods
    /// again.
    package var marks: Set<Disposition> = []
    /// Where it is made or sold for: ISO 3166-1 alpha-2.
    package var market: String?
    /// When the unit was first seen in service: installed or sold.
    package var serviceFrom: Int64?
    /// The last event while in service. Nothing is assumed about a unit that nobody has reported since.
    package var serviceTo: Int64?
    /// How many faults were found. A fault that is found again before a repair is the same failure, and so is one that
    /// the repair of it names; a repair that names a fault nobody had reported found it and counts.
    package var failures: Int64 = 0
    /// The codes of the faults that were found and not yet repaired.
    package var openFaults: Set<String> = []
    /// When the unit was destroyed or decommissioned.
    package var endedAt: Int64?
    package var firstTime: Int64?
    package var lastTime: Int64?

    package struct Departure: Hashable, Sendable {
        package var container: UnitKey
        package var time: Int64
    }

    /// The event that put a unit into its container or assembly.
    package struct Joining: Hashable, Sendable {
        package var event: ID<Event>
        package var time: Int64
        /// Minutes east of UTC at the place of the event.
        package var zoneOffset: Int
        package var step: BusinessStep?
        /// The place within the assembly, as its builders call it.
        package var slot: String?
        /// What the event says that it took the place of.
        package var replaced: EventDetails.PartNote?

        init(_ entry: HistoryEntry) {
            event = entry.event
            time = entry.time
            zoneOffset = entry.zoneOffset
            step = entry.businessStep
            slot = entry.details.slot
            replaced = entry.businessStep == .replacing ? entry.details.removed?.first : nil
        }
    }

    package init() {}

    /// Whole seconds in service as observed.
    package var serviceSeconds: Int64 {
        guard let serviceFrom, let serviceTo else { return 0 }
        return max(0, serviceTo / 1_000_000 - serviceFrom / 1_000_000)
    }

    /// The part of the state that a unit's row keeps; the rest is told by a fold alone.
    package var cached: UnitState {
        var state = self
        state.joining = nil
        state.leftContainer = nil
        state.openFaults = []
        return state
    }

    /// Applies one effective event; the caller keeps the order.
    package mutating func apply(_ entry: HistoryEntry) {
        // That something did not occur is no event of the unit's life.
        guard entry.errorReason != .didNotOccur, !entry.isConclusion else { return }
        firstTime = min(firstTime ?? entry.time, entry.time)
        lastTime = max(lastTime ?? entry.time, entry.time)

        let isAbroad = marks.contains(.exported)
        if let disposition = entry.disposition { self.disposition = disposition }
        applyPlace(entry)
        if let party = entry.details.owningParty { owner = party }
        applyExport(entry)
        if let market = entry.details.market { self.market = market }
        for word in entry.details.set ?? [] {
            if let mark = Disposition(rawValue: word) { marks.insert(mark) }
        }
        for word in entry.details.unset ?? [] {
            if let mark = Disposition(rawValue: word) { marks.remove(mark) }
        }
        // Elsewhere nobody observes it: that it was taken there is the last that counts.
        if !isAbroad || !marks.contains(.exported) { applyService(entry) }
        applyFault(entry)
        if entry.endsLife { endedAt = entry.time }
    }

    private mutating func applyPlace(_ entry: HistoryEntry) {
        // The parent of a TransactionEvent is named in its papers; it contains nothing (EPCIS 2.0, section 7.4.5).
        if entry.role == .child, entry.type != .transaction {
            if entry.action == .add, let container = entry.parent {
                if parent != container { joining = Joining(entry) }
                if let slot = entry.details.slot { joining?.slot = slot }
                parent = container
                leftContainer = nil
            } else if entry.action == .delete, let container = parent, container == entry.parent {
                parent = nil
                joining = nil
                leftContainer = Departure(container: container, time: entry.time)
            }
        }
        if let location = entry.businessLocation {
            businessLocation = location
            locatedAt = entry.time
            if parent == nil { leftContainer = nil }
        }
    }

    private mutating func applyExport(_ entry: HistoryEntry) {
        if let disposition = entry.disposition, disposition.isOfGoods { marks.remove(.exported) }
        let isExported =
            entry.disposition == .exported
            || entry.details.set?.contains(Disposition.exported.rawValue) ?? false
        // Where it was made or sold for holds no longer; where to is for the event to say.
        if isExported, marks.insert(.exported).inserted { market = nil }
    }

    private mutating func applyFault(_ entry: HistoryEntry) {
        // A decision names a fault that was found before; it finds none.
        if let code = entry.details.faultCode, entry.role != .parent, entry.details.decision == nil,
            openFaults.insert(code).inserted
        {
            failures += 1
        }
        if entry.isRepair { openFaults = [] }
    }

    private mutating func applyService(_ entry: HistoryEntry) {
        guard endedAt == nil else { return }
        if serviceFrom != nil {
            serviceTo = max(serviceTo ?? entry.time, entry.time)
        } else if entry.startsService {
            serviceFrom = entry.time
            serviceTo = entry.time
        }
    }
}

extension Disposition {
    /// Whether what is in it is somebody's goods: returned, or to be sold.
    package var isOfGoods: Bool {
        switch self {
        case .returned, .available, .sellableAccessible, .sellableNotAccessible: true
        default: false
        }
    }
}

extension HistoryEntry {
    /// See ``EventDetails/isConclusion``.
    package var isConclusion: Bool { businessStep == .inspecting && details.isConclusion }

    /// A unit is in service from the first event that says it was installed or sold. (CBV's disposition `active` only
    /// says that it was commissioned.)
    fileprivate var startsService: Bool {
        switch (businessStep, disposition) {
        case (.installing, _), (.retailSelling, _), (_, .retailSold): role == .unit
        default: false
        }
    }

    fileprivate var isRepair: Bool { businessStep == .repairing || businessStep == .replacing }

    fileprivate var endsLife: Bool {
        guard role == .unit else { return false }
        switch businessStep {
        case .destroying, .decommissioning: return true
        default: return disposition == .destroyed
        }
    }
}
