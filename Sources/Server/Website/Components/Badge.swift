/// One or two words about a thing, such as "Sold" or "Guessable".
package struct Badge: Component {
    package var text: String
    package var tone: Tone

    package init(_ text: String, _ tone: Tone = .plain) {
        self.text = text
        self.tone = tone
    }

    package var mustache: [String: any Sendable] {
        ["text": text, "tone": tone.rawValue]
    }
}
