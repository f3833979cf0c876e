/// Why a cell's text is not the value that its column takes.
struct CellFault: Error, Equatable {
    var code: RowError.Code
    var sentence: String

    init(_ code: RowError.Code, _ sentence: String) {
        self.code = code
        self.sentence = sentence
    }
}

/// Makes values of cells' texts.
enum Cell {
    /// A whole number without sign, point or separators between thousands, such as `1200`; `-` for negative ones.
    static func integer(_ text: String) throws(CellFault) -> Int64 {
        let digits = text.hasPrefix("-") ? text.dropFirst() : Substring(text)
        guard !digits.isEmpty, digits.utf8.allSatisfy(isDigit) else {
            throw CellFault(
                .integer,
                "\(quotedForPeople(text)) is not a whole number; write it in the digits 0 to 9 alone, such as 1200.")
        }
        guard let number = Int64(text) else {
            throw CellFault(.integer, "\(quotedForPeople(text)) is too large; the largest number is \(Int64.max).")
        }
        return number
    }

    /// Reads yes or no, in any case: `yes`, `true`, `y`, `1`; `no`, `false`, `n`, `0`.
    static func yesNo(_ text: String) throws(CellFault) -> Bool {
        switch text.lowercased() {
        case "yes", "true", "y", "1": return true
        case "no", "false", "n", "0": return false
        default: throw CellFault(.yesNo, "\(quotedForPeople(text)) is neither yes nor no; write yes or no.")
        }
    }

    /// Elements joined by `;`. Spaces around them do not count, nor do empty ones. Within an element `\;` is a semicolon
    /// and `\\` a backslash, as ``joinedList(_:)`` writes them.
    static func list(_ text: String) throws(CellFault) -> [String] {
        let elements = parts(ofList: text).map { trimmedText($0) }.filter { !$0.isEmpty }
        guard elements.count <= ImportLimit.list else {
            throw CellFault(.list, "the list has \(elements.count) elements; \(ImportLimit.list) are the most.")
        }
        return elements
    }

    /// The elements of a list as they stand, blank ones too.
    static func parts(ofList text: String) -> [String] {
        let backslash: Character = "\\"
        guard text.contains(backslash) else {
            return text.split(separator: ";", omittingEmptySubsequences: false).map { String($0) }
        }
        var parts = [""]
        var isEscaped = false
        for character in text {
            if isEscaped {
                // A backslash before anything else is itself.
                let isOurs = character == ";" || character == backslash
                parts[parts.count - 1] += isOurs ? String(character) : "\\\(character)"
                isEscaped = false
            } else if character == backslash {
                isEscaped = true
            } else if character == ";" {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        if isEscaped { parts[parts.count - 1].append(backslash) }
        return parts
    }

    /// Readings `type=value[ unit]` joined by `;`, such as `temperature=4.5 CEL; smart_5_raw=0`. The value is a
    /// decimal, the unit a code of UN/CEFACT Recommendation 20.
    static func readings(_ text: String) throws(CellFault) -> [(type: String, value: String, unit: String?)] {
        var readings: [(type: String, value: String, unit: String?)] = []
        for element in try list(text) {
            let parts = element.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let words = parts.count == 2 ? parts[1].split(whereSeparator: { $0 == " " || $0 == "\t" }) : []
            let type = trimmedText(parts[0])
            guard !type.isEmpty, words.count == 1 || words.count == 2, words.count == 1 || isUnitCode(words[1]) else {
                throw CellFault(
                    .reading,
                    "\(quotedForPeople(element)) is not a reading; write type=value or type=value UNIT with a "
                        + "UN/CEFACT unit code, such as temperature=4.5 CEL.")
            }
            let value = try decimal(String(words[0]))
            readings.append((type, value, words.count == 2 ? String(words[1]) : nil))
        }
        return readings
    }

    /// A number that identifies something, as text.
    ///
    /// - Throws: `import.shortened` for what spreadsheets make of a long number: `1.23457E+15`. Its digits are lost.
    static func identifier(_ text: String) throws(CellFault) -> String {
        // Of millions of cells hardly one has a plus sign, and splitting costs more than all the rest of reading.
        guard text.utf8.contains(UInt8(ascii: "+")) else { return text }
        let parts = text.split(separator: "E+", omittingEmptySubsequences: false)
        if parts.count == 2, parts[1].utf8.count == 2, parts[1].utf8.allSatisfy(isDigit),
            parts[0].utf8.count >= 3, parts[0].utf8.dropFirst().first == UInt8(ascii: "."),
            parts[0].utf8.enumerated().allSatisfy({ $0.offset == 1 || isDigit($0.element) })
        {
            throw CellFault(
                .shortened,
                "\(quotedForPeople(text)) is a number that a spreadsheet has shortened; format the column as text and "
                    + "enter the number anew, then export again.")
        }
        return text
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}

/// A list as one cell: its elements with `;` between them, their own semicolons and backslashes with a backslash before.
func joinedList(_ elements: [String]) -> String {
    elements.map { $0.replacing("\\", with: "\\\\").replacing(";", with: "\\;") }.joined(separator: ";")
}
