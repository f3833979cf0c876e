import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Storage

struct Refusal: Error, Equatable { var number: Int }

enum TestSQL {
    static let create = Migration(
        number: 1, name: "rows",
        sql: """
            CREATE TABLE rows (id BIGINT PRIMARY KEY, note TEXT NOT NULL, amount DOUBLE, body BLOB);
            CREATE INDEX rows_by_note ON rows (note); -- The last line is a comment.
            """)
    static let insert = Statement("INSERT INTO rows (id, note) VALUES ($1, $2)")
    static let insertBody = Statement("INSERT INTO rows (id, note, body) VALUES ($1, '', $2)")
    static let count = Statement("SELECT count(*) FROM rows")
    static let note = Statement("SELECT note FROM rows WHERE id = $1")
    static let ids = Statement("SELECT id FROM rows ORDER BY id")
}

extension SQLReader {
    func rowCount() throws -> Int64 { try first(TestSQL.count) { $0.integer(0) } ?? -1 }
    func ids() throws -> [Int64] { try all(TestSQL.ids) { $0.integer(0) } }
}

extension SQLTransaction {
    func insert(_ id: some BinaryInteger, _ note: String = "") throws {
        try run(TestSQL.insert, [.integer(Int64(id)), .text(note)])
    }
}

/// Runs `body` on a fresh SQLite database with the table `rows`.
func withDatabase(
    _ migrations: [Migration] = [TestSQL.create], _ body: (SQLiteDatabase, TemporaryDirectory) async throws -> Void
) async throws {
    let directory = try TemporaryDirectory()
    let database = try SQLiteDatabase.open(path: directory.file("test.sqlite"))
    try await database.migrate(migrations)
    try await body(database, directory)
    await database.close()
}

/// Queues `writes` while the writer is busy, so that all of them fall into one transaction where the engine gathers
/// them, and answers each outcome.
func gathered<T: Sendable>(
    in database: any TestedDatabase, _ writes: [@Sendable (any SQLTransaction) throws -> T]
) async -> [Result<T, any Error>] {
    let gate = DispatchSemaphore(value: 0)
    let first = Task.immediate { try await database.betweenWrites { gate.wait() } }
    // Each runs at once up to its first suspension, which is in the writer's queue.
    let tasks = writes.map { write in Task.immediate { try await database.write(write) } }
    gate.signal()
    _ = await first.result
    var outcomes: [Result<T, any Error>] = []
    for task in tasks { outcomes.append(await task.result) }
    return outcomes
}

func code(_ outcome: Result<some Any, any Error>) -> StorageError.Code? {
    if case .failure(let error as StorageError) = outcome { error.code } else { nil }
}

/// A child process running the test's own tool.
final class Probe {
    let process = Process()
    private let output = Pipe()
    private let input = Pipe()
    private var unread = Data()

    init(_ mode: String, _ path: String) throws {
        let executable = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.executableURL = executable.deletingLastPathComponent().appendingPathComponent("StorageProbe")
        process.arguments = [mode, path]
        process.standardOutput = output
        process.standardInput = input
        try process.run()
    }

    /// The next line of the probe's output, or nil at its end.
    func line() -> String? {
        while true {
            if let end = unread.firstIndex(of: 0x0A) {
                defer { unread = Data(unread[(end + 1)...]) }
                return String(decoding: unread[..<end], as: UTF8.self)
            }
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { return nil }
            unread.append(more)
        }
    }

    /// Ends the input and waits for the process to end.
    func finish() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// What `kill -9` does.
    func kill() { Foundation.kill(process.processIdentifier, SIGKILL) }
}
