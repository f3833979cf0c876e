private import Crypto
package import Storage

/// The key of one day, under which whoever asks is told from others that day. It is drawn at random and forgotten two days
/// later: then nobody, not even with the master key, can find out who asked.
package struct AskerKey: Sendable {
    /// In days since 1970 UTC.
    package let day: Int64
    /// Has taken in the key, which is half of the work.
    private let keyed: HMAC<SHA256>

    /// - Parameter bytes: 32 bytes of chance.
    package init(day: Int64, bytes: [UInt8]) {
        self.day = day
        keyed = HMAC<SHA256>(key: SymmetricKey(data: bytes))
    }

    /// A key that only this process has, for where the master key is missing.
    package init(alone day: Int64) {
        self.init(day: day, bytes: SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) })
    }

    /// 16 bytes of HMAC-SHA-256 (RFC 2104).
    package func hash(_ asker: String) -> [UInt8] {
        var code = keyed
        code.update(data: Array(asker.utf8))
        return code.finalize().withUnsafeBytes { Array($0.prefix(16)) }
    }
}

/// The table `scan_keys`.
package enum AskerKeys {
    /// The key of a day, the same at all servers, made where there is none; those of days before the one before are forgotten.
    /// - Returns: Nil while the master key is missing.
    package static func take(_ day: Int64, _ transaction: any SQLTransaction) throws -> AskerKey? {
        guard let vault = transaction.vault else { return nil }
        func find() throws -> AskerKey? {
            try transaction.first(AskerKeysSQL.find, [.integer(day)]) { row in
                vault.open(row.blob(0), place(day)).map { AskerKey(day: day, bytes: $0) }
            } ?? nil
        }
        if let known = try find() { return known }
        let sealed = vault.seal(transaction.salt() + transaction.salt(), place(day), transaction.salt())
        try transaction.run(AskerKeysSQL.insert, [.integer(day), .blob(sealed)])
        try transaction.run(AskerKeysSQL.forget, [.integer(day - 1)])
        return try find()
    }

    private static func place(_ day: Int64) -> [UInt8] { Array("scan_keys 1 \(day)".utf8) }
}

private enum AskerKeysSQL {
    static let find = Statement("SELECT sealed FROM scan_keys WHERE day = $1")
    static let insert = Statement("INSERT INTO scan_keys (day, sealed) VALUES ($1, $2) ON CONFLICT (day) DO NOTHING")
    static let forget = Statement("DELETE FROM scan_keys WHERE day < $1")
}
