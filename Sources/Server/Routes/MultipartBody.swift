import Hummingbird

/// A form with a file (`multipart/form-data`, RFC 7578), read as it comes: fields whole, a file in pieces. The name under
/// which the file is sent is not looked at.
struct MultipartBody: AsyncSequence {
    enum Event: Equatable {
        case field(name: String, value: String)
        /// A file begins.
        case file(name: String)
        /// Bytes of the file that has begun last.
        case piece([UInt8])
    }
    let body: RequestBody
    let boundary: String

    /// - Throws: `query.invalid` where the header names no boundary.
    init(_ call: Call) throws(RequestError) {
        let header = call.headers[.contentType] ?? ""
        let parameters = header.split(separator: ";").dropFirst().map { $0.drop { $0 == " " } }
        let given = parameters.first { $0.lowercased().hasPrefix("boundary=") }?.dropFirst("boundary=".count)
        let boundary = given.map { $0.filter { $0 != "\"" } } ?? ""
        guard (1...70).contains(boundary.utf8.count), boundary.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) else {
            throw MultipartParser.broken("its parts have no boundary")
        }
        self.boundary = boundary
        body = call.body
    }

    func makeAsyncIterator() -> Iterator {
        Iterator(pieces: body.makeAsyncIterator(), parser: MultipartParser(boundary: boundary))
    }

    struct Iterator: AsyncIteratorProtocol {
        var pieces: RequestBody.AsyncIterator
        var parser: MultipartParser
        private var waiting: ArraySlice<Event> = []

        init(pieces: RequestBody.AsyncIterator, parser: MultipartParser) {
            self.pieces = pieces
            self.parser = parser
        }

        /// - Throws: `query.invalid`, `body.incomplete`, `body.tooLarge`.
        @concurrent mutating func next() async throws -> Event? {
            while true {
                if let event = waiting.popFirst() { return event }
                guard !parser.isAtEnd else { return nil }
                guard let piece = try await pieces.next() else {
                    throw RequestError(.bodyIncomplete, "The form ended before its last part did; send it again.")
                }
                waiting = try parser.take(Array(piece.readableBytesView))[...]
            }
        }
    }

    /// What is left of the file that has begun.
    struct File: AsyncSequence {
        typealias Failure = any Error
        let rest: MultipartBody.Iterator

        func makeAsyncIterator() -> Iterator { Iterator(rest: rest) }

        struct Iterator: AsyncIteratorProtocol {
            var rest: MultipartBody.Iterator

            @concurrent mutating func next() async throws -> [UInt8]? {
                guard case .piece(let bytes)? = try await rest.next() else { return nil }
                return bytes
            }
        }
    }
}

extension Call {
    /// A form with a file: the fields that stand before the file, so that nothing is kept for a form that is not ours, and
    /// the file as it comes; nil where none was chosen.
    func uploadedForm() async throws -> (fields: [String: String], file: MultipartBody.File?) {
        var fields: [String: String] = [:]
        var parts = try MultipartBody(self).makeAsyncIterator()
        while let part = try await parts.next() {
            switch part {
            case .field(let name, let value): fields[name] = fields[name] ?? value
            case .piece: continue
            case .file: return (fields, MultipartBody.File(rest: parts))
            }
        }
        return (fields, nil)
    }
}

/// Takes a form apart, piece by piece (RFC 2046, section 5.1.1). No more than a piece and the fields are in memory.
struct MultipartParser: Sendable {
    private enum State {
        case preamble, delimiter, headers, field, file, end
    }
    /// Bytes of a part's headers, of all fields together, and parts.
    private static let mostHeaders = 8 * 1024
    private static let mostFields = 128 * 1024
    private static let mostParts = 100

    private let delimiter: [UInt8]
    private var state = State.preamble
    /// As if an end of line stood before the first boundary.
    private var rest: [UInt8] = [0x0D, 0x0A]
    private var name = ""
    private var value: [UInt8] = []
    private var fieldBytes = 0
    private var parts = 0

    init(boundary: String) { delimiter = Array("\r\n--\(boundary)".utf8) }

    var isAtEnd: Bool { state == .end }

    /// - Throws: `query.invalid`, `body.tooLarge`.
    mutating func take(_ bytes: [UInt8]) throws(RequestError) -> [MultipartBody.Event] {
        guard state != .end else { return [] }
        rest += bytes
        var events: [MultipartBody.Event] = []
        while try step(&events) {}
        return events
    }

