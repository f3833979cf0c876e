import Registry
import Storage
import Synchronization

/// Imports files: receives them, checks them, writes them, and goes on after a crash.
final class Imports: Sendable {
    private let database: any Database
    private let projectors: [any Projector]
    private let wings: [WingTable]
    private let directory: String
    private let now: @Sendable () -> Int64
    /// Hears of each chunk that is written, and if the catalogue may have changed.
    private let wrote: @Sendable (_ catalogueChanged: Bool) -> Void
    private let turns = ImportTurns()
    private let writings = Mutex<[ID<Import>: Task<ImportReport, any Error>]>([:])
    private let isClosed = Atomic(false)
    let uploads: Uploads

    init(
        _ database: any Database, projectors: [any Projector], wings: [WingTable], directory: String,
        now: @escaping @Sendable () -> Int64,
        wrote: @escaping @Sendable (_ catalogueChanged: Bool) -> Void
    ) {
        self.database = database
        self.projectors = projectors
        self.wings = wings
        self.directory = directory
        self.now = now
        self.uploads = Uploads(directory: directory, now: now)
        self.wrote = wrote
    }

    func run(
        _ table: ImportTable, _ syntax: ImportSyntax, from bytes: any AsyncSequence<[UInt8], any Error> & Sendable,
        _ options: ImportOptions = ImportOptions(), encoding: SourceEncoding? = nil, isDryRun: Bool,
        as principal: Principal, from source: RequestSource, progress: @escaping @Sendable (ImportProgress) -> Void,
        verdicts: @escaping ImportVerdicts = { _ in }
    ) async throws -> ImportReport {
        let id = ID<Import>(.random(in: 1...(.max)))
        let name = "\(id).\(syntax.rawValue)"
        let (hash, size): ([UInt8], Int)
        do {
            (hash, size) = try await receive(bytes, options, encoding, as: name, progress)
        } catch let fault as RowError {
            var faults = ImportErrors()
            faults.add(fault)
            var report = ImportReport(table, ImportCounts(), faults)
            report.isDryRun = isDryRun
            return report
        }
        do {
            let report = try await turns.take {
                // Of what somebody else has imported only those hear who could have: that is found out below.
                if let known = try await database.read({ try ImportJournal.find(hash, into: table, $0) }), !isDryRun,
                    known.principal == principal.auditName
                {
                    return try await again(known, name, progress)
                }
                let checked = try await check(table, syntax, options, name, size, as: principal, progress, verdicts)
                var report = ImportReport(checked)
                if report.errorCount > 0 && !report.leavesOut || isDryRun {
                    report.isDryRun = isDryRun
                    if checked.isWhollyRefused, options.mapping == nil {
                        report.proposedMapping = try await proposed(for: name, table, syntax, as: principal)
                    }
                    StagingFile.remove(name, in: directory)
                    return report
                }
                let entry = ImportJournal.Entry(
                    id: id, table: table, syntax: syntax, hash: hash, stagingFile: name, principal: principal,
                    rowsTotal: report.rows, options: options)
                // Another server may have begun the same meanwhile.
                let known = try await database.write { transaction in
                    try transaction.claim(Claim("import", hash), .exclusive)
                    if let known = try ImportJournal.find(hash, into: table, transaction) { return known as Optional }
                    try ImportJournal.insert(entry, transaction)
                    // Writing goes on without whoever sent the file: where it came from is told here alone.
                    try AuditTrail.write(
                        "import.begin", subject: String(describing: id), of: nil, as: principal, from: source,
                        detail: table.rawValue, transaction)
                    return nil
                }
                if let known { return try await again(known, name, progress) }
                var written = try await write(entry, refused: checked.refused, as: principal, progress)
                written.include(checked)
                return written
            }
            return report
        } catch {
            // What the journal names stays, to be gone on with.
            let isKept = try? await database.read { reader in
                try ImportJournal.unfinished(reader).contains { $0.stagingFile == name }
            }
            if isKept == false { StagingFile.remove(name, in: directory) }
            throw error
        }
    }

    /// A file of this content has been imported, or is half written after an error.
    private func again(
        _ known: ImportJournal.Entry, _ name: String, _ progress: @escaping @Sendable (ImportProgress) -> Void
    ) async throws -> ImportReport {
        if known.state == .writing {
            // Begun by a server that has gone, or is at it: then one of the two finds that the other has gone on.
            if StagingFile.exists(known.stagingFile, in: directory) {
                StagingFile.remove(name, in: directory)
            } else {
                try StagingFile.rename(name, to: known.stagingFile, in: directory)
            }
            return try await write(known, as: .resuming(known.principal), progress)
        }
        StagingFile.remove(name, in: directory)
        var counts = ImportCounts()
        counts.rows = known.written.rows
        counts.unchanged = known.written.rows
        var report = ImportReport(known.table, counts, ImportErrors(), id: known.id)
        report.alreadyImported = true
        return report
    }

    /// Removes the files of imports that a crash ended before they were checked. To be called before the first import.
    func removeLeftovers() async throws {
        let unfinished = try await database.read { try ImportJournal.unfinished($0) }
        StagingFile.removeAll(but: Set(unfinished.map(\.stagingFile)), in: directory)
    }

    /// Writes what a crash or a full disk has left unwritten, as far as its file is here.
    func resume() async throws {
        let unfinished = try await database.read { try ImportJournal.unfinished($0) }
        for entry in unfinished where StagingFile.exists(entry.stagingFile, in: directory) {
            _ = try await turns.take {
                // A file sent again may have finished it meanwhile.
                let current = try await database.read { try ImportJournal.unfinished($0) }
                guard let entry = current.first(where: { $0.id == entry.id }) else { return }
                _ = try await write(entry, as: .resuming(entry.principal)) { _ in }
            }
        }
    }

