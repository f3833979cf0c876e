import Identifiers
import Nameplate

extension LearnPage {
    /// - Parameter day: Today, before which everything on the list was made.
    mutating func show(_ learnt: LearntFormats, asOf day: CivilDate) {
        headline = Words.text("learn.whatTheListTells")
        summary = [
            Words.text("learn.learntFrom", ["serials": Words.text("count.serialNumber", count: learnt.serials)]),
            Self.setAside(learnt), Words.text("learn.itIsAProposal"),
        ].compactMap(\.self).joined(separator: " ")
        formHeading = Words.text("learn.theList")
        groups = learnt.groups.enumerated().map { place, group in
            var shown = Group(group, number: place + 1)
            if model != nil { shown.adoption = group.proposals.first.flatMap { Adoption($0, asOf: day) } }
            return shown
        }
        guard learnt.exceptionCount > 0 else { return }
        let shown = learnt.exceptions.count
        exceptions = Exceptions(
            heading: Words.text(
                shown < learnt.exceptionCount ? "learn.firstExceptions" : "count.exception",
                count: learnt.exceptionCount, ["shown": Numbers.grouped(shown)]),
            table: DataTable(
                caption: Words.text("learn.serialNumbersThatThe"),
                columns: [.init(Words.text("word.serialNumber")), .init(Words.text("word.why"))],
                rows: learnt.exceptions.map { exception in
                    let why = exception.error.map { ErrorText($0) } ?? ErrorText(exception.sentence)
                    return [.init(exception.text), .init(why.sentence, particulars: why.particulars)]
                }))
    }

    private static func setAside(_ learnt: LearntFormats) -> String? {
        let parts = SerialList.SetAside.allCases.compactMap { reason in
            learnt.setAside[reason].map { "\(Numbers.grouped($0)) \(reason.words)" }
        }
        return parts.isEmpty ? nil : Words.text("learn.passedOver", ["parts": parts.joined(separator: ", ")])
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
                Words.text("learn.madeKnown"), Words.text("count.serialNumber", count: count),
                note: between > 0
                    ? Words.text("learn.ofWhichAreNot", ["between": Numbers.grouped(between)])
                    : nil),
            Fact(Words.text("learn.as"), Words.text("count.batch", count: batches.count)),
        ]
        if let next = proposal.next(asOf: day) {
            facts.append(
                Fact(Words.text("learn.next"), next, isNumber: true, note: Words.text("learn.withTheLatestDate")))
        }
        pattern = proposal.format.pattern
    }
}

extension LearnPage.Group {
    /// - Parameter number: From 1, for the anchor.
    init(_ group: LearntGroup, number: Int) {
        self.init(
            anchor: "length-\(number)",
            heading: Words.text(
                "learn.ofLength",
                [
                    "serials": Words.text("count.serialNumber", count: group.count),
                    "length": Words.text("count.character", count: group.length),
                ]))
        guard let first = group.proposals.first else {
            notice = group.finding.sentence.map { Notice(.attention, Words.text("learn.noFormat"), text: $0) }
            facts = [Fact(Words.text("learn.forExample"), group.example, isNumber: true)]
            return
        }
        let example = Array(group.example.unicodeScalars)
        parts = first.fields.map { LearnPage.Part($0, in: example) }
        facts = [
            Fact(Words.text("learn.format"), first.format.pattern, isNumber: true),
            Fact(Words.text("learn.confidence"), first.confidence.sentence),
            Fact(
                Words.text("learn.reads"),
                Words.text(
                    "learn.of", ["explained": Numbers.grouped(first.explained), "group": Numbers.grouped(group.count)]),
                note:
                    Words.text(
                        "learn.andOfTextsMixed", ["readByChance": Numbers.fixed(first.readByChance * 100, places: 1)])
            ),
        ]
        reasons = first.reasons.map(\.sentence)
        fields = Self.fields(first)
        others = group.proposals.count > 1 ? Self.others(group.proposals) : nil
        questions = group.questions.map(\.sentence)
    }

    private static func fields(_ proposal: FormatProposal) -> DataTable {
        DataTable(
            caption: Words.text("learn.theFieldsAndWhat"),
            columns: [
                .init(Words.text("learn.field")), .init(Words.text("learn.is")), .init(Words.text("learn.lowest")),
                .init(Words.text("learn.highest")), .init(Words.text("learn.mostFrequent")),
            ],
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
            caption: Words.text("learn.formatsThatFitLess"),
            columns: [
                .init(Words.text("learn.format")), .init(Words.text("learn.reads"), isNumber: true),
                .init(Words.text("learn.lessLikely"), isNumber: true),
            ],
            rows: proposals.dropFirst().map { other in
                let bits = other.bits ?? 0
                let times =
                    bits < 1
                    ? Words.text("learn.asLikely")
                    : bits < 20
                        ? Words.text("learn.times", ["count": Numbers.grouped(1 << Int(bits.rounded()))])
                        : Words.text("learn.aMillionTimesOr")
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
