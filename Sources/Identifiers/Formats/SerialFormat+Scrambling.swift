/// What writes and reads scrambled sequence numbers: a cipher under the format's secret key, and for whom.
public struct SerialScrambling: Sendable {
    let cipher: BlockCipher
    let context: [UInt8]

    /// - Parameters:
    ///   - cipher: AES under the format's key.
    ///   - context: Bytes that tell this format from others under the same key, such as those of its model; at most
    ///     1,024.
    public init(cipher: BlockCipher, context: [UInt8]) {
        self.cipher = cipher
        self.context = Array(context.prefix(1024))
    }
}

extension SerialFormat {
    /// Whether the sequence number is written scrambled.
    public var isScrambled: Bool { layout.isScrambled }

    /// Whether the key is missing without which serials can be neither written nor read.
    public var lacksKey: Bool { isScrambled && scrambling == nil }

    /// The same format with the key of its scrambled field.
    public func scrambled(by scrambling: SerialScrambling?) -> SerialFormat {
        var format: SerialFormat = self
        format.scrambling = isScrambled ? scrambling : nil
        return format
    }

    /// The permutation of a printed space; nil where sequence numbers are written as they are.
    ///
    /// Its tweak is the context followed by the printed key in ASCII, so that plants, dates and models are scrambled
    /// each in its own way.
    /// - Throws: `format.keyMissing`.
    func permutation(printedKey: String) throws(IdentifierError) -> SequencePermutation? {
        guard isScrambled else { return nil }
        guard let scrambling else {
            throw .format(.formatKeyMissing, "the key of its scrambled numbers is not at hand")
        }
        return SequencePermutation(
            cipher: scrambling.cipher, radix: layout.alphabet.base, length: layout.sequence.count,
            tweak: scrambling.context + Array(printedKey.utf8))
    }
}
