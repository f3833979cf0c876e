import Identifiers
import Storage

/// Which model a row is about, where something else than its number says so.
enum ModelMatch {
    /// Nil where there is none yet.
    static func model(
        of row: ImportRow, _ match: ImportOptions.Match, _ manufacturer: Manufacturer, _ reader: any SQLReader
    ) throws -> Model? {
        switch match {
        case .number: try row[.number].flatMap { try Models.named($0, of: manufacturer.id, reader) }
        case .gtin: try model(withGTINOf: row, of: manufacturer, reader)
        case .externalID:
            try row[.externalId].flatMap { try ExternalIDs.model(named: $0, of: manufacturer.id, reader) }
                .flatMap { try Models.find($0, reader) }
        }
    }

    /// The model that has the GTINs of a row.
    private static func model(
        withGTINOf row: ImportRow, of manufacturer: Manufacturer, _ reader: any SQLReader
    ) throws -> Model? {
        var found: Model?
        for text in (try? row.list(.gtins)) ?? [] {
            guard let gtin = try? GTIN(parsing: text), let model = try Models.withGTIN(gtin.text, reader) else {
                continue
            }
            guard model.manufacturer == manufacturer.id, found == nil || found?.id == model.id else {
                throw row.error(
                    .gtins, code: RegistryError.Code.gtinTaken.rawValue,
                    sentence: "the GTINs belong to several models, or to another manufacturer's; split the row.")
            }
            found = model
        }
        return found
    }
}
