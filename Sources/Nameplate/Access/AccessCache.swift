package import Registry
import Storage
import Synchronization

/// Who somebody is that shows a session's or a token's secret.
package struct Identification: Hashable, Sendable {
    package var principal: Principal
    package var accountName: String
    /// The session, where it is one.
    package var session: ID<Session>?
}

/// What is known of sessions and tokens, so that a request need not ask the database who sends it.
///
/// What another server changes is known a second later, what this one changes at once.
final class AccessCache: Sendable {
    /// Past so many entries it is begun anew.
    private static let capacity = 100_000

    enum Holder: Hashable, Sendable {
        case session(Session)
        case token(AccessToken)
    }

    private struct Entry {
        var holder: Holder
        var identification: Identification
        /// When it was last written that it was seen.
        var seenAt: Int64
    }
    private struct Contents {
        var generation = 0
        var version: Int64?
        /// By the hash of the secret.
        var entries: [[UInt8]: Entry] = [:]
    }
    private let contents = Mutex(Contents())

    /// Forgets everything, after a change of what somebody may do.
    func forget() {
        contents.withLock { $0 = Contents(generation: $0.generation + 1, version: $0.version) }
    }

    /// Forgets everything where another server has changed what somebody may do.
    func compare(with database: any Database) async throws {
        let current = try await database.read { try AccessVersion.current($0) }
        contents.withLock { contents in
            guard contents.version != current else { return }
            contents = Contents(generation: contents.generation + 1, version: current)
        }
    }

    /// Who shows this secret; nil where it no longer holds or never did.
    /// - Parameter seen: Gets a holder once a minute while it is used.
    func identify(
        _ secret: String, _ kind: SecretText.Kind, at now: Int64, in database: any Database, seen: (Holder) -> Void
    ) throws -> Identification? {
        guard secret.hasPrefix(kind.rawValue), secret.utf8.count <= 100 else { return nil }
        let hash = SecretText.hash(secret)
        let (known, generation) = contents.withLock { contents in
            let known = contents.entries[hash]
            if let known, now - known.seenAt >= Session.seenPrecision { contents.entries[hash]?.seenAt = now }
            return (known, contents.generation)
        }
        if let known {
            guard Self.holds(known.holder, seenAt: known.seenAt, at: now) else { return nil }
            if now - known.seenAt >= Session.seenPrecision { seen(known.holder) }
            return known.identification
        }
        guard let entry = try database.readSnapshotNow({ try Self.find(hash, kind, $0) }),
            Self.holds(entry.holder, seenAt: entry.seenAt, at: now)
        else { return nil }
        contents.withLock { contents in
            guard contents.generation == generation else { return }
            if contents.entries.count >= Self.capacity { contents.entries.removeAll() }
            contents.entries[hash] = entry
            contents.entries[hash]?.seenAt = now
        }
        if now - entry.seenAt >= Session.seenPrecision { seen(entry.holder) }
        return entry.identification
    }

    private static func find(_ hash: [UInt8], _ kind: SecretText.Kind, _ reader: any SQLReader) throws -> Entry? {
        switch kind {
        case .session:
            guard let session = try Sessions.find(hash: hash, reader),
                let account = try Accounts.find(session.account, reader), account.disabledAt == nil
            else { return nil }
            return Entry(
                holder: .session(session),
                identification: Identification(
                    principal: account.principal, accountName: account.name, session: session.id),
                seenAt: session.seenAt)
        case .token:
            guard let token = try AccessTokens.find(hash: hash, reader),
                let account = try Accounts.find(token.account, reader), account.disabledAt == nil
            else { return nil }
            return Entry(
                holder: .token(token),
                identification: Identification(
                    principal: try AccessTokens.principal(of: token, account: account, reader),
                    accountName: account.name),
                seenAt: token.usedAt ?? 0)
        case .invitation, .calendar, .finding: return nil
        }
    }

    private static func holds(_ holder: Holder, seenAt: Int64, at now: Int64) -> Bool {
        switch holder {
        case .session(var session):
            session.seenAt = max(session.seenAt, seenAt)
            return !session.hasEnded(at: now)
        case .token(let token): return token.isValid(at: now)
        }
    }
}
