import Identifiers
import Storage

/// What a row of events says, before the registry is asked.
struct EventRow {
    var subject: ImportCatalogue.Subject
    var draft: EventDraft
    var serial: SerialNumber?
    var batch: String?
    var first: Int64?
    var last: Int64?
    var container: SSCC?
    /// What the unit is put into, taken out of or seen in.
    var assembly: (subject: ImportCatalogue.Subject, serial: SerialNumber)?
    var owner: String?
    /// The owner was kept from whoever exported the row.
    var isOwnerWithheld: Bool { owner == Self.withheldOwner }
    /// What an export says in place of an owner whom its reader may not know, or who has been erased.
    static let withheldOwner = "(withheld)"
    /// The event that the row corrects: the label of a row above, or an event's id.
    var corrects: String?
    /// The label of this row, by which rows below may name it.
    var reference: String?

    /// - Returns: `nil` where cells are at fault, which are in `faults` then.
    init?(
        _ row: ImportRow, _ catalogue: ImportCatalogue, _ reader: any SQLReader, _ faults: inout ImportErrors
    ) throws {
        let before = faults.total
        serial = faults.checking { () throws(RowError) in row[.serial] == nil ? nil : try row.serial() }
        batch = faults.checking { () throws(RowError) in try row.identifier(.batch) }
        first = faults.checking { () throws(RowError) in try row.integer(.firstSequence) }
        last = faults.checking { () throws(RowError) in try row.integer(.lastSequence) }
        owner = faults.checking { () throws(RowError) in try row.identifier(.owner) }
        corrects = faults.checking { () throws(RowError) in try row.identifier(.corrects) }
        reference = faults.checking { () throws(RowError) in try row.identifier(.reference) }
        container = faults.checking { () throws(RowError) in try row.container(.parent) }
        let assemblySerial = faults.checking { () throws(RowError) in
            row[.assemblySerial] == nil && row[.assemblyModel] == nil ? nil : try row.serial(.assemblySerial)
        }
        let implied: EventType = container != nil ? .aggregation : assemblySerial != nil ? .association : .object
        let draft = Self.draft(row, implied: implied, &faults)
        subject = try catalogue.subject(row, reader)
        if let assemblySerial { assembly = (try catalogue.assembly(row, reader), assemblySerial) }
        guard faults.total == before, let draft else { return nil }
        self.draft = draft
        if let assembly { self.draft.parent = UnitKey(assembly.subject.model.id, assembly.serial) }
        if let serial { self.draft.units = [UnitKey(subject.model.id, serial)] }
        try checkSubject(row)
    }

    private static func draft(
        _ row: ImportRow, implied: EventType, _ faults: inout ImportErrors
    ) -> EventDraft? {
        _ = faults.checking { () throws(RowError) in try row.required(.eventTime) }
        guard let time = faults.checking({ () throws(RowError) in try row.time(.eventTime) }) else { return nil }
        var draft = EventDraft(time: time.microseconds)
        draft.zoneOffset = time.offsetMinutes
        draft.type =
            faults.checking { () throws(RowError) in try row.word(.type, EventType.self) } ?? implied
        draft.action = faults.checking { () throws(RowError) in try row.word(.action, EventAction.self) } ?? .observe
        draft.businessStep = faults.checking { () throws(RowError) in
            try row.word(.businessStep, BusinessStep.self)
        }
        draft.disposition = faults.checking { () throws(RowError) in try row.word(.disposition, Disposition.self) }
        draft.errorReason = faults.checking { () throws(RowError) in try row.word(.errorReason, ErrorReason.self) }
        draft.businessLocation = row[.location]
        draft.readPoint = row[.readPoint]
        draft.notes = row[.note].map { [$0] } ?? []
        draft.details.slot = faults.checking { () throws(RowError) in try row.identifier(.slot) }
        draft.details.faultCode = faults.checking { () throws(RowError) in try row.identifier(.faultCode) }
        draft.details.decision = faults.checking { () throws(RowError) in try row.identifier(.decision) }
        draft.details.remedy = faults.checking { () throws(RowError) in try row.identifier(.remedy) }
        readCost(row, into: &draft.details, &faults)
        draft.details.failedOn = faults.checking { () throws(RowError) in try row.date(.failedOn) }?.isoText
        draft.details.market = row[.market]
        readLists(row, into: &draft.details, &faults)
        return draft
    }

