import Identifiers

/// The words by which a model is found: what its text is, and how a word of it or of a question is folded.
///
/// A word is folded as a number is (``FindKey``), without accents, and holds letters and digits only. What is written with
/// punctuation in it is one word without it, and each of its parts: `WD-40/EFRX` is found by `WD40EFRX`, `WD` and `EFRX`.
package enum ModelText {
    /// Grows whenever the same fields give other words: those in the database are then made anew.
    static let version: Int64 = 2

    /// Characters of a word; what comes after them is not looked for.
    private static let longestWord = 80
    /// Words of a question; what comes after them is not looked for.
    package static let mostAsked = 8

    /// The words of a model.
    static func words(of details: ModelDetails, others: [OtherNumber], marketing: Marketing? = nil) -> Set<String> {
        words(
            numbers: [details.number.text] + others.map(\.number.text) + details.gtins,
            texts: [details.name, details.line, details.brand, details.category, marketing?.segment]
                + (marketing?.sellingPoints ?? []))
    }

    /// The same of a model that is looked at.
    static func words(of model: ModelFacts, others: ModelOtherWords.Known) -> Set<String> {
        words(
            numbers: [model.number] + others.numbers,
            texts: [model.name, model.line, model.brand, model.category] + others.texts)
    }

    /// Whatever else people look for in a model is added here, to both lists above.
    private static func words(numbers: [String], texts: [String?]) -> Set<String> {
        var words: Set<String> = []
        for number in numbers {
            words.insert(folded(number))
            add(number, to: &words)
            // A trade item's number stands under its bars without the zeros before it.
            if number.hasPrefix("0") { words.insert(folded(String(number.drop { $0 == "0" }))) }
        }
        for case let text? in texts { add(text, to: &words) }
        words.remove("")
        return words
    }

    /// The words of a manufacturer.
    static func words(ofManufacturer slug: String, name: String) -> Set<String> {
        var words: Set<String> = []
        add(slug, to: &words)
        add(name, to: &words)
        words.remove("")
        return words
    }

    /// The words of a question as they are written and folded, in order, each once. A slash parts them: `fjordlys/FJ-320`
    /// names a maker and a number.
    static func asked(_ text: String) -> [(written: String, folded: String)] {
        var words: [(written: String, folded: String)] = []
        for chunk in chunks(of: text, at: { $0 == "/" }) {
            let word = folded(chunk)
            guard !word.isEmpty, words.count < mostAsked, !words.contains(where: { $0.folded == word }) else {
                continue
            }
            words.append((chunk, word))
        }
        return words
    }

    /// A folded word as one of some texts has it.
    static func written(_ word: String, in texts: [String]) -> String? {
        for chunk in texts.flatMap({ chunks(of: $0) }) {
            let parts = chunk.unicodeScalars.split { !isPart($0) }.map { String(Substring($0)) }
            if let part = parts.first(where: { folded($0) == word }) { return part }
            if folded(chunk) == word { return chunk }
        }
        return nil
    }

    private static func add(_ text: String, to words: inout Set<String>) {
        guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return addASCII(text, to: &words) }
        for chunk in chunks(of: text) {
            words.insert(folded(chunk))
            let parts = chunk.unicodeScalars.split { !isPart($0) }
            guard parts.count > 1 else { continue }
            for part in parts { words.insert(folded(String(Substring(part)))) }
        }
    }

    /// The same for a text without any letter beyond ASCII, as nearly all are, in one go over its bytes.
    private static func addASCII(_ text: String, to words: inout Set<String>) {
        var (chunk, part): ([UInt8], [UInt8]) = ([], [])
        var parts = 0
        func word(_ bytes: [UInt8]) -> String { String(decoding: bytes.prefix(longestWord), as: UTF8.self) }
        func endPart() {
            guard !part.isEmpty else { return }
            parts += 1
            words.insert(word(part))
            part.removeAll(keepingCapacity: true)
        }
        func endChunk() {
            endPart()
            if parts > 1 { words.insert(word(chunk)) }
            chunk.removeAll(keepingCapacity: true)
            parts = 0
        }
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A:
                let capital = byte >= 0x61 ? byte - 0x20 : byte
                // As find keys have them.
                let folded: UInt8 =
                    capital == UInt8(ascii: "O")
                    ? UInt8(ascii: "0") : capital == UInt8(ascii: "I") ? UInt8(ascii: "1") : capital
                chunk.append(folded)
                part.append(folded)
            case 0x09...0x0D, 0x20: endChunk()
            default: endPart()
            }
        }
        endChunk()
    }

    private static func chunks(
        of text: String, at isMark: (Unicode.Scalar) -> Bool = { _ in false }
    ) -> [String] {
        text.unicodeScalars.split { $0.properties.isWhitespace || isMark($0) }.map { String(Substring($0)) }
    }

    /// A text as one word.
    static func folded(_ text: String) -> String {
        var plain = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where scalar.isASCII || isPart(scalar) {
            plain.append(withoutAccent(scalar))
        }
        let key = FindKey.fold(String(plain)).unicodeScalars.filter { isPart($0) }
        return String(String.UnicodeScalarView(key.prefix(longestWord)))
    }

    private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            return ("0"..."9").contains(scalar) || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
        }
        return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    /// The letters that stand under the accents of Latin script, U+00C0 to U+017F (Unicode, Latin-1 Supplement and Latin
    /// Extended-A). What is no such letter stands for itself.
    private static let bases = Array(
        ("AAAAAAÆCEEEEIIIIÐNOOOOO×OUUUUYÞßaaaaaaæceeeeiiiiðnooooo÷ouuuuyþy"
            + "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiĲĳJjKkĸLlLlLlLlLlNnNnNnŉŊŋOoOoOoŒœRrRrRrSsSsSsSsTtTtTtUu"
            + "UuUuUuUuUuWwYyYZzZzZzſ").unicodeScalars)

    private static func withoutAccent(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        let place = Int(scalar.value) - 0xC0
        return bases.indices.contains(place) ? bases[place] : scalar
    }
}
