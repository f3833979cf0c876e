import CBaselines

/// Reads where parts are through SQLite's C interface, with the settings of the registry's own readers.
final class BareParts {
    private let parts: OpaquePointer

    init(path: String) throws {
        var parts: OpaquePointer?
        try SQLiteFailure.check(baseline_parts_open(path, &parts))
        guard let parts else { throw SQLiteFailure(code: 7) }
        self.parts = parts
    }

    deinit { baseline_parts_close(parts) }

    /// - Returns: how many parts were found.
    func uses(of batch: Int64, page: Int, pages: Int) throws -> Int {
        var found = 0
        try SQLiteFailure.check(baseline_parts_uses(parts, batch, Int32(page), pages, &found))
        return found
    }

    /// - Parameter serials: of the same length each.
    /// - Returns: how many events of parts were found.
    func contents(of serials: [String], model: Int64) throws -> Int {
        let bytes = serials.flatMap { $0.utf8.map { CChar(bitPattern: $0) } }
        let length = serials.first?.utf8.count ?? 0
        var found = 0
        try SQLiteFailure.check(
            baseline_parts_contents(parts, model, bytes, Int32(length), serials.count, &found))
        return found
    }
}
