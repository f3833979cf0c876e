/// A number of a scheme: a value that cannot hold an invalid one.
///
/// `parse(format(value))` is the value: reading ``text`` again gives an equal value.
public protocol SchemeValue: Hashable, Sendable, CustomStringConvertible {
    /// The scheme that the number belongs to.
    static var scheme: Scheme { get }

    /// Reads the number as people write it.
    ///
    /// - Throws: ``IdentifierError`` with the place of the first wrong character.
    init(parsing text: some StringProtocol) throws(IdentifierError)

    /// The canonical form, to be stored.
    var text: String { get }

    /// What the number says, part by part.
    ///
    /// - Parameter year: The calendar year in which the number was read, for codes that come again: later years are no
    ///   candidates. Without it such codes are left out or given with all candidates.
    func elements(asOf year: Int?) -> [Element]
}

extension SchemeValue {
    /// What the number says without knowing when it was read.
    public var elements: [Element] { elements(asOf: nil) }

    /// The canonical form.
    public var description: String { text }
}

/// A part of a number with its meaning.
public struct Element: Hashable, Sendable {
    /// What a part says.
    public enum Value: Hashable, Sendable {
        /// Characters.
        case text(String)
        /// A number.
        case number(Int)
        /// Candidates, the likeliest first.
        case numbers([Int])
        /// Yes or no.
        case flag(Bool)
        /// A date as precisely as the number tells it.
        case date(CivilDate)
    }

    /// A stable name such as `check_digit`; API.
    public let name: String
    /// What it says.
    public let value: Value

    /// Makes a part.
    public init(_ name: String, _ value: Value) {
        self.name = name
        self.value = value
    }

    init(_ name: String, _ text: String) { self.init(name, .text(text)) }
    init(_ name: String, _ number: Int) { self.init(name, .number(number)) }
    init(_ name: String, _ date: CivilDate) { self.init(name, .date(date)) }

    /// The value in characters, as tables print it.
    public var text: String {
        switch value {
        case .text(let text): text
        case .number(let number): String(number)
        case .numbers(let numbers): numbers.map(String.init).joined(separator: " ")
        case .flag(let flag): flag ? "yes" : "no"
        case .date(let date): date.isoText
        }
    }
}
