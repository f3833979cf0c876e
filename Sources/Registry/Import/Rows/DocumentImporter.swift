import Identifiers
import Storage

/// Imports documents: linked ones, and such whose file another document of the manufacturer has already. A row is about
/// the document of the same kind, language and file or link.
final class DocumentImporter: RowImporter {
    private let context: ImportContext
    private let catalogue: ImportCatalogue
    /// The documents of the rows above.
    private var above: [Key: Int] = [:]

    private struct Key: Hashable {
        var manufacturer: ID<Manufacturer>
        var kind: Document.Kind
        var language: LanguageTag?
        var content: Content
    }
    private enum Content: Hashable {
        case file(FileDigest)
        case link(String)
    }
    /// What a row says.
    private struct Told {
        var manufacturer: Manufacturer
        var models: [Model]
        var details: DocumentDetails
        var content: Content

        var key: Key {
            Key(
                manufacturer: manufacturer.id, kind: details.kind, language: details.language, content: content)
        }
    }

    init(_ context: ImportContext) {
        self.context = context
        catalogue = ImportCatalogue(context, for: .editCatalogue)
    }

    func check(_ row: ImportRow, _ reader: any SQLReader, _ faults: inout ImportErrors) throws -> RowEffect? {
        guard let told = try read(row, reader, &faults) else { return nil }
        if let other = above.updateValue(row.number, forKey: told.key) { throw row.duplicate(of: other, .title) }
        try told.details.check()
        switch told.content {
        case .link(let link): try Documents.checkLink(link)
        case .file(let digest):
            guard try DocumentFiles.find(digest, of: told.manufacturer.id, reader) != nil else {
                throw DocumentFiles.unknownFile
            }
        }
        let known = try known(told, reader)
        try Documents.checkFaults(told.details, told.models, of: told.manufacturer.id, besides: known, reader)
        guard let known else { return .created }
        let changes = try changes(of: known, by: told, reader)
        return changes.isEmpty ? .unchanged : .updated(changes)
    }

    func write(
        _ rows: ArraySlice<ImportRow>, until isDue: () -> Bool, _ transaction: any SQLTransaction
    ) throws -> ImportCounts {
        try writeEach(rows, until: isDue) { row in
            var faults = ImportErrors()
            guard let told = try read(row, transaction, &faults) else { throw row.refusal(faults) }
            if let known = try known(told, transaction) {
                let changes = try changes(of: known, by: told, transaction)
                if changes.isEmpty { return .unchanged }
                _ = try Documents.update(
                    known, told.details, of: told.models, expecting: nil, as: context.principal, transaction)
                return .updated(changes)
            }
            let content: Document.Content =
                switch told.content {
                case .link(let link): .link(link)
                case .file(let digest):
                    .file(try DocumentFiles.takeKnown(digest, for: told.manufacturer, transaction))
                }
            _ = try Documents.create(
                told.details, content, of: told.models, manufacturer: told.manufacturer, as: context.principal,
                transaction)
            return .created
        }
    }

    /// The current document that a row is about.
    private func known(_ told: Told, _ reader: any SQLReader) throws -> Document? {
        for model in told.models {
            let found = try Documents.list(of: model.id, reader).first { document in
                document.isCurrent && document.details.kind == told.details.kind
                    && document.details.language == told.details.language
                    && Self.content(of: document) == told.content
            }
            if let found { return found }
        }
        return nil
    }

    private func changes(of document: Document, by told: Told, _ reader: any SQLReader) throws -> [FieldChange] {
        let (old, new) = (document.details, told.details)
        let models = try document.models.compactMap { try Models.find($0, reader)?.number.text }
        var changes = FieldChanges()
        changes.note("models", models.sorted(), told.models.map(\.number.text).sorted())
        changes.note("title", old.title, new.title)
        changes.note("document_number", old.number, new.number)
        changes.note("original", old.isOriginal ? "yes" : "no", new.isOriginal ? "yes" : "no")
        changes.note("version", old.version, new.version)
        changes.note("issued_on", old.issuedOn?.isoText, new.issuedOn?.isoText)
        changes.note("applies_to", old.population, new.population)
        changes.note("audience", old.audience.rawValue, new.audience.rawValue)
        changes.note("fault_codes", old.faultCodes, new.faultCodes)
        return changes.all
    }

    private static func content(of document: Document) -> Content {
        switch document.content {
        case .file(let file): .file(file.digest)
        case .link(let link): .link(link)
        }
    }

    private func read(_ row: ImportRow, _ reader: any SQLReader, _ faults: inout ImportErrors) throws -> Told? {
        let before = faults.total
        let kind = faults.checking { () throws(RowError) in try row.word(.kind, Document.Kind.self) }
        let title = faults.checking { () throws(RowError) in try row.required(.title) }
        let numbers = faults.checking { () throws(RowError) in try row.list(.models) } ?? []
        let faultCodes = faults.checking { () throws(RowError) in try row.list(.faultCodes) } ?? []
        let language = faults.checking { () throws(RowError) in
            try row.read(.language) { try LanguageTag(parsing: $0) }
        }
        let issuedOn = faults.checking { () throws(RowError) in try row.date(.issuedOn) }
        let isOriginal = faults.checking { () throws(RowError) in try row.yesNo(.original) }
        let audience = faults.checking { () throws(RowError) in
            try row.word(.audience, Document.Audience.self)
        }
        let number = faults.checking { () throws(RowError) in try row.identifier(.documentNumber) }
        let version = faults.checking { () throws(RowError) in try row.identifier(.version) }
        let content = faults.checking { () throws(RowError) in try Self.content(of: row) }
        guard faults.total == before, let kind, let title, let content else {
            if faults.total == before, kind == nil {
                _ = faults.checking { () throws(RowError) in try row.required(.kind) }
            }
            return nil
        }
        let manufacturer = try catalogue.manufacturer(row, reader)
        let details = DocumentDetails(
            kind, title, number: number, language: language, isOriginal: isOriginal ?? false, version: version,
            issuedOn: issuedOn, population: row[.appliesTo], audience: audience ?? .everybody, faultCodes: faultCodes)
        let models = try numbers.map { try Models.require($0, of: manufacturer, reader) }
        guard !models.isEmpty else {
            throw RegistryError(.valueInvalid, "Name the models of the document.", field: "models")
        }
        return Told(manufacturer: manufacturer, models: models, details: details, content: content)
    }

    private static func content(of row: ImportRow) throws(RowError) -> Content {
        let digest = try row.read(.sha256) { text in
            guard let digest = FileDigest(text: text) else {
                throw RegistryError(.valueInvalid, "A SHA-256 has 64 hexadecimal digits.", field: "sha256")
            }
            return digest
        }
        switch (digest, row[.link]) {
        case (let digest?, nil): return .file(digest)
        case (nil, let link?): return .link(link)
        default:
            throw row.error(
                .link, code: RegistryError.Code.valueInvalid.rawValue,
                sentence: "a document has either the sha256 of a file that is here, or a link.")
        }
    }
}
