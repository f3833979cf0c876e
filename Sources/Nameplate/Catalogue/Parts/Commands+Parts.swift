package import Identifiers
package import Registry
import Storage

extension Commands {
    /// Says that a part belongs to a model.
    /// - Parameter part: its number, of the same manufacturer.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `value.invalid`, `population.…`, `access.forbidden`.
    package func addPart(
        _ part: String, to number: String, of slug: String, _ details: PartFitDetails
    ) throws -> PartAnswer {
        let (manufacturer, model) = try require(slug, number, .editCatalogue)
        let part = try Models.require(part, of: manufacturer, transaction)
        let fit = try PartFits.create(details, of: part, in: model, as: principal, from: source, transaction)
        return PartAnswer(
            fit: fit, manufacturer: manufacturer, part: part, fitsUnit: nil, population: details.population,
            substitutes: [])
    }

    /// - Throws: `part.unknown`, `access.forbidden`.
    package func removePart(_ id: ID<PartFit>, from number: String, of slug: String) throws {
        let (_, model) = try require(slug, number, .editCatalogue)
        guard let fit = try PartFits.find(id, transaction), fit.model == model.id else {
            throw RegistryError(.partUnknown, "The model has no such part. List its parts.", field: "part")
        }
        try PartFits.remove(fit, from: model, as: principal, from: source, transaction)
    }

    /// Says that a part takes another one's place.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `value.invalid`, `access.forbidden`.
    package func supersedePart(
        _ number: String, by successor: String, of slug: String, isTwoWay: Bool, reason: String?, since: CivilDate?
    ) throws {
        let (manufacturer, part) = try require(slug, number, .editCatalogue)
        let successor = try Models.require(successor, of: manufacturer, transaction)
        try PartSupersessions.set(
            PartSupersession(part.id, by: successor.id, isTwoWay: isTwoWay, reason: reason, since: since), of: part,
            by: successor, as: principal, from: source, transaction)
    }
}
