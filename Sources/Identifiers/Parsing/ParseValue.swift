/// A value of a request to read a number, or of the answer: what JSON can say, with the members of objects in order.
public enum ParseValue: Hashable, Sendable {
    /// Nothing.
    case null
    /// Yes or no.
    case flag(Bool)
    /// A whole number.
    case number(Int)
    /// Characters.
    case text(String)
    /// Values in order.
    case list([ParseValue])
    /// Values under names, in order.
    case object([Member])

    /// A value with its name.
    public struct Member: Hashable, Sendable {
        /// The name; API.
        public let name: String
        /// The value.
        public let value: ParseValue

        /// Makes a member.
        public init(_ name: String, _ value: ParseValue) {
            self.name = name
            self.value = value
        }

        init(_ name: String, _ text: String) { self.init(name, .text(text)) }
        init(_ name: String, _ number: Int) { self.init(name, .number(number)) }
    }

    /// The characters; nil for anything else.
    public var text: String? { if case .text(let text) = self { text } else { nil } }

    /// The number; nil for anything else.
    public var number: Int? { if case .number(let number) = self { number } else { nil } }

    /// The values of a list; none of anything else.
    public var elements: [ParseValue] { if case .list(let elements) = self { elements } else { [] } }

    /// The members of an object; none of anything else.
    public var members: [Member] { if case .object(let members) = self { members } else { [] } }

    /// A member of an object; nil where there is none.
    public subscript(name: String) -> ParseValue? { members.first { $0.name == name }?.value }

    static func texts(_ texts: some Sequence<String>) -> ParseValue { .list(texts.map { .text($0) }) }

    init(_ value: Element.Value) {
        switch value {
        case .text(let text): self = .text(text)
        case .number(let number): self = .number(number)
        case .numbers(let numbers): self = .list(numbers.map { .number($0) })
        case .flag(let flag): self = .flag(flag)
        case .date(let date): self = .text(date.isoText)
        }
    }
}

extension [ParseValue.Member] {
    /// The value of the first member of a name; nil where there is none.
    public subscript(name: String) -> ParseValue? { first { $0.name == name }?.value }

    /// Adds a text; nothing where there is none.
    mutating func add(_ name: String, _ text: String?) {
        if let text { append(ParseValue.Member(name, .text(text))) }
    }

    /// Adds what is not there yet.
    mutating func merge(_ others: [ParseValue.Member]) {
        for other in others where !contains(where: { $0.name == other.name }) { append(other) }
    }

    init(_ elements: [Identifiers.Element]) {
        self = elements.map { ParseValue.Member($0.name, ParseValue($0.value)) }
    }
}
