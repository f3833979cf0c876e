package import Identifiers

/// Something that the catalogue lacks or contradicts of a model, for whoever looks after it.
package struct ModelGap: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// The model has no category, or one of which nobody has said what its models tell.
        case undescribed
        case missing
        /// Another kind of value, or another quantity, than the category has.
        case mistyped
        /// Two dates that cannot both be, or something else than the model number says.
        case contradictory
        /// What a source said long ago.
        case stale
    }
    package var kind: Kind
    /// The specification or the date that it is about.
    package var field: String
    /// What is wrong, for people.
    package var sentence: String

    /// Months after which a source is old.
    package static let staleAfter = 36

    /// All that is wrong with what is said of a model.
    /// - Parameters:
    ///   - template: what a model of its category should tell; nil where nobody has said.
    ///   - readings: what its number says.
    ///   - months: after how many months what a source said is stale, 1 to 600.
    package static func all(
        of details: ModelDetails, template: CategoryTemplate?, readings: [NumberReading] = [], on today: CivilDate,
        staleAfter months: Int
    ) -> [ModelGap] {
        contradictions(details) + disagreements(details, readings)
            + (template.map { gaps(details, $0) } ?? [undescribed(details)])
            + details.specifications.compactMap { stale($0, on: today, after: months) }
    }

    private static func undescribed(_ details: ModelDetails) -> ModelGap {
        guard let category = details.category else {
            return ModelGap(kind: .undescribed, field: "category", sentence: "The model has no category.")
        }
        return ModelGap(
            kind: .undescribed, field: "category",
            sentence: "Nobody has said what a model of the category '\(category)' should tell.")
    }

    private static func gaps(_ details: ModelDetails, _ template: CategoryTemplate) -> [ModelGap] {
        let values = Dictionary(
            details.specifications.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        return template.entries.compactMap { entry in
            guard let value = values[entry.name] else {
                guard entry.isRequired else { return nil }
                return ModelGap(kind: .missing, field: entry.name, sentence: "'\(entry.name)' is missing.")
            }
            return mistyped(value, entry)
        }
    }

    private static func mistyped(_ value: Specification.Value, _ entry: TemplateEntry) -> ModelGap? {
        let name = entry.name
        guard value.kind == entry.kind else {
            return ModelGap(
                kind: .mistyped, field: name,
                sentence: "'\(name)' is \(value.kind.words); the category wants \(entry.kind.words).")
        }
        guard let unit = entry.unit.flatMap(UnitOfMeasure.coded), value.quantity != unit.quantity else { return nil }
        let found = value.unit.map { "is in \(UnitOfMeasure.coded($0)?.symbol ?? $0)" } ?? "has no unit"
        return ModelGap(
            kind: .mistyped, field: name,
            sentence:
                "'\(name)' \(found); the category wants it in \(unit.symbol) or what \(unit.symbol) can be made of.")
    }

    private static func contradictions(_ details: ModelDetails) -> [ModelGap] {
        let dates: [(name: String, words: String, date: CivilDate?)] = [
            ("announcedOn", "the announcement", details.announcedOn), ("releasedOn", "the release", details.releasedOn),
            ("salesEndOn", "the end of sales", details.salesEndOn),
            ("supportEndOn", "the end of support", details.supportEndOn),
        ]
        var gaps: [ModelGap] = []
        var last: (words: String, date: CivilDate)?
        for case (let name, let words, let date?) in dates {
            if let last, date.lastMicrosecond < last.date.firstMicrosecond {
                gaps.append(
                    ModelGap(
                        kind: .contradictory, field: name,
                        sentence: "\(words.capitalizedFirst) (\(date.isoText)) is before \(last.words) "
                            + "(\(last.date.isoText))."))
            }
            last = (words, date)
        }
        return gaps
    }

    /// Where a model tells something else than its number. By whichever nomenclature reads it best: that with the fewest.
    package static func disagreements(_ details: ModelDetails, _ readings: [NumberReading]) -> [ModelGap] {
        let values = Dictionary(
            details.specifications.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        let each = readings.map { reading in
            reading.specifications.compactMap { said -> ModelGap? in
                guard let value = values[said.name], !value.isSame(as: said.value) else { return nil }
                return ModelGap(
                    kind: .contradictory, field: said.name,
                    sentence: "'\(said.name)' is \(value.shown), but the model number says \(said.value.shown).")
            }
        }
        return each.min { $0.count < $1.count } ?? []
    }

    private static func stale(
        _ specification: Specification, on today: CivilDate, after months: Int
    ) -> ModelGap? {
        guard let date = specification.sourceOn else { return nil }
        let age = (today.year - date.year) * 12 + (today.month ?? 1) - (date.month ?? 12)
        guard age > months else { return nil }
        return ModelGap(
            kind: .stale, field: specification.name,
            sentence: "'\(specification.name)' is as of \(date.isoText), more than \(months) months ago.")
    }
}

extension Specification.Kind {
    /// As it stands in a sentence.
    package var words: String {
        switch self {
        case .number: "a number"
        case .text: "a text"
        case .yesNo: "a yes or no"
        case .range: "a range"
        case .list: "a list"
        case .dimensions: "two or three lengths"
        }
    }
}

extension Specification.Value {
    /// As it stands in a sentence.
    fileprivate var shown: String {
        let symbol = unit.map { " \(UnitOfMeasure.coded($0)?.symbol ?? $0)" } ?? ""
        return switch self {
        case .number(let number, _): number + symbol
        case .range(let from, let to, _): "\(from) to \(to)" + symbol
        case .dimensions(let numbers, _): numbers.joined(separator: " x ") + symbol
        case .text(let text): "'\(text)'"
        case .list(let texts): "'\(texts.joined(separator: "; "))'"
        case .yesNo(let isSo): isSo ? "yes" : "no"
        }
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
