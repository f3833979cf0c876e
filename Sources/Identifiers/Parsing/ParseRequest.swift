/// What is to be read, and by which rules.
public struct ParseRequest: Hashable, Sendable {
    /// The text; for some schemes a list or an object.
    public var input: ParseValue
    /// The name of the scheme; nil asks for every reading.
    public var scheme: String?
    /// Of a VIN: `us`, where the check digit must agree, or `iso`, where the structure counts.
    public var profile: String?
    /// Of a VIN: `light` or `heavy`, which settles the model year.
    public var vehicleClass: String?
    /// When the number was read, for codes that come again; nil leaves it to the caller.
    public var asOf: CivilDate?
    /// Of a tyre: the form of the number, such as `new-13`.
    public var hint: String?
    /// Settings of a scheme of GS1, such as `noLeadingFNC1`.
    public var options: [ParseValue.Member]
    /// Which rules of a GS1 message must hold: `content`, `allExceptRequiredAIs` or `all`.
    public var checks: String?

    /// Asks for a text.
    public init(_ text: String, scheme: String? = nil) {
        input = .text(text)
        self.scheme = scheme
        options = []
    }

    /// The names of the fields, and what they say.
    static let fields: [String] = [
        "input", "scheme", "kind", "profile", "vehicle_class", "as_of", "hint", "options", "checks",
    ]

    /// What lines of test vectors have besides; it changes nothing.
    private static let remarks: Set<String> = [
        "id", "valid", "expect", "source", "alsoIn", "crossChecked", "orderInsensitive", "dataset", "note",
    ]

    /// Reads a request as an object. `kind` is another name of `scheme`; the fields of test vectors that say what is
    /// expected are passed over.
    ///
    /// - Throws: `parse.field`.
    public init(_ object: ParseValue) throws(IdentifierError) {
        guard case .object(let members) = object else {
            throw Self.error("it is no object", expected: #"an object such as {"input": "4006381333931"}"#)
        }
        self.init("")
        var hasInput = false
        for member in members where member.value != .null {
            switch member.name {
            case "input":
                hasInput = true
                input = member.value
            case "scheme", "kind": scheme = try Self.text(member)
            case "profile": profile = try Self.word(member, of: ["us", "iso"])
            case "vehicle_class": vehicleClass = try Self.word(member, of: ["light", "heavy"])
            case "as_of": asOf = try Self.date(member)
            case "hint": hint = try Self.text(member)
            case "checks": checks = try Self.word(member, of: ["content", "allExceptRequiredAIs", "all"])
            case "options":
                guard case .object(let settings) = member.value else {
                    throw Self.error("'options' is no object", expected: #"an object such as {"noLeadingFNC1": true}"#)
                }
                options = settings
            case let name where Self.remarks.contains(name): break
            default:
                throw Self.error(
                    "there is no field '\(Self.shown(member.name))'",
                    expected: Self.fields.joined(separator: ", "))
            }
        }
        guard hasInput else { throw Self.error("the field 'input' is missing", expected: "the text to be read") }
        if case .number = input {
            throw Self.error("'input' is a number, which loses leading zeros", expected: "a text in quotation marks")
        }
    }

    private static func text(_ member: ParseValue.Member) throws(IdentifierError) -> String {
        guard let text = member.value.text else {
            throw error("'\(member.name)' is no text", expected: "a text in quotation marks")
        }
        return text
    }

    private static func word(_ member: ParseValue.Member, of words: [String]) throws(IdentifierError) -> String {
        guard let word = member.value.text, words.contains(word) else {
            throw error(
                "'\(member.name)' is \(member.value.text.map { "'\(shown($0))'" } ?? "no text")",
                expected: words.joined(separator: " or "))
        }
        return word
    }

    /// A year as a number, or a date as a text.
    private static func date(_ member: ParseValue.Member) throws(IdentifierError) -> CivilDate {
        let date: CivilDate? =
            member.value.number.flatMap { CivilDate(validYear: $0) }
            ?? member.value.text.flatMap { try? CivilDate(parsing: $0) }
        guard let date else {
            throw error("'as_of' is no year and no date", expected: "a year such as 2026, or a date as 2026-07-14")
        }
        return date
    }

    /// The beginning of a stranger's text, safe to show.
    static func shown(_ text: String) -> String {
        var shown = ""
        for scalar in text.unicodeScalars.prefix(60) {
            let isPlain: Bool = scalar.value >= 0x20 && scalar.value < 0x7F
            shown += isPlain ? String(scalar) : IdentifierError.shown(scalar)
        }
        return shown
    }

    static func error(_ reason: String, expected: String) -> IdentifierError {
        IdentifierError(.parseField, in: "request", found: reason, expected: expected)
    }
}
