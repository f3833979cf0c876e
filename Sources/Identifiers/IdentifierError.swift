/// Why a text is not the identifier that it was read as.
///
/// `code` is stable API. `position` counts characters (Unicode scalars) from 0 within the text as given, leading white
/// space included.
public struct IdentifierError: Error, Hashable, Sendable {
    /// What is wrong.
    public let code: Code
    /// What the text was read as, such as 'serial number' or 'VIN'.
    public let subject: String
    /// Where the first offending character stands, counted from 0.
    public let position: Int?
    /// What stands there, in a form that is safe to show: control characters appear as `U+0007`.
    public let found: String?
    /// What would have been right there, such as 'a digit'.
    public let expected: String?

    /// Makes an error. Pass found characters through ``shown(_:)`` first.
    public init(
        _ code: Code, in subject: String, at position: Int? = nil, found: String? = nil, expected: String? = nil
    ) {
        self.code = code
        self.subject = subject
        self.position = position
        self.found = found
        self.expected = expected
    }

    /// A character in quotation marks, or as a code point where it is invisible or would disturb the sentence.
    public static func shown(_ scalar: Unicode.Scalar) -> String {
        if scalar.value > 0x20, scalar.value < 0x7F { return "'\(scalar)'" }
        if scalar == " " { return "a space" }
        guard isShowable(scalar) else {
            let digits: String = String(scalar.value, radix: 16, uppercase: true)
            return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
        }
        return "'\(scalar)'"
    }

    private static func isShowable(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.properties.isDefaultIgnorableCodePoint || scalar.isSpace { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
            .nonspacingMark, .enclosingMark, .spacingMark:
            return false
        default:
            return true
        }
    }
}

extension IdentifierError {
    /// The kinds of error; their raw values are API and never change.
    public enum Code: String, CaseIterable, Hashable, Sendable {
        /// Nothing is left after surrounding white space.
        case empty = "identifier.empty"
        /// Too few or too many characters.
        case length = "identifier.length"
        /// A character that cannot stand where it stands.
        case character = "identifier.character"
        /// The check character does not agree with the others.
        case checkCharacter = "identifier.checkCharacter"
        /// No letter and no digit, so that nobody could find it again.
        case onlyPunctuation = "identifier.onlyPunctuation"
        /// No such day, month or week.
        case date = "identifier.date"
        /// A pattern that cannot be read.
        case formatSyntax = "format.syntax"
        /// A field name that formats do not have.
        case formatUnknownField = "format.unknownField"
        /// An alphabet name that formats do not have, or an alphabet that cannot number anything.
        case formatAlphabet = "format.alphabet"
        /// A check algorithm that does not exist or does not fit the format.
        case formatCheck = "format.check"
        /// The same field twice.
        case formatRepeatedField = "format.repeatedField"
        /// No sequence field.
        case formatNoSequence = "format.noSequence"
        /// Fields that contradict each other.
        case formatConflict = "format.conflict"
        /// More than 64 characters.
        case formatTooLong = "format.tooLong"
        /// More sequence numbers than 63 bits count.
        case formatTooLarge = "format.tooLarge"
        /// Too few numbers for a scrambled field.
        case formatTooSmall = "format.tooSmall"
        /// The secret key of a scrambled format is not at hand: nothing can be told of its serials now.
        case formatKeyMissing = "format.keyMissing"
        /// A format prints a field whose value was not given.
        case formatFieldMissing = "format.fieldMissing"
        /// A field's value does not fit its place.
        case formatFieldValue = "format.fieldValue"
        /// A sequence number that the format has no room for.
        case formatSequence = "format.sequence"
        /// An element string that breaks the rules of its application identifier, such as a wrong check digit.
        case gs1Content = "gs1.content"
        /// A text that cannot be taken apart into element strings.
        case gs1Structure = "gs1.structure"
        /// Application identifiers that may not stand together, or not without another.
        case gs1Association = "gs1.association"
        /// A web address that is no GS1 Digital Link, or a message that cannot be written as one.
        case gs1DigitalLink = "gs1.digitalLink"
        /// A text that is no scan of a GS1 symbol, or data that a symbol cannot carry.
        case gs1Scan = "gs1.scan"
        /// A text that is no EPC URI, or a key that has none.
        case gs1EPC = "gs1.epc"
        /// The length of the GS1 Company Prefix is needed and not known.
        case gs1CompanyPrefixLength = "gs1.companyPrefixLength"
        /// A damaged file of reference data; the error names the line.
        case gs1Table = "gs1.table"
        /// A reference table that is cut off, changed, or of another kind.
        case referenceDamaged = "reference.damaged"
        /// A request to read a number names a scheme that does not exist here.
        case parseScheme = "parse.scheme"
        /// A request to read a number has a field or an option that does not exist, or whose value cannot be.
        case parseField = "parse.field"
        /// A text that is no number of any scheme.
        case parseUnread = "parse.unread"
        /// Too few serial numbers to learn a format from.
        case formatTooFewSerials = "format.tooFewSerials"
        /// More serial numbers than a list holds.
        case formatTooManySerials = "format.tooManySerials"
    }

