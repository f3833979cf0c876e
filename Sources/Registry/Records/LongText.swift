/// What somebody says at length: several lines, in any script.
package enum LongText {
    /// - Throws: `value.invalid` where nothing is said, too much, or with control characters other than line feeds.
    package static func check(_ text: String, field: String, limit: Int) throws(RegistryError) {
        let isText = text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control }
        guard isText, !text.allSatisfy(\.isWhitespace), text.unicodeScalars.count <= limit else {
            throw RegistryError(
                .valueInvalid, "'\(field)' needs a text of up to \(limit) characters.", field: field)
        }
    }
}
