import FoundationEssentials

/// JSON, to and from bytes.
enum JSONText {
    static func encode(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(value))
    }

    /// - Throws: ``ToolError`` where the bytes are not what this program expects.
    static func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch {
            throw ToolError(
                "The server's answer is not in the form that this program knows. Use the same version on both sides.",
                "server.answerUnknown")
        }
    }

    /// The same document, one value a line and indented; the order of its keys stays.
    static func indented(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var (text, depth): ([UInt8], Int) = ([], 0)
        var (isString, isEscaped, isOpened) = (false, false, false)
        func line() -> [UInt8] { [0x0A] + [UInt8](repeating: 0x20, count: depth * 2) }
        for byte in bytes {
            if isString {
                text.append(byte)
                isString = isEscaped || byte != UInt8(ascii: "\"")
                isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
                continue
            }
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0D: continue
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth = max(0, depth - 1)
                if !isOpened { text += line() }
                text.append(byte)
                isOpened = false
                continue
            default:
                if isOpened { text += line() }
                isOpened = false
            }
            text.append(byte)
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["): (depth, isOpened) = (depth + 1, true)
            case UInt8(ascii: ","): text += line()
            case UInt8(ascii: ":"): text.append(0x20)
            case UInt8(ascii: "\""): isString = true
            default: break
            }
        }
        return text
    }
}
