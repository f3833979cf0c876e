import Server

/// A value of an answer. What is not there reads as `null`: a newer or older server says more or less than this
/// program knows, and what the asker may not see is left out.
@dynamicMemberLookup
enum JSON: Codable, Equatable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([String: JSON])

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
        } else if let string = try? value.decode(String.self) {
            self = .string(string)
        } else if let array = try? value.decode([JSON].self) {
            self = .array(array)
        } else {
            self = .object(try value.decode([String: JSON].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .null: try value.encodeNil()
        case .boolean(let boolean): try value.encode(boolean)
        case .integer(let integer): try value.encode(integer)
        case .number(let number): try value.encode(number)
        case .string(let string): try value.encode(string)
        case .array(let array): try value.encode(array)
        case .object(let members): try value.encode(members)
        }
    }

    subscript(dynamicMember name: String) -> JSON {
        guard case .object(let members) = self else { return .null }
        return members[name] ?? .null
    }

    /// The value as somebody reads it; nil for `null`, arrays and objects.
    var asText: String? {
        switch self {
        case .string(let text): text
        case .integer(let number): Numbers.grouped(number)
        case .number(let number): Figures.decimal(number)
        case .boolean(let isTrue): isTrue ? "yes" : "no"
        case .null, .array, .object: nil
        }
    }

    var asInteger: Int64? {
        if case .integer(let number) = self { number } else { nil }
    }

    var asDouble: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .number(let number): number
        default: nil
        }
    }

    var isTrue: Bool { self == .boolean(true) }

    var isNull: Bool { self == .null }

    /// The elements of an array; none of anything else.
    var asArray: [JSON] {
        if case .array(let elements) = self { elements } else { [] }
    }

    /// The texts of an array with commas between; nil where there are none.
    var asList: String? {
        let texts = asArray.compactMap(\.asText)
        return texts.isEmpty ? nil : texts.joined(separator: ", ")
    }
}
