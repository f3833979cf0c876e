private import CRegistrySchema
private import Crypto
private import CryptoExtras
private import FoundationEssentials

/// The rules of passwords (NIST SP 800-63B-4, section 3.1.1; OWASP ASVS 5.0, V6.2): long and not common, of any
/// characters; nothing else.
package enum PasswordRules {
    /// The fewest characters. Fifteen are advised.
    package static let shortest = 8
    package static let longest = 256

    /// - Throws: `password.weak`, with what to do.
    package static func check(_ password: String, of account: String) throws(RegistryError) {
        guard password.count >= shortest else {
            throw weak("A password has at least \(shortest) characters; fifteen are better: several words.")
        }
        guard password.count <= longest, password.utf8.count <= 4 * longest else {
            throw weak("A password has at most \(longest) characters.")
        }
        let folded = password.lowercased()
        guard !isCommon(folded) else {
            throw weak("This is among the passwords that are tried first. Choose one that only you would.")
        }
        let name = account.split(separator: "@").first.map(String.init) ?? account
        guard name.count < 3 || !folded.contains(name), !folded.contains("nameplate") else {
            throw weak("A password does not hold the name that one signs in with, nor this program's. Choose another.")
        }
    }

    private static func weak(_ sentence: String) -> RegistryError {
        RegistryError(.passwordWeak, sentence, field: "password")
    }

    /// Whether it is among the three thousand commonest of this length. - Parameter password: in lower case.
    static func isCommon(_ password: String) -> Bool { common.contains(password) }

    private static let common: Set<String> = {
        let bytes = UnsafeBufferPointer(start: registry_common_passwords, count: registry_common_passwords_size)
        return Set(String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init))
    }()
}

/// What is kept of a password: a hash by scrypt (RFC 7914) with a salt, in the form `$scrypt$ln=17,r=8,p=1$salt$hash`
/// (PHC string format).
package struct PasswordHash: Hashable, Sendable {
    /// What one hash takes.
    package struct Cost: Hashable, Sendable {
        /// N is two to the power of this.
        package var logN: Int

        /// N = 2^17, r = 8, p = 1, as OWASP's Password Storage Cheat Sheet recommends: 128 MiB, about half a second.
        package static let standard = Cost(logN: 17)
        /// For tests, which do not keep secrets.
        package static let least = Cost(logN: 4)

        package init(logN: Int) { self.logN = logN }
    }

    package let text: String
    private let cost: Cost
    private let salt: [UInt8]
    private let hash: [UInt8]

    private static let length = 32
    /// A row must not make us use memory without end.
    private static let accepted = 4...20

    /// Hashes a password; takes as long as that should.
    /// - Parameter salt: 16 random bytes.
    package init(of password: String, salt: [UInt8], cost: Cost) throws {
        self.init(cost: cost, salt: salt, hash: try Self.derive(password, salt, cost))
    }

    /// Reads a kept hash; nil where it is none.
    package init?(_ text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt" else { return nil }
        let settings = parts[2].split(separator: ",")
        guard settings.count == 3, settings[0].hasPrefix("ln="), let logN = Int(settings[0].dropFirst(3)),
            Self.accepted.contains(logN), settings[1] == "r=8", settings[2] == "p=1",
            let salt = Self.bytes(parts[3]), let hash = Self.bytes(parts[4]), hash.count == Self.length
        else { return nil }
        self.text = text
        self.cost = Cost(logN: logN)
        self.salt = salt
        self.hash = hash
    }

    /// A hash that no password has, for comparing where there is none.
    package static func unknown(at cost: Cost) -> PasswordHash {
        PasswordHash(cost: cost, salt: Array(repeating: 0, count: 16), hash: Array(repeating: 0, count: length))
    }

    private init(cost: Cost, salt: [UInt8], hash: [UInt8]) {
        self.cost = cost
        self.salt = salt
        self.hash = hash
        self.text = "$scrypt$ln=\(cost.logN),r=8,p=1$\(Self.base64(salt))$\(Self.base64(hash))"
    }

    /// Whether this is the password; takes as long as hashing, and compares in a time that tells nothing.
    package func matches(_ password: String) throws -> Bool {
        let given = try Self.derive(password, salt, cost)
        return zip(given, hash).reduce(0 as UInt8) { $0 | ($1.0 ^ $1.1) } == 0 && given.count == hash.count
    }

    /// Whether it was made at less than today's cost.
    package func isCheaper(than cost: Cost) -> Bool { self.cost.logN < cost.logN }

    private static func derive(_ password: String, _ salt: [UInt8], _ cost: Cost) throws -> [UInt8] {
        try KDF.Scrypt.deriveKey(
            from: Array(password.utf8), salt: salt, outputByteCount: length, rounds: 1 << cost.logN, blockSize: 8,
            parallelism: 1
        ).withUnsafeBytes { Array($0) }
    }

    /// Base64 without its padding, as the PHC form has it.
    private static func base64(_ bytes: [UInt8]) -> String {
        String(Data(bytes).base64EncodedString().prefix { $0 != "=" })
    }

    private static func bytes(_ text: Substring) -> [UInt8]? {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        return Data(base64Encoded: text + padding).map(Array.init)
    }
}