    private static func readCost(_ row: ImportRow, into details: inout EventDetails, _ faults: inout ImportErrors) {
        details.cost = faults.checking { () throws(RowError) -> EventDetails.Cost? in
            let (amount, currency) = (try row.integer(.cost), try row.identifier(.currency))
            if let amount, let currency { return EventDetails.Cost(amount, currency) }
            guard amount != nil || currency != nil else { return nil }
            throw row.error(
                amount == nil ? .currency : .cost, code: RegistryError.Code.eventInvalid.rawValue,
                sentence: "a cost and its currency come together: whole minor units, and three letters of ISO 4217.")
        }
    }

    private static func readLists(_ row: ImportRow, into details: inout EventDetails, _ faults: inout ImportErrors) {
        let readings = faults.checking { () throws(RowError) in try row.readings(.readings) } ?? []
        if !readings.isEmpty {
            details.readings = readings.map { EventDetails.Reading(type: $0.type, value: $0.value, unit: $0.unit) }
        }
        let fitted = faults.checking { () throws(RowError) in try row.parts(.fitted) } ?? []
        let removed = faults.checking { () throws(RowError) in try row.parts(.removed) } ?? []
        if !fitted.isEmpty { details.fitted = fitted.map(EventDetails.PartNote.init) }
        if !removed.isEmpty { details.removed = removed.map(EventDetails.PartNote.init) }
        let transactions = faults.checking { () throws(RowError) in try row.transactions(.transactions) } ?? []
        if !transactions.isEmpty { details.transactions = transactions }
        let set = faults.checking { () throws(RowError) in try row.list(.set) } ?? []
        let unset = faults.checking { () throws(RowError) in try row.list(.unset) } ?? []
        if !set.isEmpty { details.set = set }
        if !unset.isEmpty { details.unset = unset }
    }

    /// A row speaks of one unit or of part of one batch; a correction may leave that to what it corrects.
    private func checkSubject(_ row: ImportRow) throws(RowError) {
        if serial != nil, batch != nil {
            throw row.error(
                .batch, code: RegistryError.Code.eventInvalid.rawValue,
                sentence:
                    "the row names a serial number and a batch; an event of one unit needs the serial number alone.")
        }
        if batch == nil, first != nil || last != nil {
            throw row.error(
                .batch, code: RegistryError.Code.eventInvalid.rawValue,
                sentence: "sequence numbers belong to a batch; name it.")
        }
        if let first, let last, first > last {
            throw row.error(
                .lastSequence, code: RegistryError.Code.eventInvalid.rawValue,
                sentence: "the last sequence number \(last) is before the first one, \(first).")
        }
        if container != nil, assembly != nil {
            throw row.error(
                .parent, code: RegistryError.Code.eventInvalid.rawValue,
                sentence: "the row names a case or pallet and an assembly; a unit is in one of them at a time.")
        }
        if serial == nil, batch == nil, container == nil, corrects == nil {
            throw row.error(
                .serial, code: RegistryError.Code.eventInvalid.rawValue,
                sentence: "the row names neither a serial number nor a batch; give one of them.")
        }
    }

    /// The part of a batch that the row speaks of.
    func range(_ row: ImportRow, _ reader: any SQLReader) throws -> EventDraft.SequenceRange? {
        guard let number = batch else { return nil }
        let batch = try Batches.require(number, of: subject.model, reader)
        guard let issued = batch.issue?.sequences else {
            throw row.error(
                .batch, code: RegistryError.Code.batchRoom.rawValue,
                sentence: "the batch \(quotedForPeople(number)) has no sequence numbers; name its units one by one.")
        }
        let first = first ?? issued.lowerBound
        let last = last ?? issued.upperBound
        guard first <= last, issued.contains(first), issued.contains(last) else {
            throw row.error(
                self.first == nil ? .lastSequence : .firstSequence, code: RegistryError.Code.batchRoom.rawValue,
                sentence: "the batch \(quotedForPeople(number)) holds the sequence numbers \(issued.lowerBound) to "
                    + "\(issued.upperBound).")
        }
        return EventDraft.SequenceRange(batch: batch.id, sequences: first...last)
    }
}

extension ImportRow {
    /// Business transactions `type=number` joined by `;`.
    fileprivate func transactions(_ column: ImportColumn) throws(RowError) -> [EventDetails.BusinessTransaction] {
        var transactions: [EventDetails.BusinessTransaction] = []
        for element in try list(column) {
            let sides = element.split(separator: "=", maxSplits: 1).map { trimmedText($0) }
            guard sides.count == 2, sides.allSatisfy({ !$0.isEmpty }) else {
                throw error(
                    column, code: RowError.Code.list.rawValue,
                    sentence:
                        "\(quotedForPeople(element)) is no business transaction; write type=number, such as po=4711.")
            }
            transactions.append(EventDetails.BusinessTransaction(type: sides[0], id: sides[1]))
        }
        return transactions
    }
}
