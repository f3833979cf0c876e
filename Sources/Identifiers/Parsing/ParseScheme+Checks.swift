extension ParseScheme {
    /// Numbers of which nothing is known but their check characters, by the algorithm's name.
    static let checks: [ParseScheme] =
        [CheckCharacter.luhn, .luhnMod16, .luhnMod36, .verhoeff, .damm, .mod43].map { check($0, named: $0.name) }
        + [
            CheckCharacter.mod11x2, .mod37x2, .mod97x10, .mod661x26, .mod1271x36, .mod11x10, .mod27x26, .mod37x36,
        ].map { check($0, named: "iso7064-" + $0.name) }

    private static let longest = 4096

    private static func check(_ check: CheckCharacter, named name: String) -> ParseScheme {
        ParseScheme(name) { context throws(ParseFault) in
            let text: String = try context.text()
            let payload = String(text.unicodeScalars.dropLast(check.length))
            let found = String(text.unicodeScalars.suffix(check.length))
            guard text.utf8.count <= longest, let expected = check.compute(over: payload.utf8) else {
                throw ParseFault(malformed(text, check), reason: text.isEmpty ? "empty" : "format")
            }
            var outcome = ParseOutcome([
                .init("payload", payload), .init("check", found), .init("check_digit", found),
                .init("check_expected", expected), .init("check_digit_expected", expected),
            ])
            if found != expected {
                let last: Int = text.unicodeScalars.count - check.length
                outcome.fault = ParseFault(
                    IdentifierError(
                        .checkCharacter, in: "number", at: last, found: "'\(ParseRequest.shown(found))'",
                        expected: "'\(expected)'"), reason: "check_digit")
            }
            return outcome
        }
    }

    /// Why nothing can be computed over a text.
    private static func malformed(_ text: String, _ check: CheckCharacter) -> IdentifierError {
        if text.isEmpty { return IdentifierError(.empty, in: "number") }
        guard text.utf8.count <= longest, text.unicodeScalars.count > check.length else {
            return IdentifierError(
                .length, in: "number",
                found: text.utf8.count > longest ? "more than \(longest) characters" : "too few characters",
                expected: "\(check.length + 1) to \(longest)")
        }
        let allowed = ByteSet(check.alphabet.utf8)
        for (position, scalar) in text.unicodeScalars.enumerated()
        where !scalar.isASCII || !allowed.contains(UInt8(scalar.value)) {
            return IdentifierError(
                .character, in: "number", at: position, found: IdentifierError.shown(scalar),
                expected: "one of \(check.alphabet)")
        }
        return IdentifierError(.length, in: "number", found: "too few characters", expected: "at least 2")
    }
}
