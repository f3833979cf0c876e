import Identifiers
import Server

extension Formats.Learn {
    /// What was learnt, for people.
    func show(_ learnt: LearntFormats, _ output: Output) throws {
        let aside = Identifiers.SerialList.SetAside.allCases.compactMap { reason in
            learnt.setAside[reason].map { "\(Numbers.grouped($0)) \(reason.rawValue)" }
        }
        try output.print(
            "Learnt from \(Numbers.count(learnt.serials, "serial number", "serial numbers"))"
                + (aside.isEmpty ? "." : "; set aside: \(aside.joined(separator: ", "))."))
        for group in learnt.groups { try show(group, output) }
        if learnt.exceptionCount > 0 { try showExceptions(learnt, output) }
        guard !adopt, let pattern = learnt.groups.first?.proposals.first?.format.pattern else { return }
        try output.print("")
        try output.print("Try it out, then give it to the model:")
        try output.print("  nameplate format check \(ShellWord.quoted(pattern))")
        try output.print(
            "  nameplate format add \(ShellWord.quoted(manufacturer ?? "MANUFACTURER")) \(ShellWord.quoted(model ?? "MODEL")) "
                + ShellWord.quoted(pattern))
    }

    private func show(_ group: LearntGroup, _ output: Output) throws {
        var card = Card()
        card.gap()
        card.title(
            "\(Numbers.count(group.count, "serial number", "serial numbers")) of \(group.length) characters, "
                + "such as \(group.example)")
        guard let first = group.proposals.first else {
            card.text(group.finding.sentence)
            return try output.print(card)
        }
        card.field("Format", first.format.pattern, .strong)
        card.field("Confidence", first.confidence.sentence)
        card.field(
            "Reads",
            "\(Numbers.grouped(first.explained)) of \(Numbers.grouped(group.count)); of texts mixed at random from the "
                + "same characters \(Numbers.fixed(first.readByChance * 100, places: 1)) %")
        for (index, reason) in first.reasons.enumerated() { card.field(index == 0 ? "Why" : " ", reason.sentence) }
        try output.print(card)
        try output.print("")
        try output.print(Self.table(first))
        guard group.proposals.count > 1 else { return }
        try output.print("")
        try output.print("Other readings:")
        var others = Table([
            .init(heading: "pattern", isWhole: true), .init(heading: "reads", isNumber: true),
            .init(heading: "less likely"),
        ])
        for other in group.proposals.dropFirst() {
            others.add([
                other.format.pattern, Numbers.grouped(other.explained), Self.times(other.bits ?? 0),
            ])
        }
        try output.print(others)
        guard !group.questions.isEmpty else { return }
        try output.print("")
        try output.print("What would settle it:")
        for question in group.questions { try output.print("  \(question.sentence)") }
    }

    /// The fields of a proposal with what was seen in them.
    private static func table(_ proposal: FormatProposal) -> Table {
        var table = Table([
            .init(heading: "place"), .init(heading: "field", isWhole: true), .init(heading: "is"),
            .init(heading: "seen"),
        ])
        for field in proposal.fields {
            let (first, last) = (field.places.lowerBound + 1, field.places.upperBound)
            table.add([
                first == last ? "\(first)" : "\(first)–\(last)", field.piece.pattern, field.piece.meaning, seen(field),
            ])
        }
        return table
    }

    private static func seen(_ field: ObservedField) -> String {
        if case .literal = field.piece { return "" }
        guard let distinct = field.distinct else {
            return field.lowest.isEmpty ? "" : "\(field.lowest) to \(field.highest)"
        }
        let shown = field.values.prefix(6).map { "\($0.text) \(Numbers.grouped($0.count))" }.joined(separator: ", ")
        return distinct > 6 ? "\(field.lowest) to \(field.highest); \(distinct) values: \(shown), …" : shown
    }

    private func showExceptions(_ learnt: LearntFormats, _ output: Output) throws {
        try output.print("")
        let shown = learnt.exceptions.count
        try output.print(
            "Exceptions: \(Numbers.grouped(learnt.exceptionCount))"
                + (shown < learnt.exceptionCount ? ", of which the first \(shown)" : ""))
        var table = Table([.init(heading: "serial number", isWhole: true), .init(heading: "why")])
        for exception in learnt.exceptions { table.add([exception.text, exception.sentence]) }
        try output.print(table)
    }

    /// `2^20 times`, or in figures where that is short.
    private static func times(_ bits: Double) -> String {
        guard bits >= 1 else { return "as likely" }
        return bits < 14 ? "\(Numbers.grouped(1 << Int(bits.rounded()))) times" : "2^\(Int(bits.rounded())) times"
    }
}
