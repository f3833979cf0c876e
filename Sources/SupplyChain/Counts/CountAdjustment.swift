import Identifiers
package import Registry
package import Storage

/// What somebody says of differences of a count.
package struct CountDecision: Sendable {
    /// Which, by their ordinals; nil for all that are open.
    package var ordinals: Set<Int64>?
    package var reason: CountReason
    package var note: String?
    /// Only the reason is kept: the ledger goes on as it is.
    package var isNoteOnly = false

    package init(_ reason: CountReason) { self.reason = reason }

    package static let longestNote = 4_000
}

extension Counts {
    /// Resolves differences of the finished round: says by events what is at the place and what is not, or only why they stay.
    /// - Throws: `count.state`, `count.changed`, `value.invalid`, and what the recorder throws.
    package static func adjust(
        _ count: InventoryCount, _ decision: CountDecision, at location: Location, expecting version: Int64?,
        as principal: Principal, from source: RequestSource = .local, _ recorder: EventRecorder
    ) throws -> (count: InventoryCount, differences: [CountDifference], events: [RecordedEvent]) {
        let transaction = recorder.transaction
        var count = try changeable(
            count, in: [.counted], "only a finished round is adjusted.", expecting: version)
        if let note = decision.note {
            try LongText.check(note, field: "note", limit: CountDecision.longestNote)
        }
        let all = try CountDifferenceRows.list(
            of: count.number.id, round: count.round, limit: CountOutcome.mostDifferences, transaction)
        let chosen = all.filter { $0.resolution == .open && decision.ordinals?.contains($0.ordinal) ?? true }
        guard !chosen.isEmpty, decision.ordinals.map({ $0.count == chosen.count }) ?? true else {
            throw RegistryError(
                .valueInvalid, "Name differences that are open; list them first.", field: "differences")
        }
        var adjustment = CountAdjustment(count, try CountedPlaces(location, transaction), decision, recorder)
        let resolved = try adjustment.run(chosen)
        for difference in resolved { try CountDifferenceRows.resolve(difference, of: count, transaction) }
        try CountRows.update(&count, transaction)
        try write(
            "count.adjust", count, as: principal, from: source,
            detail: "\(decision.reason.rawValue): \(resolved.count)", transaction)
        return (count, resolved, adjustment.events)
    }
}

/// Makes the events by which differences of a count are resolved.
struct CountAdjustment {
    private let count: InventoryCount
    private let places: CountedPlaces
    private let decision: CountDecision
    private let recorder: EventRecorder
    private let histories: StockHistories
    private let stock: StockPlaces
    private var differences: [CountDifference] = []
    private(set) var events: [RecordedEvent] = []
    /// What is said alike of many units is one event.
    private var waiting: [Saying: [(index: Int, subject: CountDifference.Subject)]] = [:]

    private struct Saying: Hashable {
        var isFound: Bool
        var disposition: Disposition?
        /// The case or pallet that it left.
        var container: UnitKey?
    }

    private static let mostUnits = 1_000
    private static let mostRanges = 100

    init(
        _ count: InventoryCount, _ places: CountedPlaces, _ decision: CountDecision, _ recorder: EventRecorder
    ) {
        (self.count, self.places, self.decision, self.recorder) = (count, places, decision, recorder)
        histories = StockHistories(recorder.transaction)
        stock = StockPlaces(knownAt: .max, histories)
    }

    private var reader: any SQLReader { recorder.transaction }

    mutating func run(_ chosen: [CountDifference]) throws -> [CountDifference] {
        differences = chosen
        for index in differences.indices {
            differences[index].reason = decision.reason
            differences[index].resolution = .noted
            guard !decision.isNoteOnly else { continue }
            try take(index)
        }
        for (saying, subjects) in waiting.sorted(by: { Self.order($0.key) < Self.order($1.key) }) {
            try say(saying, of: subjects)
        }
        return differences
    }

    private static func order(_ saying: Saying) -> String {
        "\(saying.isFound) \(saying.disposition?.rawValue ?? "") \(saying.container?.serial.text ?? "")"
    }

    private mutating func take(_ index: Int) throws {
        let difference = differences[index]
        switch (difference.kind, difference.subject) {
        case (.unknown, _), (_, .text): break
        case (.missing, .unit(let key)):
            guard let row = try Units.find(key, reader) else { break }
            let steps = try histories.steps(of: Units.history(of: row, reader), knownAt: .max)
            try miss(.unit(key), steps, index)
        case (.missing, .range(let range)):
            differences[index].resolution = .settled
            for part in try RangedUnits.parts(of: range, reader) {
                let steps = try histories.steps(of: part.history, knownAt: .max)
                try miss(.range(.init(batch: range.batch, sequences: part.sequences)), steps, index)
            }
        case (_, .unit(let key)): try find(key, index)
        case (_, .pieces(let model)): try count(model, index)
        case (_, .range): break
        }
    }

