import Identifiers

/// What a number is, for people.
enum ParseCard {
    private static let mostOthers = 6

    static func card(_ answer: ParseAnswer) -> Card {
        var card = Card()
        let input: String = answer.input.text ?? ""
        let title: String? = answer.scheme.map { Scheme(rawValue: $0)?.title ?? $0 }
        if answer.isValid {
            card.title("\(capitalized(title ?? "")) \(answer.canonical ?? input)")
            card.text(answer.reason)
        } else {
            card.title(input.isEmpty ? "Nothing" : input)
            card.text(answer.error?.error.sentence, .bad)
        }
        for part in answer.parts { card.field(part.label, part.text) }
        list("What is wrong with it", answer.remarks, in: &card)
        list("Perhaps this is meant", answer.corrections.prefix(mostOthers).map(\.sentence), in: &card)
        let near: [String] = answer.nearMisses.prefix(mostOthers).map { miss in
            let corrections: [String] = miss.corrections.prefix(mostOthers).map(\.text)
            return "\(capitalized(miss.scheme.title)): \(miss.error.sentence)"
                + (corrections.isEmpty ? "" : " Perhaps \(corrections.joined(separator: ", ")) is meant.")
        }
        if answer.isValid || answer.nearMisses.count > 1 { list("It is nearly", near, in: &card) }
        let others: [String] = answer.others.prefix(mostOthers).map { reading in
            "\(capitalized(reading.scheme.title)) \(reading.text) (\(reading.confidence.word)). \(reading.reason)"
        }
        list(answer.isValid ? "It may also be" : "Numbers in it", others, in: &card)
        if answer.others.count > mostOthers {
            card.text("- and \(answer.others.count - mostOthers) more, which --json shows")
        }
        list("What a scanner did", answer.scannerFaults.map { "\($0.sentence) Meant: \($0.mended)" }, in: &card)
        let tables: [String] = answer.tables.map(\.version)
        if !tables.isEmpty {
            card.gap()
            card.text("By \(tables.joined(separator: ", ")).", .faint)
        }
        return card
    }

    private static func list(_ heading: String, _ sentences: [String], in card: inout Card) {
        guard !sentences.isEmpty else { return }
        card.heading(heading)
        for sentence in sentences { card.text("- " + sentence) }
    }

    private static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
