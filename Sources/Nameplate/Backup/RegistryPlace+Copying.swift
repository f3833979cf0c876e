import FoundationEssentials
package import Registry
import Storage

/// What a copy has made.
package struct RegistryCopyReport: Sendable {
    package var copy: CopyReport
    /// What the audit of the copy has found; nil after a dry run.
    package var audit: AuditReport?
    /// Where the copy's master key lies now; nil where it was not copied.
    package var keyFile: String?
}

/// How far copying a registry has come.
package struct RegistryCopyProgress: Hashable, Sendable {
    /// What is being done, in one word.
    package var part: String
    package var done: Int64
    package var total: Int64
}

extension RegistryPlace {
    /// Copies this registry to an empty place of either engine, compares all rows, and audits the copy. What was cut off
    /// goes on where it was. The registry itself is only read, as it stands at one moment: one in a file while nobody has
    /// it open, one of a server while others go on; what they write meanwhile is not copied, and counted.
    /// - Parameter masterKey: Where this registry's master key comes from; nil is the file beside the database.
    /// - Throws: `access.forbidden`, `copy.source`, `copy.target`, `copy.different`; `storage.locked` where a process has
    ///   one of the two open.
    package func copy(
        to target: RegistryPlace, masterKey: MasterKeySource?, isDryRun: Bool, as principal: Principal,
        progress: @escaping @Sendable (RegistryCopyProgress) -> Void
    ) async throws -> RegistryCopyReport {
        try Access.require(principal, .backUp)
        guard !isMissing else {
            throw RegistryError(.copySource, "There is no registry at “\(title)”. Name one that exists with --from.")
        }
        let source = try await openDatabase()
        do {
            guard try await source.pending(of: migrations).isEmpty else {
                throw RegistryError(
                    .copySource,
                    "The source is older than this program. Open it once with this program ('nameplate audit'), and copy then."
                )
            }
            if isDryRun {
                let copy = try await target.rehearse(from: source)
                await source.close()
                return RegistryCopyReport(copy: copy)
            }
            let copy = try await target.fill(from: source, progress)
            try await target.takeFiles(from: files, of: source)
            await source.close()
            let key = masterKey ?? .file(masterKeyFile)
            let keyFile = try target.takeKey(key)
            return RegistryCopyReport(
                copy: copy, audit: try await target.audit(key, as: principal, progress), keyFile: keyFile)
        } catch {
            await source.close()
            throw error
        }
    }

    private var migrations: [Migration] {
        switch self {
        case .file: RegistrySchema.sqlite
        case .server: RegistrySchema.postgres
        }
    }

    private func openDatabase() async throws -> any Database {
        switch self {
        case .file(let path): try SQLiteDatabase.open(path: path)
        case .server(let address, _): try await PostgresDatabase.openForCopying(address)
        }
    }

    private func rehearse(from source: any Database) async throws -> CopyReport {
        guard !isMissing else { return try await RegistryCopy.rehearse(from: source, to: nil) }
        let target = try await openDatabase()
        do {
            _ = try await target.pending(of: migrations)
            let report = try await RegistryCopy.rehearse(from: source, to: target)
            await target.close()
            return report
        } catch {
            await target.close()
            throw error
        }
    }

    private func fill(
        from source: any Database, _ progress: @escaping @Sendable (RegistryCopyProgress) -> Void
    ) async throws -> CopyReport {
        let target = try await openDatabase()
        do {
            try await target.migrate(migrations)
            let report = try await RegistryCopy(from: source, to: target) { step in
                progress(RegistryCopyProgress(part: step.part.rawValue, done: step.done, total: step.total))
            }.run()
            await target.close()
            return report
        } catch {
            await target.close()
            throw error
        }
    }

    /// Puts the source's master key beside a registry in a file. - Returns: The file, where there was a key to be copied.
    private func takeKey(_ source: MasterKeySource) throws -> String? {
        guard case .file = self, case .file(let path) = source, let key = try MasterKeyFile.read(path) else {
            return nil
        }
        guard try MasterKeyFile.read(masterKeyFile) == nil else { return nil }
        try MasterKeyFile.put(key, to: masterKeyFile, keepingOldAs: nil)
        return masterKeyFile
    }

    private func audit(
        _ key: MasterKeySource, as principal: Principal, _ progress: @escaping @Sendable (RegistryCopyProgress) -> Void
    ) async throws -> AuditReport {
        let registry = try await open(masterKey: key, warn: { _ in })
        do {
            let report = try await registry.audit(as: principal) { step in
                progress(RegistryCopyProgress(part: "auditing", done: step.done, total: step.total))
            }
            await registry.close()
            return report
        } catch {
            await registry.close()
            throw error
        }
    }
}

extension PostgresDatabase {
    /// Opens a database whose tables are read or written whole: counting a large one takes its time.
    static func openForCopying(_ address: PostgresAddress) async throws -> PostgresDatabase {
        try await open(address, statementTimeout: .seconds(86_400))
    }
}
