import Identifiers
import Registry
import Storage

/// Collects one page of the units that stand somewhere.
struct StockUnitSearch {
    private let question: StockUnits.Question
    private let limit: Int
    private let reader: any SQLReader
    private let histories: StockHistories
    private let places: StockPlaces
    private let containers: [ID<Model>]
    private var page = StockUnits.Page()
    private var examined = 0

    /// Units that one page looks at, in order to find those that are there.
    private static let mostExamined = 5_000
    /// Rows that are read at once.
    private static let atOnce = 100
    /// A place in the list names so many containers of one that is open.
    private static let mostOpened = 8

    init(_ question: StockUnits.Question, limit: Int, _ reader: any SQLReader) throws {
        (self.question, self.limit, self.reader) = (question, max(1, limit), reader)
        histories = StockHistories(reader)
        places = StockPlaces(knownAt: .max, histories)
        containers = try PlacedUnits.containerModels(of: question.manufacturer, reader)
    }

    private var isFull: Bool { page.items.count >= limit || examined >= Self.mostExamined }

    mutating func run(from start: StockUnitPlace) throws -> StockUnits.Page {
        var place = start
        while true {
            guard !isFull else {
                page.next = place
                return page
            }
            if let opened = place.opened.popLast() {
                try takeContents(of: opened, &place)
                continue
            }
            switch place.stage {
            case .placed:
                if try !takePlaced(&place) { place = Self.start(.departed) }
            case .departed:
                if try !takeDeparted(&place) { place = Self.start(.batches) }
            case .batches:
                guard try takeBatches(&place) else { return page }
            }
        }
    }

    private static func start(_ stage: StockUnitPlace.Stage) -> StockUnitPlace {
        var place = StockUnitPlace()
        place.stage = stage
        return place
    }

    // MARK: Units with a row

    /// Takes some of the units in no container; false where there are no more.
    private mutating func takePlaced(_ place: inout StockUnitPlace) throws -> Bool {
        // With a model the containers are walked through too, for what is in them.
        let models = question.model.map { Set([$0.value] + containers.map(\.value)).sorted() } ?? [0]
        let walks = question.names.sorted().flatMap { name in models.map { (name, $0) } }
        let (name, model) = (place.name, place.model)
        guard let walk = walks.first(where: { $0.0 > name || ($0.0 == name && $0.1 >= model) }) else { return false }
        if walk != (name, model) { (place.name, place.model, place.unit) = (walk.0, walk.1, nil) }
        let rows = try PlacedUnits.list(
            last: walk.0, of: question.manufacturer, model: walk.1 == 0 ? nil : ID(walk.1), after: place.unit,
            limit: Self.atOnce, reader)
        for row in rows {
            place.unit = row.key
            let isOpened = try take(row, into: &place) { if case .location = $0 { true } else { false } }
            if isOpened || isFull { return true }
        }
        // The model after all models leads to the next name.
        if rows.count < Self.atOnce {
            (place.model, place.unit) = (walk.1 == 0 ? .max : walk.1.addingSaturated(1), nil)
        }
        return true
    }

    /// Takes some of the units that left a container at no place of their own; false where there are no more.
    private mutating func takeDeparted(_ place: inout StockUnitPlace) throws -> Bool {
        let model = place.model
        guard let walk = containers.first(where: { $0.value >= model }) else { return false }
        if walk.value != model { (place.model, place.unit) = (walk.value, nil) }
        let keys = try PlacedUnits.departed(
            fromContainersOf: walk, after: place.unit, limit: Self.atOnce, reader)
        for key in keys {
            place.unit = key
            guard let row = try UnitRows.find(key, reader), row.state.parent == nil else {
                examined += 1
                continue
            }
            let isOpened = try take(row, into: &place) { step in
                if case .leftContainer(let container, _) = step { container.model == walk } else { false }
            }
            if isOpened || isFull { return true }
        }
        if keys.count < Self.atOnce { (place.model, place.unit) = (walk.value.addingSaturated(1), nil) }
        return true
    }

    /// Takes a unit that is there by such a step.
    /// - Returns: whether it is a container that was opened.
    private mutating func take(
        _ row: UnitRow, into place: inout StockUnitPlace, if isSuch: (StockStep.Place) -> Bool
    ) throws -> Bool {
        examined += 1
        let steps = try histories.steps(of: Units.history(of: row, reader), knownAt: .max)
        guard let last = steps.last, isSuch(last.place) else { return false }
        let stays = try places.stays(following: steps)
        guard let location = stays.last?.location, question.names.contains(location) else { return false }
        note(StockUnit(.unit(row.key), of: row.key.model, row.batch, steps, stays))
        guard try histories.isContainer(row.key) else { return false }
        place.opened.append(StockUnitPlace.Opened(container: row.key, from: nil))
        return true
    }

