/// One member's value in a flat JSON object. Numbers keep their text, so that no digit is lost.
enum JSONCell: Equatable {
    case null
    case text(String)
    case number(String)
    case boolean(Bool)
    /// An array of texts and numbers.
    case list([String])
    /// An object of texts and numbers.
    case object([(name: String, value: String)])

    static func == (left: JSONCell, right: JSONCell) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.text(let left), .text(let right)), (.number(let left), .number(let right)): left == right
        case (.boolean(let left), .boolean(let right)): left == right
        case (.list(let left), .list(let right)): left == right
        case (.object(let left), .object(let right)): left.elementsEqual(right, by: ==)
        default: false
        }
    }
}

/// Why a line is not one flat JSON object.
struct JSONFault: Error, Equatable {
    /// The byte of the line, from 1.
    var byte: Int
    var sentence: String
}

/// Reads one line that holds a JSON object (RFC 8259) whose values are texts, numbers, true, false and null, or lists
/// and objects of texts and numbers, no deeper.
///
/// Foundation's parser turns numbers into binary fractions, keeps one of two equal names and gives no place.
struct JSONLineScanner {
    private let bytes: [UInt8]
    private let start: Int
    private let end: Int
    private var index: Int

    /// - Parameter range: The line in `bytes`, valid UTF-8.
    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        start = range.lowerBound
        end = range.upperBound
        index = range.lowerBound
    }

    /// The object's members in the order of the line.
    mutating func members() throws(JSONFault) -> [(name: String, value: JSONCell)] {
        var members: [(name: String, value: JSONCell)] = []
        try whole { (scanner) throws(JSONFault) in
            try scanner.object { (scanner, name) throws(JSONFault) in members.append((name, try scanner.cell())) }
        }
        return members
    }

    /// The line is one object, which `body` reads.
    mutating func whole(_ body: (inout JSONLineScanner) throws(JSONFault) -> Void) throws(JSONFault) {
        skipSpace()
        guard peek() == UInt8(ascii: "{") else {
            throw fault(
                peek() == UInt8(ascii: "[")
                    ? "the file is a JSON array; write one object on each line, without brackets and commas around them"
                    : "the line is not a JSON object; write one {…} on each line")
        }
        try body(&self)
        skipSpace()
        guard index == end else { throw fault("text follows the object; write one object on each line") }
    }

    /// Whether an object or a list comes next.
    var isObject: Bool { peek() == UInt8(ascii: "{") }
    var isList: Bool { peek() == UInt8(ascii: "[") }

    /// A list, each element of which `element` reads.
    mutating func list(_ element: (inout JSONLineScanner) throws(JSONFault) -> Void) throws(JSONFault) {
        index += 1
        skipSpace()
        if take("]") { return }
        repeat {
            skipSpace()
            try element(&self)
            skipSpace()
        } while take(",")
        guard take("]") else { throw fault("a ',' or ']' is missing") }
    }

    private mutating func cell() throws(JSONFault) -> JSONCell {
        switch peek() {
        case UInt8(ascii: "["):
            var elements: [String] = []
            try list { (scanner) throws(JSONFault) in elements.append(try scanner.scalarText()) }
            return .list(elements)
        case UInt8(ascii: "{"):
            var members: [(name: String, value: String)] = []
            try object { (scanner, name) throws(JSONFault) in members.append((name, try scanner.scalarText())) }
            return .object(members)
        default:
            return try scalar()
        }
    }

    mutating func object(
        _ member: (inout JSONLineScanner, String) throws(JSONFault) -> Void
    ) throws(JSONFault) {
        index += 1
        skipSpace()
        if take("}") { return }
        repeat {
            skipSpace()
            guard peek() == ASCII.quote else { throw fault("a name in double quotes is missing") }
            let name = try string()
            skipSpace()
            guard take(":") else { throw fault("a ':' is missing after the name \(quotedForPeople(name))") }
            skipSpace()
            try member(&self, name)
            skipSpace()
        } while take(",")
        guard take("}") else { throw fault("a ',' or '}' is missing") }
    }

    /// A text or a number within a list or an object.
    private mutating func scalarText() throws(JSONFault) -> String {
        switch try scalar() {
        case .text(let text), .number(let text): return text
        default: throw fault("only texts and numbers may stand within a list or an object")
        }
    }

    mutating func scalar() throws(JSONFault) -> JSONCell {
        switch peek() {
        case ASCII.quote: return .text(try string())
        case .some(UInt8(ascii: "-")), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return .number(try number())
        case UInt8(ascii: "["), UInt8(ascii: "{"): throw fault("lists and objects do not nest here; flatten them")
        default: break
        }
        for (word, cell) in [("true", JSONCell.boolean(true)), ("false", .boolean(false)), ("null", .null)]
        where bytes[index..<end].starts(with: word.utf8) {
            index += word.utf8.count
            return cell
        }
        throw fault("a value is missing; texts stand in double quotes")
    }

    /// A number as RFC 8259, section 6, writes it: no plus sign, no leading zeros.
    private mutating func number() throws(JSONFault) -> String {
        let first = index
        _ = take("-")
        let integerDigits = digits()
        guard integerDigits == 1 || integerDigits > 1 && bytes[index - integerDigits] != UInt8(ascii: "0") else {
            throw fault("a number has no leading zeros; put a serial number in double quotes")
        }
        if take("."), digits() == 0 { throw fault("digits are missing after the point") }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            if digits() == 0 { throw fault("digits are missing in the exponent") }
        }
        return String(decoding: bytes[first..<index], as: UTF8.self)
    }

    private mutating func digits() -> Int {
        let first = index
        while let byte = peek(), (0x30...0x39).contains(byte) { index += 1 }
        return index - first
    }

    private mutating func string() throws(JSONFault) -> String {
        index += 1
        var text: [UInt8] = []
        while let byte = peek() {
            index += 1
            switch byte {
            case ASCII.quote: return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text += try escaped()
            case 0..<0x20: throw fault("a control character stands in a text; write it as \\u00XX", back: 1)
            default: text.append(byte)
            }
        }
        throw fault("the closing double quote is missing")
    }

    private mutating func escaped() throws(JSONFault) -> [UInt8] {
        guard let byte = peek() else { throw fault("the line ends within a text") }
        index += 1
        switch byte {
        case ASCII.quote, UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): break
        default: throw fault("an unknown escape follows the backslash", back: 1)
        }
        var value = try hexadecimal()
        if (0xD800...0xDBFF).contains(value), bytes[index..<end].starts(with: "\\u".utf8) {
            index += 2
            let low = try hexadecimal()
            guard (0xDC00...0xDFFF).contains(low) else { throw fault("half of a surrogate pair is missing") }
            value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(value) else { throw fault("half of a surrogate pair is missing") }
        guard value != 0 else { throw fault("a NUL stands in the text; remove it") }
        return Array(String(scalar).utf8)
    }

    private mutating func hexadecimal() throws(JSONFault) -> UInt32 {
        let digits = bytes[index..<min(end, index + 4)]
        guard digits.count == 4, digits.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
            let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw fault("four hexadecimal digits are missing after \\u") }
        index += 4
        return value
    }

    private func peek() -> UInt8? {
        index < end ? bytes[index] : nil
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek() == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = peek(), byte == ASCII.space || byte == ASCII.tab { index += 1 }
    }

    func fault(_ sentence: String, back: Int = 0) -> JSONFault {
        JSONFault(byte: index - back - start + 1, sentence: sentence + ".")
    }
}
