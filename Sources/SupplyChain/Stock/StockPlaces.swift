import Identifiers
import Registry
import Storage

/// Where something counts as stock from a time on.
struct StockStay: Hashable {
    /// Microseconds since 1970 UTC.
    var time: Int64
    /// The name of the place, empty on the way; nil where it is nobody's stock.
    var location: String?
    var disposition: Disposition?
    /// Why somebody wanted it, where it left stock for that.
    var demand: DemandKind?
}

/// Histories that several questions of one event share.
final class StockHistories {
    let reader: any SQLReader
    private var histories: [UnitKey: UnitHistory] = [:]
    let kinds: ModelKinds

    init(_ reader: any SQLReader) { (self.reader, kinds) = (reader, ModelKinds(reader)) }

    /// The events of a unit with a row; none where there is no such unit.
    func history(of key: UnitKey) throws -> UnitHistory {
        if let known = histories[key] { return known }
        let found = try EventSubject.find(key, reader)?.history ?? UnitHistory([])
        histories[key] = found
        return found
    }

    func isContainer(_ key: UnitKey) throws -> Bool { try kinds.isContainer(key.model) }

    func steps(of history: UnitHistory, knownAt position: Int64) throws -> [StockStep] {
        try StockStep.steps(of: history, knownAt: position, isContainer: isContainer)
    }
}

/// Where things count as stock, through all containers that they are in, as known at one position of the ledger.
final class StockPlaces {
    private let knownAt: Int64
    private let histories: StockHistories
    private var steps: [UnitKey: [StockStep]] = [:]
    private var stays: [UnitKey: [StockStay]] = [:]

    init(knownAt position: Int64, _ histories: StockHistories) {
        (knownAt, self.histories) = (position, histories)
    }

    /// The stays of a unit with a row.
    func stays(of key: UnitKey) throws -> [StockStay] {
        if let known = stays[key] { return known }
        let found = try stays(of: key, within: .min ... .max, depth: 0)
        stays[key] = found
        return found
    }

    /// Where a unit with a row is from when on, whatever its state.
    func locations(of key: UnitKey) throws -> [StockStay] {
        var locations: [StockStay] = []
        for stay in try stays(of: key) where stay.location != locations.last?.location {
            locations.append(StockStay(time: stay.time, location: stay.location, disposition: nil, demand: stay.demand))
        }
        return locations
    }

    /// Where a unit with a row is at a time; empty on the way.
    func location(of key: UnitKey, at time: Int64) throws -> String? {
        try stays(of: key, within: time...time, depth: 1).last?.location
    }

    /// The stays of what has taken these steps.
    func stays(following steps: [StockStep]) throws -> [StockStay] {
        try stays(following: steps, within: .min ... .max, depth: 0)
    }

    /// Late reports can make a circle of the past: what is in itself is nowhere.
    private func stays(of key: UnitKey, within period: ClosedRange<Int64>, depth: Int) throws -> [StockStay] {
        guard depth <= UnitPlaces.maximumDepth else { return [] }
        if let known = steps[key] { return try stays(following: known, within: period, depth: depth) }
        let found = try histories.steps(of: try histories.history(of: key), knownAt: knownAt)
        steps[key] = found
        return try stays(following: found, within: period, depth: depth)
    }

    private func stays(
        following steps: [StockStep], within period: ClosedRange<Int64>, depth: Int
    ) throws -> [StockStay] {
        var stays: [StockStay] = []
        func stay(from time: Int64, at location: String?, _ step: StockStep) {
            if let last = stays.last, last.location == location, last.disposition == step.disposition { return }
            stays.append(
                StockStay(
                    time: time, location: location, disposition: step.disposition,
                    demand: location == nil ? step.exit?.kind : nil))
        }
        for (index, step) in steps.enumerated() {
            let first = max(step.time, period.lowerBound)
            let last = min(index + 1 < steps.count ? steps[index + 1].time - 1 : .max, period.upperBound)
            guard first <= last else { continue }
            switch step.place {
            case .nowhere: stay(from: first, at: nil, step)
            case .location(let name): stay(from: first, at: name, step)
            case .onTheWay: stay(from: first, at: "", step)
            case .leftContainer(let container, let time):
                let then = try self.stays(of: container, within: time...time, depth: depth + 1)
                stay(from: first, at: then.last?.location, step)
            case .container(let container):
                let outer = try self.stays(of: container, within: first...last, depth: depth + 1)
                if outer.first?.time != first { stay(from: first, at: nil, step) }
                for place in outer { stay(from: place.time, at: place.location, step) }
            }
        }
        return stays
    }
}
