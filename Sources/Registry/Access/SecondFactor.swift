private import Crypto
private import FoundationEssentials

/// A second factor: time-based one-time passwords (RFC 6238) of six digits from HMAC-SHA-1, every 30 seconds, which is
/// what authenticator apps make.
package enum SecondFactor {
    /// 160 bits, as RFC 4226, section 4 recommends.
    package static let secretLength = 20
    package static let digits = 6
    package static let period: Int64 = 30
    /// Codes of the step before and the step after are taken too: clocks differ.
    static let tolerance: Int64 = 1

    /// The number of the time step. - Parameter time: microseconds since 1970 UTC.
    package static func step(at time: Int64) -> Int64 { time / 1_000_000 / period }

    /// The code of a time step (RFC 4226, section 5.3).
    package static func code(of secret: [UInt8], at step: Int64) -> String {
        let counter = withUnsafeBytes(of: UInt64(bitPattern: step).bigEndian) { Array($0) }
        let mac = Array(
            HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
        let offset = Int(mac[mac.count - 1] & 0x0F)
        let number = mac[offset..<(offset + 4)].reduce(0 as UInt32) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let text = String(number % 1_000_000)
        return String(repeating: "0", count: digits - text.count) + text
    }

    /// The step whose code was typed, if it is one of these days' and later than the last one that was used.
    /// - Parameter last: The step of the code that was used before; a code is good once (RFC 6238, section 5.2).
    package static func step(of typed: String, secret: [UInt8], at time: Int64, after last: Int64) -> Int64? {
        let typed = typed.filter { !$0.isWhitespace }
        let now = step(at: time)
        var found: Int64?
        for candidate in (now - tolerance)...(now + tolerance) {
            let code = Array(code(of: secret, at: candidate).utf8)
            let given = Array(typed.utf8)
            let isSame = code.count == given.count && zip(code, given).reduce(0 as UInt8) { $0 | ($1.0 ^ $1.1) } == 0
            if isSame, candidate > last { found = candidate }
        }
        return found
    }

    /// What a QR code tells an authenticator app (Google Authenticator's key URI format).
    package static func uri(of secret: [UInt8], account: String, issuer: String) -> String {
        let allowed = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
        func encoded(_ text: String) -> String {
            text.utf8.map { byte in
                if allowed.contains(byte) { return String(UnicodeScalar(byte)) }
                let digits = String(byte, radix: 16, uppercase: true)
                return "%" + (digits.count < 2 ? "0" : "") + digits
            }.joined()
        }
        return
            "otpauth://totp/\(encoded(issuer)):\(encoded(account))?secret=\(text(of: secret))&issuer=\(encoded(issuer))"
    }

    /// The secret as somebody types it where no code can be scanned: Base32 (RFC 4648, section 6).
    package static func text(of secret: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
        var (text, buffer, bits): ([UInt8], UInt32, Int) = ([], 0, 0)
        for byte in secret {
            (buffer, bits) = (buffer << 8 | UInt32(byte), bits + 8)
            while bits >= 5 {
                text.append(alphabet[Int(buffer >> UInt32(bits - 5) & 31)])
                bits -= 5
            }
            buffer &= (1 << UInt32(bits)) - 1
        }
        if bits > 0 { text.append(alphabet[Int(buffer << UInt32(5 - bits) & 31)]) }
        return String(decoding: text, as: UTF8.self)
    }
}
