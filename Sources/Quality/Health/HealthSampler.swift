package import Identifiers
package import Registry
import Statistics
package import Storage

/// Holds units of one model against their siblings, in one snapshot. The lives of the model are counted once, for one unit or
/// for many.
package struct HealthSampler {
    private let model: Model
    private let question: FleetQuestion
    private let fleet: FleetTally
    private let isOfBatch: Bool
    private let noFaults: Set<String>
    private let readings: SiblingReadings
    private let reader: any SQLReader

    /// - Parameters:
    ///   - batch: only units of this batch are siblings; all of the model without it.
    ///   - noFaults: codes that say that nothing was found.
    ///   - isForMany: whether many units will be asked for.
    /// - Throws: as ``FleetSampler/sample()``.
    package init(
        _ model: Model, batch: Batch? = nil, in scope: PopulationScope, noFaults: Set<String>, until lastDay: CivilDate,
        isForMany: Bool = false, _ reader: any SQLReader
    ) throws {
        (self.model, self.noFaults, self.reader, isOfBatch) = (model, noFaults, reader, batch != nil)
        var parts: [Population] = [.test(.oneOf(.model, [model.number.text], isNegated: false))]
        if let batch { parts.append(.test(.oneOf(.batch, [batch.number], isNegated: false))) }
        question = FleetQuestion(
            WrittenPopulation(parts.count == 1 ? parts[0] : .conjunction(parts)), until: lastDay)
        fleet = try FleetSampler(question, in: scope, noFaults: noFaults, reader).sample().whole
        readings = SiblingReadings(
            of: model.id, batch: batch?.id, question.exposure, until: Int64(lastDay.dayNumber), isForMany: isForMany,
            counting: { !noFaults.contains($0) }, reader)
    }

    /// - Returns: nil of a unit that is not in service, or not yet.
    package func health(of unit: UnitRow) throws -> UnitHealth? {
        let lastDay = Int64(question.lastDay.dayNumber)
        func counts(_ code: String) -> Bool { !noFaults.contains(code) }
        var (life, own): (ServiceLife?, [UnitReading])
        if try UnitRows.find(unit.key, reader) != nil {
            // As it is counted among the others, so that it can be taken out.
            life = try ServiceLifeRows.find(unit.key, reader)
            own = try UnitReadingRows.list(of: unit.key, reader)
        } else {
            let history = try Units.history(of: unit, reader)
            life = ServiceLife(history)
            own = life.map { UnitReading.all(in: history, $0) } ?? []
        }
        guard let life, let exposure = life.exposure(question.exposure, until: lastDay, counting: counts) else {
            return nil
        }
        var siblings = fleet
        siblings.remove(life, question.exposure, until: lastDay, counting: counts)
        let standings = try own.map { reading in
            ReadingStanding(
                reading, among: try readings.near(reading, of: unit.key), confidence: UnitHealth.confidence)
        }
        return UnitHealth(life, exposure, standings, among: siblings, isOfBatch: isOfBatch)
    }

    /// Units with a row that failed more often than is probable at their age, by all units together, the least probable first.
    func failingUnits(most: Int) throws -> [UnitKey] {
        guard let curve = try? MeanCumulativeFunction(fleet.histories(), confidence: UnitHealth.confidence) else {
            return []
        }
        let lastDay = Int64(question.lastDay.dayNumber)
        var found: [(probability: Double, key: UnitKey)] = []
        try LifePages.forEach(of: model.id, reader) { unit in
            guard !unit.life.failures.isEmpty, unit.life.isInUse,
                let own = unit.life.exposure(question.exposure, until: lastDay, counting: { !noFaults.contains($0) }),
                !own.failures.isEmpty,
                let expected = curve.point(at: Double(own.to))?.mean, expected > 0,
                let excess = EventExcess(
                    observed: own.failures.count, exposure: expected, reference: Int(fleet.failures),
                    referenceExposure: Double(fleet.failures))
            else { return }
            found.append((excess.probability, unit.key))
            if found.count >= most * 4 {
                found.sort { ($0.probability, $0.key.serial.text) < ($1.probability, $1.key.serial.text) }
                found.removeLast(found.count - most)
            }
        }
        found.sort { ($0.probability, $0.key.serial.text) < ($1.probability, $1.key.serial.text) }
        return found.prefix(most).map(\.key)
    }
}
