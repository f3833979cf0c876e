/// What can go wrong below the domain, with a stable code and one sentence that says what to do.
package struct StorageError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, CaseIterable, Sendable {
        /// A constraint of the schema refused the write: a defect of ours or a race that the caller resolves.
        case constraint = "storage.constraint"
        case damaged = "storage.damaged"
        case full = "storage.full"
        /// Another process has the database open for writing.
        case locked = "storage.locked"
        /// The database was written by a newer program.
        case newer = "storage.newer"
        /// A migration that the database has had is not the program's migration of that number.
        case migrationChanged = "storage.migrationChanged"
        case noAccess = "storage.noAccess"
        case notADatabase = "storage.notADatabase"
        /// The master key is not that of the database, or no key at all.
        case masterKey = "storage.masterKey"
        case closed = "storage.closed"
        /// All connections are at work, or other transactions kept coming between.
        case busy = "storage.busy"
        /// The server does not answer. Nothing of the request was kept.
        case unreachable = "storage.unreachable"
        /// A statement took longer than it may.
        case timeout = "storage.timeout"
        /// The connection was lost while the server was asked to commit: the change is kept whole or not at all, and
        /// which of the two is not known.
        case outcomeUnknown = "storage.outcomeUnknown"
        /// The database cannot be spread over several servers as it is.
        case sharding = "storage.sharding"
        /// A value that the database cannot keep.
        case value = "storage.value"
        /// Anything else: the engine's own words are in `sentence`.
        case failed = "storage.failed"
    }
    package var code: Code
    package var sentence: String

    package init(_ code: Code, _ sentence: String) {
        self.code = code
        self.sentence = sentence
    }

    /// Other transactions came between.
    static let overtaken = StorageError(
        .busy, "Other changes kept coming between; nothing of this request was kept. Try again.")

    package var description: String { "\(sentence) (\(code.rawValue))" }
}
