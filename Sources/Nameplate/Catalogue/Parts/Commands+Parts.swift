package import Identifiers
package import Registry
import Storage

extension Commands {
    /// Says that a part belongs to a model, in the place of what was said of the same part at the same position.
    /// - Parameters:
    ///   - part: its number, of the same manufacturer.
    ///   - make: the fit of the part that was found.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `value.invalid`, `population.…`, `access.forbidden`.
    package func setPart(
        _ part: String, of number: String, _ slug: String, _ make: (ID<Model>) -> PartFit
    ) throws -> PartAnswer {
        let (manufacturer, model) = try require(slug, number, .editCatalogue)
        let part = try Models.require(part, of: manufacturer, transaction)
        let fit = try ModelEntries.set(make(part.id), of: model, as: principal, from: source, transaction)
        return PartAnswer(
            fit: fit, manufacturer: manufacturer, part: part, fitsUnit: nil, population: fit.entry.population,
            substitutes: [])
    }

    /// Says that a part takes another one's place.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `value.invalid`, `access.forbidden`.
    package func supersedePart(
        _ number: String, by successor: String, of slug: String, isTwoWay: Bool, reason: String?, since: CivilDate?
    ) throws {
        let (manufacturer, part) = try require(slug, number, .editCatalogue)
        let successor = try Models.require(successor, of: manufacturer, transaction)
        try ModelEntries.set(
            PartSupersession(by: successor.id, isTwoWay: isTwoWay, reason: reason, since: since), of: part,
            as: principal, from: source, transaction)
    }

    /// Says that a part does not take another one's place.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `entry.unknown`, `access.forbidden`.
    package func endSupersession(of number: String, by successor: String, of slug: String) throws {
        let (manufacturer, part) = try require(slug, number, .editCatalogue)
        let successor = try Models.require(successor, of: manufacturer, transaction)
        guard
            let kept = try ModelEntries.same(as: PartSupersession(by: successor.id), of: part.id, transaction)
        else {
            throw RegistryError(
                .entryUnknown, "'\(successor.number.text)' does not take the place of '\(part.number.text)'.",
                field: "by")
        }
        try ModelEntries.remove(kept, of: part, as: principal, from: source, transaction)
    }
}
