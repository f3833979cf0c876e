import HTTPTypes
import Registry

/// A form of the website that sends what a route of the API takes.
///
/// Its fields are members of the route's document, and the route itself does what is asked. So pages, programs and the
/// command line do the same, and are refused for the same reasons in the same words.
struct EditForm: Sendable {
    /// By which its words are found: `editForm.<name>` is its heading, `editForm.<name>.submit` its button.
    let name: String
    /// The part of the page on which it stands, by the name of that part's own form.
    let section: String
    let route: Route
    let fields: [Field]
    /// Parts of the route's path that the form asks for.
    let segments: [String]
    /// Where it is sent; the route's path with `/edit` in the place of `/api/v1`, unless it is said.
    let path: PathPattern
    /// Puts into the document what the form could not say; nil where there is nothing of that kind.
    var complete: (@Sendable (inout Call) async throws -> Void)?
    /// The field at fault where an error names none.
    var subject: String?
    /// What the page shows once, of what the route answers; nil where the browser goes on.
    var shows: (@Sendable (JSONValue) -> FormSection)?
    /// Where the browser goes once it is done.
    let next: @Sendable (Call, [String: String]) -> Href

    /// A member of the document that the form asks for.
    struct Field: Sendable {
        enum Kind: Sendable {
            case text
            /// A text that is not prose: a number, a code, a date.
            case code
            /// A text of several lines.
            case prose
            /// A list of texts, one a line.
            case lines
            /// A list of objects, one a line: reads a line.
            case rows(@Sendable (String) -> JSONValue)
            case flag
            /// A password that is chosen; no page shows it again.
            case password
            /// One of several words, and how each is called.
            case choice([String], @Sendable (Words, String) -> String)
            case number
        }
        /// The member; of a member within another, both with a dot between them.
        var name: String
        var kind: Kind

        static func text(_ name: String) -> Field { Field(name: name, kind: .text) }
        static func code(_ name: String) -> Field { Field(name: name, kind: .code) }
        static func prose(_ name: String) -> Field { Field(name: name, kind: .prose) }
        static func lines(_ name: String) -> Field { Field(name: name, kind: .lines) }
        static func password(_ name: String) -> Field { Field(name: name, kind: .password) }
        static func flag(_ name: String) -> Field { Field(name: name, kind: .flag) }
        static func number(_ name: String) -> Field { Field(name: name, kind: .number) }
        static func rows(_ name: String, _ read: @escaping @Sendable (String) -> JSONValue) -> Field {
            Field(name: name, kind: .rows(read))
        }
        static func choice<Word: CaseIterable & RawRepresentable>(
            _ name: String, _ words: Word.Type, _ label: @escaping @Sendable (Words, String) -> String
        ) -> Field where Word.RawValue == String {
            Field(name: name, kind: .choice(words.allCases.map(\.rawValue), label))
        }
    }

    /// - Parameters:
    ///   - route: a route of the API, by its method and the end of its path below `/api/v1`.
    ///   - path: where it is sent, where the route's path does not say all that the page needs.
    ///   - next: gets the call and what was sent.
    init(
        _ name: String, _ route: Route, _ fields: [Field] = [], segments: [String] = [],
        in section: String? = nil, subject: String? = nil, at path: PathPattern? = nil,
        next: @escaping @Sendable (Call, [String: String]) -> Href
    ) {
        self.name = name
        self.section = section ?? name
        self.subject = subject
        self.route = route
        self.fields = fields
        self.segments = segments
        let kept = route.path.text.dropFirst(Routes.prefix.count).split(separator: "/")
            .filter { part in !segments.contains { part == "{\($0)}" } }
        self.path = path ?? PathPattern(stringLiteral: "/edit/" + kept.joined(separator: "/"))
        self.next = next
    }

    /// The same with its parameters filled in.
    func href(_ values: [String: String]) -> Href {
        Href(
            path.segments.map { segment in
                switch segment {
                case .literal(let text): text
                case .parameter(let name): values[name] ?? ""
                }
            })
    }

    // MARK: What was sent

    /// The document that the form says. What is left empty is left out.
    func document(_ sent: [String: String]) -> JSONValue {
        var document = JSONValue.object([:])
        for field in fields {
            guard let value = field.value(sent[field.name] ?? "") else { continue }
            document.set(value, at: field.name.split(separator: ".").map(String.init)[...])
        }
        return document
    }

    /// The call of the route that the form stands for.
    /// - Parameter key: of the one request that it is.
    /// - Throws: what the route's shape does not allow.
    func call(_ page: Call, _ sent: [String: String], key: String) async throws -> Call {
        var call = page
        call.method = route.method
        for name in segments {
            let text = (sent[name] ?? "").trimmed
            guard !text.isEmpty else {
                throw RequestError(.jsonMissingField, Words.text("edit.fillIn"), field: name)
            }
            call.values[name] = text
        }
        if route.method == .post { call.headers[HeaderNames.idempotencyKey] = key }
        if route.needsIfMatch { call.headers[.ifMatch] = "\"\(sent["rowVersion"] ?? "")\"" }
        guard case .json(let schema) = route.request else { return call }
        call.json = document(sent)
        call.bytes = Array(sent.filter { $0.key != "token" }.sorted { $0.key < $1.key }.description.utf8)
        try await complete?(&call)
        try Schema.object(schema).check(call.json)
        return call
    }
}

extension EditForm.Field {
    /// What a text of this field says; nil for an empty one.
    fileprivate func value(_ sent: String) -> JSONValue? {
        // Browsers send CRLF for each line.
        let text = sent.replacing("\r\n", with: "\n").trimmed
        guard !text.isEmpty else { return nil }
        switch kind {
        // What surrounds a password belongs to it.
        case .password: return .text(sent)
        case .text, .code, .prose, .choice: return .text(text)
        case .lines: return .array(text.nonEmptyLines.map { .text($0) })
        case .rows(let read): return .array(text.nonEmptyLines.map(read))
        case .flag: return .boolean(text == "true")
        // What is no number is refused by the route's shape.
        case .number: return Int64(text) == nil ? .text(text) : .number(text)
        }
    }
}

extension String {
    /// Without white space around it.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }

    /// Its lines that say something.
    var nonEmptyLines: [String] {
        split(whereSeparator: \.isNewline).map { String($0).trimmed }.filter { !$0.isEmpty }
    }
}

extension JSONValue {
    /// Puts a value into an object, within objects that are made on the way.
    mutating func set(_ value: JSONValue, at path: ArraySlice<String>) {
        guard let name = path.first, case .object(var members) = self else {
            self = value
            return
        }
        var inner = members[name] ?? .object([:])
        inner.set(value, at: path.dropFirst())
        members[name] = inner
        self = .object(members)
    }
}
