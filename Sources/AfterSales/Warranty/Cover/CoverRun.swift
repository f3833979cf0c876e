import Identifiers

/// One cover on its way through a unit's life: it begins, is prolonged, rests, and ends.
struct CoverRun {
    var from: CivilDate
    /// Nil where it has no last day.
    var until: CivilDate?
    var usage: [UsageLimit]
    var begin: CoverLine.Begin?
    var transfer: WarrantyTerm.Transfer = .always
    var cancelledOn: CivilDate?
    var reasons: [CoverReason] = []

    init(from: CivilDate, _ length: CoverLength) {
        self.from = from
        until = length.time.lastDay(from: from)
        usage = length.usage
    }

    /// What a term promises from its start.
    init(
        of term: WarrantyTerm, _ coverage: Coverage, _ start: CoverStart, _ facts: UnitLife, _ asOf: CivilDate
    ) {
        var start = start
        var resold: CoverReason?
        if term.resale == .restarts, let time = facts.inStock.last(where: { $0.until.map { $0.on <= asOf } ?? false }),
            let sale = time.until
        {
            start.begin = CoverLine.Begin(.sale, sale)
            start.from = sale.on
            start.latest = nil
            resold = .resold(sale.on, .restarts, daysInStock: time.from.on.days(until: sale.on))
        }
        var bonus: (length: CoverLength, reason: CoverReason)?
        if let offered = coverage.bonus { bonus = offered.decided(facts, start, asOf, coverage.length) }
        self.init(from: start.from, bonus?.length ?? coverage.length)
        begin = start.begin
        reasons = [.begins(start.begin, start.from)]
        if let latest = start.latest { reasons.append(.beganAtTheLatest(latest, start.from)) }
        if let origin = facts.origin, facts.isOf(origin, start.begin) {
            reasons.append(.startedInside(serial: origin.serial))
        }
        if let resold { reasons.append(resold) }
        if let bonus { reasons.append(bonus.reason) }
    }

    /// What a unit has that was given for another one; nil where that is nothing.
    init?(after replacement: UnitLife.Replacement, _ rule: WarrantyTerm.Replacement, _ coverage: Coverage) {
        let left = replacement.covers.filter {
            $0.state == .covered && $0.overlaps(coverage.component, coverage.kinds)
        }
        let day = replacement.fact.on
        let isEndless = left.contains { $0.until == nil }
        let rest = left.compactMap(\.until).max()
        var own: (time: CoverLength.Time, until: CivilDate)?
        if case .longerOfRest(let time) = rule, let until = time.lastDay(from: day) { own = (time, until) }
        guard isEndless || rest != nil || own != nil else { return nil }
        self.init(from: day, CoverLength(.lifetime, coverage.length.usage))
        if isEndless { return }
        if let own, rest.map({ $0 < own.until }) ?? true {
            until = own.until
            reasons = [.ownAfterExchange(own.time, until: own.until)]
        } else if let rest {
            until = rest
            reasons = [.restOf(serial: replacement.serial, until: rest)]
        }
    }

    // MARK: What prolongs it

    /// Adds the days that do not count. Only what begins while there is cover prolongs it.
    mutating func go(
        through facts: UnitLife, _ asOf: CivilDate, pausing isPaused: Bool, adding resale: WarrantyTerm.Resale
    ) {
        guard !(facts.repairs.isEmpty && facts.inStock.isEmpty) else { return }
        var pauses: [(time: UnitLife.Time, isRepair: Bool)] = []
        if isPaused { pauses += facts.repairs.map { ($0, true) } }
        if resale != .restarts { pauses += facts.inStock.map { ($0, false) } }
        pauses.sort { $0.time.from.on < $1.time.from.on }
        var (repaired, counted) = (0, CivilDate?.none)
        for (time, isRepair) in pauses where time.from.on <= asOf && time.from.on >= from {
            guard until.map({ time.from.on <= $0 }) ?? true else { break }
            let end = time.until.flatMap { $0.on <= asOf ? $0.on : nil }
            if isRepair {
                // Days of two repairs at once count once. Both the first and the last day count, for the owner.
                let first = max(time.from.on, counted?.adding(days: 1) ?? time.from.on)
                let days = max(0, first.days(until: end ?? asOf) + 1)
                counted = max(counted ?? first, end ?? asOf)
                repaired += days
                until = until?.adding(days: days)
                if end == nil { reasons.append(.inRepair(since: time.from.on)) }
            } else if let end {
                let days = time.from.on.days(until: end)
                if resale == .extends { until = until?.adding(days: days) }
                reasons.append(.resold(end, resale, daysInStock: days))
            } else if resale == .extends {
                until = until?.adding(days: time.from.on.days(until: asOf))
            }
        }
        if repaired > 0, until != nil { reasons.append(.paused(days: repaired)) }
    }

