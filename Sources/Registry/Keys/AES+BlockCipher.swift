private import Crypto
private import CryptoExtras
private import Foundation
package import Identifiers

extension BlockCipher {
    /// AES under a key of 16, 24 or 32 bytes (FIPS 197); nil for other lengths.
    package init?(aes key: [UInt8]) {
        guard [16, 24, 32].contains(key.count) else { return nil }
        let key = SymmetricKey(data: key)
        self.init { blocks in
            if blocks.count == Self.blockSize {
                Self.permute(blocks, key)
            } else {
                Self.permuteAll(blocks, key)
            }
        }
    }

    private static func permute(_ block: UnsafeMutableRawBufferPointer, _ key: SymmetricKey) {
        do {
            var payload = block
            try AES.permute(&payload, key: key)
        } catch {
            preconditionFailure("The key's length and the block's were checked.")
        }
    }

    /// Many blocks by one call. CFB decryption (NIST SP 800-38A, section 6.3) gives P[j] = C[j] ⊕ CIPH(C[j−1]), with the
    /// initialisation vector as C[0]: so with the first block as the vector and the others, then zeros, as its ciphertext,
    /// the cipher of each block appears, and AES's key is expanded once for all.
    private static func permuteAll(_ blocks: UnsafeMutableRawBufferPointer, _ key: SymmetricKey) {
        let count = blocks.count
        var text = Data(count: count)
        text.withUnsafeMutableBytes { text in
            text.copyMemory(from: UnsafeRawBufferPointer(rebasing: blocks[blockSize...]))
        }
        guard let vector = try? AES._CFB.IV(ivBytes: blocks[..<blockSize]),
            let result = try? AES._CFB.decrypt(text, using: key, iv: vector)
        else { preconditionFailure("The key's length and the blocks' were checked.") }
        result.withUnsafeBytes { result in
            text.withUnsafeBytes { text in
                for place in stride(from: 0, to: count, by: 8) {
                    let word =
                        result.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                        ^ text.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                    blocks.storeBytes(of: word, toByteOffset: place, as: UInt64.self)
                }
            }
        }
    }
}
