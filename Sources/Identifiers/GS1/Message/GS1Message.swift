/// A set of application identifiers with their data: what one symbol, or several on one item, say together.
///
/// Element strings with and without brackets, scans and GS1 Digital Link URIs are notations of it. Every element obeys
/// its own rules: lengths, characters, check digits, dates. Whether the elements belong together is a question about the
/// whole item; ask ``violations(by:)``.
public struct GS1Message: Sendable {
    /// The data of all elements, one after another.
    private(set) var bytes: [UInt8]
    private(set) var spans: [Span]

    /// The most elements that a message may have.
    public static let mostElements = 64

    /// Where an element lies in ``bytes``.
    struct Span: Sendable {
        var identifier: ApplicationIdentifier
        var layout: DataLayout
        var start: Int32
        var count: UInt16
        /// 0 for the linear part of a composite symbol, 1 for its two-dimensional part.
        var part: UInt8

        var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
    }

    init() {
        bytes = []
        spans = []
    }

    /// One element: an application identifier with its data.
    public struct Element: Hashable, Sendable {
        /// What the data mean.
        public let identifier: ApplicationIdentifier
        /// The data.
        public let value: String
        /// 0 for the linear part of a composite symbol, and for every other symbol; 1 for its two-dimensional part.
        public let part: Int
    }

    /// The elements in their order.
    public var elements: [Element] { spans.map { element($0) } }

    func element(_ span: Span) -> Element {
        Element(
            identifier: span.identifier, value: String(decoding: bytes[span.range], as: UTF8.self),
            part: Int(span.part))
    }

    /// The data of an identifier; nil where the message does not have it.
    public subscript(identifier: ApplicationIdentifier) -> String? {
        guard let span = spans.first(where: { $0.identifier == identifier }) else { return nil }
        return String(decoding: bytes[span.range], as: UTF8.self)
    }

    /// The data of an identifier, such as `message["01"]`; nil where the message does not have it.
    public subscript(digits: String) -> String? {
        ApplicationIdentifier(digits).flatMap { self[$0] }
    }

    /// The number of elements.
    public var count: Int { spans.count }

    /// Whether the message comes from a composite symbol.
    public var isComposite: Bool { spans.contains { $0.part == 1 } }

    /// Whether a separator must stand before another element.
    var endsWithSeparator: Bool { spans.last?.layout.needsSeparator ?? false }

    /// What messages may hold beside what the dictionary knows.
    public enum UnknownIdentifiers: Hashable, Sendable {
        /// Identifiers that the dictionary does not know are refused.
        case refused
        /// They may hold any data, as far as their first digits do not pre-define the length.
        case permitted
    }

    mutating func reserve(bytes byteCount: Int, elements: Int) {
        bytes.reserveCapacity(byteCount)
        spans.reserveCapacity(elements)
    }

    mutating func append(_ identifier: ApplicationIdentifier, _ layout: DataLayout, _ data: Bytes, part: UInt8) {
        spans.append(
            Span(
                identifier: identifier, layout: layout, start: Int32(truncatingIfNeeded: bytes.count),
                count: UInt16(truncatingIfNeeded: data.count), part: part))
        bytes.append(contentsOf: data)
    }

    /// The elements of several symbols that mark one item, as one message.
    public init(joining messages: [GS1Message]) {
        self.init()
        for message in messages { append(message.spans, of: message) }
    }

    /// Some elements of a message, all of one part.
    init(_ spans: [Span], of message: GS1Message) {
        self.init()
        append(spans, of: message, part: 0)
    }

    private mutating func append(_ spans: [Span], of message: GS1Message, part: UInt8? = nil) {
        for span in spans {
            var moved: Span = span
            moved.start = Int32(truncatingIfNeeded: bytes.count)
            if let part { moved.part = part }
            bytes += message.bytes[span.range]
            self.spans.append(moved)
        }
    }
}

extension GS1Message: Hashable {
    /// Equal elements in equal order.
    public static func == (left: GS1Message, right: GS1Message) -> Bool {
        left.spans.count == right.spans.count
            && zip(left.spans, right.spans).allSatisfy {
                $0.identifier == $1.identifier && $0.part == $1.part && left.bytes[$0.range] == right.bytes[$1.range]
            }
    }

    /// Hashes the elements.
    public func hash(into hasher: inout Hasher) {
        for span in spans {
            hasher.combine(span.identifier)
            hasher.combine(bytes[span.range])
        }
    }
}
