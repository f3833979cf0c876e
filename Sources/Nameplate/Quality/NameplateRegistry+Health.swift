package import Identifiers
package import Quality
package import Registry
import Storage

/// How one unit fares against its siblings.
package struct UnitHealthAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var model: Model
    package var serial: SerialNumber
    /// The batch of the unit, where it is known.
    package var batch: Batch?
    /// Nil of a unit that is not in service, or not yet.
    package var health: UnitHealth?
    /// Nil where nobody watches it.
    package var watched: WatchedUnit?
    /// Whether the asker may watch it and let it go.
    package var mayWatch: Bool
    /// What fault codes mean, by code: those of the unit and its siblings.
    package var titles: [String: FaultCode]
    /// The last day that counts.
    package var lastDay: CivilDate
    /// The position in the ledger through which events are counted.
    package var position: Int64
    /// How many events are not counted yet.
    package var behind: Int64
}

extension NameplateRegistry {
    /// Holds a unit against the other units of its model that are or were in service: its failures, its readings, and what fails
    /// next at its age.
    /// - Parameter sameBatch: only units of its batch are siblings.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`, `model.unknown`, `identifier.…`, `unit.unknown`; `value.invalid`
    ///   where it has no batch.
    package func health(
        ofUnit serialText: String, model number: String, of slug: String, sameBatch: Bool = false,
        as principal: Principal
    ) async throws -> UnitHealthAnswer {
        try await countLives(of: slug, as: principal)
        let (catalogue, today) = (self.catalogue, self.today)
        return try await database.read { reader in
            let maker = try Self.qualityMaker(slug, as: principal, reader)
            let model = try Models.require(number, of: maker, reader)
            let serial = try SerialNumber(parsing: serialText)
            guard let unit = try Units.find(UnitKey(model.id, serial), reader) else {
                throw Self.unknown(serial, number, of: maker)
            }
            let batch = try unit.batch.flatMap { try Batches.find($0, reader) }
            if sameBatch, batch == nil {
                throw RegistryError(.valueInvalid, "Nobody has said of which batch the unit is.", field: "siblings")
            }
            let codes = try FaultCodes.list(of: maker.id, reader)
            let sampler = try HealthSampler(
                model, batch: sameBatch ? batch : nil, in: catalogue.scope(of: maker.id, reader),
                noFaults: Self.noFaults(of: maker, reader), until: today, reader)
            let health = try sampler.health(of: unit)
            let (position, head) = try Self.counted(reader)
            return UnitHealthAnswer(
                manufacturer: maker, model: model, serial: unit.key.serial, batch: batch, health: health,
                watched: try WatchedUnits.find(unit.key, reader).flatMap { $0.isWatched(on: today) ? $0 : nil },
                mayWatch: Access.allows(principal, .handleQuality, of: maker.id),
                titles: Dictionary(
                    codes.filter { code in health.map { $0.knows(code.code) } ?? false }.map { ($0.code, $0) }
                ) { first, _ in first },
                lastDay: today, position: position, behind: max(0, head - position))
        }
    }
}

extension UnitHealth {
    /// Whether the unit or a sibling failed with this code.
    fileprivate func knows(_ code: String) -> Bool {
        siblings.codes[code] != nil || failures.failures.contains { $0.code == code }
    }
}
