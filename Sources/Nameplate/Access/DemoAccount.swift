package import Registry
import Storage

/// The accounts of the demo, whose password everybody knows.
package enum DemoAccount: String, CaseIterable, Sendable {
    case owner
    case support
    case technician
    case maker
    case administrator

    package static let password = "look around"

    var roles: [Role] {
        switch self {
        case .owner: []
        case .support: [.warranty]
        case .technician: [.service]
        case .maker: [.catalogue, .production, .quality]
        case .administrator: [.administrator]
        }
    }
}

extension NameplateRegistry {
    /// Makes the demo's accounts where they are missing.
    /// - Parameters:
    ///   - owner: The reference of the party that the account 'owner' is of.
    ///   - slug: The manufacturer that knows the party.
    package func makeDemoAccounts(owner: String, of slug: String) async throws {
        let missing = try await database.read { reader in
            try DemoAccount.allCases.filter { try Accounts.find($0.rawValue, reader)?.hasPassword != true }
        }
        if !missing.isEmpty {
            // One hash for all: they have one password, which is no secret.
            let hash = try await hash(DemoAccount.password)
            try await changeAccess { transaction in
                for demo in missing {
                    let account =
                        try Accounts.find(demo.rawValue, transaction)
                        ?? Accounts.create(demo.rawValue, fullName: nil, transaction)
                    try Accounts.setPassword(hash, of: account.id, transaction)
                    for role in demo.roles { try Accounts.give(Grant(role), to: account.id, transaction) }
                }
            }
        }
        try await changeAccess { transaction in
            guard let manufacturer = try Manufacturers.find(slug, transaction),
                let party = try Parties.find(owner, of: manufacturer.id, transaction),
                let account = try Accounts.find(DemoAccount.owner.rawValue, transaction)
            else { return }
            try Accounts.add(party.id, to: account.id, transaction)
        }
    }

    /// Signs in as an account of the demo without asking for its password. The server of a demo alone calls this.
    package func signIn(as demo: DemoAccount, network: String, agent: String) async throws -> String {
        try await database.write { transaction in
            guard let account = try Accounts.find(demo.rawValue, transaction), account.disabledAt == nil else {
                throw Accounts.unknown(demo.rawValue)
            }
            return try Sessions.create(for: account.id, network: network, agent: agent, transaction).secret
        }
    }
}
