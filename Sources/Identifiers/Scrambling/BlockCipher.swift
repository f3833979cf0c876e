/// A block cipher with blocks of 16 bytes under one key, as a value: whoever uses this library supplies AES.
public struct BlockCipher: Sendable {
    /// The bytes of a block.
    public static let blockSize = 16

    private let encryptBlocks: @Sendable (UnsafeMutableRawBufferPointer) -> Void

    /// - Parameter encryptBlocks: Encrypts in place; the buffer holds one or more whole blocks, each encrypted on its
    ///   own (the mode that is called ECB).
    public init(_ encryptBlocks: @escaping @Sendable (UnsafeMutableRawBufferPointer) -> Void) {
        self.encryptBlocks = encryptBlocks
    }

    /// Encrypts each block of a buffer of whole blocks on its own, in place.
    public func encrypt(_ blocks: UnsafeMutableRawBufferPointer) { encryptBlocks(blocks) }

    /// Encrypts one block.
    func encrypt(_ block: inout [UInt8]) { block.withUnsafeMutableBytes(encryptBlocks) }

    /// The last block of the cipher's CBC encryption of whole blocks under a zero initialisation vector: the function
    /// PRF of SP 800-38G, section 4.1.
    func chained(over bytes: some Sequence<UInt8>, from start: [UInt8] = [UInt8](repeating: 0, count: 16)) -> [UInt8] {
        var chain: [UInt8] = start
        var place = 0
        for byte in bytes {
            chain[place] ^= byte
            place += 1
            guard place == Self.blockSize else { continue }
            encrypt(&chain)
            place = 0
        }
        return chain
    }
}
