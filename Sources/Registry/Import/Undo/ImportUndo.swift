import Identifiers
import Storage

/// Takes an import back as one change, as long as nothing was built on it.
package enum ImportUndo {
    private static let undone: Set<ImportTable> = [.manufacturers, .models, .formats, .components]

    /// What undoing has done, or in a dry run would do.
    package struct Report: Hashable, Sendable {
        /// What the import had made and is gone.
        package var removed = 0
        /// What it had changed and is as before.
        package var restored = 0
    }

    /// - Throws: `import.notUndone` with the reason: the table cannot be undone, it is undone already, something was built
    ///   on it or changed since; `access.forbidden`.
    package static func undo(
        _ entry: ImportJournal.Entry, _ recorder: EventRecorder, as principal: Principal
    ) throws -> Report {
        let transaction = recorder.transaction
        guard entry.table.entry != nil || undone.contains(entry.table) else {
            if entry.table == .documents { throw refusal("Documents are removed one by one") }
            if entry.table == .locations { throw refusal("Places are changed or retired one by one") }
            throw refusal("What an import of \(entry.table.rawValue) has recorded stays; correct the events instead")
        }
        guard entry.state == .done else { throw refusal("The import is still being written") }
        guard entry.undoneAt == nil else { throw refusal("The import is undone already") }
        let changes = try ImportChanges.all(of: entry.id, transaction)
        guard changes.count <= ImportChanges.most else {
            throw refusal(
                "The import has more than \(ImportChanges.most) changes; import what was there before instead")
        }
        guard !changes.isEmpty || entry.written.created + entry.written.updated == 0 else {
            throw refusal("Nobody has noted what this import changed: it is from before imports could be undone")
        }
        let made = Set(changes.filter { $0.before == nil && $0.subject == .model }.map { ID<Model>($0.id) })
        var report = Report()
        // A model that is to go may be named by another one that is to go.
        for id in made { try Models.forgetSuperseded(id, transaction) }
        // What was changed is as before first: it may name what is to go.
        for change in changes.filter({ $0.before != nil }) + changes.filter({ $0.before == nil }) {
            switch change.subject {
            case .manufacturer: try manufacturer(change, as: principal, transaction)
            case .model: try model(change, made, as: principal, transaction)
            case .format: try format(ID(change.id), as: principal, transaction)
            case .event: try event(ID(change.id), recorder, as: principal)
            case .entry:
                guard let type = entry.table.entry else { continue }
                try Self.entry(change, type, as: principal, transaction)
            }
            if change.before == nil { report.removed += 1 } else { report.restored += 1 }
        }
        try ImportJournal.noteUndone(entry.id, transaction)
        return report
    }

    private static func refusal(_ sentence: String) -> RegistryError {
        RegistryError(.importNotUndone, sentence + ".")
    }

    static func builtUpon(_ subject: String, _ what: String) -> RegistryError {
        refusal("\(subject) \(what) since; nothing is undone")
    }

    // MARK: Manufacturers and models

    private static func manufacturer(
        _ change: ImportChanges.Change, as principal: Principal, _ transaction: any SQLTransaction
    ) throws {
        guard let found = try Manufacturers.find(ID(change.id), transaction) else { return }
        try Access.require(principal, .editCatalogue, change.before == nil ? .registry : .manufacturer(found.id))
        guard found.rowVersion == change.version else {
            throw builtUpon("The manufacturer \(found.slug)", "was changed")
        }
        guard let line = change.before else {
            if let what = try Manufacturers.dependent(of: found.id, transaction) {
                throw builtUpon("The manufacturer \(found.slug)", "has got \(what)")
            }
            return try Manufacturers.remove(found, as: principal, transaction)
        }
        let row = try row(line, .manufacturers)
        var faults = ImportErrors()
        guard let draft = ManufacturerImporter.parse(row, &faults) else { throw row.refusal(faults) }
        _ = try Manufacturers.update(draft, expecting: nil, as: principal, transaction)
    }

    private static func model(
        _ change: ImportChanges.Change, _ made: Set<ID<Model>>, as principal: Principal,
        _ transaction: any SQLTransaction
    ) throws {
        guard let found = try Models.find(ID(change.id), transaction),
            let manufacturer = try Manufacturers.find(found.manufacturer, transaction)
        else { return }
        try Access.require(principal, .editCatalogue, of: manufacturer.id)
        let subject = "The model \(found.number.text) of \(manufacturer.slug)"
        guard found.rowVersion == change.version else { throw builtUpon(subject, "was changed") }
        guard let line = change.before else {
            if let what = try Models.dependent(of: found.id, besides: made, transaction) {
                throw builtUpon(subject, "has got \(what)")
            }
            return try Models.remove(found, as: principal, transaction)
        }
        let row = try row(line, .models)
        var faults = ImportErrors()
        guard let (details, supersedes, externalID) = ModelImporter.said(by: row, &faults) else {
            throw row.refusal(faults)
        }
        let restored = try Models.update(
            details, supersedes: supersedes, expecting: nil, of: manufacturer, as: principal, transaction)
        try ExternalIDs.set(externalID, of: restored, transaction)
    }

    static func row(_ line: String, _ table: ImportTable) throws -> ImportRow {
        var reader = NDJSONReader(table)
        Array(line.utf8).withUnsafeBytes { reader.append($0) }
        reader.finish()
        guard let row = try reader.next() else {
            throw StorageError(.damaged, "An import's note of what was before cannot be read.")
        }
        return row
    }

    // MARK: Formats and components

    private static func format(
        _ id: ID<ModelFormat>, as principal: Principal, _ transaction: any SQLTransaction
    ) throws {
        guard let format = try SerialFormats.find(id, transaction) else { return }
        try Access.require(principal, .editCatalogue, of: format.manufacturer)
        guard try !SerialFormats.isUsed(id, transaction) else {
            throw builtUpon("With the format \(format.format.pattern)", "serial numbers were issued")
        }
        try SerialFormats.remove(format, as: principal, transaction)
    }

    /// What has happened stays in the ledger; a correction says that it did not.
    private static func event(_ id: ID<Event>, _ recorder: EventRecorder, as principal: Principal) throws {
        let transaction = recorder.transaction
        guard let event = try EventRows.find(id, transaction) else { return }
        try Access.require(principal, .record, of: event.header.manufacturer)
        for key in try EventRows.mentions(of: id, transaction).units {
            guard let unit = try Units.find(key, transaction),
                try Units.history(of: unit, transaction).state().joining?.event == id
            else { throw builtUpon("The component \(key.serial.text)", "was moved") }
        }
        var draft = EventDraft(time: event.header.time)
        draft.zoneOffset = event.header.zoneOffset
        draft.corrects = id
        draft.errorReason = .didNotOccur
        _ = try recorder.record(draft, of: event.header.manufacturer)
    }
}
