import Identifiers
package import Storage

/// Issues serial numbers: a batch row and one event, however many units.
package enum Issuing {
    /// - Throws: `format.unknown`, `batch.room`, `batch.overlap`, `batch.guessable`, `batch.taken`, `value.invalid`,
    ///   `key.missing`, and what the format says of its fields.
    package static func issue(
        _ draft: BatchDraft, of model: Model, _ recorder: EventRecorder, as principal: Principal
    ) throws -> Batch {
        let transaction = recorder.transaction
        let format = try choose(draft.pattern, of: model, transaction)
        try transaction.claim(Claim("format", format.id), .exclusive)
        var batch = try plan(draft, of: model, format, as: ID(transaction.newID()), transaction)
        let time = draft.time?.microseconds ?? eventTime(of: batch, now: transaction.now)
        batch.createdAt = transaction.now
        batch.codeKey = try SecretKeys.current(
            .codes, of: model.manufacturer, as: principal, from: recorder.source, transaction
        ).id
        try Batches.insert(batch, transaction)
        guard let issue = batch.issue else { return batch }

        var event = EventDraft(time: time)
        event.zoneOffset = draft.time?.offsetMinutes ?? 0
        event.action = .add
        event.businessStep = .commissioning
        event.disposition = .active
        event.details.market = draft.market
        event.ranges = [EventDraft.SequenceRange(batch: batch.id, sequences: issue.sequences)]
        batch.event = try recorder.record(event, of: model.manufacturer).id
        try Batches.setEvent(of: batch, transaction)
        try AuditTrail.write(
            "batch.issue", subject: "\(model.number.text) \(batch.number)", of: model.manufacturer, as: principal,
            from: recorder.source,
            detail: "\(issue.count) serial numbers", transaction)
        return batch
    }

    /// The most units of a batch, so that no count of a model's units overflows.
    package static let largestBatch: Int64 = 1_000_000_000_000

    /// The batch that ``issue(_:of:_:as:)`` would make now: for a dry run and a preview too.
    /// - Parameter id: the id that it would have; 0, which no batch has, for a preview.
    package static func plan(
        _ draft: BatchDraft, of model: Model, _ format: ModelFormat, as id: ID<Batch> = ID(0), _ reader: any SQLReader
    ) throws -> Batch {
        guard (1...largestBatch).contains(draft.count) else {
            throw RegistryError(
                .valueInvalid, "A batch has 1 to \(largestBatch) serial numbers; issue several for more.",
                field: "count")
        }
        try TextRules.check(draft.number, field: "batch", limit: 64)
        try TextRules.check(draft.fields.plant, field: "plant", limit: 64)
        try TextRules.check(draft.fields.line, field: "line", limit: 64)
        try TextRules.check(draft.workOrder, field: "work_order", limit: 64)
        try TextRules.checkMarket(draft.market)
        try Batches.checkExpiry(draft.expiresOn)
        let printedKey = try format.format.printedKey(for: draft.fields)
        let last = try Batches.last(printedKey: printedKey, format: format.id, reader)?.issue?.sequences.upperBound
        let first = try first(draft, after: last, format)
        let (beyond, overflow) = first.addingReportingOverflow(draft.count)
        guard !overflow, beyond - 1 <= format.format.room - 1 else {
            throw RegistryError(
                .batchRoom,
                "The format '\(format.format.pattern)' has room for the sequence numbers up to "
                    + "\(format.format.room - 1); from \(first) on, \(max(0, format.format.room - first)) are left.",
                field: "count")
        }
        let sequences = first...(beyond - 1)
        if let other = try Batches.overlapping(sequences, printedKey: printedKey, format: format.id, reader) {
            throw RegistryError(
                .batchOverlap,
                "The batch \(other.number) has already issued some of the sequence numbers \(sequences.lowerBound) to "
                    + "\(sequences.upperBound); leave out the first sequence number to continue after it.",
                field: "first_sequence")
        }
        try refuseGuessable(draft.count, printedKey: printedKey, format, reader)
        let number = try draft.number ?? unusedNumber(printedKey, first, model, reader)
        return Batch(
            id: id, manufacturer: model.manufacturer, model: model.id,
            number: number, issue: Batch.Issue(format: format.id, printedKey: printedKey, sequences: sequences),
            plant: draft.fields.plant, line: draft.fields.line, producedOn: draft.fields.date,
            workOrder: draft.workOrder, expiresOn: draft.expiresOn, event: nil, createdAt: 0)
    }

    /// Keeps an unguessable format at or below one in a million per try.
    private static func refuseGuessable(
        _ count: Int64, printedKey: String, _ format: ModelFormat, _ reader: any SQLReader
    ) throws {
        guard !format.format.lacksKey else { throw SecretKey.missing }
        guard format.isUnguessable else { return }
        let issued = try Batches.issuedCount(printedKey: printedKey, format: format.id, reader)
        let left = max(0, format.format.unguessableRoom - issued)
        guard count <= left else {
            throw RegistryError(
                .batchGuessable,
                "The format '\(format.format.pattern)' must stay unguessable, at most one serial number in a million: "
                    + "with these printed fields \(left) more may be issued. Use a format with more characters.",
                field: "count")
        }
    }

    /// The model's format with this pattern, or its only one.
    /// - Throws: `format.unknown`.
    package static func choose(
        _ pattern: String?, of model: Model, _ reader: any SQLReader
    ) throws -> ModelFormat {
        let formats = try SerialFormats.list(of: model.id, reader)
        if let pattern {
            guard let format = formats.first(where: { $0.format.pattern == pattern }) else {
                throw RegistryError(
                    .formatUnknown, "The model \(model.number.text) has no format '\(pattern)'.", field: "pattern")
            }
            return format
        }
        guard let only = formats.first, formats.count == 1 else {
            let sentence =
                formats.isEmpty
                ? "The model \(model.number.text) has no serial format yet; give it one first."
                : "The model \(model.number.text) has several serial formats; name one of them."
            throw RegistryError(.formatUnknown, sentence, field: "pattern")
        }
        return only
    }

    private static func first(
        _ draft: BatchDraft, after last: Int64?, _ format: ModelFormat
    ) throws(RegistryError) -> Int64 {
        if let first = draft.firstSequence {
            guard first >= 0 else {
                throw RegistryError(.valueInvalid, "Sequence numbers begin at 0.", field: "first_sequence")
            }
            return first
        }
        guard let last else { return 1 }
        guard last < .max else {
            throw RegistryError(.batchRoom, "The format '\(format.format.pattern)' is used up.", field: "count")
        }
        return last + 1
    }

    private static func unusedNumber(
        _ printedKey: String, _ first: Int64, _ model: Model, _ reader: any SQLReader
    ) throws -> String {
        // Without the fields that differ from unit to unit, such as {seq:6}.
        let fixed = printedKey.split(separator: "{", omittingEmptySubsequences: false).enumerated()
            .map { index, part in index == 0 ? part : part.drop { $0 != "}" } }.joined()
            .filter { $0.isLetter || $0.isNumber }
        let number = fixed.isEmpty ? "\(first)" : "\(fixed)-\(first)"
        guard try Batches.find(number, of: model.id, reader) == nil else {
            throw RegistryError(
                .batchTaken, "There already is a batch '\(number)'; give this one a number.", field: "batch")
        }
        return number
    }

    /// Units were made on the day that their batch names, if that is past; else now.
    private static func eventTime(of batch: Batch, now: Int64) -> Int64 {
        guard let midnight = batch.producedOn?.firstMicrosecond, midnight < now else { return now }
        return midnight
    }
}
