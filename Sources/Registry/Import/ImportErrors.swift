/// The faults of a file, so that somebody sees all of them at once: the first ones in full, the rest counted.
package struct ImportErrors: Error, Sendable, CustomStringConvertible {
    /// How many faults are kept.
    package let cap: Int
    /// The first faults, in the order of the file.
    package private(set) var shown: [RowError] = []
    /// How many there are in all.
    package private(set) var total = 0

    /// The faults since they were taken last.
    private var latest: [RowError] = []

    package init(cap: Int = 100) {
        self.cap = max(1, cap)
    }

    package var isEmpty: Bool { total == 0 }

    package mutating func add(_ error: RowError) {
        total += 1
        latest.append(error)
        if shown.count < cap { shown.append(error) }
    }

    /// Takes the faults that have come since the last time.
    mutating func takeLatest() -> [RowError] {
        defer { latest = [] }
        return latest
    }

    /// Runs a check of a cell, so that the other cells of the row are still checked when it fails.
    ///
    /// - Returns: What the check returns; `nil` where it failed, with the fault added.
    package mutating func checking<Value>(_ check: () throws(RowError) -> Value?) -> Value? {
        do {
            return try check()
        } catch {
            add(error)
            return nil
        }
    }

    package var description: String {
        var lines = shown.map(\.description)
        if total > shown.count { lines.append("… and \(total - shown.count) more.") }
        return lines.joined(separator: "\n")
    }
}
