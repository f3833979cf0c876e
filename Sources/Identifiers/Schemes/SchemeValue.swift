/// A number or message that was read: a value that cannot hold an invalid one.
public protocol IdentifierValue: Hashable, Sendable, CustomStringConvertible {
    /// The scheme that it belongs to.
    var identifierScheme: Scheme { get }

    /// The canonical form, to be stored.
    var text: String { get }

    /// What it says, part by part.
    ///
    /// - Parameter year: The calendar year in which it was read, for codes that come again: later years are no
    ///   candidates. Without it such codes are left out or given with all candidates.
    func elements(asOf year: Int?) -> [Element]
}

extension IdentifierValue {
    /// The canonical form.
    public var description: String { text }
}

/// A number of a scheme whose rules need no table.
///
/// `parse(format(value))` is the value: reading ``IdentifierValue/text`` again gives an equal value.
public protocol SchemeValue: IdentifierValue {
    /// The scheme that all numbers of the type belong to.
    static var scheme: Scheme { get }

    /// Reads the number as people write it.
    ///
    /// - Throws: ``IdentifierError`` with the place of the first wrong character.
    init(parsing text: some StringProtocol) throws(IdentifierError)
}

extension SchemeValue {
    /// The scheme of the type.
    public var identifierScheme: Scheme { Self.scheme }

    /// What it says without knowing when it was read.
    public var elements: [Element] { elements(asOf: nil) }
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
