import Foundation

/// A PostgreSQL server of the benchmark's own, in its temporary directory and on a Unix socket, with the programs that it
/// is measured against. Unlike the tests' server it brings to disk what it acknowledges.
final class BenchmarkPostgres {
    private let binaries: String
    private let directory: String
    private let server: Process
    private var databases = 0

    /// What any guide raises from the defaults, which are made for the smallest machines. Both ways use the same server.
    private static let settings = [
        "listen_addresses=", "shared_buffers=1GB", "max_wal_size=4GB", "log_checkpoints=off", "log_min_messages=fatal",
    ]

    init(in temporary: TemporaryDirectory) throws {
        let debian = "/usr/lib/postgresql"
        let versions = ((try? FileManager.default.contentsOfDirectory(atPath: debian)) ?? []).compactMap { Int($0) }
        guard let newest = versions.max() else { throw UnequalWork("There is no PostgreSQL in \(debian).") }
        binaries = "\(debian)/\(newest)/bin"
        directory = temporary.path("postgres")
        try? FileManager.default.removeItem(atPath: directory)
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: false)
        if let user = Self.serverUser { chown(directory, user, .max) }
        let initialized = Self.process(
            [binaries + "/initdb", "-D", directory + "/data", "-U", "postgres", "-A", "trust", "-E", "UTF8"]
                + ["--locale=C", "--no-sync"], isServer: true)
        try initialized.run()
        initialized.waitUntilExit()
        server = Self.process(
            [binaries + "/postgres", "-D", directory + "/data", "-k", directory]
                + Self.settings.flatMap { ["-c", $0] }, isServer: true)
        try server.run()
        while (try? run("psql", "-c", "SELECT 1", in: "postgres")) == nil {
            guard server.isRunning else { throw UnequalWork("The PostgreSQL server has ended.") }
            usleep(100_000)
        }
    }

    deinit {
        // Immediate shutdown; what it holds is removed with the directory.
        server.interrupt()
        kill(server.processIdentifier, SIGQUIT)
        server.waitUntilExit()
    }

    func connection(to database: String) -> String { "host=\(directory) user=postgres dbname=\(database)" }

    /// Makes an empty database and answers its name.
    func makeDatabase() throws -> String {
        databases += 1
        let name = "bench_\(databases)"
        try run("psql", "-c", "CREATE DATABASE \(name)", in: "postgres")
        return name
    }

    func drop(_ database: String) throws { try run("psql", "-c", "DROP DATABASE \(database)", in: "postgres") }

    /// Runs one of PostgreSQL's programs and answers its output.
    @discardableResult
    func run(_ program: String, _ arguments: String..., in database: String) throws -> String {
        let quiet = program == "psql" ? ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"] : []
        // Last and without a letter: pgbench's own -d once meant that it tells all it does.
        let process = Self.process(
            ["\(binaries)/\(program)", "-h", directory, "-U", "postgres"] + quiet + arguments + [database])
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw UnequalWork("\(program) has failed.") }
        return text
    }

    /// The user that the server runs as if this process is root, which PostgreSQL refuses to run as.
    private static let serverUser = geteuid() == 0 ? getpwnam("postgres")?.pointee.pw_uid : nil

    private static func process(_ command: [String], isServer: Bool = false) -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let user = isServer ? serverUser.map { ["setpriv", "--reuid=\($0)", "--clear-groups", "--"] } : nil
        process.arguments = (user ?? []) + command
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = isServer ? FileHandle.nullDevice : FileHandle.standardError
        return process
    }
}
