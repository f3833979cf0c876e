import Registry

/// What a test wrote down of an event when it was recorded.
struct Noted: Sendable {
    var id: ID<Event>
    var position: Int64
    var draft: EventDraft
}

/// A second, naive way to say what is true of a unit: straight from DESIGN's words, by sorting and replaying lists.
struct NaiveFold {
    var disposition: Disposition?
    var location: (place: String, time: Int64)?
    var parent: UnitKey?
    /// The event that put the unit into `parent`, and the slot named last.
    var joined: (event: ID<Event>, slot: String?)?
    var departure: (container: UnitKey, time: Int64)?
    var marks: Set<Disposition> = []
    var market: String?
    var serviceFrom: Int64?
    var serviceTo: Int64?
    var endedAt: Int64?
    var failures: Int64 = 0
    var openFaults: Set<String> = []
    var times: [Int64] = []

    /// The events among `all` that stand: known by `position`, and not corrected by one that stands itself.
    static func standing(_ all: [Noted], knownAt position: Int64) -> [Noted] {
        let known = all.filter { $0.position <= position }
        let corrections = Dictionary(grouping: known.filter { $0.draft.corrects != nil }, by: \.draft.corrects)
        func stands(_ event: Noted) -> Bool {
            !corrections[event.id, default: []].contains(where: stands)
        }
        return known.filter(stands)
    }

    /// The events that happened, known by `position`, in the order of their times.
    static func happened(_ all: [Noted], asOf time: Int64, knownAt position: Int64) -> [Noted] {
        standing(all, knownAt: position)
            .filter { $0.draft.time <= time && $0.draft.errorReason != .didNotOccur }
            .sorted { ($0.draft.time, $0.position) < ($1.draft.time, $1.position) }
    }

    /// - Parameters:
    ///   - counts: events that are left out, such as those after production.
    ///   - mention: how an event speaks of the unit; nil where it does not.
    init(
        _ all: [Noted], asOf time: Int64, knownAt position: Int64, counts: (EventDraft) -> Bool = { _ in true },
        _ mention: (EventDraft) -> HistoryEntry.Role?
    ) {
        self.init(of: Self.happened(all, asOf: time, knownAt: position), counts: counts, mention)
    }

    /// The same from the events that happened.
    init(
        of happened: [Noted], counts: (EventDraft) -> Bool = { _ in true },
        _ mention: (EventDraft) -> HistoryEntry.Role?
    ) {
        for event in happened where counts(event.draft) {
            guard let role = mention(event.draft) else { continue }
            replay(event.draft, event.id, role)
        }
    }

    private mutating func replay(_ draft: EventDraft, _ id: ID<Event>, _ role: HistoryEntry.Role) {
        times.append(draft.time)
        disposition = draft.disposition ?? disposition
        if role == .child, draft.type == .aggregation || draft.type == .association {
            if draft.action == .add {
                joined =
                    parent == draft.parent
                    ? joined.map { ($0.event, draft.details.slot ?? $0.slot) } : (id, draft.details.slot)
                parent = draft.parent
                departure = nil
            } else if draft.action == .delete, let old = parent, old == draft.parent {
                departure = (old, draft.time)
                parent = nil
                joined = nil
            }
        }
        if let place = draft.businessLocation {
            location = (place, draft.time)
            if parent == nil { departure = nil }
        }
        let wasAbroad = marks.contains(.exported)
        if [.returned, .available, .sellableAccessible, .sellableNotAccessible].contains(draft.disposition) {
            marks.remove(.exported)
        }
        if draft.disposition == .exported || (draft.details.set ?? []).contains("exported") {
            if !marks.contains(.exported) { market = nil }
            marks.insert(.exported)
        }
        market = draft.details.market ?? market
        for word in draft.details.set ?? [] { marks.formUnion([Disposition(rawValue: word)].compactMap(\.self)) }
        for word in draft.details.unset ?? [] { marks = marks.filter { $0.rawValue != word } }
        if endedAt == nil, !(wasAbroad && marks.contains(.exported)) {
            let starts =
                role == .unit
                && (draft.businessStep == .installing || draft.businessStep == .retailSelling
                    || draft.disposition == .retailSold)
            if serviceFrom != nil || starts {
                serviceFrom = serviceFrom ?? draft.time
                serviceTo = draft.time
            }
        }
        if let code = draft.details.faultCode, role != .parent {
            failures += openFaults.contains(code) ? 0 : 1
            openFaults.insert(code)
        }
        if draft.businessStep == .repairing || draft.businessStep == .replacing { openFaults = [] }
        let ends =
            draft.businessStep == .destroying || draft.businessStep == .decommissioning
            || draft.disposition == .destroyed
        if role == .unit, ends { endedAt = draft.time }
    }
}
