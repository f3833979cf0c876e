/// Sentences of the pages.
extension Words {
    /// The words in which this request is answered; English for whatever has no reader of its own.
    ///
    /// It goes with the task, since every part of a page speaks: to hand it to each would be a parameter everywhere.
    @TaskLocal package static var current = Words.english

    /// A text in the language of the reader; the key itself where there is none, which a test refuses.
    ///
    /// - Parameter values: what stands for `{name}`, by name.
    package static func text(_ key: String, _ values: [String: String] = [:]) -> String {
        current.text(key, values)
    }

    /// The form of a text that goes with a number: `model.found.one` for 1 in English, else `model.found.other`.
    ///
    /// - Parameters:
    ///   - count: stands for `{count}`, with its thousands set apart.
    ///   - values: what stands for other names.
    package static func text(_ key: String, count: some BinaryInteger, _ values: [String: String] = [:]) -> String {
        let form = PluralForm(of: Int64(clamping: count), in: current.language)
        let values = values.merging(["count": Numbers.grouped(count)]) { given, _ in given }
        return current.text("\(key).\(form.rawValue)", values)
    }

    /// The text of the first of some keys that there is.
    static func first(_ keys: [String]) -> String? { keys.lazy.compactMap { current.texts[$0] }.first }

    private func text(_ key: String, _ values: [String: String]) -> String {
        guard let text = texts[key] else { return key }
        return values.isEmpty ? text : Self.replacingPlaceholders(of: text) { values[$0] ?? "{\($0)}" }
    }

    /// The text with each `{name}` replaced; names are letters and dots, anything else in braces stays.
    static func replacingPlaceholders(of text: String, by value: (String) -> String) -> String {
        guard text.utf8.contains(UInt8(ascii: "{")) else { return text }
        var replaced = ""
        var rest = Substring(text)
        while let start = rest.firstIndex(of: "{") {
            replaced += rest[..<start]
            let name = rest[rest.index(after: start)...].prefix { $0.isASCII && ($0.isLetter || $0 == ".") }
            if !name.isEmpty, name.endIndex < rest.endIndex, rest[name.endIndex] == "}" {
                replaced += value(String(name))
                rest = rest[rest.index(after: name.endIndex)...]
            } else {
                replaced += "{"
                rest = rest[rest.index(after: start)...]
            }
        }
        return replaced + rest
    }
}

/// The forms that a text may take with a number, by the names of Unicode CLDR
/// (https://cldr.unicode.org/index/cldr-spec/plural-rules).
enum PluralForm: String, CaseIterable, Sendable {
    case zero, one, two, few, many, other

    /// The form for a whole number. A language whose rule differs from that of English gets a case of its own.
    init(of count: Int64, in language: String) {
        switch language {
        case "fr", "pt": self = (0...1).contains(count) ? .one : .other
        case "ja", "ko", "zh", "vi", "th", "id": self = .other
        default: self = count == 1 ? .one : .other
        }
    }
}
