private import Crypto
private import Foundation
package import Storage

/// The key under which all other keys lie sealed in the database. It comes from outside of it, so that a copy of the
/// database alone tells none of them.
package struct MasterKey: Sendable {
    private let bytes: [UInt8]

    /// Reads a key of 256 bits as base64 or as hexadecimal; white space around it does not count.
    /// - Returns: nil where it is neither.
    package init?(_ text: String) {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let bytes = Self.hexadecimal(text) ?? Data(base64Encoded: text).map(Array.init), bytes.count == 32 else {
            return nil
        }
        self.bytes = bytes
    }

    /// A new random key.
    package init() {
        bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
    }

    /// The key as base64.
    package var text: String { Data(bytes).base64EncodedString() }

    private static func hexadecimal(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count == 64 else { return nil }
        let bytes = stride(from: 0, to: 64, by: 2).compactMap { place in
            UInt8(String(decoding: digits[place..<(place + 2)], as: UTF8.self), radix: 16)
        }
        return bytes.count == 32 ? bytes : nil
    }

    /// What the database keeps to recognise the key: HMAC-SHA-256 of a constant text, which tells nothing of it.
    package var check: [UInt8] {
        Array(
            HMAC<SHA256>.authenticationCode(for: Data("nameplate master key 1".utf8), using: SymmetricKey(data: bytes)))
    }

    /// Proves of a digest that whoever has named it has the key: HMAC-SHA-256 under a key of its own, which is HMAC-SHA-256
    /// of a constant text.
    package func proof(of digest: [UInt8]) -> [UInt8] {
        let own = HMAC<SHA256>.authenticationCode(
            for: Data("nameplate backup 1".utf8), using: SymmetricKey(data: bytes))
        return Array(HMAC<SHA256>.authenticationCode(for: digest, using: SymmetricKey(data: own)))
    }

    /// The secret of the marks that a website's forms carry: HMAC-SHA-256 of a constant text.
    package var formKey: [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Data("nameplate forms 1".utf8), using: SymmetricKey(data: bytes)))
    }

    /// Seals by AES-256-GCM (NIST SP 800-38D) with a random nonce; the place is authenticated, so that a sealed value
    /// cannot be moved to another row.
    package var vault: Vault {
        let key = SymmetricKey(data: bytes)
        return Vault(
            seal: { bytes, place, salt in
                // A nonce of 12 bytes and a key of 256 bits always suit; nothing sealed opens nothing.
                guard let nonce = try? AES.GCM.Nonce(data: salt.prefix(12)),
                    let box = try? AES.GCM.seal(bytes, using: key, nonce: nonce, authenticating: place)
                else { return [] }
                return box.combined.map(Array.init) ?? []
            },
            open: { sealed, place in
                guard let box = try? AES.GCM.SealedBox(combined: sealed) else { return nil }
                return (try? AES.GCM.open(box, using: key, authenticating: place)).map(Array.init)
            })
    }
}

/// The check value by which the database recognises its master key.
package enum MasterKeyCheck {
    /// The stored one; nil in a database that has had no master key yet.
    package static func stored(_ reader: any SQLReader) throws -> [UInt8]? {
        try reader.first(MasterKeySQL.find) { $0.blob(0) }
    }

    /// Keeps the check value of the database's first master key.
    package static func store(_ key: MasterKey, _ transaction: any SQLTransaction) throws {
        try transaction.run(MasterKeySQL.insert, [.blob(key.check), .integer(transaction.now)])
    }
}

private enum MasterKeySQL {
    static let find = Statement("SELECT check_value FROM master_keys WHERE id = 1")
    static let insert = Statement(
        """
        INSERT INTO master_keys (id, check_value, created_at)
        VALUES (1, $1, $2)
            ON CONFLICT (id) DO NOTHING
        """)
}
