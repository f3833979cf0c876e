/// Why somebody reads or erases what is personal, in their own words; the person concerned can read it.
package struct Reason: Hashable, Sendable {
    package let text: String

    /// Fewer characters give no reason.
    package static let fewest = 5
    package static let most = 500

    /// - Throws: `reason.invalid` where the text is missing, shorter than ``fewest`` characters or longer than ``most``, or
    ///   holds a control or invisible character.
    package init(_ text: String?) throws(RegistryError) {
        let words = Self.trimmed(text ?? "")
        let scalars = words.unicodeScalars
        guard (Self.fewest...Self.most).contains(scalars.count) else {
            throw RegistryError(
                .reasonInvalid,
                "Say why, in \(Self.fewest) to \(Self.most) characters: the person concerned can read it.",
                field: "reason",
                position: scalars.count > Self.most ? Self.most : nil)
        }
        if let place = scalars.firstIndex(where: TextRules.isForbidden) {
            throw RegistryError(
                .reasonInvalid, "The reason holds a control or invisible character; remove it.", field: "reason",
                position: scalars.distance(from: scalars.startIndex, to: place))
        }
        self.text = words
    }

    private static func trimmed(_ text: String) -> String {
        guard let first = text.firstIndex(where: { !$0.isWhitespace }),
            let last = text.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(text[first...last])
    }
}
