/// What was read, or why it could not be.
public struct ParseAnswer: Sendable {
    /// What was asked.
    public let input: ParseValue
    /// Whether it obeys the scheme; without a scheme, whether it is a number of any.
    public internal(set) var isValid = false
    /// The scheme that was asked for, or that of the best reading; nil where there is none.
    public internal(set) var scheme: String?
    /// The parts under stable names; of a number that is refused, what can be told of it nevertheless.
    public internal(set) var value: [ParseValue.Member] = []
    /// What is wrong; nil where nothing is.
    public internal(set) var error: ParseFault?
    /// What may be meant, the likeliest first.
    public internal(set) var corrections: [Correction] = []
    /// How sure the reading is, where no scheme was asked for.
    public internal(set) var confidence: Identifier.Confidence?
    /// Why it is read so, where no scheme was asked for.
    public internal(set) var reason: String?
    /// Other readings, best first.
    public internal(set) var others: [Reading] = []
    /// What a scanner did to the text.
    public internal(set) var scannerFaults: [ScannerFault] = []
    /// Schemes that the text nearly belongs to.
    public internal(set) var nearMisses: [Identifier.NearMiss] = []
    /// The tables that spoke, with their versions.
    public internal(set) var tables: [Table] = []

    /// Another reading.
    public struct Reading: Sendable {
        /// The scheme.
        public let scheme: Scheme
        /// The canonical form.
        public let text: String
        /// How sure it is.
        public let confidence: Identifier.Confidence
        /// Why it is read so.
        public let reason: String
    }

    /// A table that spoke.
    public struct Table: Hashable, Sendable {
        /// What it is of, such as `vehicles`.
        public let name: String
        /// Its release.
        public let version: String
    }

    init(_ input: ParseValue) { self.input = input }

    /// The canonical form; nil where nothing was read.
    public var canonical: String? { value["canonical"]?.text }
}

/// Why a text is refused.
public struct ParseFault: Error, Hashable, Sendable {
    /// The error, with its place.
    public let error: IdentifierError
    /// The kind of mistake in a word, such as `check_digit`; nil where there is none.
    public let reason: String?

    /// Makes a fault.
    public init(_ error: IdentifierError, reason: String? = nil) {
        self.error = error
        self.reason = reason
    }
}

extension ParseAnswer {
    /// The whole answer as an object in the order in which people read it.
    public var document: ParseValue {
        var members: [ParseValue.Member] = [
            .init("input", input), .init("valid", .flag(isValid)), .init("scheme", scheme.map { .text($0) } ?? .null),
            .init("value", value.isEmpty ? .null : .object(value)), .init("error", error?.document ?? .null),
            .init("corrections", .list(corrections.map(\.document))),
        ]
        if let confidence { members.append(.init("confidence", confidence.word)) }
        if let reason { members.append(.init("reason", reason)) }
        func list<Item>(_ name: String, _ items: [Item], _ document: (Item) -> ParseValue) {
            if !items.isEmpty { members.append(.init(name, .list(items.map(document)))) }
        }
        list("interpretations", others) { reading in
            .object([
                .init("scheme", reading.scheme.rawValue), .init("text", reading.text),
                .init("confidence", reading.confidence.word), .init("reason", reading.reason),
            ])
        }
        list("scanner", scannerFaults) { fault in
            .object([
                .init("code", fault.kind.rawValue), .init("mended", fault.mended), .init("sentence", fault.sentence),
            ])
        }
        list("near", nearMisses) { miss in
            .object([
                .init("scheme", miss.scheme.rawValue), .init("error", ParseFault(miss.error).document),
                .init("corrections", .list(miss.corrections.map(\.document))),
            ])
        }
        if !tables.isEmpty { members.append(.init("tables", .object(tables.map { .init($0.name, $0.version) }))) }
        return .object(members)
    }
}

extension ParseFault {
    /// Code, sentence and place as an object.
    public var document: ParseValue {
        var members: [ParseValue.Member] = [
            .init("code", error.code.rawValue), .init("sentence", error.sentence),
        ]
        if let position = error.position { members.append(.init("position", position)) }
        members.add("found", error.found)
        members.add("expected", error.expected)
        members.add("reason", reason)
        return .object(members)
    }
}

extension Correction {
    /// Text, mistake and places as an object.
    public var document: ParseValue {
        .object([
            .init("text", text), .init("kind", kind.name), .init("positions", .list(positions.map { .number($0) })),
            .init("sentence", sentence),
        ])
    }
}

extension Correction.Kind {
    /// A stable name.
    public var name: String {
        switch self {
        case .forced: "forced"
        case .lookAlike: "look_alike"
        case .swap: "swap"
        case .forcedAndAnother: "forced_and_another"
        }
    }
}

extension Identifier.Confidence {
    /// A stable word.
    public var word: String {
        switch self {
        case .remote: "remote"
        case .possible: "possible"
        case .plausible: "plausible"
        case .likely: "likely"
        case .certain: "certain"
        }
    }
}