    // MARK: What ends it

    /// Says whether there is cover, and why; sets the last day to that before the event that ended it.
    mutating func judge(_ facts: UnitLife, _ asOf: CivilDate, component: String?) -> CoverVerdict.State {
        guard from <= asOf else {
            reasons.insert(.notYet(from), at: 0)
            return .notCovered
        }
        let endings = endings(facts, component).filter { ending in
            ending.day <= asOf && (until.map { ending.day <= $0 } ?? true)
        }
        if let first = endings.min(by: { $0.day < $1.day }) {
            until = first.day.adding(days: -1)
            reasons.insert(first.reason, at: 0)
            return .notCovered
        }
        if let until, until < asOf {
            reasons.insert(.timeUp(until), at: 0)
            return .notCovered
        }
        if let rest = rest(facts, asOf) {
            reasons.insert(rest, at: 0)
            return .notCovered
        }
        reasons.insert(until.map { .runs(until: $0) } ?? .lifetime, at: 0)
        return .covered
    }

    /// The first day without cover, by each thing that can end it.
    private func endings(_ facts: UnitLife, _ component: String?) -> [(day: CivilDate, reason: CoverReason)] {
        var endings: [(day: CivilDate, reason: CoverReason)] = []
        if let end = facts.end { endings.append((end.fact.on, .ended(end.way, end.fact.on))) }
        if let exchange = facts.replacedBy {
            endings.append((exchange.fact.on, .exchanged(for: exchange.serial, exchange.fact.on)))
        }
        if let cancelledOn { endings.append((cancelledOn, .cancelled(cancelledOn))) }
        for limit in usage {
            if let reading = facts.readings.first(where: { $0.meter == limit.meter && $0.value > limit.most }) {
                endings.append((reading.on, .meter(reading, limit)))
            }
        }
        if transfer != .always {
            let changes = facts.ownerChanges.filter { $0.on >= from }.dropFirst(transfer == .once ? 1 : 0)
            if let change = changes.first { endings.append((change.on, .transferred(change.on, transfer))) }
        }
        if let component, let part = facts.usedParts.first(where: { $0.part == component && $0.fact.on >= from }) {
            endings.append((part.fact.on, .usedPart(part)))
        }
        return endings
    }

    /// What keeps the cover from holding on this day, without ending it.
    private func rest(_ facts: UnitLife, _ asOf: CivilDate) -> CoverReason? {
        func holds(_ time: UnitLife.Time) -> Bool {
            time.from.on <= asOf && (time.until.map { asOf < $0.on } ?? true)
        }
        if let time = facts.inStock.last(where: holds) { return .inStock(since: time.from.on) }
        if let time = facts.thefts.last(where: holds) { return .stolen(since: time.from.on) }
        return nil
    }
}

extension CoverLength.Time {
    func lastDay(from: CivilDate) -> CivilDate? {
        switch self {
        case .days(let count): from.adding(days: count - 1)
        case .months(let count): from.lastDay(ofMonths: count)
        case .lifetime: nil
        }
    }
}

extension RegistrationBonus {
    /// The length that the cover has, and why.
    fileprivate func decided(
        _ facts: UnitLife, _ start: CoverStart, _ asOf: CivilDate, _ usual: CoverLength
    ) -> (length: CoverLength, reason: CoverReason) {
        let last = (after.flatMap { facts.fact(of: $0)?.on } ?? start.from).adding(days: withinDays)
        if let registered = facts.registration?.on, registered <= asOf {
            return registered <= last
                ? (length, .bonus(length, registered: registered))
                : (usual, .bonusLate(registered: registered, last: last))
        }
        return (usual, asOf <= last ? .bonusOpen(until: last) : .bonusMissed(last: last))
    }
}

extension UnitLife {
    /// Whether a start is the host's and not the unit's own.
    fileprivate func isOf(_ origin: Origin, _ begin: CoverLine.Begin) -> Bool {
        switch begin.start {
        case .sale: sale == nil && origin.sale == begin.fact
        case .delivery: delivery == nil && origin.delivery == begin.fact
        case .installation: installation == nil && origin.installation == begin.fact
        case .registration, .production: false
        }
    }
}
