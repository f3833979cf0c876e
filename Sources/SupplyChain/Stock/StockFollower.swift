import Identifiers
package import Registry
package import Storage

/// Counts what stands where, from what each event changes.
///
/// It reads the histories of what an event speaks of as they were known before the event and with it, and writes down the
/// difference. So a late report or a correction changes the stock of the past, and nothing is counted twice. Moving a pallet
/// is one event: what is within it is known as counts (`container_changes`), and not read. What somebody wanted of a place, week by
/// week, and how long goods were on their way, is written down beside it by the same differences.
package struct StockFollower: Follower {
    package let name = "stock"

    package init() {}

    package func follow(_ positions: ClosedRange<Int64>, _ transaction: any SQLTransaction) throws -> Int64 {
        let clock = ContinuousClock()
        let deadline = clock.now + transaction.longestWrite
        let events = try EventRows.page(
            after: positions.lowerBound - 1, limit: Int(min(positions.length, Followers.chunk)), transaction)
        for event in events {
            guard let position = event.position, position <= positions.upperBound else { break }
            if position > positions.lowerBound, clock.now >= deadline { return position - 1 }
            try take(event, at: position, transaction)
        }
        return positions.upperBound
    }

    private func take(_ event: EventRows.Stored, at position: Int64, _ transaction: any SQLTransaction) throws {
        guard event.header.mayChangeStock, try !registers(event.header, at: position, transaction) else { return }
        var count = StockCount(at: position, transaction)
        try count.take(event)
        try count.deltas.write(event.header.id, of: event.header.manufacturer, transaction)
    }
}

extension StockFollower {
    /// Whether an event brings units into the registry and says of no place: then none of them is anywhere yet. That is so of
    /// all or of none that it names.
    private func registers(_ header: EventHeader, at position: Int64, _ reader: any SQLReader) throws -> Bool {
        guard header.type == .object, header.action == .add, header.businessLocation == nil,
            header.disposition != .inTransit, header.corrects == nil, header.detailsText == nil
        else { return false }
        let mentions = try EventRows.mentions(of: header.id, reader)
        guard mentions.ranges.isEmpty, let first = mentions.units.first,
            let subject = try EventSubject.find(first, reader)
        else { return false }
        return subject.batch == nil && !subject.history.entries.contains { ($0.position ?? .max) < position }
    }
}

extension EventHeader {
    /// Whether what the event says has to do with places, containers or states.
    fileprivate var mayChangeStock: Bool {
        let steps: Set<BusinessStep?> = [.destroying, .decommissioning, .installing, .retailSelling]
        return businessLocation != nil || disposition != nil || corrects != nil || type == .aggregation
            || type == .association || steps.contains(businessStep) || speaksOfQuantities || speaksOfMarks
    }

    private var speaksOfMarks: Bool {
        detailsText.map { $0.contains("\"set\"") || $0.contains("\"unset\"") } ?? false
    }

    /// Whether it says something of pieces without serial numbers.
    fileprivate var speaksOfQuantities: Bool { detailsText?.contains("\"quantities\"") ?? false }
}

/// Works out what one event changes.
private struct StockCount {
    private let position: Int64
    private let reader: any SQLReader
    private let histories: StockHistories
    private let before: StockPlaces
    private let after: StockPlaces
    var deltas = StockDeltas()

    init(at position: Int64, _ reader: any SQLReader) {
        self.position = position
        self.reader = reader
        histories = StockHistories(reader)
        before = StockPlaces(knownAt: position - 1, histories)
        after = StockPlaces(knownAt: position, histories)
    }

    mutating func take(_ event: EventRows.Stored) throws {
        var moved: Set<UnitKey> = []
        try EventSubject.forEach(of: event.header.id, reader) { subject in
            if let key = subject.key, subject.history.entries.contains(where: { $0.role == .parent }) {
                moved.insert(key)
            }
            try take(subject)
        }
        try moveContents(of: moved)
        try takeQuantities(event)
    }

