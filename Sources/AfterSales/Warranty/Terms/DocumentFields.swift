import Foundation
import Identifiers
import Registry

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

    /// - Throws: `warranty.document`.
    static func parse(_ text: String) throws(RegistryError) -> DocumentValue {
        guard text.utf8.count <= 1 << 20 else {
            throw RegistryError(.warrantyDocument, "The document has more than 1 MB; split it.", field: "terms")
        }
        do {
            return try JSONDecoder().decode(DocumentValue.self, from: Data(text.utf8))
        } catch {
            let detail = (error as? DecodingError)?.document ?? "it is damaged"
            throw RegistryError(.warrantyDocument, "The document is not JSON: \(detail).", field: "terms")
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

/// Reads the fields of one object. Every error names the path of the field, such as `coverages[0].months`; a field that
/// nobody asked for is an error too, so that a slip of the pen does not pass as nothing said.
struct DocumentFields {
    let path: String
    private let fields: [String: DocumentValue]
    private var asked: Set<String> = []

    init(_ value: DocumentValue, at path: String) throws(RegistryError) {
        guard case .object(let fields) = value else { throw Self.refusal("needs an object", path) }
        self.fields = fields
        self.path = path
    }

    func place(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    static func refusal(_ what: String, _ place: String) -> RegistryError {
        RegistryError(.warrantyDocument, "'\(place.isEmpty ? "the document" : place)' \(what).", field: place)
    }

    mutating func value(_ name: String) -> DocumentValue? {
        asked.insert(name)
        return fields[name].flatMap { $0 == .null ? nil : $0 }
    }

    mutating func text(_ name: String, limit: Int = 200) throws(RegistryError) -> String? {
        guard let value = value(name) else { return nil }
        guard case .text(let text) = value else { throw Self.refusal("needs a text", place(name)) }
        try TextRules.check(text, field: place(name), limit: limit)
        return text
    }

    mutating func boolean(_ name: String) throws(RegistryError) -> Bool? {
        guard let value = value(name) else { return nil }
        guard case .boolean(let boolean) = value else { throw Self.refusal("needs true or false", place(name)) }
        return boolean
    }

    mutating func integer(_ name: String, _ range: ClosedRange<Int64>) throws(RegistryError) -> Int64? {
        guard let value = value(name) else { return nil }
        guard case .integer(let integer) = value, range.contains(integer) else {
            throw Self.refusal("needs a whole number from \(range.lowerBound) to \(range.upperBound)", place(name))
        }
        return integer
    }

    mutating func date(_ name: String) throws(RegistryError) -> CivilDate? {
        guard let text = try text(name) else { return nil }
        guard let date = try? CivilDate(parsing: text) else {
            throw Self.refusal("needs a date such as 2026-07-14", place(name))
        }
        return date
    }

    mutating func word<Word: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ type: Word.Type = Word.self
    ) throws(RegistryError) -> Word? {
        guard let text = try text(name) else { return nil }
        return try Self.word(text, at: place(name))
    }

    mutating func texts(_ name: String, most: Int, limit: Int = 200) throws(RegistryError) -> [String] {
        var texts: [String] = []
        for (index, value) in try list(name, most: most).enumerated() {
            let place = "\(place(name))[\(index)]"
            guard case .text(let text) = value else { throw Self.refusal("needs a text", place) }
            try TextRules.check(text, field: place, limit: limit)
            texts.append(text)
        }
        return texts
    }

    mutating func words<Word: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ type: Word.Type = Word.self
    ) throws(RegistryError) -> [Word] {
        var words: [Word] = []
        for (index, text) in try texts(name, most: Word.allCases.count).enumerated() {
            words.append(try Self.word(text, at: "\(place(name))[\(index)]"))
        }
        return words
    }

    mutating func list(_ name: String, most: Int) throws(RegistryError) -> [DocumentValue] {
        guard let value = value(name) else { return [] }
        guard case .list(let list) = value else { throw Self.refusal("needs a list", place(name)) }
        guard list.count <= most else { throw Self.refusal("has more than \(most) entries", place(name)) }
        return list
    }

    mutating func object(_ name: String) throws(RegistryError) -> DocumentFields? {
        guard let value = value(name) else { return nil }
        return try DocumentFields(value, at: place(name))
    }

    mutating func objects(_ name: String, most: Int) throws(RegistryError) -> [DocumentFields] {
        var objects: [DocumentFields] = []
        for (index, value) in try list(name, most: most).enumerated() {
            objects.append(try DocumentFields(value, at: "\(place(name))[\(index)]"))
        }
        return objects
    }

    /// Refuses fields that nobody has asked for.
    func finish() throws(RegistryError) {
        guard let other = fields.keys.filter({ !asked.contains($0) }).min() else { return }
        throw Self.refusal(
            "is no field here; there are: \(asked.sorted().joined(separator: ", "))", place(String(other.prefix(50))))
    }

    private static func word<Word: RawRepresentable<String> & CaseIterable>(
        _ text: String, at place: String
    ) throws(RegistryError) -> Word {
        guard let word = Word(rawValue: text) else {
            let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw refusal("needs one of: \(words)", place)
        }
        return word
    }
}
