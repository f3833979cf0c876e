import Identifiers
import Nameplate

extension LearnPage {
    /// - Parameter day: Today, before which everything on the list was made.
    mutating func show(_ learnt: LearntFormats, asOf day: CivilDate) {
        headline = "What the list tells"
        summary =
            "Learnt from \(Numbers.count(learnt.serials, "serial number", "serial numbers"))."
            + Self.setAside(learnt) + " It is a proposal: read it through before you print plates."
        formHeading = "The list"
        groups = learnt.groups.enumerated().map { place, group in
            var shown = Group(group, number: place + 1)
            if model != nil { shown.adoption = group.proposals.first.flatMap { Adoption($0, asOf: day) } }
            return shown
        }
        guard learnt.exceptionCount > 0 else { return }
        let shown = learnt.exceptions.count
        exceptions = Exceptions(
            heading: Numbers.count(learnt.exceptionCount, "exception", "exceptions")
                + (shown < learnt.exceptionCount ? ", of which the first \(shown)" : ""),
            table: DataTable(
                caption: "Serial numbers that the format does not read",
                columns: [.init("Serial number"), .init("Why")],
                rows: learnt.exceptions.map { [.init($0.text), .init($0.sentence)] }))
    }

    private static func setAside(_ learnt: LearntFormats) -> String {
        let parts = SerialList.SetAside.allCases.compactMap { reason in
            learnt.setAside[reason].map { "\(Numbers.grouped($0)) \(reason.words)" }
        }
        return parts.isEmpty ? "" : " Passed over: \(parts.joined(separator: ", "))."
    }
}

extension LearnPage.Adoption {
    /// Nil where the serial numbers that exist cannot be told as batches.
    init?(_ proposal: FormatProposal, asOf day: CivilDate) {
        let (batches, leftOut) = proposal.existingBatches(asOf: day)
        guard leftOut == 0, (1...Commands.mostAdoptedBatches).contains(batches.count) else { return nil }
        let count = batches.reduce(Int64(0)) { $0.addingReportingOverflow($1.count).partialValue }
        let between = count - Int64(proposal.explained)
        facts = [
            Fact(
                "Made known", Numbers.count(count, "serial number", "serial numbers"),
                note: between > 0
                    ? "of which \(Numbers.grouped(between)) are not on your list: numbers skipped between those that are"
                    : nil),
            Fact("As", Numbers.count(batches.count, "batch", "batches")),
        ]
        if let next = proposal.next(asOf: day) {
            facts.append(Fact("Next", next, isNumber: true, note: "with the latest date that is printed"))
        }
        pattern = proposal.format.pattern
    }
}

extension LearnPage.Group {
    /// - Parameter number: From 1, for the anchor.
    init(_ group: LearntGroup, number: Int) {
        self.init(
            anchor: "length-\(number)",
            heading: "\(Numbers.count(group.count, "serial number", "serial numbers")) of "
                + Numbers.count(group.length, "character", "characters"))
        guard let first = group.proposals.first else {
            notice = group.finding.sentence.map { Notice(.attention, "No format", text: $0) }
            facts = [Fact("For example", group.example, isNumber: true)]
            return
        }
        let example = Array(group.example.unicodeScalars)
        parts = first.fields.map { LearnPage.Part($0, in: example) }
        facts = [
            Fact("Format", first.format.pattern, isNumber: true), Fact("Confidence", first.confidence.sentence),
            Fact(
                "Reads", "\(Numbers.grouped(first.explained)) of \(Numbers.grouped(group.count))",
                note:
                    "and \(Numbers.fixed(first.readByChance * 100, places: 1)) % of texts mixed from the same characters"
            ),
        ]
        reasons = first.reasons.map(\.sentence)
        fields = Self.fields(first)
        others = group.proposals.count > 1 ? Self.others(group.proposals) : nil
        questions = group.questions.map(\.sentence)
    }

    private static func fields(_ proposal: FormatProposal) -> DataTable {
        DataTable(
            caption: "The fields and what was seen in them",
            columns: [.init("Field"), .init("Is"), .init("Lowest"), .init("Highest"), .init("Most frequent")],
            rows: proposal.fields.compactMap { field -> [DataTable.Cell]? in
                if case .literal = field.piece { return nil }
                let values = field.values.prefix(5).map { "\($0.text) (\(Numbers.grouped($0.count)))" }
                return [
                    .init(field.piece.pattern), .init(field.piece.meaning), .init(field.lowest), .init(field.highest),
                    .init(values.joined(separator: ", ")),
                ]
            })
    }

    private static func others(_ proposals: [FormatProposal]) -> DataTable {
        DataTable(
            caption: "Formats that fit less well",
            columns: [.init("Format"), .init("Reads", isNumber: true), .init("Less likely", isNumber: true)],
            rows: proposals.dropFirst().map { other in
                let bits = other.bits ?? 0
                let times =
                    bits < 1
                    ? "as likely"
                    : bits < 20 ? Numbers.grouped(1 << Int(bits.rounded())) + " times" : "a million times or more"
                return [.init(other.format.pattern), .init(Numbers.grouped(other.explained)), .init(times)]
            })
    }
}

extension LearnPage.Part {
    init(_ field: ObservedField, in example: [Unicode.Scalar]) {
        let (first, last) = (field.places.lowerBound + 1, field.places.upperBound)
        var text = String.UnicodeScalarView()
        text.append(contentsOf: field.places.compactMap { $0 < example.count ? example[$0] : nil })
        let kind: Kind =
            switch field.piece {
            case .literal: .fixed
            case .plant, .line: .code
            case .year, .week, .month, .day, .dayOfYear: .date
            case .sequence, .scrambled: .sequence
            case .check: .check
            }
        self.init(
            kind: kind, text: String(text), place: first == last ? "\(first)" : "\(first)–\(last)",
            label: field.piece.meaning)
    }
}
