import Crypto
import Registry

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Marks that a page's form carries, so that its sending takes effect only where this server gave the form out, for the
/// same address and the same eyes, and only once.
///
/// A token is 16 random bytes, the second in which it was made, and an HMAC-SHA-256 (RFC 2104) over these, the address
/// and the asker, under a key that all servers of a registry have. Another site can neither read a page of this one nor
/// make a token. The random bytes are also the key under which a request is done at most once.
package struct FormTokens: Sendable {
    private let key: SymmetricKey

    private static let nonceLength = 16
    private static let timeLength = 8
    /// Shorter than a request that was done once is remembered (`Idempotency.lifetime`).
    static let lifetime: UInt64 = 12 * 3_600

    /// - Parameter key: 32 secret bytes, the same at all servers of a registry.
    package init(key: [UInt8]) { self.key = SymmetricKey(data: key) }

    /// The seconds since 1970.
    private static var now: UInt64 { UInt64(max(0, time(nil))) }

    /// A fresh token for a form that will be sent to `path`.
    func token(for path: String, as principal: Principal, now: UInt64? = nil) -> String {
        let nonce = (0..<Self.nonceLength).map { _ in UInt8.random(in: 0...255) }
        let seconds = now ?? Self.now
        let time = (0..<Self.timeLength).map { UInt8(truncatingIfNeeded: seconds >> (UInt64($0) * 8)) }
        return Base64URL.encode(nonce + time + mac(nonce + time, path, principal))
    }

    /// What a valid token names: the key of the one request that it stands for. Nil for a token that is not ours, was
    /// given out for another address or to other eyes, or is too old.
    func requestKey(
        of token: String?, for path: String, as principal: Principal, now: UInt64? = nil
    ) -> String? {
        guard let bytes = token.flatMap(Base64URL.decode), bytes.count > Self.nonceLength + Self.timeLength else {
            return nil
        }
        let signed = Array(bytes.prefix(Self.nonceLength + Self.timeLength))
        let code = bytes.dropFirst(signed.count)
        guard HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: message(signed, path, principal), using: key)
        else { return nil }
        let seconds = signed.suffix(Self.timeLength).reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        // A server whose clock is behind must take what another has just given out.
        let age = max(now ?? Self.now, seconds) - seconds
        return age <= Self.lifetime ? Base64URL.encode(Array(signed.prefix(Self.nonceLength))) : nil
    }

    private func mac(_ signed: [UInt8], _ path: String, _ principal: Principal) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: message(signed, path, principal), using: key))
    }

    /// No two of the parts run into each other: an address holds no zero byte, and what is signed has a fixed length.
    private func message(_ signed: [UInt8], _ path: String, _ principal: Principal) -> [UInt8] {
        signed + Array(path.utf8) + [0] + Array(principal.auditName.utf8)
    }
}
