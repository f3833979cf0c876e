import Identifiers
package import Registry
package import Storage

/// A unit that counts as stock at a place, or units of a batch that do so alike.
package struct StockUnit: Hashable, Sendable {
    package enum Subject: Hashable, Sendable {
        case unit(UnitKey)
        /// `count` units of a batch within these sequence numbers, those without a row.
        case range(EventDraft.SequenceRange, count: Int64)
    }
    package var subject: Subject
    package var model: ID<Model>
    package var batch: ID<Batch>?
    package var disposition: Disposition?
    /// The text by which events name the place.
    package var location: String
    /// The case or pallet in which it is.
    package var container: UnitKey?
    /// Since when it has been there so; microseconds since 1970 UTC.
    package var since: Int64
    /// What its history says of its place.
    let steps: [StockStep]
    let stays: [StockStay]

    /// Nil for what counts nowhere.
    init?(_ subject: Subject, of model: ID<Model>, _ batch: ID<Batch>?, _ steps: [StockStep], _ stays: [StockStay]) {
        guard let last = stays.last, let location = last.location else { return nil }
        (self.subject, self.model, self.batch) = (subject, model, batch)
        (self.steps, self.stays) = (steps, stays)
        (disposition, self.location, since) = (last.disposition, location, last.time)
        if case .container(let key)? = steps.last?.place { container = key }
    }

    /// How many units these are.
    package var count: Int64 {
        switch subject {
        case .unit: 1
        case .range(_, let count): count
        }
    }
}

/// Which units stand at a place: one by one those that have a row, as ranges those of batches that have none. They are as many as
/// ``Stock`` counts there, once its follower has read the whole ledger; pieces without serial numbers are figures alone.
package enum StockUnits {
    package struct Question: Sendable {
        package var manufacturer: ID<Manufacturer>
        /// The texts by which events name the places.
        package var names: Set<String>
        package var model: ID<Model>?
        package var state: StockState?

        package init(of manufacturer: ID<Manufacturer>, at names: Set<String>) {
            (self.manufacturer, self.names) = (manufacturer, names)
        }
    }

    package struct Page: Sendable {
        package var items: [StockUnit] = []
        /// Where the next page begins; nil where there is none. A page may be short and yet have a next one.
        package var next: StockUnitPlace?
    }

    /// Up to `limit` of them from a place in the list on: those in no container, each case and pallet with what is in it after it,
    /// then those that left one, then parts of batches.
    package static func page(
        _ question: Question, from place: StockUnitPlace? = nil, limit: Int, _ reader: any SQLReader
    ) throws -> Page {
        var search = try StockUnitSearch(question, limit: limit, reader)
        return try search.run(from: place ?? StockUnitPlace())
    }
}
