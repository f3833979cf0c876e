import FoundationEssentials
import Identifiers
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
/// asker is answered; a half second later all go into the database together, and their files are removed. A process that is killed
/// leaves the files, which the next one reads; one scan is never there twice.
final class ScanJournal: Sendable {
    /// Scans of one transaction: less than 50 ms of writing.
    private static let portion = 1_000
    /// Files that are open at once.
    private static let parts = 4

    private let directory: String
    private let database: any Database
    private let files: [ScanFile]
    private let last = Mutex<Task<Void, any Error>?>(nil)

    init(_ database: any Database, directory: String) {
        self.database = database
        self.directory = directory
        files = (0..<Self.parts).map { _ in ScanFile(in: directory) }
    }

    /// Hands a scan to the operating system: a full disk refuses no answer.
    @discardableResult
    func append(_ scan: UnitScan) -> ScanFile.Outcome { file(of: scan.unit).append(scan) }

    /// The scans of a unit that are not in the database yet, or may not be.
    func waiting(of unit: UnitKey) -> [UnitScan] { file(of: unit).waiting(of: unit) }

    private func file(of unit: UnitKey) -> ScanFile { files[Int(UInt(bitPattern: unit.hashValue) % UInt(files.count))] }

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
        let ended = files.compactMap { $0.end() }
        let known = Dictionary(uniqueKeysWithValues: ended.map { ($0.name, $0.scans) })
        let names = try endedFiles()
        // What this process has asked need not be read again.
        try await write(names.flatMap { (known[$0] ?? nil) ?? Self.scans(in: directory + "/" + $0) })
        for name in names { unlink(directory + "/" + name) }
        for file in files { file.forgetLeaving() }
    }

    /// In the order in which the database keeps them: neighbours lie on one page.
    private func write(_ scans: [UnitScan]) async throws {
        let sorted = scans.map { (key: $0.unit.serial.key, scan: $0) }.sorted {
            ($0.key, $0.scan.at, $0.scan.id) < ($1.key, $1.scan.at, $1.scan.id)
        }
        for start in stride(from: 0, to: sorted.count, by: Self.portion) {
            let portion = sorted[start..<min(start + Self.portion, sorted.count)].map(\.scan)
            try await database.write { transaction in
                for scan in portion { try ScanRows.insert(scan, transaction) }
            }
        }
    }

    /// The files that nothing is written to any more.
    private func endedFiles() throws -> [String] {
        guard access(directory, F_OK) == 0 else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: directory).sorted().filter { name in
            name.hasSuffix(ScanFile.suffix) && !files.contains { $0.isOpen(name) }
        }
    }

    private static func scans(in path: String) -> [UnitScan] {
        guard let bytes = FileManager.default.contents(atPath: path) else { return [] }
        let text = String(decoding: bytes, as: UTF8.self)
        // The last line counts where its end was written.
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().compactMap {
            UnitScan(line: $0)
        }
    }
}
