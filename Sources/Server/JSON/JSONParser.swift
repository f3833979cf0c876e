/// Reads one JSON document strictly (RFC 8259): UTF-8 without a mark, no duplicate names (I-JSON, RFC 7493, section
/// 2.3), nothing after it, no deeper than ``deepest`` and of no more than ``Limits/jsonValues`` values.
package struct JSONParser {
    /// Arrays and objects inside each other; no request of the API needs more than five.
    static let deepest = 32

    private let bytes: [UInt8]
    private var index = 0
    private var depth = 0
    private var count = 0

    /// - Throws: `json.invalid` with the place in bytes, `json.duplicateField`.
    package static func parse(_ bytes: [UInt8]) throws(RequestError) -> JSONValue {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw RequestError(.jsonInvalid, "The body is not UTF-8 text; encode it as UTF-8.")
        }
        var parser = JSONParser(bytes: bytes)
        parser.skipSpace()
        let value = try parser.value()
        parser.skipSpace()
        guard parser.index == bytes.count else { throw parser.unexpected("the end of the document") }
        return value
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { index += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    private func unexpected(_ expected: String) -> RequestError {
        RequestError(
            .jsonInvalid,
            index < bytes.count
                ? "The JSON is wrong at byte \(index): expected \(expected)."
                : "The JSON ends too early: expected \(expected).",
            position: index)
    }

    private mutating func value() throws(RequestError) -> JSONValue {
        count += 1
        guard count <= Limits.jsonValues else {
            throw RequestError(
                .jsonInvalid, "The JSON has more than \(Limits.jsonValues) values; load many rows as an import.",
                position: index)
        }
        switch next {
        case UInt8(ascii: "{"): return try nested { (parser) throws(RequestError) in try parser.object() }
        case UInt8(ascii: "["): return try nested { (parser) throws(RequestError) in try parser.array() }
        case UInt8(ascii: "\""): return .text(try string())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func nested(
        _ body: (inout JSONParser) throws(RequestError) -> JSONValue
    ) throws(RequestError) -> JSONValue {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else {
            throw RequestError(
                .jsonInvalid, "The JSON is nested more than \(Self.deepest) levels deep.", position: index)
        }
        return try body(&self)
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(RequestError) -> JSONValue {
        let matches = word.withUTF8Buffer { bytes[index...].starts(with: $0) }
        guard matches else { throw unexpected("a value") }
        index += word.utf8CodeUnitCount
        return value
    }

    private mutating func object() throws(RequestError) -> JSONValue {
        index += 1
        var members: [String: JSONValue] = [:]
        skipSpace()
        if take("}") { return .object(members) }
        repeat {
            skipSpace()
            let start = index
            guard next == UInt8(ascii: "\"") else { throw unexpected("a name in quotation marks") }
            let name = try string()
            skipSpace()
            guard take(":") else { throw unexpected("':'") }
            skipSpace()
            guard members.updateValue(try value(), forKey: name) == nil else {
                throw RequestError(
                    .jsonDuplicateField, "A field of the JSON is given twice; give each once.",
                    field: RequestError.shown(name), position: start)
            }
            skipSpace()
        } while take(",")
        guard take("}") else { throw unexpected("',' or '}'") }
        return .object(members)
    }

    private mutating func array() throws(RequestError) -> JSONValue {
        index += 1
        var elements: [JSONValue] = []
        skipSpace()
        if take("]") { return .array(elements) }
        repeat {
            skipSpace()
            elements.append(try value())
            skipSpace()
        } while take(",")
        guard take("]") else { throw unexpected("',' or ']'") }
        return .array(elements)
    }

    /// `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?` (RFC 8259, section 6).
    private mutating func number() throws(RequestError) -> String {
        let start = index
        _ = take("-")
        if !take("0") { try digits("a value") }
        if take(".") { try digits("a digit") }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            try digits("a digit")
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func digits(_ expected: String) throws(RequestError) {
        let start = index
        while let byte = next, byte >= 0x30, byte <= 0x39 { index += 1 }
        guard index > start else { throw unexpected(expected) }
    }

    private mutating func string() throws(RequestError) -> String {
        index += 1
        var text: [UInt8] = []
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                try appendEscaped(to: &text)
            case 0..<0x20:
                throw unexpected("no control character within a text; write it as \\u")
            default:
                text.append(byte)
                index += 1
            }
        }
        throw unexpected("'\"'")
    }

    private mutating func appendEscaped(to text: inout [UInt8]) throws(RequestError) {
        index += 1
        guard let byte = next else { throw unexpected("an escape") }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text += Array(String(try unicodeEscape()).utf8)
        default:
            index -= 1
            throw unexpected("an escape")
        }
    }

    /// A code point after `\u`, of one unit or of two surrogates.
    private mutating func unicodeEscape() throws(RequestError) -> Unicode.Scalar {
        let first = try hexadecimal()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, take("\\"), take("u") else { throw unexpected("the other half of the character") }
        let second = try hexadecimal()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw unexpected("the other half of the character") }
        return scalar
    }

    private mutating func hexadecimal() throws(RequestError) -> UInt32 {
        let digits = bytes[index...].prefix(4)
        guard digits.count == 4, digits.allSatisfy({ PercentCoding.hexadecimal($0) != nil }) else {
            throw unexpected("four hexadecimal digits")
        }
        index += 4
        return digits.reduce(0) { $0 << 4 + UInt32(PercentCoding.hexadecimal($1) ?? 0) }
    }
}
