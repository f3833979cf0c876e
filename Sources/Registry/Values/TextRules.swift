/// What a name or remark may hold: any script, on one line, without characters that hide or reorder text.
///
/// Joiners (U+200C, U+200D) may stand between letters of the scripts that are spelled with them, Arabic and those of India,
/// and nowhere else (Unicode Standard Annex 31, section 2.3).
package enum TextRules {
    /// - Throws: `value.invalid` with the field, and the position of a character that is not allowed.
    package static func check(_ text: String?, field: String, limit: Int) throws(RegistryError) {
        guard let text else { return }
        guard !text.allSatisfy(\.isWhitespace) else {
            throw RegistryError(.valueInvalid, "'\(field)' is empty; give it a text or leave it out.", field: field)
        }
        var count = 0
        var scalars = text.unicodeScalars[...]
        var isAfterJoiningLetter = false
        while let scalar = scalars.popFirst() {
            let isJoiner = isAfterJoiningLetter && isJoiner(scalar) && scalars.first.map(isJoiningLetter) ?? false
            isAfterJoiningLetter = isJoiningLetter(scalar)
            guard isJoiner || !isForbidden(scalar) else {
                throw RegistryError(
                    .valueInvalid, "'\(field)' holds a control or invisible character; remove it.", field: field,
                    position: count)
            }
            count += 1
            guard count <= limit else {
                throw RegistryError(
                    .valueInvalid, "'\(field)' may have at most \(limit) characters.", field: field, position: limit)
            }
        }
    }

    /// - Throws: `value.invalid` where the text is no plain decimal such as '-12.50', of at most 40 characters.
    package static func checkDecimal(_ text: String, field: String) throws(RegistryError) {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        let isDecimal = parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }
        guard isDecimal, (1...2).contains(parts.count), text.utf8.count <= 40 else {
            throw RegistryError(.valueInvalid, "'\(field)' needs a decimal number such as 12.5.", field: field)
        }
    }

    /// Whether a text is two capital letters, as countries have in ISO 3166-1 (alpha-2).
    package static func isCountry(_ text: String) -> Bool {
        text.utf8.count == 2 && text.utf8.allSatisfy { 0x41...0x5A ~= $0 }
    }

    /// - Throws: `value.invalid` for a market that is no country of ISO 3166-1 (alpha-2) by its form.
    static func checkMarket(_ market: String?) throws(RegistryError) {
        guard let market, !isCountry(market) else { return }
        throw RegistryError(
            .valueInvalid, "A market is the two capital letters of a country in ISO 3166-1, such as 'NO'.",
            field: "market")
    }

    private static func isJoiner(_ scalar: Unicode.Scalar) -> Bool { scalar.value == 0x200C || scalar.value == 0x200D }

    /// Letters and marks from Arabic to Sinhala.
    private static func isJoiningLetter(_ scalar: Unicode.Scalar) -> Bool {
        (0x0600...0x0DFF).contains(scalar.value) && !isForbidden(scalar)
    }

    static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
