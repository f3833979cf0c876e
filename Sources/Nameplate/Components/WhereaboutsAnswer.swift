package import Identifiers
package import Registry
import Storage

/// What a unit is in, and where, as far as a principal may know.
package struct WhereaboutsAnswer: Sendable {
    /// Something that holds the unit.
    package struct Holder: Sendable {
        package var unit: UnitReference
        /// Since when the unit, or what it is in, is in this one; microseconds since 1970 UTC.
        package var since: Int64?
        package var zoneOffset: Int
        package var event: ID<Event>?
        package var slot: String?
    }
    package var manufacturer: Manufacturer
    package var model: Model
    package var serial: SerialNumber
    /// From what it is directly in to the outermost; nil where the principal may not know.
    package var holders: [Holder]?
    package var place: String?
    package var asOf: Int64?
    package var knownAt: Int64?
}

extension NameplateRegistry {
    /// What a unit is part of or packed in, and where that is.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `unit.unknown`.
    package func whereabouts(
        of serial: String, model: String, of slug: String, asOf: Int64? = nil, knownAt: Int64? = nil,
        as principal: Principal
    ) async throws -> WhereaboutsAnswer {
        let (today, catalogue) = (self.today, self.catalogue)
        return try await readUnit(serial, model: model, of: slug, as: principal) { found, reader in
            try Self.whereabouts(
                of: found, Viewpoint(asOf: asOf, knownAt: knownAt), catalogue, on: today, as: principal, reader)
        }
    }

    /// The same of a unit of which the principal has an answer already, at the moment of that.
    package func whereabouts(of unit: UnitAnswer, as principal: Principal) async throws -> WhereaboutsAnswer {
        let (today, catalogue) = (self.today, self.catalogue)
        return try await readUnit(unit) { found, reader in
            try Self.whereabouts(
                of: found, Viewpoint(asOf: unit.asOf, knownAt: unit.knownAt), catalogue, on: today, as: principal,
                reader)
        }
    }

    private static func whereabouts(
        of found: FoundUnit, _ view: Viewpoint, _ catalogue: CatalogueCache, on today: CivilDate,
        as principal: Principal, _ reader: any SQLReader
    ) throws -> WhereaboutsAnswer {
        var answer = WhereaboutsAnswer(
            manufacturer: found.manufacturer, model: found.model, serial: found.unit.key.serial, asOf: view.asOf,
            knownAt: view.knownAt)
        let access = try Self.view(of: found, as: principal, reader)
        guard access.places else { return answer }
        let references = UnitReferences(
            catalogue: catalogue, today: today, principal: principal, seesBatches: access.batch, reader: reader)
        let whereabouts = try Whereabouts.find(found.unit, at: view, reader)
        answer.place = whereabouts.place
        answer.holders = try whereabouts.holders.compactMap { holder in
            try references.reference(holder.key).map { unit in
                WhereaboutsAnswer.Holder(
                    unit: unit, since: holder.joining?.time, zoneOffset: holder.joining?.zoneOffset ?? 0,
                    event: holder.joining?.event, slot: holder.joining?.slot)
            }
        }
        return answer
    }
}