    /// - Returns: Whether there is more to be done with the bytes at hand.
    private mutating func step(_ events: inout [MultipartBody.Event]) throws(RequestError) -> Bool {
        switch state {
        case .end: return false
        case .delimiter:
            guard rest.count >= 2 else { return false }
            if rest.starts(with: [0x2D, 0x2D]) {
                state = .end
                return false
            }
            // Only spaces may stand behind a boundary.
            guard let end = rest.firstIndex(where: { $0 != 0x20 && $0 != 0x09 }) else { return try wait() }
            guard end + 1 < rest.count else { return false }
            guard rest[end] == 0x0D, rest[end + 1] == 0x0A else {
                throw Self.broken("a boundary does not end its line")
            }
            // The end of line stays: it may be the first half of the empty line behind no headers.
            rest.removeFirst(end)
            state = .headers
            return true
        case .headers:
            guard let end = place(of: [0x0D, 0x0A, 0x0D, 0x0A]) else { return try wait() }
            let text = String(decoding: rest[..<end], as: UTF8.self)
            rest.removeFirst(end + 4)
            parts += 1
            guard parts <= Self.mostParts else { throw Self.broken("it has too many parts") }
            try begin(text, &events)
            return true
        case .preamble, .field, .file:
            let end = place(of: delimiter)
            let count = end ?? max(0, rest.count - delimiter.count + 1)
            if count > 0 { try put(Array(rest[..<count]), &events) }
            rest.removeFirst(count + (end == nil ? 0 : delimiter.count))
            guard end != nil else { return false }
            if state == .field { events.append(.field(name: name, value: String(decoding: value, as: UTF8.self))) }
            value = []
            state = .delimiter
            return true
        }
    }

    private mutating func put(_ bytes: [UInt8], _ events: inout [MultipartBody.Event]) throws(RequestError) {
        switch state {
        case .file: events.append(.piece(bytes))
        case .field:
            fieldBytes += bytes.count
            guard fieldBytes <= Self.mostFields else {
                throw RequestError(
                    .bodyTooLarge, "The fields of the form have more than \(Self.mostFields) bytes; shorten them.")
            }
            value += bytes
        default: break
        }
    }

    /// More bytes are needed, but not without end.
    private func wait() throws(RequestError) -> Bool {
        guard rest.count <= Self.mostHeaders else { throw Self.broken("a part has too many headers") }
        return false
    }

    private mutating func begin(_ headers: String, _ events: inout [MultipartBody.Event]) throws(RequestError) {
        let lines = headers.split(separator: "\r\n")
        guard let line = lines.first(where: { $0.lowercased().hasPrefix("content-disposition:") }),
            let name = Self.parameter("name", of: line)
        else { throw Self.broken("a part has no name") }
        self.name = name
        if Self.parameter("filename", of: line) != nil || Self.parameter("filename*", of: line) != nil {
            state = .file
            events.append(.file(name: name))
        } else {
            state = .field
        }
    }

    /// The value of a parameter, in quotation marks or not. Browsers write `%22` for a quotation mark in it.
    private static func parameter(_ wanted: String, of line: Substring) -> String? {
        var rest = line.drop { $0 != ";" }
        while let start = rest.first, start == ";" {
            rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
            let name = rest.prefix { $0 != "=" && $0 != ";" }
            rest = rest[name.endIndex...]
            var value: Substring = ""
            if rest.first == "=" {
                rest = rest.dropFirst()
                if rest.first == "\"" {
                    value = rest.dropFirst().prefix { $0 != "\"" }
                    rest = rest[value.endIndex...].dropFirst()
                } else {
                    value = rest.prefix { $0 != ";" }
                    rest = rest[value.endIndex...]
                }
            }
            if name.lowercased() == wanted { return String(value) }
            rest = rest.drop { $0 != ";" }
        }
        return nil
    }

    private func place(of wanted: [UInt8]) -> Int? {
        guard rest.count >= wanted.count else { return nil }
        return (0...(rest.count - wanted.count)).first { start in
            rest[start] == wanted[0] && rest[start..<(start + wanted.count)].elementsEqual(wanted)
        }
    }

    static func broken(_ what: String) -> RequestError {
        RequestError(.queryInvalid, "The form cannot be read: \(what). Use the form of the page.")
    }
}
