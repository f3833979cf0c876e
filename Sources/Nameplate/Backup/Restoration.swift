import FoundationEssentials
package import Registry
package import Storage

/// How a backup is to be restored.
package struct RestoreSettings: Sendable {
    /// Where the master key comes from, and goes to where the backup has it; nil is the file beside the database.
    package var masterKey: MasterKeySource?
    /// Whether the backup is only checked.
    package var isDryRun = false
    /// Whether what was there stays, under another name.
    package var keepsOld = true

    package init() {}
}

/// How far restoring has come.
package struct RestoreProgress: Hashable, Sendable {
    package enum Part: String, Sendable {
        case reading, checking, copying, comparing
    }
    package var part: Part
    package var done: Int64
    package var total: Int64?
}

/// What was restored, or would be.
package struct RestoreReport: Sendable {
    package var head: BackupHead
    package var manifest: BackupManifest
    /// The backup's SHA-256.
    package var digest: [UInt8]
    /// Where the old database stays.
    package var keptOld: String?
    /// Where the old master key stays, where it was another one.
    package var keptOldKey: String?
    /// Where the master key lies now; nil where the backup has none, or it comes from the environment.
    package var keyFile: String?
    /// Whether a key of the registry is missing: what is scrambled cannot be told until it is there.
    package var lacksKey = false
}

extension RegistryPlace {
    /// Restores a backup: reads all of it and checks everything that can be checked, and only then puts it in the place of
    /// what was there. A database of a server must be empty. On any fault nothing has changed.
    /// - Parameters:
    ///   - bytes: The backup.
    ///   - size: How many bytes it has, where that is known.
    ///   - passphrase: Asked for where the backup has a sealed key.
    /// - Throws: `access.forbidden`, `backup.damaged`, `backup.passphrase`, `copy.target`; `storage.locked` while a process
    ///   has the registry open; `storage.newer`, `storage.masterKey`, `storage.full`.
    package func restore(
        from bytes: some AsyncSequence<[UInt8], any Error> & Sendable, size: Int64?, _ settings: RestoreSettings,
        as principal: Principal, passphrase: () async throws -> String,
        progress: @escaping @Sendable (RestoreProgress) -> Void
    ) async throws -> RestoreReport {
        try Access.require(principal, .backUp)
        // From here to the end nobody else can open a file that is going to be replaced.
        var replacement: DatabaseReplacement?
        if case .file(let path) = self, !settings.isDryRun { replacement = try DatabaseReplacement(path: path) }
        defer { replacement?.release() }
        if case .server = self { try Self.makeFolder(of: localPath) }
        let files = StagedFiles(for: self.files)
        let staged = try StagedBackup(beside: localPath, files: files)
        defer { staged.remove() }
        let received = try await staged.receive(bytes, size: size, passphrase: passphrase, progress)
        progress(RestoreProgress(part: .checking, done: 0, total: nil))
        try await staged.check(received)
        var report = RestoreReport(
            head: received.head, manifest: received.manifest, digest: received.digest)
        let keys = KeyRestoration(received, settings.masterKey ?? .file(masterKeyFile))
        report.lacksKey = try keys.check()
        guard !settings.isDryRun else { return report }
        let stamp = Self.stamp()
        let change = try keys.put(stamp)
        (report.keyFile, report.keptOldKey) = (change.file, change.old)
        do {
            // Before the database that names them; where that fails they are files that nobody uses.
            try files.put()
            switch self {
            case .file(let path):
                let kept = settings.keepsOld && replacement?.isOccupied == true ? "\(path).before-\(stamp)" : nil
                try replacement?.put(staged.path, keepingOldAs: kept)
                report.keptOld = kept
            case .server(let address, _):
                try await staged.copy(to: address, progress)
            }
        } catch {
            keys.undo(change)
            throw error
        }
        if !settings.keepsOld, let old = change.old {
            try? FileManager.default.removeItem(atPath: old)
            report.keptOldKey = nil
        }
        return report
    }

    /// The time, for names of files: `20261126T104500Z`.
    private static func stamp() -> String {
        Date.now.formatted(.iso8601.dateSeparator(.omitted).timeSeparator(.omitted))
    }
}
