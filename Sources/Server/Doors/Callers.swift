import Hummingbird
import Nameplate
package import Registry

/// Who sends a request.
package struct Caller: Hashable, Sendable {
    package var principal: Principal
    /// The name of the account; nil for strangers and at the registry's own machine.
    package var accountName: String?
    /// The session of a browser; nil for everybody else.
    package var session: ID<Session>?

    package static let stranger = Caller(principal: .stranger)
}

/// Tells who sends a request: by a token, by the session of a browser, or by the door.
enum Callers {
    /// - Throws: `access.signIn` for a token that does not hold. A session that has ended is a stranger's.
    /// - Parameter isPublic: Whether others than this machine are meant to come through the door: whoever does has a budget.
    static func caller(
        _ door: Door, _ asker: Asker, _ headers: HTTPFields, isPublic: Bool, _ registry: NameplateRegistry
    ) throws -> Caller {
        var caller = try self.caller(door, headers, isSecure: asker.isSecure, registry)
        guard isPublic, door.isForBrowsers else { return caller }
        caller.principal.asker = caller.accountName.map { .account($0) } ?? .network(asker.network)
        return caller
    }

    /// The same, whose budget is nobody's.
    static func caller(
        _ door: Door, _ headers: HTTPFields, isSecure: Bool, _ registry: NameplateRegistry
    ) throws -> Caller {
        if let authorization = headers[.authorization] {
            guard let token = bearer(authorization), let known = try registry.identify(token: token) else {
                throw RegistryError(
                    .signInNeeded, "This token does not hold: it is unknown, too old or revoked. Make another.")
            }
            return Caller(principal: known.principal, accountName: known.accountName)
        }
        switch door {
        // Only the database's owner comes in here.
        case .inProcess, .unixSocket: return Caller(principal: .administrator)
        case .loopback, .network: break
        }
        guard let secret = SessionCookie.read(headers, isSecure: isSecure),
            let known = try registry.identify(session: secret)
        else { return .stranger }
        return Caller(principal: known.principal, accountName: known.accountName, session: known.session)
    }

    /// The token of `Bearer …` (RFC 6750, section 2.1).
    private static func bearer(_ authorization: String) -> String? {
        let parts = authorization.split(separator: " ", omittingEmptySubsequences: true)
        return parts.count == 2 && parts[0].lowercased() == "bearer" ? String(parts[1]) : nil
    }
}

/// The cookies of the website (RFC 6265; draft-ietf-httpbis-rfc6265bis for the prefix `__Host-`).
enum SessionCookie {
    /// What a session's secret and a device's mark are called. Over HTTPS no other host and no page without it can set
    /// them.
    private static func name(_ name: String, isSecure: Bool) -> String {
        isSecure ? "__Host-nameplate-\(name)" : "nameplate-\(name)"
    }

    static func read(_ headers: HTTPFields, isSecure: Bool) -> String? {
        value(name("session", isSecure: isSecure), headers)
    }

    static func readDevice(_ headers: HTTPFields, isSecure: Bool) -> String? {
        value(name("device", isSecure: isSecure), headers)
    }

    static func value(_ name: String, _ headers: HTTPFields) -> String? {
        for header in headers[values: .cookie] {
            for pair in header.split(separator: ";") {
                let parts = pair.split(separator: "=", maxSplits: 1)
                if parts.count == 2, parts[0].trimmingPrefix(while: { $0 == " " }) == name { return String(parts[1]) }
            }
        }
        return nil
    }

    /// Sets the session, until the browser is closed.
    static func set(_ secret: String, isSecure: Bool) -> String {
        "\(name("session", isSecure: isSecure))=\(secret)\(attributes(isSecure))"
    }

    static func clear(isSecure: Bool) -> String {
        "\(name("session", isSecure: isSecure))=; Max-Age=0\(attributes(isSecure))"
    }

    /// Sets the mark of a device, for a year.
    static func setDevice(_ mark: String, isSecure: Bool) -> String {
        "\(name("device", isSecure: isSecure))=\(mark); Max-Age=31536000\(attributes(isSecure))"
    }

    static func attributes(_ isSecure: Bool) -> String {
        "; Path=/; HttpOnly; SameSite=Lax" + (isSecure ? "; Secure" : "")
    }
}
