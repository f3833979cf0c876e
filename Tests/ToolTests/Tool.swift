import Foundation
import TestSupport
import Testing

/// The program as built beside the tests, run from outside.
enum Tool {
    struct Result {
        var status: Int32
        var output: String
        var errors: String

        /// The output as JSON.
        var json: Any? { try? JSONSerialization.jsonObject(with: Data(output.utf8), options: .fragmentsAllowed) }
    }

    static var path: String { directory.appendingPathComponent("nameplate").path }

    /// The folder of products, in which the test bundle lies too.
    static var directory: URL {
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    }

    /// The project's own folder.
    static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Runs the program in a folder to its end.
    static func run(
        _ arguments: [String], in folder: String, input: Data = Data(), environment: [String: String] = [:]
    ) throws -> Result {
        try start(path, arguments, in: folder, input: input, environment: environment)
    }

    /// Runs a line of shell to its end; `nameplate` is the program.
    static func shell(_ line: String, in folder: String) throws -> Result {
        try start("/bin/bash", ["-o", "pipefail", "-c", line], in: folder, input: Data(), environment: [:])
    }

    private static func start(
        _ program: String, _ arguments: [String], in folder: String, input: Data, environment: [String: String]
    ) throws -> Result {
        // Files, not pipes: nobody has to read both while the program writes.
        let scratch = try TemporaryDirectory()
        let names = ["input", "output", "errors"].map(scratch.file)
        for name in names { _ = FileManager.default.createFile(atPath: name, contents: name == names[0] ? input : nil) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.environment = Self.environment.merging(environment) { _, new in new }
        process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: names[0]))
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: names[1]))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: names[2]))
        try process.run()
        process.waitUntilExit()
        func text(_ name: String) throws -> String {
            String(decoding: try Data(contentsOf: URL(fileURLWithPath: name)), as: UTF8.self)
        }
        return Result(status: process.terminationStatus, output: try text(names[1]), errors: try text(names[2]))
    }

    /// Nothing of the tester's own settings.
    static var environment: [String: String] {
        let inherited = ProcessInfo.processInfo.environment
        var environment: [String: String] = [:]
        for name in ["HOME", "LD_LIBRARY_PATH"] { environment[name] = inherited[name] }
        environment["PATH"] = directory.path + ":" + (inherited["PATH"] ?? "/usr/bin:/bin")
        return environment
    }
}

/// The program at work: a server, or a command that is to be interrupted.
final class RunningTool {
    let process = Process()
    private let output = Pipe()
    private var unread = Data()

    init(
        _ arguments: [String], in folder: String, input: FileHandle = .nullDevice, environment: [String: String] = [:]
    ) throws {
        process.executableURL = URL(fileURLWithPath: Tool.path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.environment = Tool.environment.merging(environment) { _, new in new }
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    deinit { if process.isRunning { Foundation.kill(process.processIdentifier, SIGKILL) } }

    /// The next line that holds `word`, or nil where the output ends before.
    func line(with word: String) -> String? {
        while true {
            while let end = unread.firstIndex(of: 0x0A) {
                let line = String(decoding: unread[..<end], as: UTF8.self)
                unread = Data(unread[(end + 1)...])
                if line.contains(word) { return line }
            }
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { return nil }
            unread.append(more)
        }
    }

    /// Sends a signal and waits for the end. - Returns: The exit status.
    func end(with signal: Int32) -> Int32 {
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        return process.terminationStatus
    }
}
