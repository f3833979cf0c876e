import Identifiers
package import Registry
import Storage

/// What a new document is.
package enum NewDocumentContent: Sendable {
    case file(ReceivedFile, FileLimits)
    case link(String)
    /// A file that another document of the same manufacturer has.
    case known(FileDigest)
}

extension Commands {
    /// Adds a document to models of a manufacturer.
    /// - Parameter replaced: a document whose place it takes.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `document.unknown`, `document.changed`, `document.room`,
    ///   `value.invalid`, `population.…`, `fault.unknown`, `access.forbidden`.
    package func addDocument(
        _ details: DocumentDetails, _ content: NewDocumentContent, of numbers: [String], _ slug: String,
        replacing replaced: ID<Document>? = nil
    ) throws -> DocumentAnswer {
        let (manufacturer, models) = try require(slug, numbers)
        let replaced = try replaced.map { try Documents.require($0, of: manufacturer, transaction) }
        let document = try Documents.create(
            details, try take(content, for: manufacturer), of: models, manufacturer: manufacturer, replacing: replaced,
            as: principal, from: source, transaction)
        return try answer(document, of: models, manufacturer)
    }

    /// Says other things of a document.
    /// - Throws: as ``addDocument(_:_:of:_:replacing:)``.
    package func updateDocument(
        _ id: ID<Document>, _ details: DocumentDetails, of numbers: [String], _ slug: String, expecting: Int64?
    ) throws -> DocumentAnswer {
        let (manufacturer, models) = try require(slug, numbers)
        let document = try Documents.require(id, of: manufacturer, transaction)
        let new = try Documents.update(
            document, details, of: models, expecting: expecting, as: principal, from: source, transaction)
        return try answer(new, of: models, manufacturer)
    }

    /// Says that a document must not be used any more.
    /// - Throws: `manufacturer.unknown`, `document.unknown`, `document.changed`, `value.invalid`, `access.forbidden`.
    package func withdrawDocument(_ id: ID<Document>, because reason: String?, of slug: String) throws -> DocumentAnswer
    {
        let (manufacturer, _) = try require(slug, [])
        let document = try Documents.require(id, of: manufacturer, transaction)
        let new = try Documents.withdraw(document, because: reason, as: principal, from: source, transaction)
        let models = try new.models.compactMap { try Models.find($0, transaction) }
        return try answer(new, of: models, manufacturer)
    }

    /// Its file stays: ``NameplateRegistry/removeDocument(_:of:as:from:)`` removes that too.
    func removeDocument(_ id: ID<Document>, of slug: String) throws -> Document {
        let (manufacturer, _) = try require(slug, [])
        let document = try Documents.require(id, of: manufacturer, transaction)
        try Documents.remove(document, as: principal, from: source, transaction)
        return document
    }

    private func answer(
        _ document: Document, of models: [Model], _ manufacturer: Manufacturer
    ) throws -> DocumentAnswer {
        try NameplateRegistry.answer(
            document, of: models, manufacturer, on: CivilDate(microseconds: transaction.now), as: principal, transaction
        )
    }

    private func take(
        _ content: NewDocumentContent, for manufacturer: Manufacturer
    ) throws -> Document.Content {
        switch content {
        case .file(let file, let limits):
            return .file(try FileUses.take(file, for: manufacturer.id, limits, transaction))
        case .link(let link): return .link(link)
        case .known(let digest): return .file(try DocumentFiles.takeKnown(digest, for: manufacturer, transaction))
        }
    }

    private func require(_ slug: String, _ numbers: [String]) throws -> (Manufacturer, [Model]) {
        let manufacturer = try Manufacturers.require(slug, transaction)
        try Access.require(principal, .editCatalogue, of: manufacturer.id)
        return (manufacturer, try numbers.map { try Models.require($0, of: manufacturer, transaction) })
    }
}
