extension ParseScheme {
    /// What may be meant, and the fold that ranks look-alikes.
    static let guesses: [ParseScheme] = [
        guess("correct-vin", "VIN") { text throws(IdentifierError) in
            _ = try VIN(parsing: text, profile: .us)
        } corrections: {
            VIN.corrections(of: $0, profile: .us)
        },
        guess("correct-imei", "IMEI") { text throws(IdentifierError) in
            _ = try IMEI(parsing: text)
        } corrections: {
            IMEI.corrections(of: $0)
        },
        guess("correct-iso6346", "container number") { text throws(IdentifierError) in
            _ = try ContainerNumber(parsing: text)
        } corrections: {
            ContainerNumber.corrections(of: $0)
        },
        ParseScheme("fold-bikeindex") { context throws(ParseFault) in
            ParseOutcome([.init("folded", RankingFold.fold(try context.text()))])
        },
    ]

    /// The characters that the vectors hold to be alike; ours go further.
    private static let confusable: [String] = ["0OQ", "0D", "1IL", "2Z", "5S", "6G", "8B"]

    private static func isConfusable(_ correction: Correction, in typed: [UInt8]) -> Bool {
        let meant: [UInt8] = Array(correction.text.utf8)
        guard correction.kind <= .lookAlike, correction.positions.count == 1, let place = correction.positions.first,
            typed.indices.contains(place), meant.indices.contains(place)
        else { return false }
        let pair: [UInt8] = [typed[place], meant[place]]
        return confusable.contains { group in pair.allSatisfy { group.utf8.contains($0) } }
    }

    private static func guess(
        _ name: String, _ subject: String, _ read: @escaping @Sendable (String) throws(IdentifierError) -> Void,
        corrections: @escaping @Sendable (String) -> [Correction]
    ) -> ParseScheme {
        ParseScheme(name) { context throws(ParseFault) in
            let text: String = try context.text()
            do throws(IdentifierError) {
                try read(text)
                return ParseOutcome([.init("canonical", text)])
            } catch {
                let found: [Correction] = corrections(text)
                let typed: [UInt8] = text.utf8.filter { ASCII.isLetterOrDigit($0) }.map { ASCII.uppercased($0) }
                let alike: [String] = found.filter { isConfusable($0, in: typed) }.map(\.text).sorted()
                let swapped: [String] = found.filter { $0.kind == .swap }.map(\.text).sorted()
                var outcome = ParseOutcome(
                    [
                        .init("confusable_candidates", .texts(alike)),
                        .init("transposition_candidates", .texts(swapped)),
                    ], fault: ParseFault(error, reason: MistakeKind.word(error, scheme: name)))
                outcome.corrections = found
                return outcome
            }
        }
    }
}
