import Foundation
import Registry
import Storage

/// Brings the master key of a backup to where the registry looks for it.
struct KeyRestoration {
    private let backup: ReceivedBackup
    private let source: MasterKeySource

    init(_ backup: ReceivedBackup, _ source: MasterKeySource) {
        self.backup = backup
        self.source = source
    }

    /// Whether the key is missing: it is neither in the backup nor here.
    /// - Throws: `storage.masterKey` where the key that is here is another one and must stay.
    func check() throws -> Bool {
        switch source {
        case .text(let text):
            try refuse(MasterKey(text))
            return false
        case .file(let path):
            let here = try MasterKeyFile.read(path)
            if backup.key == nil, here != nil { try refuse(here) }
            return backup.key == nil && here == nil
        }
    }

    private func refuse(_ key: MasterKey?) throws {
        guard key?.check != Array(backup.head.keyCheck) else { return }
        throw StorageError(
            .masterKey,
            "The master key that is given here is not the one of the backup. Give that: NAMEPLATE_MASTER_KEY, or the file of "
                + "--master-key-file.")
    }

    /// What bringing the key back has changed.
    struct Change {
        /// The file of the key; nil where the backup has none, or it comes from the environment.
        var file: String?
        /// Where an old key is kept.
        var old: String?
        /// Whether there was no file.
        var isNew = false
    }

    func put(_ stamp: String) throws -> Change {
        guard let key = backup.key, case .file(let path) = source else { return Change() }
        let (old, isNew) = ("\(path).before-\(stamp)", !FileManager.default.fileExists(atPath: path))
        let isReplaced = try MasterKeyFile.put(key, to: path, keepingOldAs: old)
        return Change(file: path, old: isReplaced ? old : nil, isNew: isNew)
    }

    /// Makes all as it was.
    func undo(_ change: Change) {
        guard let file = change.file else { return }
        if let old = change.old { rename(old, file) }
        if change.isNew { unlink(file) }
    }
}
