import Identifiers

/// Texts and dates of authorities' tables.
enum RecallText {
    /// The most characters of a title, and of a long text.
    static let (longestTitle, longestText) = (200, 8_000)

    /// A text in one line, cut where it is too long; nil for none.
    static func line(_ text: String?, most: Int = longestTitle) -> String? {
        guard let text else { return nil }
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let visible = String(String.UnicodeScalarView(line.unicodeScalars.filter { !isHidden($0) }))
        guard !visible.isEmpty else { return nil }
        return visible.unicodeScalars.count <= most
            ? visible : String(String.UnicodeScalarView(visible.unicodeScalars.prefix(most - 1))) + "…"
    }

    static func long(_ text: String?) -> String? { line(text, most: longestText) }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }

    /// 'D/MM/YYYY', as the DVSA writes dates.
    static func british(_ text: String?) -> CivilDate? {
        let parts = (text ?? "").split(separator: "/")
        guard parts.count == 3, let day = Int(parts[0]), let month = Int(parts[1]), let year = Int(parts[2]) else {
            return nil
        }
        return try? CivilDate(year: year, month: month, day: day)
    }

    /// 'YYYYMMDD', as the NHTSA writes them.
    static func compact(_ text: String?) -> CivilDate? {
        guard let text, text.utf8.count == 8, let number = Int(text), number > 0 else { return nil }
        return try? CivilDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    }

    /// A count, however it is grouped.
    static func count(_ text: String?) -> Int64? {
        Int64((text ?? "").filter { $0 != "," && $0 != " " }).flatMap { $0 >= 0 ? $0 : nil }
    }

    /// A model's name; nil where a cell names none.
    static func model(_ text: String?) -> ModelNumber? {
        guard let text = line(text, most: 200) else { return nil }
        let words = text.uppercased().split { !$0.isLetter }
        guard !words.contains("VARIOUS"), !words.isEmpty || text.contains(where: \.isNumber) else { return nil }
        return try? ModelNumber(parsing: text)
    }
}

extension RecallRow {
    /// Takes the days between which units were built; days that run backwards are left out.
    mutating func take(builtFrom first: CivilDate?, to last: CivilDate?) {
        if let first, let last, first.dayNumber > last.dayNumber {
            widened.append("The dates of production run backwards: \(first.isoText) to \(last.isoText).")
            return
        }
        (bounds.builtFrom, bounds.builtTo) = (first, last)
    }

    /// Says what is wrong where neither a model nor a number says which units.
    mutating func requireSubject(_ named: String?) {
        guard model == nil, bounds.vins.isEmpty, bounds.serials.isEmpty else { return }
        fault = "No model is named: '\(RecallText.line(named, most: 80) ?? "")'."
    }
}
