import Foundation

/// The values of one run of a statement in PostgreSQL's binary form, side by side in one buffer that is used again.
final class PostgresParameters {
    private var buffer: [UInt8] = []
    /// Where each value begins in `buffer`; nil for NULL.
    private var starts: [Int?] = []
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
        starts.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        pointers.removeAll(keepingCapacity: true)
        for (value, type) in zip(values, types) {
            let start = buffer.count
            starts.append(try buffer.append(value, as: type) ? start : nil)
            lengths.append(Int32(clamping: buffer.count - start))
        }
        if formats.count < starts.count { formats = Array(repeating: 1, count: starts.count) }
        return buffer.withUnsafeBytes { bytes in
            // Never null for a value: libpq reads a null pointer as NULL.
            let first = bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1)
            for start in starts {
                pointers.append(start.flatMap { first?.advanced(by: $0).assumingMemoryBound(to: CChar.self) })
            }
            return body(Int32(clamping: starts.count), pointers, lengths, formats)
        }
    }
}
