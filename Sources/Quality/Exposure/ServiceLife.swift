import Identifiers
package import Registry

/// A unit's time in the field as its history tells it: since when it is in service, until when, and what failed meanwhile.
package struct ServiceLife: Hashable, Sendable {
    /// How it is known that a unit is in service.
    package enum Basis: String, CaseIterable, Sendable {
        /// It was sold to whoever uses it.
        case sold
        case installed
        /// An owner has registered it.
        case registered
        /// It left for somebody of whom nothing was heard since: it counts as in service a stated lag later.
        case shipped
        /// The first that was ever heard of it is that it failed. It was never seen at risk, so it has no age at its failure.
        case seen
    }

    /// Why a unit is no longer in service.
    package enum Leaving: String, CaseIterable, Sendable {
        case scrapped
        case stolen
        /// Taken to another country for good: nobody hears of it any more.
        case exported
        /// Taken back, and not sold again since.
        case returned
        /// Another unit was given in its place.
        case replaced
    }

    package struct Failure: Hashable, Sendable {
        package var event: ID<Event>
        /// Microseconds since 1970 UTC.
        package var time: Int64
        package var code: String
    }

    /// What was accepted of a claim, as the last decision on it says.
    package struct Claim: Hashable, Sendable {
        /// The claim's number; where the decision names none, the event's.
        package var claim: String
        package var event: ID<Event>
        package var decidedAt: Int64
        /// The day of the failure as the claim tells it, or else when it was decided.
        package var failedAt: Int64
        /// Empty where the claim names none.
        package var code: String
        /// Nil where the decision does not tell it.
        package var cost: EventDetails.Cost?
    }

    /// When it came into service; of a unit that was only shipped, when it left. Microseconds since 1970 UTC.
    package var enteredAt: Int64?
    package var basis: Basis?
    /// Whole days that it had run before, by its meter of `power_on_hours` when it was installed.
    package var ageAtEntry: Int64 = 0
    package var leftAt: Int64?
    package var leaving: Leaving?
    /// The last that was reported of it in service.
    package var lastAt: Int64?
    /// Whether it tells of itself, by sensors or its meter: it is under observation until its last report then, and no longer.
    package var reportsItself = false
    /// In order of their times.
    package var failures: [Failure] = []
    /// In order of the failures.
    package var claims: [Claim] = []

    package init() {}
}

/// Follows a unit's events in order of their times.
///
/// - In service is a unit from the first event that sells it to a user, installs it or registers an owner.
/// - A failure is a fault that is found, as ``UnitState/failures`` counts them; an accepted claim for a fault that nobody has
///   reported before counts as one too, on the day of its failure, where the claim tells one since the unit is in service, or else
///   when it was decided. Another decision on the same claim takes the place of the one before.
/// - What comes back to stock has left until it is sold again; stolen goods until they are recovered. A unit that came back
///   counts as in service all the while.
struct ServiceLifeFold {
    /// What an accepted claim has changed, to be taken back by another decision.
    private enum Effect {
        /// It was about a failure of this code that was found before.
        case claimed(String)
        /// It told of a failure.
        case failed
        case neither
    }

    private(set) var life = ServiceLife()
    private var openFaults: Set<String> = []
    /// Failures by code for which no claim was decided yet.
    private var unclaimed: [String: Int] = [:]
    /// By claim: what the last decision on it was taken for.
    private var decided: [String: Effect] = [:]
    private var shippedAt: Int64?
    private var isSilentSinceShipping = false

    static func life(of history: UnitHistory) -> ServiceLife {
        var fold = ServiceLifeFold()
        for entry in history.effective() { fold.apply(entry) }
        return fold.finished()
    }

    private mutating func apply(_ entry: HistoryEntry) {
        guard entry.errorReason != .didNotOccur, !entry.isConclusion else { return }
        if life.enteredAt != nil { life.lastAt = max(life.lastAt ?? entry.time, entry.time) }
        if entry.isOwnReport { life.reportsItself = true }
        guard entry.role == .unit else {
            fail(entry)
            return
        }
        ship(entry)
        enter(entry)
        fail(entry)
        leave(entry)
    }

    private mutating func ship(_ entry: HistoryEntry) {
        if entry.businessStep == .shipping || entry.disposition == .inTransit {
            if !isSilentSinceShipping { shippedAt = entry.time }
            isSilentSinceShipping = true
        } else if entry.disposition != nil || entry.businessLocation != nil, entry.details.faultCode == nil {
            isSilentSinceShipping = false
        }
    }

    private mutating func enter(_ entry: HistoryEntry) {
        guard let basis = entry.serviceBasis else { return }
        if life.leaving == .returned || life.leaving == .exported, basis != .registered {
            (life.leftAt, life.leaving) = (nil, nil)
        }
        guard life.enteredAt == nil else { return }
        (life.enteredAt, life.basis, life.lastAt) = (entry.time, basis, entry.time)
        life.ageAtEntry = entry.details.daysRun
    }

    private mutating func fail(_ entry: HistoryEntry) {
        defer { if entry.businessStep == .repairing || entry.businessStep == .replacing { openFaults = [] } }
        guard entry.role != .parent else { return }
        if let decision = entry.details.decision {
            if !decision.isEmpty { decide(entry) }
            return
        }
        guard let code = entry.details.faultCode, openFaults.insert(code).inserted else { return }
        unclaimed[code, default: 0] += 1
        seeFirst(entry)
        life.failures.append(ServiceLife.Failure(event: entry.event, time: entry.time, code: code))
    }

