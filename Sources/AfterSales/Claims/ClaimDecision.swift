import Identifiers
import Registry

/// What a decision changes in a claim, and what the ledger says of it.
enum ClaimDecision {
    /// - Throws: `claim.amount`, `value.invalid`.
    static func take(_ move: ClaimMove, _ claim: inout WarrantyClaim) throws {
        guard move.step == .approvePartly || move.adjustments.isEmpty else {
            throw RegistryError(
                .claimAmount, "Only a decision in part names amounts of single lines.", field: "lines")
        }
        for index in claim.details.lines.indices {
            claim.details.lines[index].approved = move.step == .reject ? 0 : claim.details.lines[index].claimed
            claim.details.lines[index].remark = nil
        }
        for (index, adjustment) in move.adjustments {
            guard claim.details.lines.indices.contains(index),
                (0...claim.details.lines[index].claimed).contains(adjustment.approved)
            else {
                throw RegistryError(
                    .claimAmount, "Of a line of the claim, from nothing to what was claimed can be approved.",
                    field: "lines")
            }
            try TextRules.check(adjustment.remark, field: "remark", limit: 200)
            claim.details.lines[index].approved = adjustment.approved
            claim.details.lines[index].remark = adjustment.remark
        }
        let approved = claim.details.lines.approved()
        guard move.step != .approvePartly || (1..<max(1, claim.claimed)).contains(approved) else {
            throw RegistryError(
                .claimAmount, "In part is more than nothing and less than all; else approve or reject.", field: "lines")
        }
        claim.approved = approved
        claim.remedy = move.step == .reject ? nil : move.remedy ?? .repair
    }

    /// It is open again what is paid for.
    static func forget(_ claim: inout WarrantyClaim) {
        for index in claim.details.lines.indices {
            claim.details.lines[index].approved = nil
            claim.details.lines[index].remark = nil
        }
        (claim.approved, claim.remedy) = (nil, nil)
    }

    /// The decision as an event of the unit: a TransactionEvent (EPCIS 2.0, section 7.4.5), which names the claim as its
    /// business transaction. It tells what was decided and observes nothing: the fault that it names was reported, and
    /// counted, when it was found, and parts go in and out by events of their own. The reason can be erased.
    static func event(of claim: WarrantyClaim, _ move: ClaimMove, at time: Int64) -> EventDraft {
        var draft = EventDraft(time: time)
        draft.type = .transaction
        draft.units = [claim.unit]
        draft.details.transactions = [.init(type: "claim", id: claim.number.text)]
        draft.details.decision = claim.state.rawValue
        draft.details.remedy = claim.remedy?.rawValue
        draft.details.faultCode = claim.details.faultCode
        draft.details.cost = claim.approved.map { EventDetails.Cost($0, claim.details.currency) }
        draft.details.failedOn = claim.details.failedOn?.isoText
        let parts = claim.details.lines.filter { $0.kind == .part }.prefix(100)
        let removed = parts.filter { $0.removed != nil }.map {
            EventDetails.PartNote(part: $0.title, serial: $0.removed)
        }
        let fitted = parts.map { EventDetails.PartNote(part: $0.title, serial: $0.fitted) }
        draft.details.removed = removed.isEmpty ? nil : removed
        draft.details.fitted = fitted.isEmpty ? nil : fitted
        draft.notes = [move.reason].compactMap(\.self)
        return draft
    }
}
