/// The identity of a row: a random 63-bit number made by the program. JSON carries it as text, since a double cannot.
package struct ID<Subject>: Hashable, Sendable, Comparable {
    /// 1...(2^63 − 1).
    package let value: Int64

    /// The id with this number.
    package init(_ value: Int64) { self.value = value }

    /// By number, for a stable order.
    package static func < (left: ID, right: ID) -> Bool { left.value < right.value }
}

extension ID: CustomStringConvertible {
    /// The number in decimal.
    package var description: String { String(value) }
}

extension ID: Codable {
    /// Reads the id from its decimal text.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = Int64(text), value > 0 else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "An id is a positive number.")
        }
        self.init(value)
    }

    /// Writes the id as decimal text.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(String(value))
    }
}
