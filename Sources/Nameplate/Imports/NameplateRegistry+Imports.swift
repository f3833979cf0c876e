package import Registry
import Storage

extension NameplateRegistry {
    /// Imports a file: all of its rows or, where one is at fault, none.
    ///
    /// The bytes are received whole before anything is made of them, so nothing is half written however the sender ends.
    /// A file of the same content is imported once. Rows are written in short transactions between those of others; a
    /// crash in between is made good when the registry opens again.
    /// - Throws: `access.forbidden`, and `StorageError` where the disk is full.
    package func importFile(
        _ table: ImportTable, syntax: ImportSyntax, from bytes: any AsyncSequence<[UInt8], any Error> & Sendable,
        dryRun: Bool, as principal: Principal, from source: RequestSource = .local,
        progress: @escaping @Sendable (ImportProgress) -> Void = { _ in }
    ) async throws -> ImportReport {
        try requireImporter(principal)
        return try await imports.run(
            table, syntax, from: bytes, isDryRun: dryRun, as: principal, from: source, progress: progress)
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
    private func requireImporter(_ principal: Principal) throws(RegistryError) {
        try Access.require(principal, .importFiles, .anything)
    }
}
