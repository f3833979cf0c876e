import Identifiers
import Registry
import Storage

extension NameplateRegistry {
    /// The format of a pattern that a model is to have, and whether it has not got it yet.
    /// - Throws: `value.invalid` where no pattern is named, what `SerialFormat` says of it.
    static func format(
        _ pattern: String?, addedTo model: Model, _ reader: any SQLReader
    ) throws -> (format: SerialFormat, isNew: Bool) {
        guard let pattern else {
            throw RegistryError(.valueInvalid, "Name the pattern that the model is to have.", field: "pattern")
        }
        let format = try SerialFormat(parsing: pattern)
        return (format, try !SerialFormats.list(of: model.id, reader).contains { $0.format == format })
    }
}
