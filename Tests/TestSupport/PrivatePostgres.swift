import Foundation
import Synchronization

/// A PostgreSQL server of the test process's own: in a temporary directory, on a Unix socket only, without fsync.
///
/// It starts with its first use, as a user that is not root, and ends with the process. What a killed process left
/// behind is removed at the next start.
package final class PrivatePostgres: Sendable {
    /// Why there is no server.
    package struct Failure: Error, CustomStringConvertible {
        package var description: String
    }

    /// Whether tests that need the server run: where PostgreSQL 14 or later is installed, and wherever the environment
    /// says `NAMEPLATE_TEST_POSTGRES=required`, so that they fail there rather than pass unseen.
    package static let isExpected: Bool =
        ProcessInfo.processInfo.environment["NAMEPLATE_TEST_POSTGRES"] == "required" || binaries() != nil

    private static let server = Result { try PrivatePostgres() }

    /// The process's one server.
    package static func shared() throws -> PrivatePostgres { try server.get() }

    /// A server for one test alone, which may kill it. The test ends it with ``stop()``.
    package static func own() throws -> PrivatePostgres {
        try PrivatePostgres("-\(ownServers.wrappingAdd(1, ordering: .relaxed).newValue)")
    }

    private static let ownServers = Atomic<Int>(0)

    private let binaries: String
    private let directory: String
    private let databases = Atomic<Int>(0)
    /// Databases that no test needs any more, dropped together with the next that is made.
    private let dropped = Mutex<[String]>([])
    private let process = Mutex<Process?>(nil)

    private static let namePrefix = "nameplate-postgres-"
    private static let oldestVersion = 14

    private init(_ suffix: String = "") throws {
        guard let binaries = Self.binaries() else {
            throw Failure(
                description: "PostgreSQL \(Self.oldestVersion) or later was not found. Install Debian's `postgresql`.")
        }
        self.binaries = binaries
        // Short, because the path of a Unix socket holds at most 107 bytes.
        directory = NSTemporaryDirectory() + Self.namePrefix + String(getpid()) + suffix
        if suffix.isEmpty { Self.removeLeftovers(binaries) }
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        atexit { PrivatePostgres.stopShared() }
        do {
            try initialize()
            try start()
        } catch {
            stop()
            throw error
        }
    }

    private func initialize() throws {
        if let user = Self.serverUser, chown(directory, user.id, user.group) != 0 {
            throw Failure(description: "The directory \(directory) could not be given to the server's user.")
        }
        try Self.runAsServer(
            [binaries + "/initdb", "-D", directory + "/data", "-U", "postgres", "-A", "trust", "-E", "UTF8"]
                + ["--locale=C", "--no-sync"])
    }

    /// Starts the server, the first time or after ``kill()``.
    package func start() throws {
        // A child of this process, not a daemon: Foundation waits for a process until its last descendant has ended.
        let command = [
            binaries + "/postgres", "-D", directory + "/data", "-F", "-k", directory, "-c", "listen_addresses=",
            "-c", "synchronous_commit=off",
        ]
        let process = Self.process(Self.asServer(command))
        let log = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = log
        try process.run()
        self.process.withLock { $0 = process }
        var said = Data()
        while said.range(of: Data("ready to accept connections".utf8)) == nil {
            let more = log.fileHandleForReading.availableData
            guard !more.isEmpty else {
                throw Failure(description: "The server ended: \(String(decoding: said, as: UTF8.self))")
            }
            said.append(more)
        }
        // Someone must read on, or the server would wait for room in the pipe.
        Thread.detachNewThread { while !log.fileHandleForReading.availableData.isEmpty {} }
    }

    private static func stopShared() {
        if case .success(let server) = server { server.stop() }
    }

    /// Ends the server as a crash would: what it has acknowledged it finds in its log when it starts again.
    package func kill() {
        process.withLock { process in
            guard let running = process, running.isRunning else { return }
            // Immediate shutdown: https://www.postgresql.org/docs/15/server-shutdown.html
            _ = Foundation.kill(running.processIdentifier, SIGQUIT)
            running.waitUntilExit()
        }
    }

    /// Ends the server and removes what it has stored.
    package func stop() {
        kill()
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// Stops and removes the servers of processes that no longer exist.
    private static func removeLeftovers(_ binaries: String) {
        let temporary = NSTemporaryDirectory()
        for name in (try? FileManager.default.contentsOfDirectory(atPath: temporary)) ?? []
        where name.hasPrefix(namePrefix) {
            let number = name.dropFirst(namePrefix.count).prefix { $0 != "-" }
            guard let owner = pid_t(number) else { continue }
            let isGone = Foundation.kill(owner, 0) != 0 && errno == ESRCH
            guard isGone || owner == getpid() else { continue }
            _ = try? runAsServer([binaries + "/pg_ctl", "stop", "-m", "immediate", "-D", temporary + name + "/data"])
            try? FileManager.default.removeItem(atPath: temporary + name)
        }
    }

    // MARK: SQL

    /// Makes a database with `schema`, each text any number of statements, and answers its name.
    package func database(schema: [String]) throws -> String {
        let name = "test_\(databases.wrappingAdd(1, ordering: .relaxed).newValue)"
        _ = try psql("CREATE DATABASE \(name);\n", in: "postgres")
        _ = try psql(schema.joined(separator: "\n;\n") + "\n;\n", in: name)
        return name
    }

    /// Makes a database like `template`, to which nobody may be connected, and answers its name.
    package func copy(of template: String) throws -> String {
        let name = "copy_\(databases.wrappingAdd(1, ordering: .relaxed).newValue)"
        let old = dropped.withLock { names in
            defer { names = [] }
            return names.map { "DROP DATABASE \($0) WITH (FORCE);\n" }.joined()
        }
        _ = try psql(old + "CREATE DATABASE \(name) TEMPLATE \(template);\n", in: "postgres")
        return name
    }

    /// Gives back a database.
    package func drop(_ database: String) { dropped.withLock { $0.append(database) } }

    /// How libpq reaches a database of this server.
    package func connection(to database: String) -> String { "host=\(directory) user=postgres dbname=\(database)" }

    /// The same as an address.
    package func address(of database: String) -> String {
        "postgres:///\(database)?user=postgres&host=\(directory.replacing("/", with: "%2F"))"
    }

    /// What `query` answers, each value as text.
    package func rows(of query: String, in database: String) throws -> [[String]] {
        try psql(query + "\n;\n", in: database).split(separator: "\n")
            .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    }

    /// Prepares each of `statements` on a database with `schema` and answers, for each refused, its text and why.
    package func prepareFailures(schema: [String], statements: [String]) throws -> [String] {
        let database = try database(schema: schema)
        let script = statements.enumerated().map { number, statement in
            """
            PREPARE statement_\(number) AS
            \(statement)
            ;
            \\if :ERROR
            \\echo \(number) :LAST_ERROR_MESSAGE
            \\endif

            """
        }
        let output = try psql("\\set ON_ERROR_STOP 0\n" + script.joined(), in: database)
        return output.split(separator: "\n").map { line in
            let parts = line.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, let number = Int(parts[0]), statements.indices ~= number else {
                return String(line)
            }
            return "\(parts[1]) in: \(statements[number])"
        }
    }

    /// Runs `script` with psql and answers its output; the first error ends it unless the script says otherwise.
    private func psql(_ script: String, in database: String) throws -> String {
        try Self.psql(script, at: connection(to: database))
    }

    /// The same on any server.
    static func psql(_ script: String, at connection: String) throws -> String {
        guard let binaries = binaries() else { throw Failure(description: "psql was not found.") }
        let result = try run(
            [binaries + "/psql", "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1"]
                + ["-d", connection, "-f", "-"], input: script)
        guard result.status == 0 else { throw Failure(description: "psql: \(result.errors)") }
        return result.output
    }

    // MARK: Processes

    /// The user that the server runs as if this process is root, which PostgreSQL refuses to run as.
    private static let serverUser: (id: uid_t, group: gid_t)? = {
        guard geteuid() == 0 else { return nil }
        for name in ["postgres", "nobody"] {
            if let user = getpwnam(name) { return (user.pointee.pw_uid, user.pointee.pw_gid) }
        }
        return nil
    }()

    /// `command`, changed to run as the server's user.
    private static func asServer(_ command: [String]) -> [String] {
        guard let user = serverUser else { return command }
        return ["setpriv", "--reuid=\(user.id)", "--regid=\(user.group)", "--clear-groups", "--"] + command
    }

    private static func runAsServer(_ command: [String]) throws {
        let result = try run(asServer(command), input: "")
        guard result.status == 0 else {
            throw Failure(description: "\(command.joined(separator: " ")): \(result.output) \(result.errors)")
        }
    }

    private static func process(_ command: [String]) -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.currentDirectoryURL = URL(fileURLWithPath: "/")
        process.environment = ["PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C"]
        return process
    }

    private static func run(
        _ command: [String], input: String
    ) throws -> (status: Int32, output: String, errors: String) {
        // Files rather than pipes: the server keeps what it inherits open, and no pipe can fill up.
        let files = NSTemporaryDirectory() + "nameplate-run-" + UUID().uuidString
        defer { for name in ["in", "out", "err"] { try? FileManager.default.removeItem(atPath: "\(files).\(name)") } }
        try Data(input.utf8).write(to: URL(fileURLWithPath: files + ".in"))
        for name in ["out", "err"] { try Data().write(to: URL(fileURLWithPath: "\(files).\(name)")) }
        let process = process(command)
        process.standardInput = FileHandle(forReadingAtPath: files + ".in")
        process.standardOutput = FileHandle(forWritingAtPath: files + ".out")
        process.standardError = FileHandle(forWritingAtPath: files + ".err")
        try process.run()
        process.waitUntilExit()
        func text(_ name: String) throws -> String {
            String(decoding: try Data(contentsOf: URL(fileURLWithPath: "\(files).\(name)")), as: UTF8.self)
        }
        return (process.terminationStatus, try text("out"), try text("err"))
    }

    /// The directory of the newest installed PostgreSQL's programs. `pg_ctl` finds the others beside itself, so links
    /// to it are followed.
    private static func binaries() -> String? {
        let manager = FileManager.default
        let debian = "/usr/lib/postgresql"
        let versions = ((try? manager.contentsOfDirectory(atPath: debian)) ?? [])
            .compactMap { name in Int(name).map { (number: $0, path: "\(debian)/\(name)/bin") } }
            .filter { $0.number >= oldestVersion }
            .sorted { $0.number > $1.number }
        let paths = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        let linked = paths.map { path in
            URL(fileURLWithPath: path + "/initdb").resolvingSymlinksInPath().deletingLastPathComponent().path
        }
        return (versions.map(\.path) + linked).first { path in
            ["initdb", "pg_ctl", "postgres", "psql"].allSatisfy { manager.isExecutableFile(atPath: "\(path)/\($0)") }
        }
    }
}
