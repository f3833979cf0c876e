import Identifiers
import Registry
import Statistics

extension ReplenishmentSuggestion {
    private typealias Reason = ReplenishmentReason

    /// Says what is to be done at the place by itself, and why.
    mutating func decide(_ catalogue: ReplenishmentCatalogue, _ question: Replenishment.Question) {
        if item.available < 0 { reasons.append(Reason(.negative, quantity: item.available)) }
        if let figures, figures.choice.reason == .demandClass {
            reasons.append(Reason(.shortHistory, weeks: Int64(weeks.count)))
        }
        switch noteEnd(catalogue, question) {
        case .nothingFollows where item.onHand > 0: (action, quantity) = (.obsolete, item.onHand)
        case .nothingFollows: return
        case .followed: if item.onHand > 0 { noteTooMuch(question) }
        case nil:
            if let figures, needsMore(figures) { return }
            if item.onHand > 0 { noteTooMuch(question) }
        }
    }

    private enum End {
        case followed, nothingFollows
    }

    /// Whether nobody is to have any more of it: it is not sold any more, or another part has taken its place.
    private mutating func noteEnd(_ catalogue: ReplenishmentCatalogue, _ question: Replenishment.Question) -> End? {
        if let successor = catalogue.supersessions[model.id] {
            reasons.append(Reason(.superseded, model: catalogue.models[successor]?.number.text))
            return .nothingFollows
        }
        guard let end = model.details.salesEndOn, end < question.today else { return nil }
        reasons.append(Reason(.discontinued, day: end))
        guard let successor = catalogue.successors[model.id] else { return .nothingFollows }
        reasons.append(Reason(.successor, model: catalogue.models[successor]?.number.text))
        return .followed
    }

    private mutating func needsMore(_ figures: ReplenishmentFigures) -> Bool {
        let needed = (try? figures.quantity(available: item.available, incoming: item.incoming, policy)) ?? 0
        guard needed > 0 else { return false }
        (action, quantity) = (.order, needed)
        if position <= 0 { reasons.append(Reason(.stockedOut)) }
        reasons.append(
            Reason(
                .belowReorderPoint, quantity: position, limit: figures.reorderPoint, weeks: policy.reviewWeeks))
        if item.incoming > 0 { reasons.append(Reason(.incoming, quantity: item.incoming)) }
        let lacking = figures.orderUpTo - Double(position)
        if Double(needed) >= lacking + 1 {
            reasons.append(Reason(.rounded, quantity: max(policy.smallest, policy.multiple), limit: lacking))
        }
        if lead.origin == .standard {
            reasons.append(Reason(.leadTimeUnknown, weeks: Int64(LeadTime.standardDays / 7)))
        }
        return true
    }

    private mutating func noteTooMuch(_ question: Replenishment.Question) {
        let since = question.week.adding(weeks: -question.slowWeeks)
        let isWanted = item.weeks.contains { $0.key >= since && $0.value > 0 }
        if !isWanted, item.stoodBefore > 0 {
            (action, quantity) = (.slow, item.stoodBefore)
            reasons.append(Reason(.noDemand, quantity: item.stoodBefore, weeks: question.slowWeeks))
            return
        }
        guard let figures, figures.perWeek > 0 else { return }
        let most = figures.orderUpTo + figures.perWeek * Double(question.slowWeeks)
        let excess = (Double(item.available) - most).rounded(.down)
        guard excess >= 1 else { return }
        (action, quantity) = (.excess, Int64(min(excess, 1e18)))
        reasons.append(Reason(.excess, quantity: item.available, limit: most, weeks: question.slowWeeks))
    }

    /// Lets what is to be ordered come from another place that has it: the one that the rule names, else the one with most to
    /// spare that is not farther than an order.
    /// - Returns: from where.
    mutating func takeSpare(
        _ spare: [ID<Location>: Spare], _ sources: [ID<Location>: Location], _ receipts: [StockingReceipt]
    ) -> ID<Location>? {
        if let named = policy.source, let place = sources[named] {
            let available = max(0, spare[named]?.available ?? 0)
            guard available >= quantity else {
                reasons.append(Reason(.sourceShort, quantity: available, place: place.code))
                return nil
            }
            (action, source) = (.transfer, place)
            reasons.append(Reason(.ruleSource, quantity: available, place: place.code))
            return named
        }
        let own = location.path.codes.first
        let found = spare.filter { id, spare in
            guard let place = sources[id], place.path.codes.first != own, spare.beyondNeed >= quantity else {
                return false
            }
            return LeadTime(of: model.id, from: id, stated: nil, receipts).days <= lead.days
        }
        let best = found.max { ($0.value.beyondNeed, $1.key) < ($1.value.beyondNeed, $0.key) }
        guard let best, let place = sources[best.key] else { return nil }
        (action, source) = (.transfer, place)
        reasons.append(Reason(.spare, quantity: best.value.beyondNeed, place: place.code))
        return best.key
    }
}
