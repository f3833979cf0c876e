import Identifiers
package import Registry
import Storage

extension NameplateRegistry {
    /// Stored serial numbers that a preview holds against a new format: looking at more would take longer than typing.
    /// Issuing looks at all of them.
    private static let mostSerialsCompared = 100_000

    /// What a pattern means for a model: where its serial numbers go on, and what stands in the way of issuing them.
    /// Nothing is written.
    /// - Throws: `access.forbidden`, `manufacturer.unknown`, `model.unknown`; what is wrong with the pattern and the other
    ///   fields is told in the answer.
    package func previewFormat(
        _ question: FormatQuestion, model number: String, of slug: String, as principal: Principal
    ) async throws -> FormatPreview {
        try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .issue, of: manufacturer.id)
            let model = try Models.require(number, of: manufacturer, reader)
            var preview = FormatPreview(reading: question)
            try preview.add(model, of: manufacturer, question, most: Self.mostSerialsCompared, reader)
            return preview
        }
    }
}

extension FormatPreview {
    /// Adds what depends on the model.
    fileprivate mutating func add(
        _ model: Model, of manufacturer: Manufacturer, _ question: FormatQuestion, most: Int, _ reader: any SQLReader
    ) throws {
        guard let format else { return }
        let existing = try SerialFormats.list(of: model.id, reader).first { $0.format == format }
        if let existing { (self.format, hasSampleKey) = (existing.format, false) }
        if existing == nil {
            try telling("pattern") { try SerialFormats.check(format, of: model, most: most, reader) }
        }
        let planned = existing ?? ModelFormat(planned: format, for: model)
        var batch = OfModel(manufacturer: manufacturer, model: model, isNew: existing == nil, left: 0)
        defer { self.model = batch }
        // Where the next serial number stands, whatever count and batch are asked for.
        let one = BatchDraft(number: "?", count: 1, fields: fields)
        guard let next = try telling("count", { try Issuing.plan(one, of: model, planned, reader) })?.issue else {
            return
        }
        let first = next.sequences.lowerBound
        let issued = try Batches.issuedCount(printedKey: next.printedKey, format: next.format, reader)
        guessability = format.guessability(issued: issued.addingReportingOverflow(question.count ?? 0).partialValue)
        batch.left = format.room - first
        if existing != nil {
            batch.previous = try Batches.holding(first - 1, printedKey: next.printedKey, format: next.format, reader)
        }
        if let number = question.batch, try Batches.find(number, of: model.id, reader) != nil {
            let taken = RegistryError(
                .batchTaken, "The model already has a batch '\(number)'; choose another number.")
            obstacles.append(Obstacle(taken, field: "batch"))
        }
        let draft = BatchDraft(number: question.batch, count: question.count ?? 1, fields: fields)
        batch.batch = try telling("batch") { try Issuing.plan(draft, of: model, planned, reader) }?.number
        show(first...(first + (min(max(1, question.count ?? .max), batch.left) - 1)))
    }

    /// Runs what may be refused; a refusal is an obstacle of the field that it names, else of this one, and nil.
    private mutating func telling<Value>(_ field: String, _ body: () throws -> Value) throws -> Value? {
        do {
            return try body()
        } catch let error as RegistryError {
            obstacles.append(Obstacle(error, field: error.field ?? field))
        } catch let error as IdentifierError {
            obstacles.append(Obstacle(error, field: field))
        }
        return nil
    }
}
