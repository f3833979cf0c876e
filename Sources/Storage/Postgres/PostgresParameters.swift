import Foundation

/// The values of one run of a statement in PostgreSQL's binary form, side by side in one buffer that is used again.
final class PostgresParameters {
    private var buffer: [UInt8] = []
    /// Where each value stands in `buffer`; nil for NULL.
    private var places: [Range<Int>?] = []
    private var pointers: [UnsafePointer<CChar>?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    /// A buffer above this many bytes is given back after use.
    private static let keptBufferSize = 65_536

    /// Runs `body` on the number of parameters, their values, lengths and formats, as libpq wants them.
    /// - Throws: ``StorageError`` `value` where a text holds a NUL character, `failed` where a value does not fit the
    ///   type that the server infers for its parameter.
    func with<T>(
        _ values: [SQLValue], _ types: [PostgresType],
        _ body: (Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> T
    ) throws -> T {
        guard values.count == types.count else {
            throw StorageError(.failed, "A statement got \(values.count) values for another number of parameters.")
        }
        buffer.removeAll(keepingCapacity: buffer.capacity <= Self.keptBufferSize)
        places.removeAll(keepingCapacity: true)
        for (value, type) in zip(values, types) { places.append(try append(value, as: type)) }
        lengths = places.map { Int32(clamping: $0?.count ?? 0) }
        if formats.count < places.count { formats = Array(repeating: 1, count: places.count) }
        return buffer.withUnsafeBytes { bytes in
            // Never null for a value: libpq reads a null pointer as NULL.
            let start = bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1)
            pointers = places.map { place in
                place.flatMap { start?.advanced(by: $0.lowerBound).assumingMemoryBound(to: CChar.self) }
            }
            return body(Int32(clamping: places.count), pointers, lengths, formats)
        }
    }

    private func append(_ value: SQLValue, as type: PostgresType) throws -> Range<Int>? {
        let start = buffer.count
        switch (value, type) {
        case (.null, _): return nil
        // What SQLite does.
        case (.real(let number), _) where number.isNaN: return nil
        case (.integer(let number), .int8): append(UInt64(bitPattern: number), 8)
        case (.integer(let number), .int4) where Int32(exactly: number) != nil: append(UInt64(bitPattern: number), 4)
        case (.integer(let number), .int2) where Int16(exactly: number) != nil: append(UInt64(bitPattern: number), 2)
        case (.integer(let number), .oid) where UInt32(exactly: number) != nil: append(UInt64(bitPattern: number), 4)
        case (.integer(let number), .boolean): buffer.append(number == 0 ? 0 : 1)
        case (.integer(let number), .float8): append(Double(number).bitPattern, 8)
        case (.real(let number), .float8): append(number.bitPattern, 8)
        case (.real(let number), .float4): append(UInt64(Float(number).bitPattern), 4)
        case (.text(let text), _) where type.isText: try append(text)
        case (.blob(let bytes), .bytes): buffer.append(contentsOf: bytes)
        default: throw StorageError(.failed, "A parameter of the type \(type) got a value of another kind.")
        }
        return start..<buffer.count
    }

    private func append(_ number: UInt64, _ size: Int) {
        for place in (0..<size).reversed() { buffer.append(UInt8(truncatingIfNeeded: number >> (8 * UInt64(place)))) }
    }

    private func append(_ text: String) throws {
        var text = text
        let hasNUL = text.withUTF8 { bytes in
            buffer.append(contentsOf: bytes)
            return bytes.contains(0)
        }
        guard !hasNUL else {
            throw StorageError(
                .value, "A text holds a NUL character (U+0000), which the database cannot keep: remove it.")
        }
    }
}
