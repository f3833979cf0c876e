/// What a text from a plate turned out to be, as the API answers it.
enum LookupCard {
    /// Whether nothing was found.
    static func isUnknown(_ answer: JSON) -> Bool { answer.outcome.asText == "unknown" }

    static func lines(_ answer: JSON, for terminal: Terminal) -> [String] {
        var remarks = Card()
        for note in answer.notes.asArray { remarks.text(note.sentence.asText) }
        let notes: [String] = remarks.lines(for: terminal)
        var lines: [String]
        switch answer.outcome.asText {
        // How the text was read comes before what may be a long story.
        case "unit": lines = notes + (notes.isEmpty ? [] : [""]) + UnitCard.lines(answer.unit, for: terminal)
        case "model": lines = ModelCard.card(answer.model).lines(for: terminal) + gap(notes)
        case "choice": lines = choice(answer, terminal) + gap(notes)
        default: lines = [terminal.styled("Nothing here is known under this text.", .strong)] + gap(notes)
        }
        lines += candidates(answer, terminal)
        var card = Card()
        let suggestions = answer.suggestions.asArray.compactMap(\.asText)
        if !suggestions.isEmpty { card.heading("What to try") }
        for suggestion in suggestions { card.text("- " + suggestion) }
        return lines + card.lines(for: terminal)
    }

    private static func gap(_ lines: [String]) -> [String] { lines.isEmpty ? [] : [""] + lines }

    /// The units that were probably meant, each with a caret below what differs.
    private static func candidates(_ answer: JSON, _ terminal: Terminal) -> [String] {
        guard !answer.candidates.asArray.isEmpty else { return [] }
        var lines = ["", terminal.styled("Did you mean", .strong)]
        let units = answer.candidates.asArray.map { unit in
            (serial: (unit.serial.asText ?? "").harmless(), unit: unit)
        }
        let width = units.map(\.serial.displayWidth).max() ?? 0
        for (serial, unit) in units {
            let maker = "\(unit.manufacturer.name.asText ?? "") \(unit.model.number.asText ?? "")".harmless()
            lines.append("  \(serial.padded(to: width))  \(maker)")
            let marks = unit.differences.asArray.reduce(into: [Character](repeating: " ", count: width)) {
                marks, place in
                let first = Int(place.serialPosition.asInteger ?? 0)
                let count = max(1, (place.marked.asText ?? "").count)
                for column in first..<(first + count) where column < width { marks[column] = "^" }
            }
            let sentence = (unit.sentence.asText ?? "").harmless()
            lines.append("  " + terminal.styled(String(marks), .warning) + "  " + terminal.styled(sentence, .faint))
        }
        return lines
    }

    /// The units or models among which the asker must choose.
    private static func choice(_ answer: JSON, _ terminal: Terminal) -> [String] {
        var table = Table([
            .init(heading: "manufacturer"), .init(heading: "model", isWhole: true),
            .init(heading: "serial", isWhole: true), .init(heading: "name"),
        ])
        for unit in answer.units.asArray {
            table.add([
                unit.manufacturer.name.asText ?? "", unit.model.number.asText ?? "", unit.serial.asText ?? "",
                unit.model.name.asText ?? "",
            ])
        }
        for model in answer.models.asArray {
            table.add([
                model.manufacturer.name.asText ?? "", model.number.asText ?? "", "", model.name.asText ?? "",
            ])
        }
        return [terminal.styled("Which one is it?", .strong)] + table.lines(for: terminal)
    }
}
