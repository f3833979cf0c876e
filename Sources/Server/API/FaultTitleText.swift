/// What a fault code means, as people type it in one line: `de: Startet nicht`.
package enum FaultTitleText {
    /// The language and the title; what names no language is English.
    package static func read(_ line: String) -> (language: String, title: String) {
        let parts = line.split(separator: ":", maxSplits: 1).map { String($0).trimmed }
        return parts.count == 2 ? (parts[0], parts[1]) : ("en", line.trimmed)
    }
}
