import Registry
import Safeguards
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file to which scans are handed, and what is in it. A ``ScanJournal`` has several: who asks for one unit does not wait until
/// the scan of another is written.
final class ScanFile: Sendable {
    private struct State {
        var descriptor: Int32 = -1
        var name = ""
        /// In the file that is open.
        var waiting: [UnitKey: [UnitScan]] = [:]
        var count = 0
        /// Whether ``waiting`` holds all that is in the file.
        var isWhole = true
        /// In files that are being written into the database.
        var leaving: [UnitKey: [UnitScan]] = [:]
    }

    /// A file to which nothing is added any more.
    struct Ended: Sendable {
        var name: String
        /// All that is in it; nil where it holds more than was kept in memory.
        var scans: [UnitScan]?
    }

    /// What became of a scan.
    enum Outcome {
        case first
        case further
        /// The disk is full, or the folder cannot be made.
        case lost
    }

    static let suffix = ".scans"
    /// More that wait are in their file alone: what is asked meanwhile does not see them yet.
    private static let mostInMemory = 12_500

    private let directory: String
    private let state = Mutex(State())

    init(in directory: String) { self.directory = directory }

    /// Hands a scan to the operating system.
    func append(_ scan: UnitScan) -> Outcome {
        let line = scan.line
        return state.withLock { state in
            for _ in 0..<2 {
                guard state.descriptor >= 0 || open(&state) else { return .lost }
                let written = line.withUnsafeBytes { write(state.descriptor, $0.baseAddress, $0.count) }
                if written == line.count {
                    let isFirst = state.count == 0
                    Self.keep(scan, &state)
                    return isFirst ? .first : .further
                }
                // Half a line is none; what follows goes into another file.
                close(&state)
                state.isWhole = false
            }
            return .lost
        }
    }

    private static func keep(_ scan: UnitScan, _ state: inout State) {
        guard state.count < mostInMemory else {
            state.isWhole = false
            return
        }
        state.waiting[scan.unit, default: []].append(scan)
        state.count += 1
    }

    /// The scans of a unit that are not in the database yet, or may not be.
    func waiting(of unit: UnitKey) -> [UnitScan] {
        state.withLock { state in
            if state.leaving.isEmpty { return state.waiting[unit] ?? [] }
            return (state.leaving[unit] ?? []) + (state.waiting[unit] ?? [])
        }
    }

    /// Ends the file: what comes goes into another.
    func end() -> Ended? {
        state.withLock { state in
            guard !state.name.isEmpty else { return nil }
            let ended = Ended(name: state.name, scans: state.isWhole ? state.waiting.values.flatMap(\.self) : nil)
            close(&state)
            state.leaving.merge(state.waiting) { $0 + $1 }
            (state.waiting, state.count, state.isWhole, state.name) = ([:], 0, true, "")
            return ended
        }
    }

    /// Forgets what has been written into the database.
    func forgetLeaving() { state.withLock { $0.leaving = [:] } }

    /// Whether this is the file to which scans are being added.
    func isOpen(_ name: String) -> Bool { state.withLock { $0.descriptor >= 0 && $0.name == name } }

    private func open(_ state: inout State) -> Bool {
        guard mkdir(directory, 0o700) == 0 || errno == EEXIST else { return false }
        let name = String(UInt64.random(in: .min ... .max), radix: 36) + Self.suffix
        let descriptor = openFile(directory + "/" + name)
        guard descriptor >= 0 else { return false }
        (state.descriptor, state.name) = (descriptor, name)
        return true
    }

    private func close(_ state: inout State) {
        if state.descriptor >= 0 { closeFile(state.descriptor) }
        state.descriptor = -1
    }
}

private func openFile(_ path: String) -> Int32 {
    open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
}

private func closeFile(_ descriptor: Int32) { _ = close(descriptor) }
