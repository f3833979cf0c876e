/// What is wrong with one place of an imported file, and what to do about it.
package struct RowError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Faults that reading itself finds. Later checks of a row carry the dotted codes of what they check.
    package enum Code: String, CaseIterable, Sendable {
        /// Nothing but blank lines.
        case empty = "import.empty"
        /// The operating system would not hand out the file.
        case unreadable = "import.unreadable"
        /// Bytes that are not UTF-8.
        case encoding = "import.encoding"
        /// Not a text file at all: a workbook, an archive.
        case notText = "import.notText"
        /// A NUL within the text.
        case nul = "import.nul"
        case unknownColumn = "import.unknownColumn"
        case duplicateColumn = "import.duplicateColumn"
        case missingColumn = "import.missingColumn"
        /// A value under a header that is blank.
        case unnamedColumn = "import.unnamedColumn"
        case tooManyColumns = "import.tooManyColumns"
        /// More or fewer fields than the header.
        case ragged = "import.ragged"
        /// Text after a closing quote.
        case quote = "import.quote"
        case unterminatedQuote = "import.unterminatedQuote"
        case fieldTooLong = "import.fieldTooLong"
        case rowTooLong = "import.rowTooLong"
        /// A line that is not one flat JSON object.
        case json = "import.json"
        case missingValue = "import.missingValue"
        /// A number that a spreadsheet has shortened to `1.23457E+15`: its digits are gone.
        case shortened = "import.shortened"
        case date = "import.date"
        /// A date that may mean either of two days: nobody has said in which order its parts stand.
        case dateOrder = "import.dateOrder"
        /// A number with a comma: nobody has said what it parts.
        case decimalMark = "import.decimalMark"
        case time = "import.time"
        case zone = "import.zone"
        case integer = "import.integer"
        case decimal = "import.decimal"
        case yesNo = "import.yesNo"
        case list = "import.list"
        case reading = "import.reading"
        case container = "import.container"
        /// An owner whom the file's reader might not know.
        case withheld = "import.withheld"
        /// Two rows of the file say who somebody or something is.
        case duplicate = "import.duplicate"
    }

    /// The row as a spreadsheet counts it: the header is row 1, blank rows count, a quoted line break does not.
    package var row: Int
    /// The line as a text editor counts it, from 1: where the record begins.
    package var line: Int
    /// The header as the file spells it; `nil` where the whole row is meant.
    package var field: String?
    /// The byte within the field's content that is at fault, from 1, where one is.
    package var byte: Int?
    /// Stable and dotted, such as `import.ragged` or `serial.checkCharacter`.
    package var code: String
    /// What is wrong and what to do, in one sentence without the place.
    package var sentence: String
    /// Nothing after this place can be read.
    package var endsReading = false

    package init(
        _ code: Code, row: Int, line: Int, field: String? = nil, byte: Int? = nil, endsReading: Bool = false,
        _ sentence: String
    ) {
        self.init(
            code: code.rawValue, row: row, line: line, field: field, byte: byte, endsReading: endsReading,
            sentence: sentence)
    }

    package init(
        code: String, row: Int, line: Int, field: String? = nil, byte: Int? = nil, endsReading: Bool = false,
        sentence: String
    ) {
        self.row = row
        self.line = line
        self.field = field
        self.byte = byte
        self.code = code
        self.sentence = sentence
        self.endsReading = endsReading
    }

    package var description: String {
        var place = "Row \(row)"
        if line != row { place += " (line \(line))" }
        if let field { place += ", field \(quotedForPeople(field))" }
        if let byte { place += ", byte \(byte)" }
        return "\(place): \(sentence) (\(code))"
    }
}
