package import Storage

extension Principal {
    /// The account that stands behind it: its own, or the one whose token it is. Nil for strangers and at the registry's own
    /// machine.
    package func behind(_ reader: any SQLReader) throws -> (account: ID<Account>, token: AccessToken?)? {
        switch identity {
        case .account(let id): (id, nil)
        case .token(let id): try AccessTokens.find(id, reader).map { ($0.account, $0) }
        case .stranger, .machine: nil
        }
    }
}
