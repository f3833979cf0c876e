/// The reader's words for what the registry calls by the words of its standards.
///
/// They lie in a table per language, so that a second language needs no code.
package struct Words: Sendable {
    private let texts: [String: String]

    /// - Parameter table: a key, a tab and a text on each line; lines that start with `#` are remarks.
    init(table: String) throws(WebsiteError) {
        var texts: [String: String] = [:]
        for (index, line) in table.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.isEmpty || line.hasPrefix("#") { continue }
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard fields.count == 2, !fields[1].isEmpty, texts[String(fields[0])] == nil else {
                throw WebsiteError(.wordsInvalid, file: "Words/en.tsv", detail: "line \(index + 1)")
            }
            texts[String(fields[0])] = String(fields[1])
        }
        self.texts = texts
    }

    /// What happened: `retail_selling` becomes "Sold".
    ///
    /// - Parameter name: the business step in CBV's spelling, or a step of somebody's own, which is shown as written.
    package func step(_ name: String) -> String {
        texts["step.\(name)"] ?? Self.spelledOut(name)
    }

    /// The state: `in_transit` becomes "On its way".
    package func disposition(_ name: String) -> String {
        texts["state.\(name)"] ?? Self.spelledOut(name)
    }

    /// How the state feels.
    package func tone(ofDisposition name: String) -> Tone {
        texts["tone.\(name)"].flatMap(Tone.init(rawValue:)) ?? .plain
    }

    /// A word from elsewhere, made readable: `cold_soaking` becomes "Cold soaking".
    private static func spelledOut(_ name: String) -> String {
        let text = name.map { $0 == "_" ? " " : String($0) }.joined()
        guard let first = text.first else { return "Something happened" }
        return first.uppercased() + text.dropFirst()
    }
}
