package import Identifiers
package import Registry
import Storage

/// What may be known of a batch.
package struct BatchAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var model: Model
    package var batch: Batch
    package var format: ModelFormat?
    /// The first and last serial numbers; nil for a batch of units that were numbered elsewhere, and while the key of a
    /// scrambled format is missing.
    package var firstSerial: String?
    package var lastSerial: String?
    /// How many of its units have a history of their own.
    package var unitsWithHistory: Int64
}

/// All serial numbers of a batch, as the rule that writes them.
package struct SerialRun: Sendable {
    package var batch: Batch
    package var writer: SerialWriter
    package var sequences: ClosedRange<Int64>
}

extension NameplateRegistry {
    /// - Throws: `access.forbidden`, `manufacturer.unknown`, `model.unknown`, `batch.unknown`.
    package func batch(
        _ number: String, model: String, of slug: String, as principal: Principal
    ) async throws -> BatchAnswer {
        try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readProduction, of: manufacturer.id)
            let model = try Models.require(model, of: manufacturer, reader)
            let batch = try Batches.require(number, of: model, reader)
            return try Self.answer(batch, model, manufacturer, reader)
        }
    }

    /// Batches of a model by number. - Throws: `access.forbidden`, `manufacturer.unknown`, `model.unknown`.
    package func batches(
        of slug: String, model: String, after number: String = "", limit: Int, as principal: Principal
    ) async throws -> [BatchAnswer] {
        try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readProduction, of: manufacturer.id)
            let model = try Models.require(model, of: manufacturer, reader)
            return try Batches.list(of: model.id, after: number, limit: limit, reader)
                .map { try Self.answer($0, model, manufacturer, reader) }
        }
    }

    /// What issuing this batch would give: nothing is written, and the batch has no id yet but 0.
    /// - Parameter addingFormat: as in `Commands.issue`.
    package func planBatch(
        _ draft: BatchDraft, addingFormat: Bool = false, model: String, of slug: String, as principal: Principal
    ) async throws -> BatchAnswer {
        try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .issue, of: manufacturer.id)
            let model = try Models.require(model, of: manufacturer, reader)
            var format: ModelFormat
            if addingFormat, case let (new, true) = try Self.format(draft.pattern, addedTo: model, reader) {
                try Access.require(principal, .editCatalogue, of: manufacturer.id)
                try SerialFormats.check(new, of: model, reader)
                format = ModelFormat(planned: new, for: model)
            } else {
                format = try Issuing.choose(draft.pattern, of: model, reader)
            }
            let batch = try Issuing.plan(draft, of: model, format, reader)
            return try Self.answer(batch, model, manufacturer, format: format, reader)
        }
    }

    /// The serial numbers of a batch: no serial is read from a table.
    /// - Parameter permission: what the principal must be allowed.
    /// - Throws: `batch.unknown` also for a batch of units that were numbered elsewhere, `key.missing`.
    package func serials(
        of number: String, model: String, of slug: String, as principal: Principal,
        _ permission: Permission = .readProduction
    ) async throws -> SerialRun {
        let answer = try await batch(number, model: model, of: slug, as: principal)
        try Access.require(principal, permission, of: answer.manufacturer.id)
        guard let issue = answer.batch.issue, let format = answer.format else {
            throw RegistryError(
                .batchUnknown,
                "The units of the batch '\(number)' were numbered elsewhere; it has no serial numbers of ours.")
        }
        return SerialRun(
            batch: answer.batch, writer: try format.format.writer(for: answer.batch.fields),
            sequences: issue.sequences)
    }

    /// - Parameter format: the batch's format; nil where it is to be read.
    static func answer(
        _ batch: Batch, _ model: Model, _ manufacturer: Manufacturer, format: ModelFormat? = nil,
        _ reader: any SQLReader
    ) throws -> BatchAnswer {
        var answer = BatchAnswer(
            manufacturer: manufacturer, model: model, batch: batch,
            unitsWithHistory: try UnitRows.count(in: batch.id, reader))
        guard let issue = batch.issue else { return answer }
        answer.format = try format ?? SerialFormats.list(of: model.id, reader).first { $0.id == issue.format }
        guard let format = answer.format?.format, !format.lacksKey else { return answer }
        let writer = try format.writer(for: batch.fields)
        answer.firstSerial = try writer.text(of: issue.sequences.lowerBound)
        answer.lastSerial = try writer.text(of: issue.sequences.upperBound)
        return answer
    }
}

extension Commands {
    /// What the principal may know of a batch that it has just issued.
    package func answer(_ batch: Batch, of slug: String, model number: String) throws -> BatchAnswer {
        let manufacturer = try Manufacturers.require(slug, transaction)
        let model = try Models.require(number, of: manufacturer, transaction)
        return try NameplateRegistry.answer(batch, model, manufacturer, transaction)
    }
}
