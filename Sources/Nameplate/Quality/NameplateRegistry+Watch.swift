import Identifiers
package import Quality
package import Registry
import Storage

extension NameplateRegistry {
    /// The units that somebody watches, each with how it fares now and what has changed since.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`, `model.unknown`.
    package func watchList(
        of slug: String, _ filter: WatchFilter = WatchFilter(), limit: Int, as principal: Principal
    ) async throws -> WatchListAnswer {
        try await countLives(of: slug, as: principal)
        let (catalogue, today) = (self.catalogue, self.today)
        return try await database.read { reader in
            let maker = try Self.qualityMaker(slug, as: principal, reader)
            let only = try filter.model.map { try Models.require($0, of: maker, reader).id }
            let sought = filter.reason?.lowercased()
            let watched = try WatchedUnits.list(of: maker.id, reader).filter { unit in
                unit.isWatched(on: today) && (only.map { unit.unit.model == $0 } ?? true)
                    && (sought.map { unit.reason.lowercased().contains($0) } ?? true)
            }
            let scope = try catalogue.scope(of: maker.id, reader)
            let noFaults = try Self.noFaults(of: maker, reader)
            var items: [WatchedUnitAnswer] = []
            for (id, units) in Dictionary(grouping: watched, by: \.unit.model) {
                guard let model = try Models.find(id, reader) else { continue }
                let sampler = try HealthSampler(
                    model, in: scope, noFaults: noFaults, until: today, isForMany: units.count > 1, reader)
                for unit in units {
                    guard let row = try Units.find(unit.unit, reader) else { continue }
                    let health = try sampler.health(of: row)
                    guard filter.age.contains(health?.age ?? 0) else { continue }
                    let changes = WatchChanges(
                        since: unit, failures: Int64(health?.life.failures.count ?? 0),
                        health?.readings.map(\.reading) ?? [])
                    items.append(
                        WatchedUnitAnswer(watched: unit, model: model, health: health, changes: changes))
                }
            }
            items.sort { Self.precedes($0, $1) }
            let (position, head) = try Self.counted(reader)
            return WatchListAnswer(
                manufacturer: maker, items: Array(items.prefix(limit)),
                mayChange: Access.allows(principal, .handleQuality, of: maker.id), behind: max(0, head - position))
        }
    }

    /// Units of a model that are in use, are not watched, and differ from their siblings for the worse.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`, `model.unknown`.
    package func watchProposals(
        of slug: String, model number: String, limit: Int, as principal: Principal
    ) async throws -> WatchProposalsAnswer {
        try await countLives(of: slug, as: principal)
        let (catalogue, today) = (self.catalogue, self.today)
        return try await database.read { reader in
            let maker = try Self.qualityMaker(slug, as: principal, reader)
            let model = try Models.require(number, of: maker, reader)
            let watched = try WatchedUnits.list(of: maker.id, reader).filter { $0.isWatched(on: today) }
            let sampler = try HealthSampler(
                model, in: catalogue.scope(of: maker.id, reader), noFaults: Self.noFaults(of: maker, reader),
                until: today, isForMany: true, reader)
            let items = try WatchProposals.list(
                of: model, limit: min(limit, WatchProposals.most), sampler, except: Set(watched.map(\.unit)), reader)
            let (position, head) = try Self.counted(reader)
            return WatchProposalsAnswer(
                manufacturer: maker, model: model, items: items,
                mayChange: Access.allows(principal, .handleQuality, of: maker.id), behind: max(0, head - position))
        }
    }

    /// Codes that say that nothing was found.
    static func noFaults(of maker: Manufacturer, _ reader: any SQLReader) throws -> Set<String> {
        Set(try FaultCodes.list(of: maker.id, reader).filter { $0.kind == .noTroubleFound }.map(\.code))
    }

    /// By risk.
    private static func precedes(_ left: WatchedUnitAnswer, _ right: WatchedUnitAnswer) -> Bool {
        let (one, other) = (left.health?.score ?? .asSiblings, right.health?.score ?? .asSiblings)
        if one != other { return one > other }
        let (read, otherRead) = (left.lastReading ?? .min, right.lastReading ?? .min)
        if read != otherRead { return read > otherRead }
        return (left.model.number.text, left.watched.unit.serial.text)
            < (right.model.number.text, right.watched.unit.serial.text)
    }
}
