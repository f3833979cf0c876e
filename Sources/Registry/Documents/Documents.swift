import Identifiers
package import Storage

/// Documents in the database.
package enum Documents {
    /// The most documents of one model, with those that were replaced, and the most models of one document.
    package static let mostOfModel = 2_000
    package static let mostModels = 500

    package static func find(_ id: ID<Document>, _ reader: any SQLReader) throws -> Document? {
        try reader.first(DocumentsSQL.byID, [.integer(id.value)], row).map { try complete($0, reader) }
    }

    /// - Throws: `document.unknown`.
    package static func require(
        _ id: ID<Document>, of manufacturer: Manufacturer, _ reader: any SQLReader
    ) throws -> Document {
        guard let found = try find(id, reader), found.manufacturer == manufacturer.id else { throw unknown }
        return found
    }

    package static let unknown = RegistryError(
        .documentUnknown, "There is no such document, or it is not for you. List the model's documents.",
        field: "document")

    /// All documents of a model, in no order.
    package static func list(of model: ID<Model>, _ reader: any SQLReader) throws -> [Document] {
        try brief(of: model, reader).map { try complete($0, reader) }
    }

    /// All documents of a model, in no order, without saying of which other models they are.
    package static func brief(of model: ID<Model>, _ reader: any SQLReader) throws -> [Document] {
        try reader.all(DocumentsSQL.ofModel, [.integer(model.value), .integer(Int64(mostOfModel))], row)
    }

    /// Up to `limit` documents of a manufacturer by id, after one of them.
    package static func list(
        of manufacturer: ID<Manufacturer>, after last: ID<Document>?, limit: Int, _ reader: any SQLReader
    ) throws -> [Document] {
        try reader.all(
            DocumentsSQL.ofManufacturer,
            [.integer(manufacturer.value), .integer(last?.value ?? 0), .integer(Int64(limit))], row
        ).map { try complete($0, reader) }
    }

    /// Those that a document has taken the place of, one after the other, the last first.
    package static func predecessors(of document: Document, _ reader: any SQLReader) throws -> [Document] {
        var found: [Document] = []
        var front = [document.id]
        while let next = front.popLast(), found.count < mostOfModel {
            let older = try reader.all(DocumentsSQL.replacedBy, [.integer(next.value)], row)
            found += try older.map { try complete($0, reader) }
            front += older.map(\.id)
        }
        return found
    }

    /// - Parameters:
    ///   - replaced: What it takes the place of, of the same manufacturer and not replaced yet.
    /// - Throws: `value.invalid`, `population.…`, `fault.unknown`, `document.changed`.
    package static func create(
        _ details: DocumentDetails, _ content: Document.Content, of models: [Model], manufacturer: Manufacturer,
        replacing replaced: Document? = nil, as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws -> Document {
        try check(details, models, of: manufacturer.id, transaction)
        if case .link(let link) = content { try checkLink(link) }
        guard replaced?.successor == nil else {
            throw RegistryError(
                .documentChanged, "That document was replaced already. Replace the one that took its place.",
                field: "replaces")
        }
        let document = Document(
            id: ID(transaction.newID()), manufacturer: manufacturer.id, models: models.map(\.id).sorted(),
            details: details, content: content, createdAt: transaction.now, rowVersion: 1)
        try transaction.run(
            DocumentsSQL.insert,
            [.integer(document.id.value), .integer(manufacturer.id.value)] + (try values(details)) + values(content)
                + [.integer(transaction.now)])
        for model in document.models {
            try transaction.run(DocumentsSQL.insertModel, [.integer(document.id.value), .integer(model.value)])
        }
        if let replaced { try replace(replaced, by: document, transaction) }
        try AuditTrail.write(
            replaced == nil ? "document.add" : "document.replace", subject: models.first?.number.text ?? "",
            of: manufacturer.id, as: principal, from: source, detail: "\(document.id) \(details.kind.rawValue)",
            transaction)
        return document
    }

    private static func replace(_ old: Document, by new: Document, _ transaction: any SQLTransaction) throws {
        let changed = try transaction.rowsChanged(
            by: DocumentsSQL.setSuccessor, [.integer(new.id.value), .integer(old.id.value)])
        guard changed == 1 else { throw changedMeanwhile }
    }

    /// Says other things of a document. What it is, its file or link, stays.
    /// - Throws: `document.changed`, `value.invalid`, `population.…`, `fault.unknown`.
    package static func update(
        _ document: Document, _ details: DocumentDetails, of models: [Model], expecting: Int64?,
        as principal: Principal, from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> Document {
        try check(details, models, of: document.manufacturer, besides: document, transaction)
        guard expecting == nil || expecting == document.rowVersion else { throw changedMeanwhile }
        let changed = try transaction.rowsChanged(
            by: DocumentsSQL.update,
            try values(details) + [.integer(document.id.value), .integer(document.rowVersion)])
        guard changed == 1 else { throw changedMeanwhile }
        try transaction.run(DocumentsSQL.deleteModels, [.integer(document.id.value)])
        for model in models {
            try transaction.run(DocumentsSQL.insertModel, [.integer(document.id.value), .integer(model.id.value)])
        }
        try AuditTrail.write(
            "document.change", subject: models.first?.number.text ?? "", of: document.manufacturer, as: principal,
            from: source, detail: "\(document.id)", transaction)
        var new = document
        (new.details, new.models) = (details, models.map(\.id).sorted())
        new.rowVersion += 1
        return new
    }

    /// Says that a document must not be used any more; it stays, and says so.
    /// - Throws: `value.invalid`, `document.changed` where it was withdrawn before.
    package static func withdraw(
        _ document: Document, because reason: String?, as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws -> Document {
        try TextRules.check(reason, field: "reason", limit: 400)
        let changed = try transaction.rowsChanged(
            by: DocumentsSQL.withdraw, [.integer(transaction.now), SQLValue(reason), .integer(document.id.value)])
        guard changed == 1 else { throw changedMeanwhile }
        try AuditTrail.write(
            "document.withdraw", subject: "\(document.id)", of: document.manufacturer, as: principal, from: source,
            transaction)
        var new = document
        new.withdrawal = Document.Withdrawal(at: transaction.now, reason: reason)
        new.rowVersion += 1
        return new
    }

    /// Removes a document. What it had replaced is what one should read again.
    package static func remove(
        _ document: Document, as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws {
        try transaction.run(DocumentsSQL.forgetSuccessor, [.integer(document.id.value)])
        try transaction.run(DocumentsSQL.deleteModels, [.integer(document.id.value)])
        try transaction.run(DocumentsSQL.delete, [.integer(document.id.value)], changing: 1)
        try AuditTrail.write(
            "document.remove", subject: "\(document.id)", of: document.manufacturer, as: principal, from: source,
            detail: document.details.kind.rawValue, transaction)
    }

    private static let changedMeanwhile = RegistryError(
        .documentChanged, "The document has changed since you read it. Read it again and repeat the change.")

    private static func check(
        _ details: DocumentDetails, _ models: [Model], of manufacturer: ID<Manufacturer>,
        besides known: Document? = nil,
        _ reader: any SQLReader
    ) throws {
        try details.check()
        try checkFaults(details, models, of: manufacturer, besides: known, reader)
        guard (1...mostModels).contains(models.count), Set(models.map(\.id)).count == models.count else {
            throw RegistryError(
                .valueInvalid, "A document is of 1 to \(mostModels) models, each named once.", field: "models")
        }
        for model in models where !(known?.models.contains(model.id) ?? false) {
            let count = try reader.first(DocumentsSQL.count, [.integer(model.id.value)]) { $0.integer(0) } ?? 0
            guard count < Int64(mostOfModel) else {
                throw RegistryError(
                    .documentTooMany, "The model has \(mostOfModel) documents; remove some that were replaced.",
                    field: "models")
            }
        }
    }

    /// What the document has named before stays, though the code was retired since.
    /// - Throws: `fault.unknown`.
    static func checkFaults(
        _ details: DocumentDetails, _ models: [Model], of manufacturer: ID<Manufacturer>, besides known: Document?,
        _ reader: any SQLReader
    ) throws {
        let kept = Set(known?.details.faultCodes ?? [])
        try FaultCodes.require(
            details.faultCodes.filter { !kept.contains($0) }, forAnyOf: models, of: manufacturer, reader)
    }

    /// - Throws: `value.invalid` for what is no address of the web over TLS.
    static func checkLink(_ link: String) throws(RegistryError) {
        let prefix = "https://"
        let host = link.dropFirst(prefix.count).prefix { !"/?#".contains($0) }
        // What a browser would take for another address or run: RFC 3986 leaves all of it out of addresses.
        let isClean = link.utf8.allSatisfy { (0x21..<0x7F).contains($0) && !"\"<>\\^`{|}".utf8.contains($0) }
        guard link.hasPrefix(prefix), link.utf8.count <= 2_000, isClean, !host.isEmpty, !host.contains("@") else {
            throw RegistryError(
                .valueInvalid,
                "A link is an address that begins with https://, without a name or password, "
                    + "percent-encoded, of at most 2,000 characters.", field: "link")
        }
    }
}

extension Documents {
    private static func values(_ details: DocumentDetails) throws -> [SQLValue] {
        [
            .text(details.kind.rawValue), .text(details.title), SQLValue(details.number),
            SQLValue(details.language?.text), SQLValue(details.isOriginal), SQLValue(details.version),
            SQLValue(details.issuedOn?.isoText), SQLValue(details.population), .text(details.audience.rawValue),
            try StoredTexts.value(details.faultCodes),
        ]
    }

    private static func values(_ content: Document.Content) -> [SQLValue] {
        switch content {
        case .file(let file): [.blob(file.digest.bytes), .integer(file.size), .text(file.type.rawValue), .null]
        case .link(let link): [.null, .null, .null, .text(link)]
        }
    }

    private static func complete(_ document: Document, _ reader: any SQLReader) throws -> Document {
        var document = document
        document.models = try reader.all(DocumentsSQL.models, [.integer(document.id.value)]) { ID($0.integer(0)) }
        return document
    }

    private static func row(_ row: borrowing Row) throws -> Document {
        let details = DocumentDetails(
            Document.Kind(rawValue: row.text(2)) ?? .other, row.text(3), number: row.optionalText(4),
            language: try row.optionalText(5).map { try LanguageTag(parsing: $0) }, isOriginal: row.flag(6),
            version: row.optionalText(7), issuedOn: try row.optionalText(8).map(CivilDate.init(parsing:)),
            population: row.optionalText(9), audience: Document.Audience(rawValue: row.text(10)) ?? .staff,
            faultCodes: try StoredTexts.texts(row.optionalText(20)))
        var content = Document.Content.link(row.optionalText(14) ?? "")
        if let digest = FileDigest(row.optionalBlob(11) ?? []) {
            content = .file(
                StoredFile(
                    digest: digest, size: row.integer(12), type: FileType(rawValue: row.text(13)) ?? .text))
        }
        return Document(
            id: ID(row.integer(0)), manufacturer: ID(row.integer(1)), models: [], details: details, content: content,
            successor: row.optionalInteger(15).map { ID($0) },
            withdrawal: row.optionalInteger(16).map { Document.Withdrawal(at: $0, reason: row.optionalText(17)) },
            createdAt: row.integer(18), rowVersion: row.integer(19))
    }
}

private enum DocumentsSQL {
    static let byID = Statement(
        """
        SELECT id, manufacturer_id, kind, title, number, language, is_original, version, issued_on, population, audience,
               sha256, size, media_type, link, successor_id, withdrawn_at, withdrawal_reason, created_at, row_version,
               fault_codes
          FROM documents
         WHERE id = $1
        """)
    static let ofModel = Statement(
        """
        SELECT id, manufacturer_id, kind, title, number, language, is_original, version, issued_on, population, audience,
               sha256, size, media_type, link, successor_id, withdrawn_at, withdrawal_reason, created_at, row_version,
               fault_codes
          FROM document_models
          JOIN documents ON documents.id = document_models.document_id
         WHERE document_models.model_id = $1
         ORDER BY document_models.document_id
         LIMIT $2
        """)
    static let ofManufacturer = Statement(
        """
        SELECT id, manufacturer_id, kind, title, number, language, is_original, version, issued_on, population, audience,
               sha256, size, media_type, link, successor_id, withdrawn_at, withdrawal_reason, created_at, row_version,
               fault_codes
          FROM documents
         WHERE manufacturer_id = $1
           AND id > $2
         ORDER BY id
         LIMIT $3
        """)
    static let replacedBy = Statement(
        """
        SELECT id, manufacturer_id, kind, title, number, language, is_original, version, issued_on, population, audience,
               sha256, size, media_type, link, successor_id, withdrawn_at, withdrawal_reason, created_at, row_version,
               fault_codes
          FROM documents
         WHERE successor_id = $1
         ORDER BY id
        """)
    static let models = Statement(
        """
        SELECT model_id
          FROM document_models
         WHERE document_id = $1
         ORDER BY model_id
        """)
    static let count = Statement("SELECT count(*) FROM document_models WHERE model_id = $1")
    static let insert = Statement(
        """
        INSERT INTO documents (id, manufacturer_id, kind, title, number, language, is_original, version, issued_on,
                               population, audience, fault_codes, sha256, size, media_type, link, row_version,
                               created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 1, $17)
        """)
    static let insertModel = Statement("INSERT INTO document_models (document_id, model_id) VALUES ($1, $2)")
    static let update = Statement(
        """
        UPDATE documents
           SET kind = $1, title = $2, number = $3, language = $4, is_original = $5, version = $6, issued_on = $7,
               population = $8, audience = $9, fault_codes = $10, row_version = row_version + 1
         WHERE id = $11
           AND row_version = $12
        """)
    static let setSuccessor = Statement(
        """
        UPDATE documents
           SET successor_id = $1, row_version = row_version + 1
         WHERE id = $2
           AND successor_id IS NULL
        """)
    static let withdraw = Statement(
        """
        UPDATE documents
           SET withdrawn_at = $1, withdrawal_reason = $2, row_version = row_version + 1
         WHERE id = $3
           AND withdrawn_at IS NULL
        """)
    static let forgetSuccessor = Statement(
        """
        UPDATE documents
           SET successor_id = NULL, row_version = row_version + 1
         WHERE successor_id = $1
        """)
    static let deleteModels = Statement("DELETE FROM document_models WHERE document_id = $1")
    static let delete = Statement("DELETE FROM documents WHERE id = $1")
}
