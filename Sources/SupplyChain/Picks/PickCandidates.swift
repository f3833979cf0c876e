import Identifiers
import Registry
import Storage

/// The units of a model that stand at a place, as they may be chosen.
struct PickCandidate {
    var subject: StockUnit.Subject
    var batch: Batch?
    var producedOn: CivilDate?
    var place: String
    var container: UnitKey?
    /// Since when it has been at the site.
    var arrival: Int64
    var isAvailable: Bool

    /// In which order goods are chosen.
    static func precedes(
        _ left: PickCandidate, _ right: PickCandidate, by strategy: PickStrategy, takesContained: Bool
    ) -> Bool {
        if !takesContained, (left.container == nil) != (right.container == nil) { return left.container == nil }
        if strategy == .fefo, left.batch?.expiresOn != right.batch?.expiresOn {
            return isBefore(left.batch?.expiresOn, right.batch?.expiresOn)
        }
        if left.arrival != right.arrival { return left.arrival < right.arrival }
        if left.producedOn != right.producedOn { return isBefore(left.producedOn, right.producedOn) }
        return left.rest < right.rest
    }

    /// Dates that are not known come last.
    private static func isBefore(_ left: CivilDate?, _ right: CivilDate?) -> Bool {
        guard let left else { return false }
        return right.map { left < $0 } ?? true
    }

    private var rest: (Int64, Int64, String) {
        switch subject {
        case .unit(let key): (batch?.createdAt ?? .max, 0, key.serial.text)
        case .range(let range, _): (batch?.createdAt ?? .max, range.sequences.lowerBound, "")
        }
    }
}

extension PickableGoods {
    /// More units of a model that stand at a place are not looked through.
    static let mostCandidates = 20_000

    /// What of a model stands here, and whether any of it has a date until which it is good.
    /// - Throws: `value.invalid` where it is too much to look through.
    func candidates(of model: ID<Model>, _ reader: any SQLReader) throws -> [PickCandidate] {
        var question = StockUnits.Question(of: location.manufacturer, at: names)
        question.model = model
        var found: [PickCandidate] = []
        var place: StockUnitPlace?
        repeat {
            let page = try StockUnits.page(question, from: place, limit: 1_000, reader)
            for unit in page.items { found.append(try candidate(unit, reader)) }
            place = page.next
            guard found.count <= Self.mostCandidates else {
                throw RegistryError(
                    .valueInvalid,
                    "More than \(Self.mostCandidates) units stand at '\(location.code)'; name a smaller place.",
                    field: "location")
            }
        } while place != nil
        return found
    }

    private func candidate(_ unit: StockUnit, _ reader: any SQLReader) throws -> PickCandidate {
        let batch = try unit.batch.flatMap { try self.batch($0) }
        var producedOn = batch?.producedOn
        if producedOn == nil, case .unit(let key) = unit.subject {
            producedOn = try UnitRows.find(key, reader)?.producedOn
        }
        return PickCandidate(
            subject: unit.subject, batch: batch, producedOn: producedOn, place: unit.location,
            container: unit.container, arrival: try arrival(unit.stays),
            isAvailable: StockState(unit.disposition) == .available)
    }
}
