import Identifiers
package import Labels
package import Registry
import Storage

extension NameplateRegistry {
    /// The printable plate of a unit that exists, as an SVG document of true size.
    ///
    /// Its code says the unit's web address where there is one. Else it says both numbers with their labels, on one line
    /// because a scanner that types takes a line feed for Enter; ``lookup(_:as:)`` reads either.
    /// - Parameter address: The web address of a unit; nil where the registry has none.
    /// - Throws: `access.forbidden`, `manufacturer.unknown`, `model.unknown`, `unit.unknown`, what `SerialNumber` says of
    ///   the text, and `label.tooSmall`, `label.tooLong`.
    package func plate(
        of serialText: String, model number: String, of slug: String, size: LabelSize = .plate,
        address: (UnitReference) -> String? = { _ in nil }, as principal: Principal
    ) async throws -> String {
        let (maker, unit) = try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readProduction, of: manufacturer.id)
            let model = try Models.require(number, of: manufacturer, reader)
            let serial = try SerialNumber(parsing: serialText)
            let key = UnitKey(model.id, serial)
            guard try Units.find(key, reader) != nil, let unit = try Self.reference(key, reader) else {
                throw RegistryError(
                    .unitUnknown,
                    "No unit of \(manufacturer.name) \(number) has the serial number \(serial.text); issue or register it "
                        + "first.", field: "serial")
            }
            return (manufacturer.name, unit)
        }
        let label = PlateLabel(
            maker: maker, model: unit.model, serial: unit.serial,
            content: address(unit) ?? "M/N \(unit.model) S/N \(unit.serial)", size: size)
        return try label.svg()
    }
}