    private mutating func decide(_ entry: HistoryEntry) {
        let claim = entry.details.transactions?.first { $0.type == "claim" }?.id ?? "event \(entry.event)"
        takeBack(claim)
        guard entry.details.remedy != nil else { return }
        let time = failureTime(entry)
        seeFirst(entry)
        let code = entry.details.faultCode
        life.claims.append(
            ServiceLife.Claim(
                claim: claim, event: entry.event, decidedAt: entry.time, failedAt: time, code: code ?? "",
                cost: entry.details.cost))
        guard let code else { return }
        if let found = unclaimed[code], found > 0 {
            unclaimed[code] = found - 1
            decided[claim] = .claimed(code)
        } else {
            life.failures.append(ServiceLife.Failure(event: entry.event, time: time, code: code))
            decided[claim] = .failed
        }
    }

    private mutating func takeBack(_ claim: String) {
        guard let index = life.claims.firstIndex(where: { $0.claim == claim }) else { return }
        let earlier = life.claims.remove(at: index)
        switch decided[claim] ?? .neither {
        case .claimed(let code): unclaimed[code, default: 0] += 1
        case .failed: life.failures.removeAll { $0.event == earlier.event }
        case .neither: break
        }
        decided[claim] = nil
    }

    /// The day that a claim tells, where the unit was in service by then.
    private func failureTime(_ entry: HistoryEntry) -> Int64 {
        guard let text = entry.details.failedOn, let day = try? CivilDate(parsing: text),
            let entered = life.enteredAt ?? (isSilentSinceShipping ? shippedAt : nil)
        else { return entry.time }
        let dayLength: Int64 = 86_400_000_000
        let start = Int64(day.dayNumber) * dayLength
        // Of the day of its entry the rest.
        guard start > entered - dayLength, start <= entry.time else { return entry.time }
        return max(start, entered)
    }

    /// A failure tells that a unit was in service of which nobody had said so.
    private mutating func seeFirst(_ entry: HistoryEntry) {
        guard life.enteredAt == nil else { return }
        if isSilentSinceShipping, let shippedAt {
            (life.enteredAt, life.basis) = (shippedAt, .shipped)
        } else if !entry.isBeforeDelivery {
            (life.enteredAt, life.basis) = (entry.time, .seen)
        }
        if life.enteredAt != nil { life.lastAt = entry.time }
    }

    private mutating func leave(_ entry: HistoryEntry) {
        let set = entry.details.set ?? [], unset = entry.details.unset ?? []
        for (leaving, word) in [(ServiceLife.Leaving.stolen, Disposition.stolen), (.exported, .exported)]
        where life.leaving == leaving && unset.contains(word.rawValue) {
            (life.leftAt, life.leaving) = (nil, nil)
        }
        guard life.enteredAt != nil, life.leftAt == nil else { return }
        if let leaving = entry.leaving(set: set) { (life.leftAt, life.leaving) = (entry.time, leaving) }
    }

    private func finished() -> ServiceLife {
        var life = life
        if life.enteredAt == nil, isSilentSinceShipping, let shippedAt {
            (life.enteredAt, life.basis, life.lastAt) = (shippedAt, .shipped, shippedAt)
        }
        // What was found at the plant or on the shelf is no failure in the field.
        guard let entered = life.enteredAt else {
            (life.failures, life.claims) = ([], [])
            return life
        }
        life.failures.removeAll { $0.time < entered }
        life.failures.sort { ($0.time, $0.event) < ($1.time, $1.event) }
        life.claims.sort { ($0.failedAt, $0.event) < ($1.failedAt, $1.event) }
        return life
    }
}

extension ServiceLife {
    /// The life that a history tells; nil of a unit that was never in service.
    package init?(_ history: UnitHistory) {
        self = ServiceLifeFold.life(of: history)
        if enteredAt == nil { return nil }
    }
}

extension HistoryEntry {
    fileprivate var serviceBasis: ServiceLife.Basis? {
        switch (businessStep, disposition) {
        case (.retailSelling, _), (_, .retailSold): .sold
        case (.installing, _): .installed
        case (.replacing, _) where details.removed?.isEmpty == false: .installed
        default: details.transactions?.contains { $0.type == "registration" } ?? false ? .registered : nil
        }
    }

    /// Whether the unit itself has told what the event says.
    fileprivate var isOwnReport: Bool {
        businessStep == .sensorReporting || details.readings?.contains { $0.type == EventDetails.runningHours } ?? false
    }

    /// Whether a fault was found by somebody who makes or sells the unit.
    fileprivate var isBeforeDelivery: Bool {
        switch businessStep {
        case .commissioning, .assembling, .inspecting, .sampling, .holding, .receiving, .accepting, .arriving, .storing,
            .stocking, .packing, .loading, .unloading, .cycleCounting, .stockTaking:
            true
        default: false
        }
    }

    fileprivate func leaving(set: [String]) -> ServiceLife.Leaving? {
        if businessStep == .destroying || businessStep == .decommissioning || disposition == .destroyed
            || disposition == .disposed
        {
            return .scrapped
        }
        if disposition == .stolen || set.contains(Disposition.stolen.rawValue) { return .stolen }
        if disposition == .exported || set.contains(Disposition.exported.rawValue) { return .exported }
        if businessStep == .replacing, details.fitted?.isEmpty == false, details.removed?.isEmpty ?? true {
            return .replaced
        }
        switch disposition {
        case .returned, .available, .sellableAccessible, .sellableNotAccessible: return .returned
        default: return nil
        }
    }
}

extension EventDetails {
    /// The type of the reading that tells how long a unit has run.
    static let runningHours = "power_on_hours"

    /// Whole days that the unit has run by its meter; 0 where nobody says.
    fileprivate var daysRun: Int64 {
        guard let reading = readings?.first(where: { $0.type == Self.runningHours && $0.unit == "HUR" }),
            let hours = Int64(reading.value.prefix { $0 != "." }), (0...24_000_000).contains(hours)
        else { return 0 }
        return hours / 24
    }
}