    /// What was not found stands there no more, unless somebody has said so by now.
    private mutating func miss(_ subject: CountDifference.Subject, _ steps: [StockStep], _ index: Int) throws {
        guard let place = try stock.stays(following: steps).last?.location, places.names.contains(place) else {
            if case .unit = subject { differences[index].resolution = .settled }
            return
        }
        var saying = Saying(isFound: false, disposition: .unknown)
        if case .container(let container)? = steps.last?.place { saying.container = container }
        waiting[saying, default: []].append((index, subject))
    }

    /// What was found stands there, in nothing, in the state that it was last known to have as goods.
    private mutating func find(_ key: UnitKey, _ index: Int) throws {
        guard let row = try Units.find(key, reader), row.state.endedAt == nil else { return }
        let history = try Units.history(of: row, reader)
        let steps = try histories.steps(of: history, knownAt: .max)
        if let place = try stock.stays(following: steps).last?.location, places.names.contains(place) {
            differences[index].resolution = .settled
            return
        }
        var saying = Saying(isFound: true)
        if differences[index].kind == .notInStock, row.state.serviceFrom != nil || isOut(row.state.disposition) {
            saying.disposition = .returned
        } else if row.state.disposition == .unknown || row.state.disposition == .inTransit {
            saying.disposition = Self.formerDisposition(history)
        }
        if case .container(let container)? = steps.last?.place { saying.container = container }
        waiting[saying, default: []].append((index, .unit(key)))
    }

    private func isOut(_ disposition: Disposition?) -> Bool {
        disposition.map(StockStep.dispositionsOutOfStock.contains) ?? false
    }

    /// In which state it was before it was missed or shipped.
    private static func formerDisposition(_ history: UnitHistory) -> Disposition {
        let passing: Set<Disposition> = StockStep.dispositionsOutOfStock.union([.unknown, .inTransit])
        return history.effective().reversed().lazy.compactMap(\.disposition).first { !passing.contains($0) }
            ?? .inProgress
    }

    // MARK: Events

    private func draft(_ type: EventType, _ action: EventAction) -> EventDraft {
        var draft = EventDraft(time: recorder.transaction.now)
        (draft.type, draft.action, draft.businessStep) = (type, action, count.kind.step)
        draft.details.transactions = [.init(type: "nameplate-count", id: count.number.text)]
        draft.notes = ["Count \(count.number.text): \(decision.reason.rawValue)"] + (decision.note.map { [$0] } ?? [])
        return draft
    }

    private mutating func say(
        _ saying: Saying, of subjects: [(index: Int, subject: CountDifference.Subject)]
    ) throws {
        var rest = subjects[...]
        while !rest.isEmpty {
            var (units, ranges): ([UnitKey], [EventDraft.SequenceRange]) = ([], [])
            var indices: [Int] = []
            while let next = rest.first, units.count < Self.mostUnits, ranges.count < Self.mostRanges {
                switch next.subject {
                case .unit(let key): units.append(key)
                case .range(let range): ranges.append(range)
                case .pieces, .text: break
                }
                indices.append(next.index)
                rest = rest.dropFirst()
            }
            for key in units { try recorder.moveOn(past: key) }
            if let container = saying.container {
                var leaving = draft(.aggregation, .delete)
                (leaving.parent, leaving.units, leaving.ranges) = (container, units, ranges)
                try recorder.moveOn(past: container)
                events.append(try recorder.record(leaving, of: count.manufacturer))
            }
            var draft = draft(.object, .observe)
            (draft.units, draft.ranges, draft.disposition) = (units, ranges, saying.disposition)
            if saying.isFound { draft.businessLocation = count.location }
            try resolve(indices, by: draft)
        }
    }

    private mutating func resolve(_ indices: [Int], by draft: EventDraft) throws {
        let event = try recorder.record(draft, of: count.manufacturer)
        events.append(event)
        for index in indices { (differences[index].resolution, differences[index].event) = (.adjusted, event.id) }
    }

    /// Pieces come to the place, or leave it from where most of them are.
    private mutating func count(_ model: ID<Model>, _ index: Int) throws {
        var levels: [StockLevel] = []
        for name in places.names.sorted() {
            var question = Stock.Question(of: count.manufacturer)
            (question.location, question.model) = (name, model)
            try Stock.forEach(question, reader) { levels.append($0) }
        }
        levels.sort { $0.quantity > $1.quantity }
        let most = CountScan.mostPieces
        var left = max(-most, min(most, differences[index].expected.addingSaturated(-differences[index].found)))
        if left < 0 {
            var draft = draft(.object, .add)
            draft.businessLocation = count.location
            draft.disposition = levels.first { $0.quantity > 0 }?.disposition
            draft.details.quantities = [.init(-left, of: model)]
            try resolve([index], by: draft)
        }
        for level in levels where left > 0 && level.quantity > 0 {
            var draft = draft(.object, .observe)
            (draft.details.source, draft.details.sourceDisposition) = (level.location, level.disposition?.rawValue)
            draft.details.quantities = [.init(min(left, level.quantity), of: model)]
            left -= min(left, level.quantity)
            try resolve([index], by: draft)
        }
    }
}
