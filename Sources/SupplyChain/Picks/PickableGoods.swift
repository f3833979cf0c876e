import Identifiers
import Registry
import Storage

/// Whether goods can be set aside at a place: they stand there, may leave, are good for use, and nobody else wants them.
final class PickableGoods {
    enum Refusal: Hashable {
        case notHere(String)
        case notAvailable(String)

        var sentence: String {
            switch self {
            case .notHere(let sentence), .notAvailable(let sentence): sentence
            }
        }
    }

    let location: Location
    /// The texts by which events name the place and what stands in it, without what nothing leaves.
    let names: Set<String>
    private let today: CivilDate
    private let reader: any SQLReader
    private let locations: NamedLocations
    private let histories: StockHistories
    private let stock: StockPlaces
    private let clearance: Clearance
    private let announced: OpenAnnouncements
    private var batches: [ID<Batch>: Batch?] = [:]
    private var containers: [UnitKey: Refusal?] = [:]

    /// - Throws: `value.invalid` where more places than ``CountedPlaces/most`` stand in it.
    init(at location: Location, now: Int64, _ reader: any SQLReader) throws {
        let tree = try Locations.subtree(of: location, limit: CountedPlaces.most, reader)
        guard tree.count <= CountedPlaces.most else {
            throw RegistryError(
                .valueInvalid,
                "More than \(CountedPlaces.most) places stand in '\(location.code)'; name one of them.",
                field: "location")
        }
        let standing = tree.filter { $0.details.kind != .quarantine && $0.details.kind != .scrap }
        names = Set(standing.flatMap(Locations.ledgerNames))
        (self.location, self.reader, today) = (location, reader, CivilDate(microseconds: now))
        locations = NamedLocations(of: location.manufacturer, reader)
        histories = StockHistories(reader)
        stock = StockPlaces(knownAt: .max, histories)
        clearance = Clearance(reader)
        announced = OpenAnnouncements(reader)
    }

    func batch(_ id: ID<Batch>) throws -> Batch? {
        if let known = batches[id] { return known }
        let found = try Batches.find(id, reader)
        batches[id] = .some(found)
        return found
    }

    func isExpired(_ id: ID<Batch>?) throws -> Bool {
        guard let id, let expires = try batch(id)?.expiresOn else { return false }
        return expires < today
    }

    /// Since when something has been at the site, by its stays.
    func arrival(_ stays: [StockStay]) throws -> Int64 {
        var since = stays.last?.time ?? .max
        let site = location.path.codes.first
        for stay in stays.reversed() {
            guard let text = stay.location, try locations.find(text)?.path.codes.first == site else { break }
            since = stay.time
        }
        return since
    }

    /// Where a unit stands; empty on the way, nil where it is nobody's stock.
    func place(of unit: UnitRow) throws -> String? {
        let steps = try histories.steps(of: Units.history(of: unit, reader), knownAt: .max)
        return try stock.stays(following: steps).last?.location
    }

    /// Why a unit cannot be set aside here; nil where it can.
    /// - Parameter isReserved: whether it is set aside already, by the list that asks.
    func refusal(of unit: UnitRow, isReserved: Bool = false) throws -> Refusal? {
        let steps = try histories.steps(of: Units.history(of: unit, reader), knownAt: .max)
        if let refusal = try refusal(steps, unit.batch, isReserved: isReserved) { return refusal }
        if try clearance.obstacle(of: unit) != nil { return .notAvailable("It lacks a test, or has failed one.") }
        guard !isReserved else { return nil }
        if try !PickItemRows.holding(unit.key, in: unit.place, reader).isEmpty {
            return .notAvailable("It is set aside for somebody else.")
        }
        return try announced.shipment(of: unit).map { _ in .notAvailable("It is announced in an open shipment.") }
    }

    /// Why a part of a batch cannot be set aside here as a whole, all of it without rows; nil where it can.
    func refusal(of range: EventDraft.SequenceRange) throws -> Refusal? {
        var found: Refusal?
        try EventSubject.forEach(in: range, reader) { subject in
            guard found == nil else { return }
            guard subject.key == nil else {
                found = .notAvailable("Something has happened to one of them alone.")
                return
            }
            let steps = try histories.steps(of: subject.history, knownAt: .max)
            found = try refusal(steps, range.batch, isReserved: false)
            if found == nil, try clearance.obstacle(of: subject) != nil {
                found = .notAvailable("They lack a test, or have failed one.")
            }
        }
        if let found { return found }
        if try !PickItemRows.holding(range, reader).isEmpty {
            return .notAvailable("They are set aside for somebody else.")
        }
        return try announced.shipment(of: range).map { _ in .notAvailable("They are announced in an open shipment.") }
    }

    private func refusal(_ steps: [StockStep], _ batch: ID<Batch>?, isReserved: Bool) throws -> Refusal? {
        guard let stay = try stock.stays(following: steps).last, let place = stay.location else {
            return .notHere("It is in nobody's stock.")
        }
        guard !place.isEmpty else { return .notHere("It is on its way.") }
        guard names.contains(place) else { return .notHere("It stands at '\(place)'.") }
        switch StockState(stay.disposition) {
        case .available: break
        case .reserved:
            guard isReserved else { return .notAvailable("It is set aside for somebody else.") }
        case .held: return .notAvailable("It is in the state '\(stay.disposition?.rawValue ?? "")'.")
        case .inTransit: return .notHere("It is on its way.")
        }
        if try isExpired(batch) { return .notAvailable("It has expired.") }
        guard case .container(let container)? = steps.last?.place else { return nil }
        return try refusal(inside: container, depth: 0)
    }

    /// What is in a case that is held does not leave either.
    private func refusal(inside container: UnitKey, depth: Int) throws -> Refusal? {
        if let known = containers[container] { return known }
        var found: Refusal?
        if depth < UnitPlaces.maximumDepth, let state = try UnitRows.find(container, reader)?.state {
            if let disposition = state.stockDisposition, StockState(disposition) == .held {
                found = .notAvailable(
                    "It is in \(container.serial.text), which is in the state '\(disposition.rawValue)'.")
            } else if let parent = state.parent {
                found = try refusal(inside: parent, depth: depth + 1)
            }
        }
        containers[container] = .some(found)
        return found
    }
}
