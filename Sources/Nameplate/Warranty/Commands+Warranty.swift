package import AfterSales
package import Identifiers
package import Registry
import Storage

extension Commands {
    /// Sets the terms of a document, which is JSON.
    /// - Parameter isBackdated: whether it is meant that they change what was promised to units of the past.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`, and what ``WarrantyTerms`` throws.
    package func setWarrantyTerms(
        _ document: String, backdated isBackdated: Bool, of slug: String
    ) throws -> [KeptTerm] {
        let manufacturer = try Manufacturers.require(slug, transaction)
        try Access.require(principal, .editCatalogue, of: manufacturer.id)
        return try WarrantyTerms.set(
            document: document, backdated: isBackdated, of: manufacturer, as: principal, from: source, transaction)
    }

    /// - Throws: `manufacturer.unknown`, `access.forbidden`, `warranty.termUnknown`.
    package func removeWarrantyTerm(_ id: ID<KeptTerm>, of slug: String) throws {
        let manufacturer = try Manufacturers.require(slug, transaction)
        try Access.require(principal, .editCatalogue, of: manufacturer.id)
        try WarrantyTerms.remove(id, of: manufacturer, as: principal, from: source, transaction)
    }

    /// Gives a unit more cover than its terms promise.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `unit.unknown`, `access.forbidden`, `warranty.document`.
    @discardableResult
    package func extendWarranty(
        ofUnit serial: String, model number: String, of slug: String, by document: String
    ) throws -> CoverExtension {
        let (manufacturer, model, unit) = try unit(serial, number, slug)
        return try CoverExtensions.add(
            document: document, to: unit.key, of: manufacturer.id, model: model.number.text, as: principal,
            from: source, transaction)
    }

    /// Ends such an extension on a day.
    /// - Throws: as above, `warranty.extensionUnknown`.
    package func cancelWarranty(
        _ reference: String, on day: CivilDate, ofUnit serial: String, model number: String, of slug: String
    ) throws {
        let (manufacturer, model, unit) = try unit(serial, number, slug)
        try CoverExtensions.cancel(
            reference, on: day, of: unit.key, of: manufacturer.id, model: model.number.text, as: principal,
            from: source, transaction)
    }

    private func unit(_ text: String, _ number: String, _ slug: String) throws -> (Manufacturer, Model, UnitRow) {
        let (manufacturer, model) = try require(slug, number, .decideCover)
        let serial = try SerialNumber(parsing: text)
        guard let unit = try Units.find(UnitKey(model.id, serial), transaction) else {
            throw NameplateRegistry.unknown(serial, number, of: manufacturer)
        }
        return (manufacturer, model, unit)
    }
}