    /// Takes no more chunks, and returns when the one under way is written.
    func close() async {
        isClosed.store(true, ordering: .relaxed)
        for task in writings.withLock({ Array($0.values) }) { _ = await task.result }
    }

    // MARK: Phases

    /// - Throws: `RowError` where the bytes are not what they are said to be.
    private func receive(
        _ bytes: any AsyncSequence<[UInt8], any Error> & Sendable, _ options: ImportOptions,
        _ encoding: SourceEncoding?,
        as name: String, _ progress: @Sendable (ImportProgress) -> Void
    ) async throws -> (hash: [UInt8], size: Int) {
        let directory = self.directory
        let file = try await onOwnThread { try StagingFile(named: name, in: directory) }
        var decoder = SourceDecoder(encoding)
        do {
            for try await piece in bytes {
                let text = try decoder.decode(piece)
                try await onOwnThread { try file.append(text) }
                progress(ImportProgress(phase: .receiving, rows: 0, bytes: file.size, totalBytes: nil))
            }
            let text = try decoder.finish()
            return (
                try await onOwnThread {
                    try file.append(text)
                    return try file.finish(saying: options)
                }, file.size
            )
        } catch {
            StagingFile.remove(name, in: directory)
            throw error
        }
    }

    private func check(
        _ table: ImportTable, _ syntax: ImportSyntax, _ options: ImportOptions, _ name: String, _ size: Int,
        as principal: Principal, _ progress: @Sendable (ImportProgress) -> Void, _ verdicts: ImportVerdicts
    ) async throws -> ImportCheck {
        let check = ImportCheck(
            path: directory + "/" + name, syntax: syntax, table: table, options: options, as: principal, wings: wings,
            now: now())
        while try await database.read({ try check.checkSome($0) }) {
            try Task.checkCancellation()
            try await verdicts(check.takeVerdicts())
            progress(
                ImportProgress(phase: .checking, rows: check.counts.rows, bytes: check.bytes, totalBytes: size))
        }
        try await verdicts(check.takeVerdicts())
        return check
    }

    /// The mapping that is for files with the headers of this one.
    private func proposed(
        for name: String, _ table: ImportTable, _ syntax: ImportSyntax, as principal: Principal
    ) async throws -> String? {
        let path = directory + "/" + name
        guard let headings = try? await onOwnThread({ try ImportHeadings.read(path: path, syntax) }) else { return nil }
        return try await database.read { reader in
            try ImportMappings.list(of: principal, reader).first { kept in
                guard let mapping = try? ImportMapping(parsing: kept.text) else { return false }
                return mapping.tables[table] != nil && mapping.fits(headings)
            }?.name
        }
    }

    /// Once writing has begun it goes on, whether or not somebody still waits for the answer.
    /// - Parameter refused: The rows to leave out, where the check is fresh; nil where it has to be made again.
    private func write(
        _ entry: ImportJournal.Entry, refused: Set<Int>? = nil, as principal: Principal,
        _ progress: @escaping @Sendable (ImportProgress) -> Void
    ) async throws -> ImportReport {
        let task = Task { try await writeAll(entry, refused, as: principal, progress) }
        writings.withLock { $0[entry.id] = task }
        defer { writings.withLock { $0[entry.id] = nil } }
        return try await task.value
    }

    private func writeAll(
        _ entry: ImportJournal.Entry, _ refused: Set<Int>?, as principal: Principal,
        _ progress: @Sendable (ImportProgress) -> Void
    ) async throws -> ImportReport {
        var leftOut = refused ?? []
        if refused == nil, entry.options.skipsInvalid {
            leftOut = try await check(
                entry.table, entry.syntax, entry.options, entry.stagingFile, 0, as: principal, { _ in }, { _ in }
            ).refused
        }
        let path = directory + "/" + entry.stagingFile
        let (projectors, wings) = (self.projectors, self.wings)
        let writing = try await onOwnThread { [leftOut] in
            try ImportWriting(entry, path: path, refused: leftOut, as: principal, projectors: projectors, wings: wings)
        }
        try await database.read { try writing.recall($0) }
        while try await onOwnThread({ try writing.readAhead() }) {
            guard !isClosed.load(ordering: .relaxed) else {
                throw StorageError(.closed, "The registry is closing; the import goes on when it opens again.")
            }
            do {
                let changesCatalogue = entry.table.changesCatalogue
                // In the ledger's order, so that many events get their positions at once: after those that others have
                // recorded already.
                try await Positions.giveAll(in: database)
                let chunk = try await database.write(.ordered) { transaction in
                    if changesCatalogue { try CatalogueVersion.increase(transaction) }
                    return try writing.write(transaction)
                }
                writing.written(chunk)
            } catch {
                guard writing.refuse(error) else { throw error }
            }
            wrote(entry.table.changesCatalogue)
            progress(
                ImportProgress(
                    phase: .writing, rows: writing.entry.written.rows, bytes: writing.entry.position.offset,
                    totalBytes: nil))
        }
        try await database.write { try writing.finish(as: principal, $0) }
        StagingFile.remove(entry.stagingFile, in: directory)
        return ImportReport(entry.table, writing.entry.written, writing.faults, id: entry.id)
    }
}

extension ImportTable {
    /// Whether look-ups must forget what they know of the catalogue. Events may make a model of containers.
    fileprivate var changesCatalogue: Bool { ![.units, .batches, .components, .locations].contains(self) }
}
