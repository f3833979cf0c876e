/// Writes JSON (RFC 8259) straight into bytes. Names keep the order in which they are written; what is nil is left out.
package struct JSONWriter: Sendable {
    package private(set) var bytes: [UInt8] = []
    /// Whether a comma must stand before the next element or name.
    private var needsComma = false

    package init() { bytes.reserveCapacity(1_024) }

    /// The bytes of one value.
    package static func bytes(_ body: (inout JSONWriter) throws -> Void) rethrows -> [UInt8] {
        var json = JSONWriter()
        try body(&json)
        return json.bytes
    }

    /// An object as an element of an array, or on its own.
    package mutating func object(_ body: (inout JSONWriter) throws -> Void) rethrows {
        open("{")
        try body(&self)
        close("}")
    }

    /// An array as an element of an array, or on its own.
    package mutating func array<Elements: Sequence>(
        _ elements: Elements, _ body: (inout JSONWriter, Elements.Element) throws -> Void
    ) rethrows {
        open("[")
        for element in elements { try body(&self, element) }
        close("]")
    }

    package mutating func value(_ text: String) {
        comma()
        write(text)
        needsComma = true
    }

    package mutating func value(_ number: Int64) {
        comma()
        bytes += String(number).utf8
        needsComma = true
    }

    package mutating func value(_ flag: Bool) {
        comma()
        bytes += (flag ? "true" : "false").utf8
        needsComma = true
    }

    /// - Parameter number: JSON knows no infinity and no 'not a number': those become `null`.
    package mutating func value(_ number: Double) {
        comma()
        bytes += (number.isFinite ? "\(number)" : "null").utf8
        needsComma = true
    }

    package mutating func null() {
        comma()
        bytes += "null".utf8
        needsComma = true
    }

    /// Ends a line of JSON lines: the next value stands on its own.
    package mutating func endLine() {
        bytes.append(0x0A)
        needsComma = false
    }

    // MARK: Members of an object

    package mutating func name(_ name: String) {
        comma()
        write(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    package mutating func field(_ name: String, _ text: String?) {
        guard let text else { return }
        self.name(name)
        value(text)
    }

    package mutating func field(_ name: String, _ number: Int64?) {
        guard let number else { return }
        self.name(name)
        value(number)
    }

    package mutating func field(_ name: String, _ number: Int?) {
        field(name, number.map { Int64($0) })
    }

    package mutating func field(_ name: String, _ number: Double?) {
        guard let number else { return }
        self.name(name)
        value(number)
    }

    package mutating func field(_ name: String, _ flag: Bool?) {
        guard let flag else { return }
        self.name(name)
        value(flag)
    }

    package mutating func field(_ name: String, _ texts: [String]?) {
        guard let texts else { return }
        self.name(name)
        array(texts) { $0.value($1) }
    }

    package mutating func objectField(_ name: String, _ body: (inout JSONWriter) throws -> Void) rethrows {
        self.name(name)
        try object(body)
    }

    package mutating func listField<Elements: Sequence>(
        _ name: String, _ elements: Elements?, _ body: (inout JSONWriter, Elements.Element) throws -> Void
    ) rethrows {
        guard let elements else { return }
        self.name(name)
        try array(elements, body)
    }

    // MARK: Bytes

    private mutating func comma() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }

    private mutating func open(_ bracket: Unicode.Scalar) {
        comma()
        bytes.append(UInt8(ascii: bracket))
        needsComma = false
    }

    private mutating func close(_ bracket: Unicode.Scalar) {
        bytes.append(UInt8(ascii: bracket))
        needsComma = true
    }

    /// Escapes what JSON asks for, and `<`, `>` and `&`, so that no browser takes an answer for a page.
    private mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        // Most texts hold nothing to be escaped, and are copied whole.
        let isCopied: Bool? = text.utf8.withContiguousStorageIfAvailable { buffer in
            guard !buffer.contains(where: Self.needsEscape) else { return false }
            bytes.append(contentsOf: buffer)
            return true
        }
        if isCopied != true { writeEscaped(text) }
        bytes.append(UInt8(ascii: "\""))
    }

    @inline(__always)
    private static func needsEscape(_ byte: UInt8) -> Bool {
        switch byte {
        case 0..<0x20, UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "<"), UInt8(ascii: ">"),
            UInt8(ascii: "&"), 0x7F:
            true
        default: false
        }
    }

    private mutating func writeEscaped(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0x0A: bytes += "\\n".utf8
            case 0..<0x20, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), 0x7F:
                bytes += "\\u00".utf8
                bytes.append(Self.digits[Int(byte >> 4)])
                bytes.append(Self.digits[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
    }

    private static let digits = Array("0123456789abcdef".utf8)
}
