import Identifiers
import Registry
import Storage

/// Compares what a round of a count has found with what the ledger says.
struct CountComparison {
    private let count: InventoryCount
    private let places: CountedPlaces
    private let reader: any SQLReader
    private let histories: StockHistories
    private let stock: StockPlaces
    /// When the containers that were scanned were so.
    private var containers: [UnitKey: Int64] = [:]
    /// What should be there.
    private var entries: [Entry] = []
    /// The units without a row that were scanned and are there, by their batches.
    private var rowless: [ID<Batch>: Set<Int64>] = [:]
    private var right: Set<UnitKey> = []
    /// How many units of a model stand there by now.
    private var units: [ID<Model>: Int64] = [:]
    private var differences: [CountDifference] = []

    /// Something that should be there.
    private struct Entry {
        var unit: StockUnit
        /// The cases and pallets in which it is, the innermost first.
        var within: [UnitKey]
        var isFound: Bool
    }

    init(_ count: InventoryCount, _ places: CountedPlaces, _ reader: any SQLReader) {
        (self.count, self.places, self.reader) = (count, places, reader)
        histories = StockHistories(reader)
        stock = StockPlaces(knownAt: .max, histories)
    }

    mutating func run() throws -> CountOutcome {
        let scans = try CountScans(of: count, reader)
        var outcome = CountOutcome(scans: scans.mark)
        let ordered = scans.scans.values.sorted { $0.subject.text < $1.subject.text }
        for scan in ordered {
            if case .unit(let key) = scan.subject, try histories.isContainer(key) { containers[key] = scan.time }
        }
        for scan in ordered { try take(scan) }
        try findExpected()
        let missing = try missing()
        for entry in entries { outcome.expected = outcome.expected.addingSaturated(entry.unit.count) }
        outcome.correct = max(0, outcome.expected - missing.reduce(0) { $0.addingSaturated($1.expected) })
        try comparePieces(ordered, &outcome)
        outcome.differences = missing + differences
        guard outcome.differences.count <= CountOutcome.mostDifferences else { throw CountOutcome.tooLarge }
        for index in outcome.differences.indices { outcome.differences[index].ordinal = Int64(index) }
        return outcome
    }

    // MARK: What was scanned

    private mutating func take(_ scan: CountScan) throws {
        switch scan.subject {
        case .pieces: break
        case .unread(let text):
            differences.append(CountDifference(.unknown, .text(text), expected: 0, found: 1))
        case .unit(let key):
            guard count.model == nil || count.model == key.model else { return }
            guard let row = try Units.find(key, reader) else {
                differences.append(CountDifference(.unknown, .unit(key), expected: 0, found: 1))
                return
            }
            try take(row, scan)
        }
    }

    private mutating func take(_ row: UnitRow, _ scan: CountScan) throws {
        let steps = try histories.steps(of: Units.history(of: row, reader), knownAt: .max)
        let stays = try stock.stays(following: steps)
        let then = stays.last { $0.time <= scan.time }
        if isHere(then) || isHere(stays.last) {
            right.insert(row.key)
            if let batch = row.batch, let sequence = row.sequence { rowless[batch, default: []].insert(sequence) }
            return
        }
        // What an earlier count has missed is nowhere too, and may be found.
        let isSought = row.state.endedAt == nil && row.state.disposition == .unknown
        var difference = CountDifference(
            then?.location == nil && !isSought ? .notInStock : .foundElsewhere, .unit(row.key), expected: 0, found: 1)
        difference.believed = then?.location
        if case .container(let container)? = steps.last(where: { $0.time <= scan.time })?.place {
            difference.container = container.serial.text
        }
        difference.disposition = row.state.disposition
        differences.append(difference)
    }

    private func isHere(_ stay: StockStay?) -> Bool { stay?.location.map(places.names.contains) ?? false }

    // MARK: What should be there

    private mutating func findExpected() throws {
        var question = StockUnits.Question(of: count.manufacturer, at: places.names)
        question.model = count.model
        var place: StockUnitPlace?
        repeat {
            let page = try StockUnits.page(question, from: place, limit: 500, reader)
            for unit in page.items { try expect(unit) }
            guard entries.count <= CountOutcome.mostThings else { throw CountOutcome.tooLarge }
            place = page.next
        } while place != nil
    }

    private mutating func expect(_ unit: StockUnit) throws {
        units[unit.model] = (units[unit.model] ?? 0).addingSaturated(unit.count)
        // What came after the opening, or came back, is right if it was scanned and not missed if it was not.
        let isScanned = if case .unit(let key) = unit.subject { right.contains(key) } else { false }
        guard isScanned || hasStood(unit) else { return }
        var within: [UnitKey] = []
        var steps = unit.steps
        while case .container(let container)? = steps.last?.place, within.count < UnitPlaces.maximumDepth {
            within.append(container)
            steps = try histories.steps(of: histories.history(of: container), knownAt: .max)
        }
        let isCovered = try containers.isEmpty ? false : wasScanned(unit.steps, .min ... .max, depth: 0)
        entries.append(Entry(unit: unit, within: within, isFound: isScanned || isCovered))
    }

    /// Whether it has been here ever since the count was opened.
    private func hasStood(_ unit: StockUnit) -> Bool {
        let since = unit.stays.reversed().prefix { isHere($0) }.last?.time
        return since.map { $0 <= count.openedAt } ?? false
    }

