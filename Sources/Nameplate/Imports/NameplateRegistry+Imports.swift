package import Registry
import Storage

extension NameplateRegistry {
    /// Imports a file: all of its rows or, where one is at fault, none.
    ///
    /// The bytes are received whole before anything is made of them, so nothing is half written however the sender ends.
    /// A file of the same content, of which the same is said, is imported once. Rows are written in short transactions between those of others; a
    /// crash in between is made good when the registry opens again.
    /// - Parameters:
    ///   - options: What is said of the file. Where it skips what is invalid, those rows are left out and the others written.
    ///   - mapping: The name of a kept mapping.
    ///   - verdicts: Hears what becomes of each row as it is checked, and is waited for.
    /// - Throws: `access.forbidden`, `mapping.unknown`, and `StorageError` where the disk is full.
    package func importFile(
        _ table: ImportTable, syntax: ImportSyntax, from bytes: any AsyncSequence<[UInt8], any Error> & Sendable,
        _ options: ImportOptions = ImportOptions(), mapping: String? = nil, encoding: SourceEncoding? = nil,
        dryRun: Bool, as principal: Principal, from source: RequestSource = .local,
        progress: @escaping @Sendable (ImportProgress) -> Void = { _ in },
        verdicts: @escaping ImportVerdicts = { _ in }
    ) async throws -> ImportReport {
        try requireImporter(principal)
        var options = options
        if let mapping {
            options.mapping = try await database.read { try ImportMappings.require(mapping, of: principal, $0).text }
        }
        return try await imports.run(
            table, syntax, from: bytes, options, encoding: encoding, isDryRun: dryRun, as: principal, from: source,
            progress: progress, verdicts: verdicts)
    }

    /// Takes an import of catalogue tables back as one change, as long as nothing was built on it.
    /// - Parameter dryRun: Only says what it would do.
    /// - Throws: `access.forbidden`, `import.unknown`, also for an import of somebody else for whoever may import for some
    ///   manufacturers only, `import.notUndone` with the reason.
    package func undoImport(
        _ id: ID<Import>, dryRun: Bool, as principal: Principal, from source: RequestSource = .local
    ) async throws -> ImportUndo.Report {
        try requireImporter(principal)
        let undo: @Sendable (Commands) throws -> ImportUndo.Report = { commands in
            guard let entry = try ImportJournal.find(id, commands.transaction),
                entry.principal == principal.auditName || Access.allows(principal, .importFiles)
            else {
                throw RegistryError(
                    .importUnknown, "There is no such import; list them to see their numbers.", field: "id")
            }
            let report = try ImportUndo.undo(entry, commands.recorder, as: principal)
            commands.changedCatalogue = true
            try AuditTrail.write(
                "import.undo", subject: String(describing: id), of: nil, as: principal, from: source,
                detail: "\(report.removed) removed, \(report.restored) as before", commands.transaction)
            return report
        }
        return dryRun
            ? try await rehearse(as: principal, from: source, undo)
            : try await perform(as: principal, from: source, undo)
    }

    // MARK: Mappings

    /// The mappings that the principal keeps, by name, then those that the program brings.
    /// - Throws: `access.forbidden`.
    package func mappings(as principal: Principal) async throws -> [ImportMappings.Kept] {
        try requireImporter(principal)
        return try await database.read { try ImportMappings.list(of: principal, $0) }
    }

    /// - Throws: `access.forbidden`, `mapping.unknown`.
    package func mapping(_ name: String, as principal: Principal) async throws -> ImportMappings.Kept {
        try requireImporter(principal)
        return try await database.read { try ImportMappings.require(name, of: principal, $0) }
    }

    /// Keeps a mapping for the principal, in place of one of the same name.
    /// - Throws: `access.forbidden`, `mapping.invalid`, `value.invalid`.
    package func keepMapping(_ name: String, _ text: String, as principal: Principal) async throws {
        try requireImporter(principal)
        try await perform(as: principal) { try ImportMappings.keep(name, text, of: principal, $0.transaction) }
    }

    /// - Throws: `access.forbidden`, `mapping.unknown`.
    package func removeMapping(_ name: String, as principal: Principal) async throws {
        try requireImporter(principal)
        try await perform(as: principal) { try ImportMappings.remove(name, of: principal, $0.transaction) }
    }

    /// The last imports, newest first: all of them for whoever may import for all, else the principal's own.
    /// - Throws: `access.forbidden`.
    package func imports(limit: Int, as principal: Principal) async throws -> [ImportJournal.Entry] {
        try requireImporter(principal)
        let own = Access.allows(principal, .importFiles) ? nil : principal.auditName
        return try await database.read { try ImportJournal.latest(limit: min(max(limit, 0), 1000), by: own, $0) }
    }

    /// Writes what a crash has left unwritten of imports. Opening the registry starts this; this waits for its end.
    package func finishImports() async throws { try await imports.resume() }

    /// Whoever may import for at least one manufacturer. Each row is judged by the manufacturer that it names.
    func requireImporter(_ principal: Principal) throws(RegistryError) {
        try Access.require(principal, .importFiles, .anything)
    }
}