    private mutating func note(_ unit: StockUnit?) {
        guard let unit, question.model == nil || question.model == unit.model,
            question.state == nil || question.state == StockState(unit.disposition)
        else { return }
        page.items.append(unit)
    }

    // MARK: Containers

    /// Takes some of what is in a container. The containers among it are opened next.
    private mutating func takeContents(of opened: StockUnitPlace.Opened, _ place: inout StockUnitPlace) throws {
        func contents(_ limit: Int) throws -> Contents.Page {
            try Contents.page(of: opened.container, at: Viewpoint(), from: opened.from, limit: limit, reader)
        }
        var found = try contents(max(1, limit - page.items.count))
        let inner = try found.items.count { item in
            if case .unit(let key) = item.subject { try histories.isContainer(key) } else { false }
        }
        if inner > Self.mostOpened { found = try contents(Self.mostOpened) }
        if let next = found.next {
            place.opened.append(StockUnitPlace.Opened(container: opened.container, from: next))
        }
        for item in found.items {
            examined += 1
            switch item.subject {
            case .unit(let key):
                guard let row = try UnitRows.find(key, reader) else { continue }
                let steps = try histories.steps(of: Units.history(of: row, reader), knownAt: .max)
                guard steps.last?.place == .container(opened.container) else { continue }
                guard try note(.unit(key), of: key.model, row.batch, steps) else { continue }
                if try histories.isContainer(key), place.opened.count < UnitPlaces.maximumDepth * Self.mostOpened {
                    place.opened.append(StockUnitPlace.Opened(container: key, from: nil))
                }
            case .range(let range, let count):
                guard let batch = try Batches.find(range.batch, reader),
                    let part = try RangedUnits.parts(of: range, reader).first
                else { continue }
                let steps = try histories.steps(of: part.history, knownAt: .max)
                guard steps.last?.place == .container(opened.container) else { continue }
                _ = try note(.range(range, count: count), of: batch.model, batch.id, steps)
            }
        }
    }

    /// - Returns: whether it stands at one of the places.
    private mutating func note(
        _ subject: StockUnit.Subject, of model: ID<Model>, _ batch: ID<Batch>?, _ steps: [StockStep]
    ) throws -> Bool {
        let stays = try places.stays(following: steps)
        guard let location = stays.last?.location, question.names.contains(location) else { return false }
        note(StockUnit(subject, of: model, batch, steps, stays))
        return true
    }

    // MARK: Batches

    /// Takes parts of some batches; false where there are no more.
    private mutating func takeBatches(_ place: inout StockUnitPlace) throws -> Bool {
        let after = ID<Batch>(max(0, place.batch - 1))
        var candidates: Set<ID<Batch>> = []
        for name in question.names {
            candidates.formUnion(try RangedUnits.batches(at: name, after: after, limit: Self.atOnce, reader))
        }
        for model in containers {
            candidates.formUnion(
                try RangedUnits.batches(departedFromContainersOf: model, after: after, limit: Self.atOnce, reader))
        }
        for id in candidates.sorted().prefix(Self.atOnce) {
            if id.value != place.batch { (place.batch, place.sequence) = (id.value, .min) }
            guard try takeBatch(id, &place) else { return true }
            (place.batch, place.sequence) = (id.value.addingSaturated(1), .min)
        }
        return candidates.count >= Self.atOnce
    }

    /// Takes the parts of a batch from a sequence number on; false where the page is full before its end.
    private mutating func takeBatch(_ id: ID<Batch>, _ place: inout StockUnitPlace) throws -> Bool {
        guard let batch = try Batches.find(id, reader), batch.manufacturer == question.manufacturer,
            question.model == nil || question.model == batch.model, let sequences = batch.issue?.sequences
        else { return true }
        for part in try RangedUnits.parts(of: .init(batch: id, sequences: sequences), reader)
        where part.sequences.lowerBound >= place.sequence {
            guard !isFull else {
                place.sequence = part.sequences.lowerBound
                return false
            }
            examined += 1
            let steps = try histories.steps(of: part.history, knownAt: .max)
            // What is in a container has been taken with that.
            switch steps.last?.place {
            case .location?, .leftContainer?: break
            default: continue
            }
            let range = EventDraft.SequenceRange(batch: id, sequences: part.sequences)
            let count = try RangedUnits.count(of: range, reader)
            if count > 0 { _ = try note(.range(range, count: count), of: batch.model, id, steps) }
        }
        return true
    }
}
