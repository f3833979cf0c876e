import Foundation
import Registry

/// What a JSON document tells of: the code of its refusals, and the field in which a whole one is sent.
struct DocumentKind {
    var code: RegistryError.Code
    var field: String
}

/// A value of a JSON document.
indirect enum DocumentValue: Codable, Hashable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int64)
    case number(Double)
    case text(String)
    case list([DocumentValue])
    case object([String: DocumentValue])

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let boolean = try? value.decode(Bool.self) {
            self = .boolean(boolean)
        } else if let integer = try? value.decode(Int64.self) {
            self = .integer(integer)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let list = try? value.decode([DocumentValue].self) {
            self = .list(list)
        } else {
            self = .object(try value.decode([String: DocumentValue].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .null: try value.encodeNil()
        case .boolean(let boolean): try value.encode(boolean)
        case .integer(let integer): try value.encode(integer)
        case .number(let number): try value.encode(number)
        case .text(let text): try value.encode(text)
        case .list(let list): try value.encode(list)
        case .object(let object): try value.encode(object)
        }
    }

    /// The JSON text with its names in order, so that equal documents have equal texts.
    func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// A stored document without one of its fields.
    static func without(_ name: String, in document: String, as kind: DocumentKind) throws -> String {
        guard case .object(var fields) = try parse(document, as: kind) else { return document }
        fields[name] = nil
        return try DocumentValue.object(fields).text()
    }

    /// - Throws: an error of the kind of document.
    static func parse(_ text: String, as kind: DocumentKind) throws(RegistryError) -> DocumentValue {
        guard text.utf8.count <= 1 << 20 else {
            throw RegistryError(kind.code, "The document has more than 1 MB; split it.", field: kind.field)
        }
        do {
            return try JSONDecoder().decode(DocumentValue.self, from: Data(text.utf8))
        } catch {
            let detail = (error as? DecodingError)?.document ?? "it is damaged"
            throw RegistryError(kind.code, "The document is not JSON: \(detail).", field: kind.field)
        }
    }
}

extension DecodingError {
    fileprivate var document: String? {
        guard case .dataCorrupted(let context) = self else { return nil }
        let inner = (context.underlyingError as NSError?)?.userInfo[NSDebugDescriptionErrorKey] as? String
        return (inner ?? context.debugDescription).trimmingCharacters(in: CharacterSet(charactersIn: ". "))
    }
}
