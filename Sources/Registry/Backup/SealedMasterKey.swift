private import Crypto
private import CryptoExtras
package import FoundationEssentials

/// The master key as it lies in a backup: sealed by AES-256-GCM (NIST SP 800-38D) under a key that scrypt (RFC 7914)
/// makes of a passphrase.
package struct SealedMasterKey: Codable, Hashable, Sendable {
    /// scrypt's cost N, block size r and parallelism p.
    private var rounds: Int
    private var blockSize: Int
    private var parallelism: Int
    private var salt: Data
    /// Nonce, ciphertext and tag.
    private var box: Data

    /// The fewest characters of a passphrase.
    package static let shortestPassphrase = 8
    /// N = 2^17, r = 8, p = 1, as OWASP's Password Storage Cheat Sheet recommends: 128 MiB, about half a second.
    private static let rounds = 1 << 17
    private static let blockSize = 8
    /// What an old or a later program may have chosen: a file must not make us use memory without end.
    private static let acceptedRounds = (1 << 14)...(1 << 20)

    /// - Throws: `backup.passphrase` where the passphrase is too short.
    package init(sealing key: MasterKey, with passphrase: String) throws {
        guard passphrase.count >= Self.shortestPassphrase else {
            throw RegistryError(
                .backupPassphrase,
                "The passphrase of a backup has at least \(Self.shortestPassphrase) characters. Use a longer one: several words.",
                field: "passphrase")
        }
        (rounds, blockSize, parallelism) = (Self.rounds, Self.blockSize, 1)
        salt = SymmetricKey(size: .bits128).withUnsafeBytes { Data($0) }
        box = Data()
        let box = try AES.GCM.seal(
            Data(key.text.utf8), using: derive(passphrase), authenticating: Self.place(key.check))
        self.box = box.combined ?? Data()
    }

    /// - Parameter check: The check value of the key that is expected.
    /// - Throws: `backup.passphrase` where the passphrase is another one; `backup.damaged`.
    package func open(with passphrase: String, check: [UInt8]) throws -> MasterKey {
        guard Self.acceptedRounds.contains(rounds), rounds.nonzeroBitCount == 1, blockSize == Self.blockSize,
            parallelism == 1, let box = try? AES.GCM.SealedBox(combined: box)
        else { throw BackupReader.damaged("the sealed master key cannot be read") }
        guard let text = try? AES.GCM.open(box, using: derive(passphrase), authenticating: Self.place(check)),
            let key = MasterKey(String(decoding: text, as: UTF8.self)), key.check == check
        else {
            throw RegistryError(
                .backupPassphrase, "The passphrase is not the one that the backup was made with. Try again.",
                field: "passphrase")
        }
        return key
    }

    private func derive(_ passphrase: String) throws -> SymmetricKey {
        try KDF.Scrypt.deriveKey(
            from: Array(passphrase.utf8), salt: salt, outputByteCount: 32, rounds: rounds, blockSize: blockSize,
            parallelism: parallelism)
    }

    private static func place(_ check: [UInt8]) -> [UInt8] { Array("nameplate backup 1".utf8) + check }
}
