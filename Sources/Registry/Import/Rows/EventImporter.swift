import Identifiers
import Storage

/// Rows of events, one event each, recorded in the order of the file. An event that the registry has already is left
/// alone.
final class EventImporter: RowImporter {
    /// What a label stands for.
    private enum Labelled {
        /// A row above whose event is not recorded yet.
        case row(Int)
        case event(ID<Event>)
    }

    private let context: ImportContext
    private let catalogue: ImportCatalogue
    private var labels: [String: Labelled] = [:]
    /// Labels that rows above correct, with those rows.
    private var corrected: [String: Int] = [:]
    private var hashes = RowHashes()
    /// The units that rows above bring into the registry, of models that have formats.
    private var registered = RowHashes()

    init(_ context: ImportContext) {
        self.context = context
        catalogue = ImportCatalogue(context, for: .record)
    }

    // MARK: Checking

    func check(_ row: ImportRow, _ reader: any SQLReader, _ faults: inout ImportErrors) throws -> RowEffect? {
        guard var event = try EventRow(row, catalogue, reader, &faults) else { return nil }
        if let range = try event.range(row, reader) { event.draft.ranges = [range] }
        try TextRules.check(event.owner, field: "owner", limit: 120)
        try TextRules.check(event.reference, field: "reference", limit: 200)

        try resolveContainer(&event, reader)
        var isPending = false
        if let label = event.corrects {
            switch try target(of: label, row, reader) {
            case .event(let id):
                try correct(id, by: &event, reader)
            case .row:
                isPending = true
                // Any id will do for the rules; the corrected event gets its own when it is written.
                event.draft.corrects = ID(1)
            }
        }
        try EventRules.check(event.draft, now: context.now)
        let known = isPending ? nil : try self.known(event, reader)
        guard known != nil || !event.isOwnerWithheld else { throw row.withheld }
        try note(event.reference, as: known.map { .event($0) } ?? .row(row.number), row)
        if known != nil { return .unchanged }
        if isFurtherOccurrence(of: row) { return .unchanged }
        if let label = event.corrects {
            if !isPending {
                _ = try Corrections.completed(event.draft, of: event.subject.manufacturer.id, reader)
            }
            if let other = corrected.updateValue(row.number, forKey: label) {
                throw row.error(
                    .corrects, code: RegistryError.Code.eventCorrected.rawValue,
                    sentence: "row \(other) corrects \(quotedForPeople(label)) already; correct that row instead.")
            }
        }
        if event.registers {
            if let key = event.draft.units.first, !event.subject.formats.isEmpty {
                _ = registered.insert(Self.hash(key))
            }
            return .created
        }
        if let serial = event.serial { try checkUnit(serial, of: event.subject, row, .serial, reader) }
        if let (subject, serial) = event.assembly { try checkUnit(serial, of: subject, row, .assemblySerial, reader) }
        return .created
    }

    /// A file may say the same twice: the second time it says nothing new.
    private func isFurtherOccurrence(of row: ImportRow) -> Bool {
        var hasher = RowHasher(0)
        for column in row.layout.table.columns where column != .reference {
            if let bytes = row.bytes(column) { hasher.combine(bytes) }
            hasher.combine(UInt64(column.rawValue))
        }
        return !hashes.insert(hasher.value)
    }

    /// The unit exists, or the event may bring it into the registry.
    private func checkUnit(
        _ serial: SerialNumber, of subject: ImportCatalogue.Subject, _ row: ImportRow, _ column: ImportColumn,
        _ reader: any SQLReader
    ) throws {
        guard !subject.formats.isEmpty else { return }
        let key = UnitKey(subject.model.id, serial)
        if registered.contains(Self.hash(key)) { return }
        if subject.hasUnits, try UnitRows.find(key, reader) != nil { return }
        guard let (format, decoded) = try subject.decode(serial) else {
            throw row.error(
                column, code: RegistryError.Code.unitUnknown.rawValue,
                sentence:
                    "no unit of this model has the serial number \(serial.text), and its formats do not print it; "
                    + "check it, or import it as a unit first.")
        }
        let batch = try Batches.holding(
            decoded.sequence, printedKey: decoded.printedKey, format: format.id, reader)
        guard batch != nil else {
            throw row.error(
                column, code: RegistryError.Code.serialNotIssued.rawValue,
                sentence:
                    "the serial number \(serial.text) has the model's format but was never issued; issue its batch "
                    + "first, or check it.")
        }
    }

    private static func hash(_ key: UnitKey) -> UInt64 {
        var hasher = RowHasher(key.model.value)
        hasher.combine(key.serial.text.utf8)
        return hasher.value
    }

    // MARK: Labels

    private func target(of label: String, _ row: ImportRow, _ reader: any SQLReader) throws -> Labelled {
        if let labelled = labels[label] { return labelled }
        guard let number = Int64(label), number > 0, try EventRows.find(ID(number), reader) != nil else {
            throw row.error(
                .corrects, code: RegistryError.Code.eventUnknown.rawValue,
                sentence: "no row above has the reference \(quotedForPeople(label)), and no event has it as its number."
            )
        }
        return .event(ID(number))
    }

