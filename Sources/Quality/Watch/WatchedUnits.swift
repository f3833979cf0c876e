package import Identifiers
package import Registry
package import Storage

/// Units that somebody watches: taken up, let go, listed.
package enum WatchedUnits {
    /// So many units of a manufacturer are watched at once.
    package static let most = 500

    package static let unknown = RegistryError(.unitUnknown, "Nobody watches this unit.", field: "serial")

    /// Watches a unit from now on; where somebody does so already, for this reason and until this day instead. What was known of
    /// it until now is what changes are counted from.
    /// - Throws: `value.invalid` for a reason that is none, a day that is over, or too many units.
    package static func watch(
        _ unit: UnitRow, _ reason: String, until: CivilDate?, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> WatchedUnit {
        try TextRules.check(reason, field: "reason", limit: WatchedUnit.longestReason)
        let today = CivilDate(microseconds: transaction.now)
        if let until, until < today {
            throw RegistryError(.valueInvalid, "This day is over. Say until when the unit is watched.", field: "until")
        }
        try transaction.claim(Claim("watched units", "\(unit.manufacturer.value)"), .exclusive)
        let known = try find(unit.key, transaction)
        if known?.isWatched(on: today) != true {
            let watched = try list(of: unit.manufacturer, transaction).count { $0.isWatched(on: today) }
            guard watched < most else {
                throw RegistryError(
                    .valueInvalid, "\(most) units are watched already. Let some go, or watch until a day.",
                    field: "serial")
            }
        }
        let history = try Units.history(of: unit, transaction)
        let life = ServiceLife(history)
        let readings = life.map { UnitReading.all(in: history, $0) } ?? []
        let watched = WatchedUnit(
            unit: unit.key, manufacturer: unit.manufacturer, reason: reason, until: until, since: transaction.now,
            by: principal.auditName, failuresThen: Int64(life?.failures.count ?? 0),
            readingsThen: Dictionary(readings.map { ($0.type, $0.last.value) }) { first, _ in first })
        try WatchedUnitRows.write(watched, transaction)
        try write("unit.watch", watched, as: principal, from: source, transaction)
        return watched
    }

    /// Watches a unit no more.
    /// - Throws: `unit.unknown` where nobody watches it.
    package static func end(
        _ unit: UnitKey, as principal: Principal, from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> WatchedUnit {
        guard var watched = try find(unit, transaction), watched.endedAt == nil else { throw unknown }
        watched.endedAt = transaction.now
        try WatchedUnitRows.end(watched, by: principal.auditName, transaction)
        try write("unit.unwatch", watched, as: principal, from: source, transaction)
        return watched
    }

    package static func find(_ unit: UnitKey, _ reader: any SQLReader) throws -> WatchedUnit? {
        try WatchedUnitRows.find(unit, reader)
    }

    /// Those that nobody has let go, the longest watched first; some may be watched until a day that is over.
    package static func list(of manufacturer: ID<Manufacturer>, _ reader: any SQLReader) throws -> [WatchedUnit] {
        try WatchedUnitRows.list(of: manufacturer, reader)
    }

    private static func write(
        _ action: String, _ watched: WatchedUnit, as principal: Principal, from source: RequestSource,
        _ transaction: any SQLTransaction
    ) throws {
        let model = try Models.find(watched.unit.model, transaction)?.number.text ?? ""
        try AuditTrail.write(
            action, subject: "\(model) \(watched.unit.serial.text)", of: watched.manufacturer, as: principal,
            from: source, transaction)
    }
}
