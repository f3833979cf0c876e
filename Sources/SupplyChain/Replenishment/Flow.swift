import Registry

/// That something has left a place because it was wanted.
struct Departure: Hashable {
    /// Microseconds since 1970 UTC.
    var time: Int64
    /// The text by which events name the place.
    var location: String
    var kind: DemandKind
    /// Where it was sent; empty where that is not known, and where it was not sent.
    var destination = ""
}

/// That something has come from the way.
struct Receipt: Hashable {
    /// Where it was before it was shipped; empty where that is not known.
    var source: String
    var shippedAt: Int64
    var location: String
    var receivedAt: Int64
}

/// What somebody wanted, and what came, as a history tells it.
struct Flow {
    private(set) var departures: [Departure] = []
    private(set) var receipts: [Receipt] = []

    /// Of what a container holds, from where that container was.
    init(of locations: [StockStay]) {
        for (index, stay) in locations.enumerated() {
            let origin = index > 0 ? locations[index - 1].location : nil
            let next = index + 1 < locations.count ? locations[index + 1] : nil
            if stay.location == "" {
                leave(origin, .shipped, stay.time, for: next?.location)
                if let next, let reached = next.location { receive(reached, next.time, from: origin, at: stay.time) }
            } else if let location = stay.location {
                if let origin, !origin.isEmpty { leave(origin, .shipped, stay.time, for: location) }
            } else if let demand = stay.demand {
                leave(origin, demand, stay.time)
            }
        }
    }

    /// Of what has taken these steps. Going into a container and coming out of it is no demand; that is for the container, as
    /// long as it is inside, and for whoever sells out of it and says where.
    /// - Parameter place: counts only what began at this one; nil for all.
    init(of steps: [StockStep], _ places: StockPlaces, since place: StockStep.Place? = nil) throws {
        for (index, step) in steps.enumerated() {
            let before = index > 0 ? steps[index - 1] : nil
            if let place {
                guard before?.place == place else { continue }
            } else if case .container(let outer) = step.place {
                add(
                    Flow(of: try places.locations(of: outer)), after: step.time,
                    through: index + 1 < steps.count ? steps[index + 1].time : .max)
            }
            try take(step, after: before, steps[(index + 1)...], places)
        }
    }

    private mutating func take(
        _ step: StockStep, after before: StockStep?, _ following: ArraySlice<StockStep>, _ places: StockPlaces
    ) throws {
        let origin: String?
        var wasInside = false
        switch before?.place {
        case .location(let name): origin = name
        case .leftContainer(let container, let time): origin = try places.location(of: container, at: time)
        case .container: (origin, wasInside) = (nil, true)
        case .nowhere, .onTheWay, nil: origin = nil
        }
        switch step.place {
        case .nowhere:
            guard let exit = step.exit, before?.exit == nil else { return }
            switch exit.kind {
            case .used: leave(origin ?? (wasInside ? exit.place : nil), .used, step.time)
            case .sold, .shipped:
                if let place = exit.place, let origin, origin != place {
                    leave(origin, .shipped, step.time, for: place)
                }
                leave(exit.place ?? origin, exit.kind, step.time)
            }
        case .location(let name):
            if let origin, origin != name { leave(origin, .shipped, step.time, for: name) }
        case .onTheWay:
            guard before?.place != .onTheWay else { return }
            guard let next = following.first(where: { $0.place != .onTheWay }) else {
                return leave(origin, .shipped, step.time)
            }
            if case .location(let name) = next.place {
                leave(origin, .shipped, step.time, for: name)
                receive(name, next.time, from: origin, at: step.time)
            } else {
                leave(origin, .shipped, step.time, for: next.exit?.place)
            }
        case .container, .leftContainer: return
        }
    }

    private mutating func leave(
        _ place: String?, _ kind: DemandKind, _ time: Int64, for destination: String? = nil
    ) {
        guard let place, !place.isEmpty else { return }
        departures.append(Departure(time: time, location: place, kind: kind, destination: destination ?? ""))
    }

    private mutating func receive(_ place: String, _ time: Int64, from source: String?, at shipped: Int64) {
        guard !place.isEmpty else { return }
        receipts.append(Receipt(source: source ?? "", shippedAt: shipped, location: place, receivedAt: time))
    }

    private mutating func add(_ other: Flow, after first: Int64, through last: Int64) {
        departures += other.departures.filter { $0.time > first && $0.time <= last }
        receipts += other.receipts.filter { $0.receivedAt > first && $0.receivedAt <= last }
    }
}

extension StockPieces {
    /// What an event says of pieces that somebody wanted; nil of others.
    static func departure(_ header: EventHeader, _ details: EventDetails) -> Departure? {
        guard let left = left(header, details), !left.isEmpty else { return nil }
        let reached = reached(header)
        switch (header.businessStep, header.disposition) {
        case (.retailSelling, _), (.dispensing, _), (_, .retailSold), (_, .dispensed):
            return Departure(time: header.time, location: left, kind: .sold)
        case (.installing, _), (.assembling, _), (.repairing, _), (.replacing, _):
            return Departure(time: header.time, location: left, kind: .used)
        default:
            guard let reached, reached != left else { return nil }
            return Departure(time: header.time, location: left, kind: .shipped, destination: reached)
        }
    }
}