    /// What is wrong and what to do, in a sentence for people.
    public var sentence: String {
        let place: String = position.map { "The \(Self.ordinal($0)) character of the \(subject)" } ?? "The \(subject)"
        let wanted: String = expected.map { "; expected \($0)" } ?? ""
        switch code {
        case .empty:
            return "The \(subject) is empty: copy it as it is printed on the plate."
        case .length:
            return "The \(subject) has \(found ?? "the wrong length")\(wanted)."
        case .character:
            return "\(place) is \(found ?? "not allowed")\(wanted)."
        case .checkCharacter:
            return "\(place) is \(found ?? "another"), but the others ask for \(expected ?? "another"): "
                + "one of the characters is miscopied, compare them with the plate."
        case .gs1Content, .gs1Structure:
            let head: String = position.map { "The \(subject), at character \($0 + 1)" } ?? "The \(subject)"
            return "\(head): \(found.map { "\($0) is wrong" } ?? "something is missing")\(wanted)."
        case .onlyPunctuation:
            return "The \(subject) has neither a letter nor a digit: give the characters that identify it."
        case .referenceDamaged:
            return "The \(subject) cannot be used: \(found ?? "it is damaged"). Get it again, or keep the one built in."
        case .date:
            return "The \(subject) \(found.map { "\($0) " } ?? "")does not exist\(wanted)."
        case .formatSyntax, .formatUnknownField, .formatAlphabet, .formatCheck, .formatRepeatedField,
            .formatNoSequence, .formatConflict, .formatTooLong, .formatTooLarge, .formatTooSmall,
            .formatKeyMissing, .formatFieldMissing, .formatFieldValue, .formatSequence, .gs1DigitalLink, .gs1Scan,
            .gs1EPC, .gs1CompanyPrefixLength, .gs1Table, .gs1Association, .parseScheme, .parseField, .parseUnread,
            .formatTooFewSerials, .formatTooManySerials:
            let reason: String = found ?? "it cannot be used"
            let head: String = position.map { "The \(subject), at character \($0 + 1)" } ?? "The \(subject)"
            return "\(head): \(reason)\(wanted)."
        }
    }

    /// `0` is '1st'.
    static func ordinal(_ position: Int) -> String {
        let number: Int = position + 1
        if (11...13).contains(number % 100) { return "\(number)th" }
        switch number % 10 {
        case 1: return "\(number)st"
        case 2: return "\(number)nd"
        case 3: return "\(number)rd"
        default: return "\(number)th"
        }
    }
}

extension IdentifierError: CustomStringConvertible {
    /// The sentence.
    public var description: String { sentence }
}
