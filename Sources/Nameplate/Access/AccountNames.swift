import Registry
import Storage

/// Tells whom a name in the trail stands for, as long as there is such an account.
final class AccountNames {
    private let reader: any SQLReader
    private var known: [String: String?] = [:]

    init(_ reader: any SQLReader) { self.reader = reader }

    /// The name of the account behind `account:…` or `token:…`; nil for whoever has none.
    func name(of auditName: String) throws -> String? {
        if let found = known[auditName] { return found }
        let name: String? = try Principal.resuming(auditName).behind(reader).flatMap { account, token in
            try Accounts.find(account, reader).map { found in
                token.map { "\(found.name) (\($0.name))" } ?? found.name
            }
        }
        known[auditName] = .some(name)
        return name
    }

    /// The name of the account that an entry is about; nil where it is about something else.
    func subject(of entry: AuditEntry) throws -> String? {
        guard entry.action.hasPrefix("account.") || entry.action.hasPrefix("session.") else { return nil }
        return try name(of: "account:\(entry.subject)")
    }
}
