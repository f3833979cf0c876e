import Identifiers
import Registry
import Storage

/// Makes the events of a pick list: what is set aside, picked, taken out of cases, and free again.
struct PickEvents {
    private let list: PickList
    private let recorder: EventRecorder

    private static let (mostUnits, mostRanges, mostQuantities) = (1_000, 100, 100)

    init(of list: PickList, _ recorder: EventRecorder) { (self.list, self.recorder) = (list, recorder) }

    private var reader: any SQLReader { recorder.transaction }

    /// Says that goods are set aside.
    func reserve(_ items: [PickItem]) throws {
        try record(items, .reserving) { $0.details.set = [Picks.mark.rawValue] }
        try movePieces(of: items, .reserving) { former in (former, .reserved) }
    }

    /// Says that goods are free again: those that are there and still set aside.
    func free(_ items: [PickItem]) throws {
        let kept = try items.filter { item in
            guard let key = item.key else { return true }
            guard let state = try Units.find(key, reader)?.state else { return false }
            return state.endedAt == nil && state.marks.contains(Picks.mark)
        }
        try record(kept, .storing) { $0.details.unset = [Picks.mark.rawValue] }
        try movePieces(of: items, .storing) { former in (.reserved, former) }
    }

    /// Says that units were picked, and that they have left what they were in.
    func pick(_ items: [PickItem], outOf containers: [UnitKey: [UnitKey]]) throws {
        for (container, units) in containers.sorted(by: { $0.key.serial.text < $1.key.serial.text }) {
            var draft = draft(.unpacking)
            (draft.type, draft.action, draft.parent, draft.units) = (.aggregation, .delete, container, units)
            for key in [container] + units { try recorder.moveOn(past: key) }
            _ = try recorder.record(draft, of: list.manufacturer)
        }
        try record(items, .picking) { _ in }
        var pieces = items.compactMap { item -> EventDetails.Quantity? in
            if case .pieces(let element, _) = item.goods { element } else { nil }
        }[...]
        while !pieces.isEmpty {
            var draft = draft(.picking)
            draft.details.quantities = Array(pieces.prefix(Self.mostQuantities))
            pieces = pieces.dropFirst(Self.mostQuantities)
            _ = try recorder.record(draft, of: list.manufacturer)
        }
    }

    // MARK: Parts

    private func draft(_ step: BusinessStep) -> EventDraft {
        var draft = EventDraft(time: recorder.transaction.now)
        draft.businessStep = step
        draft.details.transactions = Picks.transactions(of: list)
        return draft
    }

    /// Units and parts of batches.
    private func record(_ items: [PickItem], _ step: BusinessStep, _ change: (inout EventDraft) -> Void) throws {
        var units = items.compactMap(\.key)[...]
        var ranges = Self.merged(
            items.compactMap { item in
                if case .range(let range, _) = item.goods { range } else { nil }
            })[...]
        while !units.isEmpty || !ranges.isEmpty {
            var draft = draft(step)
            (draft.units, draft.ranges) = (Array(units.prefix(Self.mostUnits)), [])
            (units, draft.ranges) = (units.dropFirst(Self.mostUnits), Array(ranges.prefix(Self.mostRanges)))
            ranges = ranges.dropFirst(Self.mostRanges)
            change(&draft)
            for key in draft.units { try recorder.moveOn(past: key) }
            _ = try recorder.record(draft, of: list.manufacturer)
        }
    }

    /// Neighbours of one batch as one range.
    private static func merged(_ ranges: [EventDraft.SequenceRange]) -> [EventDraft.SequenceRange] {
        let sorted = ranges.sorted {
            ($0.batch.value, $0.sequences.lowerBound) < ($1.batch.value, $1.sequences.lowerBound)
        }
        var merged: [EventDraft.SequenceRange] = []
        for range in sorted {
            if let last = merged.last, last.batch == range.batch,
                last.sequences.upperBound.addingSaturated(1) == range.sequences.lowerBound
            {
                merged[merged.count - 1].sequences = last.sequences.lowerBound...range.sequences.upperBound
            } else {
                merged.append(range)
            }
        }
        return merged
    }

    private struct Move: Hashable {
        var place: String
        var former: Disposition?
    }

    /// Pieces stay where they are, in another state.
    private func movePieces(
        of items: [PickItem], _ step: BusinessStep,
        _ states: (Disposition?) -> (from: Disposition?, to: Disposition?)
    ) throws {
        var moves: [Move: [EventDetails.Quantity]] = [:]
        for item in items {
            guard case .pieces(let element, let former) = item.goods else { continue }
            moves[Move(place: item.place, former: former), default: []].append(element)
        }
        let sorted = moves.sorted {
            ($0.key.place, $0.key.former?.rawValue ?? "") < ($1.key.place, $1.key.former?.rawValue ?? "")
        }
        for (move, elements) in sorted {
            var rest = elements[...]
            while !rest.isEmpty {
                var draft = draft(step)
                let (from, to) = states(move.former)
                (draft.details.source, draft.details.sourceDisposition) = (move.place, from?.rawValue)
                (draft.businessLocation, draft.disposition) = (move.place, to)
                draft.details.quantities = Array(rest.prefix(Self.mostQuantities))
                rest = rest.dropFirst(Self.mostQuantities)
                _ = try recorder.record(draft, of: list.manufacturer)
            }
        }
    }
}
