package import Identifiers
package import Registry
package import Storage

/// A serial format of a model, and how hard its numbers are to guess.
package struct FormatAnswer: Sendable {
    package var format: ModelFormat
    /// By what is issued now.
    package var guessability: Guessability

    init(_ format: ModelFormat, _ reader: any SQLReader) throws {
        self.format = format
        guessability = format.format.guessability(issued: try Batches.densestCount(format: format.id, reader))
    }
}

extension NameplateRegistry {
    /// The serial formats of a model.
    /// - Throws: `access.forbidden`, `manufacturer.unknown`, `model.unknown`.
    package func formats(
        of slug: String, model number: String, as principal: Principal
    ) async throws -> [FormatAnswer] {
        try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readProduction, of: manufacturer.id)
            return try SerialFormats.list(of: Models.require(number, of: manufacturer, reader).id, reader)
                .map { try FormatAnswer($0, reader) }
        }
    }
}

extension Commands {
    /// What the principal may know of a format that it has just made.
    package func answer(_ format: ModelFormat) throws -> FormatAnswer { try FormatAnswer(format, transaction) }
}
