import Identifiers
package import Registry
package import Storage

/// Where conclusions about copies are drawn: each is an event of the ledger.
package struct CopyDesk {
    private let recorder: EventRecorder
    private let transaction: any SQLTransaction

    package init(_ recorder: EventRecorder, _ transaction: any SQLTransaction) {
        self.recorder = recorder
        self.transaction = transaction
    }

    /// Puts a unit on the list of those that somebody must look into, unless it is there.
    /// - Returns: Whether it is new there.
    package func open(
        _ unit: UnitKey, of manufacturer: ID<Manufacturer>, for signals: [CopySignal.Kind]
    ) throws -> Bool {
        let known = try hold(unit)
        guard !known.contains(where: { $0.state == .open }) else { return false }
        try CopyReviews.insert(
            CopyReview(
                id: ID(transaction.newID()), unit, of: manufacturer, for: signals, at: transaction.now), transaction)
        _ = try conclude("possibleCopy", unit, of: manufacturer)
        return true
    }

    /// Says that nothing is wrong with a unit: only what is asked later can speak for copies of it.
    /// - Throws: `state.step` where it is not on the list.
    package func clear(
        _ unit: UnitKey, of manufacturer: ID<Manufacturer>, because reason: Reason
    ) throws -> CopyReview {
        guard var review = try hold(unit).first(where: { $0.state == .open }) else {
            throw RegistryError(
                .stateStep, "Nobody has found signs of copies of this unit: there is nothing to clear.",
                field: "serial")
        }
        try CopyReviews.clear(review, at: transaction.now, transaction)
        (review.state, review.changedAt) = (.cleared, transaction.now)
        _ = try conclude("cleared", unit, of: manufacturer, note: reason.text)
        return review
    }

    private func hold(_ unit: UnitKey) throws -> [CopyReview] {
        try transaction.claim(Claim("copies \(unit.model)", unit.serial.text), .exclusive)
        try recorder.moveOn(past: unit)
        return try CopyReviews.list(of: unit, transaction)
    }

    private func conclude(
        _ word: String, _ unit: UnitKey, of manufacturer: ID<Manufacturer>, note: String? = nil
    ) throws -> ID<Event> {
        var draft = EventDraft(time: transaction.now)
        draft.businessStep = .inspecting
        draft.units = [unit]
        draft.details.transactions = [.init(type: EventDetails.conclusion, id: word)]
        draft.notes = [note].compactMap(\.self)
        return try recorder.record(draft, of: manufacturer).id
    }
}
