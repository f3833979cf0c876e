import Synchronization

/// What an error says to whoever reads pages.
package struct ErrorText: Hashable, Sendable {
    /// In the reader's language.
    package var sentence: String
    /// The registry's own sentence with the particulars, in English; nil where `sentence` is that.
    package var particulars: String?

    /// A sentence that is in the reader's language already.
    package init(_ sentence: String) { self.sentence = sentence }

    /// The one place that decides: a language that says what the code means in general says that, and the registry's
    /// sentence stands below.
    ///
    /// - Parameters:
    ///   - code: stable and dotted, such as `serial.taken`.
    ///   - sentence: The registry's own.
    package init(code: String, _ sentence: String) {
        self.init(Words.current.error(code) ?? sentence)
        if self.sentence != sentence { particulars = sentence }
    }

    /// An error that the registry or a page has made: a page's sentence is of the catalogue, and needs no other.
    init(code: String, ofPage sentence: String) {
        self = Words.current.say(sentence) ? ErrorText(sentence) : ErrorText(code: code, sentence)
    }
}

extension Words {
    /// What an error of this code means in general; nil in English, where every error has its sentence.
    func error(_ code: String) -> String? { texts["error.\(code)"] }

    /// Whether a sentence is one of the catalogue, or begins and ends as one with placeholders does.
    fileprivate func say(_ sentence: String) -> Bool { sentences.contain(sentence) }
}

/// The texts of a catalogue, to find a sentence among them that a page has made of one.
final class Sentences: Sendable {
    private struct Known {
        var whole: Set<String> = []
        /// What stands before the first placeholder and after the last.
        var frames: [(start: String, end: String)] = []
    }

    private let texts: [String: String]
    /// Sorted when somebody first asks.
    private let known = Mutex<Known?>(nil)

    init(_ texts: [String: String]) { self.texts = texts }

    func contain(_ sentence: String) -> Bool {
        let known = known.withLock { known in
            let sorted = known ?? sorted()
            known = sorted
            return sorted
        }
        return known.whole.contains(sentence)
            || known.frames.contains { sentence.hasPrefix($0.start) && sentence.hasSuffix($0.end) }
    }

    private func sorted() -> Known {
        texts.values.reduce(into: Known()) { known, text in
            guard let first = text.firstIndex(of: "{"), let last = text.lastIndex(of: "}"), first < last else {
                known.whole.insert(text)
                return
            }
            let (start, end) = (String(text[..<first]), String(text[last...].dropFirst()))
            // What is nearly all placeholder begins and ends like anything.
            if start.count + end.count > 12 { known.frames.append((start, end)) }
        }
    }
}
