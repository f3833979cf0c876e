import GRDBSQLite

/// A statement compiled for one connection, with the memory that its text and blob parameters stand in.
///
/// SQLite either copies a parameter into memory that it allocates (`SQLITE_TRANSIENT`) or trusts the caller to keep it
/// (`SQLITE_STATIC`). Ours are copied once, side by side, into a buffer that lives as long as the statement, so binding
/// allocates nothing.
final class PreparedStatement {
    let handle: OpaquePointer
    /// True between ``bind(_:)`` and ``reset()``: the statement must not be used for anything else meanwhile.
    private(set) var isRunning = false
    private let parameterCount: Int
    private var buffer = UnsafeMutableRawBufferPointer(start: nil, count: 0)

    /// A buffer above this many bytes is given back after use.
    private static let keptBufferSize = 65_536

    /// Takes over `handle`.
    init(_ handle: OpaquePointer) {
        self.handle = handle
        parameterCount = Int(sqlite3_bind_parameter_count(handle))
    }

    deinit {
        sqlite3_finalize(handle)
        buffer.deallocate()
    }

    /// Binds one value to each parameter. The answer is SQLite's result code.
    func bind(_ values: [SQLValue]) -> Int32 {
        isRunning = true
        guard values.count == parameterCount else { return SQLITE_RANGE }
        reserve(values)
        var used = 0
        for index in values.indices {
            let position = Int32(truncatingIfNeeded: index + 1)
            let result: Int32
            switch values[index] {
            case .null:
                result = sqlite3_bind_null(handle, position)
            case .integer(let value):
                result = sqlite3_bind_int64(handle, position, value)
            case .real(let value):
                result = sqlite3_bind_double(handle, position, value)
            case .text(var value):
                let bytes = value.withUTF8 { place(UnsafeRawBufferPointer($0), &used) }
                result = sqlite3_bind_text64(
                    handle, position, bytes.assumingMemoryBound(to: CChar.self), UInt64(value.utf8.count), nil,
                    UInt8(SQLITE_UTF8))
            case .blob(let value):
                let bytes = value.withUnsafeBytes { place($0, &used) }
                result = sqlite3_bind_blob64(handle, position, bytes, UInt64(value.count), nil)
            }
            guard result == SQLITE_OK else { return result }
        }
        return SQLITE_OK
    }

    /// Ends the run and lets go of the parameters.
    func reset() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
        if buffer.count > Self.keptBufferSize { resizeBuffer(to: 0) }
        isRunning = false
    }

    private func reserve(_ values: [SQLValue]) {
        var size = 1  // Never empty: SQLite reads a null pointer as NULL.
        for value in values {
            switch value {
            case .text(let text): size += text.utf8.count
            case .blob(let bytes): size += bytes.count
            case .null, .integer, .real: continue
            }
        }
        if size > buffer.count { resizeBuffer(to: max(size, 64)) }
    }

    private func resizeBuffer(to size: Int) {
        buffer.deallocate()
        buffer = size == 0 ? .init(start: nil, count: 0) : .allocate(byteCount: size, alignment: 1)
    }

    private func place(_ bytes: UnsafeRawBufferPointer, _ used: inout Int) -> UnsafeRawPointer {
        let target = UnsafeMutableRawBufferPointer(rebasing: buffer[used...])
        target.copyMemory(from: bytes)
        used += bytes.count
        return UnsafeRawPointer(target.baseAddress ?? UnsafeMutableRawPointer(handle))
    }
}
