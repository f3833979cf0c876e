import Nameplate
import Registry

/// Somebody who has signed in, as the headers of a request.
struct Visitor {
    let session: String
    let token: String

    /// - Parameter role: nil for somebody without any, who sees what a stranger sees.
    init(_ role: Role?, in registry: NameplateRegistry) async throws {
        let (name, password) = ("visitor", "a password for measuring")
        let made = try await registry.createAccount(
            name, grants: role.map { [NamedGrant($0)] } ?? [], as: .administrator)
        _ = try await registry.accept(invitation: made.invitation, password: password)
        let origin = SignInOrigin(network: "local")
        guard case .signedIn(let signedIn) = try await registry.signIn(name, password: password, from: origin) else {
            throw UnequalWork("The visitor was asked for a code.")
        }
        session = "Cookie: nameplate-session=\(signedIn.secret)"
        // A token cannot look after accounts.
        let permissions = role == .administrator ? [.look] : role?.permissions ?? [.look]
        let draft = AccessTokenDraft(name: "measuring", permissions: permissions, days: 1)
        token = "Authorization: Bearer \(try await registry.createToken(draft, of: name, as: .administrator).secret)"
    }
}
