import Identifiers
import Labels
package import Registry
import Storage

extension NameplateRegistry {
    /// A manufacturer's layout of this name is how its plates look: answers redraw it.
    package static let plateLayout = "plate"

    /// Whether a manufacturer has laid out a plate for ``plateEcho(_:marks:model:of:as:)``.
    package func hasPlateLayout(_ manufacturer: ID<Manufacturer>) async throws -> Bool {
        try await database.read { try LabelLayouts.exists(Self.plateLayout, of: manufacturer, $0) }
    }

    /// The plate of a model as its manufacturer has laid it out, with a serial number as somebody typed it: does yours look
    /// like this? It has no codes, so that it is no plate to print, and tells nothing of a unit: whether there is one does
    /// not matter. What is not known of it stands as a dash. A number that has no room on it stands on the ready-made rating
    /// plate.
    ///
    /// - Parameters:
    ///   - serial: As typed.
    ///   - marks: Characters of the serial number that are doubtful, counted from 0.
    /// - Returns: An SVG document.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `layout.unknown` where the manufacturer has laid out no plate,
    ///   what `SerialNumber` says of the text, and the codes of ``LabelError``.
    package func plateEcho(
        _ serial: String, marks: [Int], model number: String, of slug: String, as principal: Principal
    ) async throws -> String {
        let serial: String = try SerialNumber(parsing: serial).text
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
        let drawing = try Self.echo(layout, values)
        let marks = marks.filter((0..<serial.count).contains)
        return drawing.svg(marks: marks.map { FieldMark("serial", $0..<($0 + 1)) }, hasCodes: false)
    }

    private static func echo(_ layout: LabelLayout, _ values: [String: String?]) throws(LabelError) -> LabelDrawing {
        do throws(LabelError) {
            return try plate(layout, values)
        } catch {
            guard error.code == .tooSmall else { throw error }
            return try plate(.ratingPlate, values)
        }
    }

    private static func plate(_ layout: LabelLayout, _ values: [String: String?]) throws(LabelError) -> LabelDrawing {
        var fields = LabelFields()
        for name in LabelFields.standard.map(\.name) + layout.ownFields.map(\.name) {
            fields[name] = (values[name] ?? nil) ?? "–"
        }
        return try LabelMaker(layout.withoutCodes(), resolution: .dpi203).drawing(of: fields)
    }
}
