import Identifiers

/// The numbers of a text that were tried as serial numbers in vain: each is a guess, whatever else the text names.
final class VainNumbers {
    /// So many may be tried; nil for whoever may try all.
    var most: Int?
    private var words: Set<String> = []
    private var runs: Set<String> = []
    private var models: Set<String> = []
    /// Whether a number was not tried because there were too many.
    private(set) var isStopped = false

    /// Neighbouring words are tried together too, up to three texts a word, which somebody who reads a plate does not know
    /// of: three of these count as one.
    private static let textsOfWord = 3
    /// Of a longer text the rest is not tried.
    private static let mostWords = 200

    init(most: Int? = nil) { self.most = most }

    /// None yet, with the same limit: for another reading of the same text.
    var anew: VainNumbers { VainNumbers(most: most) }

    /// How many numbers were tried in vain.
    var count: Int { max(words.count, (words.count + runs.count) / Self.textsOfWord) }

    /// Whether a text may be tried: one more, or one that was tried already.
    func mayTry(_ text: String) -> Bool {
        guard let most, count >= most else { return true }
        let key = FindKey.fold(text)
        if words.contains(key) || runs.contains(key) || models.contains(key) { return true }
        isStopped = true
        return false
    }

    /// Notes that a text names a model, which is no guess where a serial number is looked for.
    func addModel(_ text: String) { models.insert(FindKey.fold(text)) }

    /// Notes that no unit is known under a text.
    func add(_ text: String) {
        let key = FindKey.fold(text)
        guard !models.contains(key) else { return }
        if text.utf8.contains(UInt8(ascii: " ")) {
            runs.insert(key)
        } else {
            words.insert(key)
        }
    }

    /// How many numbers a text may hold at most.
    static func most(in text: String) -> Int {
        let words = text.unicodeScalars.split { $0.properties.isWhitespace || ",;|".unicodeScalars.contains($0) }
        return min(mostWords, max(1, words.count))
    }
}