    /// Counts pieces. A correction takes back what the corrected event has said, or says again what that one took back.
    private mutating func takeQuantities(_ event: EventRows.Stored) throws {
        try add(event.header, sign: 1)
        var corrected = event.header.corrects
        var sign: Int64 = -1
        while let id = corrected, let original = try EventRows.find(id, reader) {
            try add(original.header, sign: sign)
            (corrected, sign) = (original.header.corrects, -sign)
        }
    }

    private mutating func add(_ header: EventHeader, sign: Int64) throws {
        guard header.speaksOfQuantities else { return }
        let details = try EventDetails(text: header.detailsText)
        for one in StockPieces.list(header, details) {
            deltas.add(sign * one.quantity, at: one.location, from: one.time, one.kind)
        }
        guard header.errorReason != .didNotOccur, let departure = StockPieces.departure(header, details) else { return }
        for element in details.quantities ?? [] {
            deltas.demand.add(departure, of: element.model, sign * element.quantity)
        }
    }

    /// Counts one subject: where it was by what was known before, and where it is now.
    ///
    /// What it is in is taken as known with the event in both cases: ``moveContents(of:)`` moves the contents that were counted
    /// before, with this subject among them.
    private mutating func take(_ subject: EventSubject) throws {
        let old = try histories.steps(of: subject.history, knownAt: position - 1)
        let new = try histories.steps(of: subject.history, knownAt: position)
        guard old != new else { return }
        let item = try subject.key.flatMap { try histories.isContainer($0) ? $0 : nil }
        deltas.add(try after.stays(following: new), of: subject.model, subject.batch, subject.count)
        deltas.add(try after.stays(following: old), of: subject.model, subject.batch, -subject.count)
        deltas.add(new, of: subject.model, subject.batch, item: item, subject.count)
        deltas.add(old, of: subject.model, subject.batch, item: item, -subject.count)
        guard item == nil else { return }
        deltas.demand.add(try Flow(of: new, after), of: subject.model, subject.count)
        deltas.demand.add(try Flow(of: old, after), of: subject.model, -subject.count)
    }

    /// Moves what is in containers that have moved, and in those within them.
    private mutating func moveContents(of containers: Set<UnitKey>) throws {
        var moved = containers
        var waiting = Array(containers)
        while let container = waiting.popLast() {
            let (old, new) = (try before.locations(of: container), try after.locations(of: container))
            guard old != new else { continue }
            let contents = try ContainerContents.find(container, reader)
            deltas.add(contents, in: new, sign: 1)
            deltas.add(contents, in: old, sign: -1)
            deltas.demand.add(Flow(of: new), of: contents, sign: 1)
            deltas.demand.add(Flow(of: old), of: contents, sign: -1)
            for inner in contents.containers where moved.insert(inner).inserted { waiting.append(inner) }
            try moveDepartures(from: container, old, new)
        }
    }

    /// Where a container turns out to have been elsewhere in the past, so was what left it there without a place of its own.
    private mutating func moveDepartures(from container: UnitKey, _ old: [StockStay], _ new: [StockStay]) throws {
        let same = zip(old, new).prefix { $0 == $1 }.count
        let first = min(
            same < old.count ? old[same].time : .max, same < new.count ? new[same].time : .max)
        for entry in try histories.history(of: container).effective(knownAt: position - 1)
        where entry.role == .parent && entry.action == .delete && entry.time >= first {
            try EventSubject.forEach(of: entry.event, reader) { subject in
                guard subject.key != container else { return }
                let all = try histories.steps(of: subject.history, knownAt: position - 1)
                let steps = all.map { step in
                    if step.place == .leftContainer(container, at: entry.time) { return step }
                    return StockStep(time: step.time, place: .nowhere, disposition: step.disposition)
                }
                deltas.add(try after.stays(following: steps), of: subject.model, subject.batch, subject.count)
                deltas.add(try before.stays(following: steps), of: subject.model, subject.batch, -subject.count)
                if let key = subject.key, try histories.isContainer(key) { return }
                let left = StockStep.Place.leftContainer(container, at: entry.time)
                deltas.demand.add(try Flow(of: all, after, since: left), of: subject.model, subject.count)
                deltas.demand.add(try Flow(of: all, before, since: left), of: subject.model, -subject.count)
            }
        }
    }
}
