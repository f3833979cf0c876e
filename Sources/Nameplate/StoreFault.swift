import Storage

/// What the faces may tell of an error below the domain. They know nothing of SQL, and the engine's own words stay in
/// the log.
package struct StoreFault: Error, Hashable, Sendable {
    package enum Kind: Sendable {
        /// Another change came between.
        case conflict
        /// The disk is full.
        case full
        /// Try again later.
        case unavailable
        /// The value cannot be kept.
        case refused
        /// It may have taken effect or not: it must not be repeated unseen.
        case unknown
        /// Somebody must look after the database.
        case broken
    }
    package var kind: Kind
    /// The code of the storage error.
    package var code: String
    /// What is wrong and what to do.
    package var sentence: String

    /// Nil for errors that are no storage errors, or that only the engine's own words describe.
    package init?(_ error: any Error) {
        guard let error = error as? StorageError else { return nil }
        self.code = error.code.rawValue
        self.sentence = error.sentence
        switch error.code {
        case .constraint:
            self.kind = .conflict
            self.sentence = "Another change came between; read again and repeat the request."
        case .full: self.kind = .full
        case .closed, .locked, .busy, .unreachable, .timeout: self.kind = .unavailable
        case .outcomeUnknown: self.kind = .unknown
        case .value: self.kind = .refused
        case .damaged, .newer, .migrationChanged, .noAccess, .notADatabase, .masterKey, .sharding: self.kind = .broken
        case .failed: return nil
        }
    }
}
