/// Texts inside templates: `[[front.lead]]` stands for a text of the catalogue, which a page's values then fill.
extension Words {
    /// The template with the texts of this language in it, escaped for HTML.
    ///
    /// `{name}` in a text becomes the tag `{{name}}`, so that a translator may put it where the language wants it.
    /// - Throws: ``WebsiteError`` where a text is missing.
    func filled(_ template: String, named name: String) throws(WebsiteError) -> String {
        var filled = ""
        var rest = Substring(template).utf8
        while let bracket = rest.firstIndex(of: UInt8(ascii: "[")) {
            let after = rest[rest.index(after: bracket)...]
            guard after.first == UInt8(ascii: "[") else {
                filled += Substring(rest[...bracket])
                rest = after
                continue
            }
            filled += Substring(rest[..<bracket])
            let key = after.dropFirst().prefix { $0 != UInt8(ascii: "]") }
            guard after[key.endIndex...].starts(with: "]]".utf8), let text = texts[String(Substring(key))] else {
                throw WebsiteError(.textMissing, file: name, detail: "\(Substring(key)) in \(language).tsv")
            }
            filled += Self.tagged(Self.escaped(text))
            rest = after[key.endIndex...].dropFirst(2)
        }
        return filled + Substring(rest)
    }

    /// The placeholders as tags of Mustache.
    private static func tagged(_ text: String) -> String {
        replacingPlaceholders(of: text) { "{{\($0)}}" }
    }

    /// For text and for attributes in double quotes.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}
