import Identifiers
import Storage

/// Rows of batches to issue. A batch never changes: a row is new or known.
final class BatchImporter: RowImporter {
    private let context: ImportContext
    private let catalogue: ImportCatalogue
    /// The batches of the rows above.
    private var above: [ID<Model>: [(batch: Batch, row: Int)]] = [:]

    init(_ context: ImportContext) {
        self.context = context
        catalogue = ImportCatalogue(context, for: .issue)
    }

    func check(_ row: ImportRow, _ reader: any SQLReader, _ faults: inout ImportErrors) throws -> RowEffect? {
        guard var draft = parse(row, &faults) else { return nil }
        let subject = try catalogue.subject(row, reader)
        let others = above[subject.model.id] ?? []
        if let same = others.first(where: { $0.batch.number == draft.number }) {
            throw row.duplicate(of: same.row, .batch)
        }
        if try isKnown(draft, subject, row, reader) { return .unchanged }
        if let time = draft.time { try EventRules.check(time.microseconds, now: context.now) }
        let format = try Issuing.choose(draft.pattern, of: subject.model, reader)
        let printedKey = try format.format.printedKey(for: draft.fields)
        let alike = others.compactMap { $0.batch.issue?.printedKey == printedKey ? $0.batch : nil }
        let lastAbove = alike.compactMap { $0.issue?.sequences.upperBound }.max()
        if draft.firstSequence == nil, let lastAbove {
            let lastIssued = try Batches.last(printedKey: printedKey, format: format.id, reader)?.issue
            let last = max(lastAbove, lastIssued?.sequences.upperBound ?? lastAbove)
            draft.firstSequence = last == .max ? last : last + 1
        }
        let batch = try Issuing.plan(draft, of: subject.model, format, reader)
        for other in alike where other.issue?.sequences.overlaps(batch.issue?.sequences ?? 0...0) == true {
            throw row.error(
                .firstSequence, code: RegistryError.Code.batchOverlap.rawValue,
                sentence: "The batch \(other.number), in a row above, issues some of these sequence numbers too.")
        }
        above[subject.model.id, default: []].append((batch, row.number))
        return .created
    }

    func write(
        _ rows: ArraySlice<ImportRow>, until isDue: () -> Bool, _ transaction: any SQLTransaction
    ) throws -> ImportCounts {
        let recorder = EventRecorder(as: context.principal, projectors: context.projectors, transaction)
        return try writeEach(rows, until: isDue) { row in
            var faults = ImportErrors()
            guard let draft = parse(row, &faults) else { throw row.refusal(faults) }
            let subject = try catalogue.subject(row, transaction)
            if try isKnown(draft, subject, row, transaction) { return .unchanged }
            _ = try Issuing.issue(draft, of: subject.model, recorder, as: context.principal)
            return .created
        }
    }

    private func parse(_ row: ImportRow, _ faults: inout ImportErrors) -> BatchDraft? {
        let before = faults.total
        _ = faults.checking { () throws(RowError) in try row.required(.manufacturer) }
        _ = faults.checking { () throws(RowError) in try row.required(.model) }
        // Without its number nobody could tell that a batch has been imported before.
        let number = faults.checking { () throws(RowError) in try row.required(.batch) }
        _ = faults.checking { () throws(RowError) in try row.required(.count) }
        let count = faults.checking { () throws(RowError) in try row.integer(.count) }
        let first = faults.checking { () throws(RowError) in try row.integer(.firstSequence) }
        let plant = faults.checking { () throws(RowError) in try row.identifier(.plant) }
        let line = faults.checking { () throws(RowError) in try row.identifier(.line) }
        let workOrder = faults.checking { () throws(RowError) in try row.identifier(.workOrder) }
        let printed = faults.checking { () throws(RowError) in try row.date(.date) }
        let produced = faults.checking { () throws(RowError) in try row.date(.producedOn) }
        let expires = faults.checking { () throws(RowError) in try row.date(.expiresOn) }
        let pattern = faults.checking { () throws(RowError) in try row.identifier(.pattern) }
        let time = faults.checking { () throws(RowError) in try row.time(.eventTime) }
        if let printed, let produced, printed != produced {
            faults.add(
                row.error(
                    .producedOn, code: RegistryError.Code.valueInvalid.rawValue,
                    sentence: "A batch has one date: 'date' says \(printed.isoText), 'produced_on' \(produced.isoText)."
                ))
        }
        guard faults.total == before, let number, let count else { return nil }
        var draft = BatchDraft(
            number: number, count: count, firstSequence: first,
            fields: SerialFormat.Fields(plant: plant, line: line, date: printed ?? produced), workOrder: workOrder,
            market: row[.market], pattern: pattern)
        (draft.time, draft.expiresOn) = (time, expires)
        return draft
    }

    /// - Throws: where the model has a batch of this number that the row does not describe.
    private func isKnown(
        _ draft: BatchDraft, _ subject: ImportCatalogue.Subject, _ row: ImportRow, _ reader: any SQLReader
    ) throws -> Bool {
        guard let number = draft.number, let known = try Batches.find(number, of: subject.model.id, reader) else {
            return false
        }
        let isSame =
            try known.issue?.count == draft.count && known.fields == draft.fields
            && (draft.workOrder == nil || draft.workOrder == known.workOrder)
            && (draft.market == nil || draft.market == market(of: known, reader))
            && (draft.expiresOn == nil || draft.expiresOn == known.expiresOn)
            && (draft.firstSequence == nil || draft.firstSequence == known.issue?.sequences.lowerBound)
        guard isSame else {
            throw row.error(
                .batch, code: RegistryError.Code.batchTaken.rawValue,
                sentence:
                    "The model already has a batch \(quotedForPeople(number)) with another count, sequence, plant, "
                    + "line, date, expiry, work order or market; a batch never changes.")
        }
        return true
    }

    /// The market that the event which issued a batch names.
    private func market(of batch: Batch, _ reader: any SQLReader) throws -> String? {
        let issued = try batch.event.flatMap { try EventRows.find($0, reader) }
        return try issued.flatMap { try EventDetails(text: $0.header.detailsText).market }
    }
}
