import Identifiers
package import Storage

/// The manufacturers and models that rows name, each read once.
package final class ImportCatalogue {
    /// A model with what rows about its units need.
    final class Subject {
        let manufacturer: Manufacturer
        let model: Model
        let formats: [ModelFormat]
        /// Whether any unit of it has a row.
        let hasUnits: Bool
        /// Whether it has batches.
        let hasBatches: Bool

        init(_ manufacturer: Manufacturer, _ model: Model, _ reader: any SQLReader) throws {
            self.manufacturer = manufacturer
            self.model = model
            formats = try SerialFormats.list(of: model.id, reader)
            hasUnits = try !UnitRows.list(of: model.id, after: nil, limit: 1, reader).isEmpty
            hasBatches = try !Batches.list(of: model.id, after: "", limit: 1, reader).isEmpty
        }

        /// The sequence number that one of the formats reads in a serial number.
        /// - Throws: `key.missing`.
        func decode(
            _ serial: SerialNumber
        ) throws(RegistryError) -> (format: ModelFormat, decoded: SerialFormat.Decoded)? {
            for format in formats {
                if let decoded = try format.decode(serial) { return (format, decoded) }
            }
            return nil
        }
    }

    private let context: ImportContext
    private let permission: Permission
    private var manufacturers: [String: Manufacturer] = [:]
    private var subjects: [ID<Manufacturer>: [String: Subject]] = [:]
    /// What the last row named: most rows name the same.
    private var last: (manufacturer: ArraySlice<UInt8>, model: ArraySlice<UInt8>, subject: Subject)?

    /// The model that the last row named which needs no more.
    private var lastModel: Model?

    /// - Parameter permission: What the principal must be allowed to do beside loading files.
    package init(_ context: ImportContext, for permission: Permission) {
        self.context = context
        self.permission = permission
    }

    /// The manufacturer that a row names, for whom the principal may import.
    package func manufacturer(_ row: ImportRow, _ reader: any SQLReader) throws -> Manufacturer {
        let slug = try row.required(.manufacturer)
        if let known = manufacturers[slug] { return known }
        let found = try Manufacturers.require(slug, reader)
        try Access.require(context.principal, .importFiles, of: found.id)
        try Access.require(context.principal, permission, of: found.id)
        manufacturers[slug] = found
        return found
    }

    /// The model that a row names, without what its units need.
    func model(_ row: ImportRow, _ reader: any SQLReader) throws -> (Manufacturer, Model) {
        let manufacturer = try manufacturer(row, reader)
        let number = try row.required(.model)
        if let lastModel, lastModel.manufacturer == manufacturer.id, lastModel.number.text == number {
            return (manufacturer, lastModel)
        }
        let model = try Models.require(number, of: manufacturer, reader)
        lastModel = model
        return (manufacturer, model)
    }

    /// The model of the assembly that a row names.
    func assembly(_ row: ImportRow, _ reader: any SQLReader) throws -> Subject {
        let number = try row.required(.assemblyModel)
        do {
            return try subject(number, of: try manufacturer(row, reader), reader)
        } catch let error as RegistryError where error.code == .modelUnknown {
            throw row.error(.assemblyModel, code: error.code.rawValue, sentence: error.sentence)
        }
    }

    private func subject(
        _ number: String, of manufacturer: Manufacturer, _ reader: any SQLReader
    ) throws -> Subject {
        if let known = subjects[manufacturer.id]?[number] { return known }
        let subject = try Subject(manufacturer, try Models.require(number, of: manufacturer, reader), reader)
        subjects[manufacturer.id, default: [:]][number] = subject
        return subject
    }

    /// The model that a row names.
    func subject(_ row: ImportRow, _ reader: any SQLReader) throws -> Subject {
        if let last, row.bytes(.manufacturer) == last.manufacturer, row.bytes(.model) == last.model {
            return last.subject
        }
        let manufacturer = try manufacturer(row, reader)
        let subject = try subject(try row.required(.model), of: manufacturer, reader)
        if let slug = row.bytes(.manufacturer), let number = row.bytes(.model) {
            last = (slug, number, subject)
        }
        return subject
    }
}