    /// Whether what has taken these steps was in a container when that was scanned.
    private func wasScanned(_ steps: [StockStep], _ period: ClosedRange<Int64>, depth: Int) throws -> Bool {
        guard depth <= UnitPlaces.maximumDepth else { return false }
        for (index, step) in steps.enumerated() {
            let first = max(step.time, period.lowerBound)
            let last = min(index + 1 < steps.count ? steps[index + 1].time - 1 : .max, period.upperBound)
            guard first <= last, last >= count.openedAt, case .container(let container) = step.place else { continue }
            if let time = containers[container], (first...last).contains(time) { return true }
            let outer = try histories.steps(of: histories.history(of: container), knownAt: .max)
            if try wasScanned(outer, first...last, depth: depth + 1) { return true }
        }
        return false
    }

    // MARK: What is missing

    /// What should be there and is not. A case or pallet of which nothing was found is one thing, with all that is in it; of one
    /// in which something was found, it is not asked whether it is there.
    private func missing() throws -> [CountDifference] {
        var touched: Set<UnitKey> = []
        for entry in entries {
            let isTouched =
                if case .range(let range, _) = entry.unit.subject {
                    entry.isFound || rowless[range.batch]?.contains(where: range.sequences.contains) ?? false
                } else {
                    entry.isFound
                }
            if isTouched { touched.formUnion(entry.within) }
        }
        var lost: Set<UnitKey> = []
        for entry in entries where !entry.isFound {
            if case .unit(let key) = entry.unit.subject, try histories.isContainer(key), !touched.contains(key) {
                lost.insert(key)
            }
        }
        var (found, implied): ([CountDifference], [UnitKey: Int64]) = ([], [:])
        for entry in entries where !entry.isFound {
            if case .unit(let key) = entry.unit.subject, touched.contains(key) { continue }
            if let outer = entry.within.last(where: lost.contains) {
                implied[outer] = (implied[outer] ?? 0).addingSaturated(entry.unit.count)
            } else {
                found += try missing(entry)
            }
        }
        for index in found.indices {
            if case .unit(let key) = found[index].subject, let within = implied[key] {
                found[index].expected = found[index].expected.addingSaturated(within)
            }
        }
        return found
    }

    private func missing(_ entry: Entry) throws -> [CountDifference] {
        func difference(_ subject: CountDifference.Subject, _ expected: Int64) -> CountDifference {
            var made = CountDifference(.missing, subject, expected: expected, found: 0)
            (made.believed, made.disposition) = (entry.unit.location, entry.unit.disposition)
            made.container = entry.within.first?.serial.text
            return made
        }
        switch entry.unit.subject {
        case .unit(let key): return [difference(.unit(key), 1)]
        case .range(let range, _):
            let scanned = (rowless[range.batch] ?? []).filter(range.sequences.contains).sorted()
            return try Self.parts(of: range.sequences, without: scanned).compactMap { part in
                let range = EventDraft.SequenceRange(batch: range.batch, sequences: part)
                let number = try RangedUnits.count(of: range, reader)
                return number > 0 ? difference(.range(range), number) : nil
            }
        }
    }

    /// What is left of a range without some of its numbers, ascending.
    static func parts(of range: ClosedRange<Int64>, without numbers: [Int64]) -> [ClosedRange<Int64>] {
        var parts: [ClosedRange<Int64>] = []
        var first = range.lowerBound
        for number in numbers where range.contains(number) && number >= first {
            if first < number { parts.append(first...(number - 1)) }
            guard number < range.upperBound else { return parts }
            first = number + 1
        }
        return parts + [first...range.upperBound]
    }

    // MARK: Pieces

    private mutating func comparePieces(_ scans: [CountScan], _ outcome: inout CountOutcome) throws {
        var found: [ID<Model>: (quantity: Int64, time: Int64)] = [:]
        for scan in scans {
            guard case .pieces(let model, _) = scan.subject, count.model == nil || count.model == model else {
                continue
            }
            let before = found[model] ?? (0, .min)
            found[model] = (before.quantity.addingSaturated(scan.quantity), max(before.time, scan.time))
        }
        let now = try figures(at: nil, of: count.model)
        let opening = try figures(at: count.openedAt, of: count.model)
        for model in Set(now.keys).union(found.keys).sorted() where !(try histories.kinds.isContainer(model)) {
            let standing = units[model] ?? 0
            var expected = (now[model] ?? 0).addingSaturated(-standing)
            if let scan = found[model] {
                let then = entries.lazy.filter { $0.unit.model == model }.reduce(Int64(0)) { sum, entry in
                    isHere(entry.unit.stays.last { $0.time <= scan.time }) ? sum.addingSaturated(entry.unit.count) : sum
                }
                expected = (try figures(at: scan.time, of: model)[model] ?? 0).addingSaturated(-then)
            } else if expected == 0 || (opening[model] ?? 0) == 0 {
                continue
            }
            let quantity = found[model]?.quantity ?? 0
            outcome.expected = outcome.expected.addingSaturated(1)
            guard quantity != expected else {
                outcome.correct = outcome.correct.addingSaturated(1)
                continue
            }
            differences.append(
                CountDifference(
                    quantity > expected ? .over : .short, .pieces(model), expected: expected, found: quantity))
        }
    }

    /// How many of each model the figures have at the places.
    private func figures(at time: Int64?, of model: ID<Model>?) throws -> [ID<Model>: Int64] {
        var figures: [ID<Model>: Int64] = [:]
        for name in places.names {
            var question = Stock.Question(of: count.manufacturer)
            (question.location, question.model, question.time) = (name, model, time)
            try Stock.forEach(question, reader) { level in
                figures[level.model] = (figures[level.model] ?? 0).addingSaturated(level.quantity)
            }
        }
        return figures
    }
}
