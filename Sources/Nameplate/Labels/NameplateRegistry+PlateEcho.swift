import Identifiers
import Labels
package import Registry
import Storage

extension NameplateRegistry {
    /// A manufacturer's layout of this name is how its plates look: answers redraw it.
    package static let plateLayout = "plate"

    /// The plate of a model as its manufacturer has laid it out, with a serial number as somebody typed it: does yours look
    /// like this? It has no codes, so that it is no plate to print, and tells nothing of a unit: whether there is one does
    /// not matter. What is not known of it stands as a dash.
    ///
    /// - Parameters:
    ///   - serial: As typed, at most ``longestLookup`` bytes.
    ///   - marks: Characters of the serial number that are doubtful, counted from 0.
    /// - Returns: An SVG document.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `layout.unknown` where the manufacturer has laid out no plate,
    ///   `value.invalid`, and the codes of ``LabelError``, such as `label.tooSmall` where the number does not fit.
    package func plateEcho(
        _ serial: String, marks: [Int], model number: String, of slug: String, as principal: Principal
    ) async throws -> String {
        guard serial.utf8.count <= Self.longestLookup else {
            throw RegistryError(.valueInvalid, "That is too long for a serial number.", field: "serial")
        }
        let today = today
        let (layout, values): (LabelLayout, [String: String?]) = try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            let model = try Models.require(number, of: manufacturer, reader)
            guard Self.visible(model, on: today, as: principal) else { throw Models.unknown(of: manufacturer) }
            return (
                try LabelLayouts.require(Self.plateLayout, of: manufacturer, reader).layout,
                [
                    "maker": manufacturer.name, "model": model.number.text, "serial": serial,
                    "name": model.details.name, "gtin": model.details.gtins.first,
                ]
            )
        }
        var fields = LabelFields()
        for name in LabelFields.standard.map(\.name) + layout.ownFields.map(\.name) {
            fields[name] = (values[name] ?? nil) ?? "–"
        }
        let drawing = try LabelMaker(layout.withoutCodes(), resolution: .dpi203).drawing(of: fields)
        return drawing.svg(
            marks: marks.filter((0..<Self.longestLookup).contains).map { FieldMark("serial", $0..<($0 + 1)) },
            hasCodes: false)
    }
}
