package import Identifiers
package import Registry

/// One list at a time: learning takes a second of one core at most, and whoever asks for more waits in line.
actor LearningTurns {
    func learn(_ text: [UInt8]) throws(IdentifierError) -> LearntFormats {
        try SerialList(lines: text).learnFormats()
    }
}

extension NameplateRegistry {
    /// The most bytes of a list of serial numbers that a server learns from: some 300,000 of them.
    package static let largestLearning = 4 << 20

    /// How the serial numbers of a list are made (see `SerialList`). Everybody may ask: nothing of the registry is
    /// told, and nothing of the list is kept.
    ///
    /// - Parameter text: At most ``largestLearning`` bytes.
    /// - Throws: `format.tooFewSerials`, `identifier.date` for a date in the list that is none.
    package func learnFormats(from text: [UInt8], as principal: Principal) async throws -> LearntFormats {
        try Access.require(principal, .look)
        return try await learning.learn(text)
    }
}