    private func note(_ label: String?, as labelled: Labelled, _ row: ImportRow) throws(RowError) {
        // Without a column of corrections nobody asks for labels: they may be order numbers, millions of them.
        guard let label, row.layout.has(.corrects) else { return }
        if case .row(let other)? = labels.updateValue(labelled, forKey: label), other != row.number {
            throw row.duplicate(of: other, .reference)
        }
    }

    // MARK: Writing

    func write(
        _ rows: ArraySlice<ImportRow>, until isDue: () -> Bool, _ transaction: any SQLTransaction
    ) throws -> ImportCounts {
        let recorder = EventRecorder(as: context.principal, projectors: context.projectors, transaction)
        return try writeEach(rows, until: isDue) { row in
            var faults = ImportErrors()
            guard var event = try EventRow(row, catalogue, transaction, &faults) else { throw row.refusal(faults) }
            let manufacturer = event.subject.manufacturer
            if let range = try event.range(row, transaction) { event.draft.ranges = [range] }
            if let code = event.container {
                event.draft.parent = try Containers.keyMakingModel(
                    code, of: manufacturer, as: context.principal, transaction)
            }
            if let label = event.corrects, case .event(let id) = try target(of: label, row, transaction) {
                try correct(id, by: &event, transaction)
            }
            if let owner = event.owner, !event.isOwnerWithheld {
                event.draft.details.owningParty = try Parties.findOrCreate(owner, of: manufacturer.id, transaction).id
            }
            // The check has found that units of models with formats are there, or the event makes them known.
            let isForeign =
                event.subject.formats.isEmpty || event.assembly?.subject.formats.isEmpty == true || event.registers
            event.draft.registersUnits = isForeign && event.draft.corrects == nil
            if let known = try known(event, transaction) {
                try note(event.reference, as: .event(known), row)
                return .unchanged
            }
            guard !event.isOwnerWithheld else { throw row.withheld }
            let recorded = try recorder.record(event.draft, of: manufacturer.id)
            try note(event.reference, as: .event(recorded.id), row)
            return .created
        }
    }

    /// Finds the events of rows that were written before a crash, for the rows below that correct them.
    func recall(_ row: ImportRow, _ reader: any SQLReader) throws {
        guard row[.reference] != nil, row.layout.has(.corrects) else { return }
        var faults = ImportErrors()
        guard var event = try EventRow(row, catalogue, reader, &faults) else { return }
        if let range = try event.range(row, reader) { event.draft.ranges = [range] }
        try resolveContainer(&event, reader)
        if let label = event.corrects, case .event(let id) = try target(of: label, row, reader) {
            try correct(id, by: &event, reader)
        }
        if let known = try known(event, reader) { try note(event.reference, as: .event(known), row) }
    }

    // MARK: Known events

    private func correct(_ original: ID<Event>, by event: inout EventRow, _ reader: any SQLReader) throws {
        event.draft.corrects = original
        let manufacturer = event.subject.manufacturer.id
        event.draft = try Corrections.speaking(event.draft, of: original, of: manufacturer, reader).draft
    }

    private func resolveContainer(_ event: inout EventRow, _ reader: any SQLReader) throws {
        guard let code = event.container else { return }
        let key = try Containers.key(code, of: event.subject.manufacturer, reader)
        // Where the manufacturer has no containers yet, any key will do for the rules.
        event.draft.parent = try key ?? UnitKey(ID(1), SerialNumber(parsing: code.text))
    }

    /// The event that the registry has of the same unit or range, saying the same.
    private func known(_ event: EventRow, _ reader: any SQLReader) throws -> ID<Event>? {
        var draft = event.draft
        if let owner = event.owner, !event.isOwnerWithheld {
            let party = try Parties.find(owner, of: event.subject.manufacturer.id, reader)
            guard let party else { return nil }
            draft.details.owningParty = party.id
        }
        if event.serial != nil, !event.subject.hasUnits, event.subject.formats.isEmpty, draft.corrects == nil,
            reader as? any SQLTransaction == nil
        {
            return nil
        }
        return try EventMatch.find(draft, whoeverOwns: event.isOwnerWithheld, reader)
    }
}

extension EventRow {
    /// The row says that a unit whose serial number was issued elsewhere came into being.
    fileprivate var registers: Bool {
        serial != nil && assembly == nil && container == nil && corrects == nil && draft.action == .add
            && draft.businessStep == .commissioning
    }
}

extension ImportRow {
    fileprivate var withheld: RowError {
        error(
            .owner, code: RowError.Code.withheld.rawValue,
            sentence: "the owner was kept from whoever exported the file, and the registry has no such event; have "
                + "somebody export it who may read owners, or clear the cell.")
    }
}
