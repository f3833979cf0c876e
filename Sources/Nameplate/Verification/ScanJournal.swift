import FoundationEssentials
import Registry
import Safeguards
import Storage
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Keeps scans that wait to be written into the database. Each is handed to the operating system, as a line of a file, before its
/// asker is answered; a half second later all go into the database together, and their file is removed. A process that is killed
/// leaves the file, which the next one reads; one scan is never there twice.
final class ScanJournal: Sendable {
    private struct State {
        var descriptor: Int32 = -1
        var name = ""
        /// In the file that is open.
        var waiting: [UnitKey: [UnitScan]] = [:]
        /// In files that are being written into the database.
        var leaving: [UnitKey: [UnitScan]] = [:]
        var count = 0
    }

    /// More that wait are in their file alone: what is asked meanwhile does not see them yet.
    private static let mostInMemory = 50_000
    /// Scans of one transaction: less than 50 ms of writing.
    private static let portion = 500
    private static let suffix = ".scans"

    private let directory: String
    private let database: any Database
    private let state = Mutex(State())
    private let last = Mutex<Task<Void, any Error>?>(nil)

    init(_ database: any Database, directory: String) {
        self.database = database
        self.directory = directory
    }

    /// Hands a scan to the operating system.
    /// - Returns: Whether that went well: a full disk refuses no answer.
    @discardableResult
    func append(_ scan: UnitScan) -> Bool {
        let line = scan.line
        return state.withLock { state in
            for _ in 0..<2 {
                guard state.descriptor >= 0 || open(&state) else { return false }
                let written = line.withUnsafeBytes { write(state.descriptor, $0.baseAddress, $0.count) }
                if written == line.count {
                    if state.count < Self.mostInMemory {
                        state.waiting[scan.unit, default: []].append(scan)
                        state.count += 1
                    }
                    return true
                }
                // Half a line is none; what follows goes into another file.
                end(&state)
            }
            return false
        }
    }

    /// The scans of a unit that are not in the database yet, or may not be.
    func waiting(of unit: UnitKey) -> [UnitScan] {
        state.withLock { state in (state.leaving[unit] ?? []) + (state.waiting[unit] ?? []) }
    }

    /// Writes what waits into the database.
    func drain() async throws {
        let task = last.withLock { last in
            let before = last
            let task = Task {
                _ = await before?.result
                try await self.drainNow()
            }
            last = task
            return task
        }
        try await task.value
    }

    private func drainNow() async throws {
        state.withLock { state in
            end(&state)
            state.leaving.merge(state.waiting) { $0 + $1 }
            state.waiting = [:]
        }
        for name in try files() {
            let scans = try Self.scans(in: directory + "/" + name)
            for start in stride(from: 0, to: scans.count, by: Self.portion) {
                let portion = Array(scans[start..<min(start + Self.portion, scans.count)])
                try await database.write { transaction in
                    for scan in portion { try ScanRows.insert(scan, transaction) }
                }
            }
            unlink(directory + "/" + name)
        }
        state.withLock { state in
            state.leaving = [:]
            state.count = state.waiting.values.reduce(0) { $0 + $1.count }
        }
    }

    /// The files that nothing is written to any more.
    private func files() throws -> [String] {
        guard access(directory, F_OK) == 0 else { return [] }
        let names = try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
        return state.withLock { state in
            names.filter { $0.hasSuffix(Self.suffix) && (state.descriptor < 0 || $0 != state.name) }
        }
    }

    private static func scans(in path: String) throws -> [UnitScan] {
        guard let bytes = FileManager.default.contents(atPath: path) else { return [] }
        let text = String(decoding: bytes, as: UTF8.self)
        // The last line counts where its end was written.
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().compactMap {
            UnitScan(line: $0)
        }
    }

    private func open(_ state: inout State) -> Bool {
        guard mkdir(directory, 0o700) == 0 || errno == EEXIST else { return false }
        let name = String(UInt64.random(in: .min ... .max), radix: 36) + Self.suffix
        let descriptor = openFile(directory + "/" + name)
        guard descriptor >= 0 else { return false }
        (state.descriptor, state.name) = (descriptor, name)
        return true
    }

    private func end(_ state: inout State) {
        if state.descriptor >= 0 { close(state.descriptor) }
        state.descriptor = -1
    }
}

private func openFile(_ path: String) -> Int32 {
    open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
}
