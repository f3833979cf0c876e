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
        for (value, type) in zip(values, types) {
            let start = buffer.count
            places.append(try buffer.append(value, as: type) ? start..<buffer.count : nil)
        }
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
}
