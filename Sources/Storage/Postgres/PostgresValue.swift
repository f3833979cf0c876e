/// The types whose binary form the engine reads and writes, by their numbers in the catalogue `pg_type`, which are the
/// same on every server (`src/include/catalog/pg_type.dat`).
enum PostgresType: UInt32 {
    case boolean = 16
    case bytes = 17
    case name = 19
    case int8 = 20
    case int2 = 21
    case int4 = 23
    case text = 25
    case oid = 26
    case float4 = 700
    case float8 = 701
    case blankPaddedText = 1042
    case boundedText = 1043
    case unknown = 705

    /// The number of the type of arrays of these; nil for types that no key is made of.
    var array: UInt32? {
        switch self {
        case .bytes: 1001
        case .int2: 1005
        case .int4: 1007
        case .text, .boundedText: 1009
        case .int8: 1016
        default: nil
        }
    }

    var isText: Bool {
        switch self {
        case .text, .name, .blankPaddedText, .boundedText, .unknown: true
        case .boolean, .bytes, .int8, .int2, .int4, .oid, .float4, .float8: false
        }
    }
}

/// A value of a result in binary form: integers and IEEE 754 numbers in network order, texts and bytes as they are
/// (`src/backend/utils/adt`, the functions `…send`).
struct PostgresValue {
    var type: PostgresType?
    var bytes: UnsafeRawBufferPointer

    var integer: Int64 {
        switch (type, bytes.count) {
        case (.int8, 8): return Int64(bitPattern: number())
        case (.int4, 4): return Int64(Int32(truncatingIfNeeded: number()))
        case (.int2, 2): return Int64(Int16(truncatingIfNeeded: number()))
        case (.oid, 4), (.boolean, 1): return Int64(bitPattern: number())
        case (.float8, 8), (.float4, 4): return Int64(clamping: real)
        default: return Int64(text) ?? 0
        }
    }

    var real: Double {
        switch (type, bytes.count) {
        case (.float8, 8): Double(bitPattern: number())
        case (.float4, 4): Double(Float(bitPattern: UInt32(truncatingIfNeeded: number())))
        case (.int8, _), (.int4, _), (.int2, _), (.oid, _), (.boolean, _): Double(integer)
        default: Double(text) ?? 0
        }
    }

    var text: String {
        switch type {
        case .int8, .int4, .int2, .oid, .boolean: bytes.isEmpty ? "" : String(integer)
        case .float8, .float4: bytes.isEmpty ? "" : String(real)
        default: String(decoding: bytes, as: UTF8.self)
        }
    }

    private func number() -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
}

extension Int64 {
    /// The whole part of `real`, at most the largest integer and at least the smallest; 0 for what is no number.
    fileprivate init(clamping real: Double) {
        if real.isNaN { self = 0 } else { self = Int64(exactly: real.rounded(.towardZero)) ?? (real < 0 ? .min : .max) }
    }
}

extension [UInt8] {
    /// Appends the binary form of a value, as the functions `…recv` read it.
    /// - Returns: `false` for NULL, which has none.
    /// - Throws: ``StorageError`` `value` where a text holds a NUL character, `failed` where the value does not fit the
    ///   type.
    mutating func append(_ value: SQLValue, as type: PostgresType) throws -> Bool {
        switch (value, type) {
        case (.null, _): return false
        // What SQLite does.
        case (.real(let number), _) where number.isNaN: return false
        case (.integer(let number), .int8): append(bigEndian: number)
        case (.integer(let number), .int4) where Int32(exactly: number) != nil:
            append(bigEndian: Int32(truncatingIfNeeded: number))
        case (.integer(let number), .int2) where Int16(exactly: number) != nil:
            append(bigEndian: Int16(truncatingIfNeeded: number))
        case (.integer(let number), .oid) where UInt32(exactly: number) != nil:
            append(bigEndian: UInt32(truncatingIfNeeded: number))
        case (.integer(let number), .boolean): append(number == 0 ? 0 : 1)
        case (.integer(let number), .float8): append(bigEndian: Double(number).bitPattern)
        case (.real(let number), .float8): append(bigEndian: number.bitPattern)
        case (.real(let number), .float4): append(bigEndian: Float(number).bitPattern)
        case (.text(let text), _) where type.isText: try append(text: text)
        case (.blob(let bytes), .bytes): append(contentsOf: bytes)
        default: throw StorageError(.failed, "A parameter of the type \(type) got a value of another kind.")
        }
        return true
    }

    /// Appends a value with its length before it, −1 for NULL: a field of a row, or an element of an array.
    mutating func append(field value: SQLValue, as type: PostgresType) throws {
        let start = count
        append(bigEndian: Int32(-1))
        guard try append(value, as: type) else { return }
        guard let length = Int32(exactly: count - start - 4) else {
            throw StorageError(.value, "A value is longer than the database can keep: shorten it.")
        }
        for place in 0..<4 { self[start + place] = UInt8(truncatingIfNeeded: length >> (24 - 8 * Int32(place))) }
    }

    mutating func append(bigEndian number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
    }

    private mutating func append(text: String) throws {
        var text = text
        let hasNUL = text.withUTF8 { bytes in
            append(contentsOf: bytes)
            return bytes.contains(0)
        }
        guard !hasNUL else {
            throw StorageError(
                .value, "A text holds a NUL character (U+0000), which the database cannot keep: remove it.")
        }
    }
}
