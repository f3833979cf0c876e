import Registry
import Storage

/// How many pieces at a place may leave for no list, by the figures: those that no list keeps.
///
/// Where no list keeps any, nothing is asked: what nobody has reported may well be there. The figures follow the ledger, so what has
/// come or left a moment ago may not be counted yet.
final class LoosePieces {
    private let place: Location
    private let reader: any SQLReader
    private let locations: NamedLocations
    private var models: [ID<Model>: Known] = [:]

    private struct Known {
        /// What is available or set aside, by batch; 0 for none.
        var there: [Int64: Int64] = [:]
        /// What lists keep.
        var kept: [Int64: Int64] = [:]
        /// What leaves with this shipment for no list.
        var taken: [Int64: Int64] = [:]

        /// How many are free of a batch, or of all.
        func free(of batch: ID<Batch>?) -> Int64 {
            func sum(_ quantities: [Int64: Int64]) -> Int64 {
                batch.map { quantities[$0.value] ?? 0 }
                    ?? quantities.values.reduce(0 as Int64) { $0.addingSaturated($1) }
            }
            return sum(there).addingSaturated(-sum(kept)).addingSaturated(-sum(taken))
        }
    }

    init(at place: Location, _ reader: any SQLReader) {
        (self.place, self.reader) = (place, reader)
        locations = NamedLocations(of: place.manufacturer, reader)
    }

    /// Takes pieces of a batch, or of whichever where none is named.
    /// - Parameter own: how many of the model the list keeps for which goods leave.
    /// - Returns: false where others keep some, and too few are free.
    func take(_ element: EventDetails.Quantity, own: Int64) throws -> Bool {
        var known = try models[element.model] ?? self.known(element.model)
        let keptByOthers = known.kept.values.reduce(0 as Int64) { $0.addingSaturated($1) }.addingSaturated(-own)
        guard keptByOthers <= 0 || known.free(of: element.batch) >= element.quantity else { return false }
        let batch = element.batch?.value ?? 0
        known.taken[batch] = (known.taken[batch] ?? 0).addingSaturated(element.quantity)
        models[element.model] = known
        return true
    }

    private func known(_ model: ID<Model>) throws -> Known {
        var known = Known()
        for level in try Stock.levels(ofBatchesOf: model, at: nil, reader) where try isHere(level.location) {
            guard [.available, .reserved].contains(StockState(level.disposition)) else { continue }
            let batch = level.batch?.value ?? 0
            known.there[batch] = (known.there[batch] ?? 0).addingSaturated(level.quantity)
        }
        for one in try PickItemRows.pieces(of: model, place.manufacturer, reader) where try isHere(one.place) {
            let batch = one.batch?.value ?? 0
            known.kept[batch] = (known.kept[batch] ?? 0).addingSaturated(one.quantity)
        }
        return known
    }

    private func isHere(_ text: String) throws -> Bool {
        guard let location = try locations.find(text) else { return false }
        return location.path == place.path || place.path.holds(location.path)
    }
}
