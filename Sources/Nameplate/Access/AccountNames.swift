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
        let name: String? =
            switch Principal.resuming(auditName).identity {
            case .account(let id): try Accounts.find(id, reader)?.name
            case .token(let id):
                try AccessTokens.find(id, reader).flatMap { token in
                    try Accounts.find(token.account, reader).map { "\($0.name) (\(token.name))" }
                }
            case .stranger, .machine: nil
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
