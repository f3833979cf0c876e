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
