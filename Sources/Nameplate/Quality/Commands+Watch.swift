package import Identifiers
package import Quality
import Registry
import Storage

extension Commands {
    /// Watches a unit, or says another reason or another day of one that is watched.
    /// - Parameter until: the last day; nil until further notice.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`, `model.unknown`, `identifier.…`, `unit.unknown`, `value.invalid`.
    package func watch(
        _ serial: String, model number: String, of slug: String, _ reason: String, until: CivilDate?
    ) throws -> WatchedUnit {
        let key = try watchedKey(serial, number, slug)
        guard let unit = try Units.find(key, transaction) else {
            throw NameplateRegistry.unknown(key.serial, number, of: try Manufacturers.require(slug, transaction))
        }
        return try WatchedUnits.watch(unit, reason, until: until, as: principal, from: source, transaction)
    }

    /// Watches a unit no more.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`, `model.unknown`, `identifier.…`; `unit.unknown` where nobody does.
    package func unwatch(_ serial: String, model number: String, of slug: String) throws -> WatchedUnit {
        try WatchedUnits.end(watchedKey(serial, number, slug), as: principal, from: source, transaction)
    }

    private func watchedKey(_ serial: String, _ number: String, _ slug: String) throws -> UnitKey {
        let maker = try NameplateRegistry.qualityMaker(slug, .handleQuality, as: principal, transaction)
        let model = try Models.require(number, of: maker, transaction)
        return UnitKey(model.id, try SerialNumber(parsing: serial))
    }
}
