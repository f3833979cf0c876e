import Foundation
import Synchronization
import TestSupport

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Why a browser test cannot go on.
struct BrowserError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// A Chromium without a window, driven by the Chrome DevTools Protocol through two pipes: it reads commands on file
/// descriptor 3 and writes answers to 4, as JSON with a NUL after each message.
final class Browser: Sendable {
    /// Something that the browser tells unasked.
    struct Event: Sendable {
        var method: String
        var session: String?
        var parameters: JSON
    }
    typealias Answer = CheckedContinuation<JSON, any Error>

    private struct State {
        var lastID = 0
        var answers: [Int: Answer] = [:]
        var events: [Event] = []
        var waiting: [(isWanted: @Sendable (Event) -> Bool, from: Int, Answer)] = []
        var isGone = false
    }
    private let state = Mutex(State())
    private let commands: Int32
    private let profile: TemporaryDirectory

    private static let programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
    static var program: String? { programs.first { access($0, X_OK) == 0 } }
    /// Set where a missing browser is a fault and no reason to skip.
    static var isRequired: Bool { ProcessInfo.processInfo.environment["NAMEPLATE_TEST_BROWSER"] == "required" }

    init() throws {
        guard let program = Self.program else {
            throw BrowserError("There is no Chromium: 'scripts/prepare tests' installs it (Debian's package chromium).")
        }
        profile = try TemporaryDirectory()
        var (toBrowser, fromBrowser): ([Int32], [Int32]) = ([0, 0], [0, 0])
        guard pipe(&toBrowser) == 0, pipe(&fromBrowser) == 0 else { throw BrowserError("No pipe could be had.") }
        // No end is for a process that another test starts.
        for end in toBrowser + fromBrowser { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        commands = toBrowser[1]
        let answers = fromBrowser[0]
        try Self.start(
            program,
            [
                "--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--no-first-run",
                "--disable-dev-shm-usage", "--disable-background-networking", "--disable-extensions",
                "--disable-component-update", "--user-data-dir=\(profile.file("profile"))", "about:blank",
            ], reading: toBrowser[0], writing: fromBrowser[1])
        Thread.detachNewThread { [self] in read(answers) }
    }

    /// The browser ends when its pipe does.
    deinit { close(commands) }

    private static func start(
        _ program: String, _ arguments: [String], reading input: Int32, writing output: Int32
    ) throws {
        // Whatever numbers the ends have, they reach the browser as 3 and 4: first out of the way of both.
        let (source, target) = (fcntl(input, F_DUPFD_CLOEXEC, 10), fcntl(output, F_DUPFD_CLOEXEC, 10))
        defer { for end in [source, target, input, output] { close(end) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, source, 3)
        posix_spawn_file_actions_adddup2(&actions, target, 4)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        // The browser may not keep open what another test waits for to end. Closing what is not open does no harm.
        for other in 5..<Int32(256) { posix_spawn_file_actions_addclose(&actions, other) }
        let words = ([program] + arguments).map { strdup($0) }
        defer { words.forEach { free($0) } }
        var process = pid_t()
        let result = posix_spawn(&process, program, &actions, nil, words + [nil], environ)
        guard result == 0 else { throw BrowserError("\(program) does not start: \(String(cString: strerror(result)))") }
    }

    // MARK: Messages

    /// Sends a command and waits for its answer.
    @discardableResult
    func send(_ method: String, _ parameters: JSON = .object([:]), session: String? = nil) async throws -> JSON {
        try await withCheckedThrowingContinuation { answer in
            let id: Int? = state.withLock { state in
                guard !state.isGone else { return nil }
                state.lastID += 1
                state.answers[state.lastID] = answer
                return state.lastID
            }
            guard let id else { return answer.resume(throwing: BrowserError("The browser has ended.")) }
            var message: [String: JSON] = ["id": .number(Double(id)), "method": .text(method), "params": parameters]
            message["sessionId"] = session.map { .text($0) }
            write(JSON.object(message))
        }
    }

    /// Closes all pages of a profile, without waiting until they are.
    func dispose(of context: JSON) {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        write(
            .object([
                "id": .number(Double(id)), "method": .text("Target.disposeBrowserContext"),
                "params": .object(["browserContextId": context]),
            ]))
    }

    /// How many events there have been, to wait for one after this moment.
    var eventCount: Int { state.withLock { $0.events.count } }

    func events(of session: String) -> [Event] {
        state.withLock { $0.events.filter { $0.session == session } }
    }

    /// Waits for the first event after `start` of them that is wanted.
    @discardableResult
    func event(after start: Int, where isWanted: @escaping @Sendable (Event) -> Bool) async throws -> JSON {
        try await withCheckedThrowingContinuation { answer in
            let found: Result<JSON, any Error>? = state.withLock { state in
                if let event = state.events.dropFirst(start).first(where: isWanted) {
                    return .success(event.parameters)
                }
                guard !state.isGone else { return .failure(BrowserError("The browser has ended.")) }
                state.waiting.append((isWanted, start, answer))
                return nil
            }
            if let found { answer.resume(with: found) }
        }
    }

    private func write(_ message: JSON) {
        guard var bytes = try? Array(JSONEncoder().encode(message)) else { return }
        bytes.append(0)
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(commands, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Runs on a thread of its own until the browser ends.
    private func read(_ input: Int32) {
        var pending: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Foundation.read(input, &buffer, buffer.count)
            guard count > 0 else { break }
            pending += buffer[..<count]
            while let end = pending.firstIndex(of: 0) {
                if let message = try? JSONDecoder().decode(JSON.self, from: Data(pending[..<end])) { take(message) }
                pending.removeSubrange(...end)
            }
        }
        close(input)
        let left: [Answer] = state.withLock { state in
            state.isGone = true
            defer { (state.answers, state.waiting) = ([:], []) }
            return Array(state.answers.values) + state.waiting.map(\.2)
        }
        for answer in left { answer.resume(throwing: BrowserError("The browser has ended.")) }
    }

    private func take(_ message: JSON) {
        if let id = message["id"].number {
            let answer = state.withLock { $0.answers.removeValue(forKey: Int(id)) }
            if let fault = message["error"]["message"].text {
                answer?.resume(throwing: BrowserError(fault))
            } else {
                answer?.resume(returning: message["result"])
            }
            return
        }
        guard let method = message["method"].text else { return }
        let event = Event(method: method, session: message["sessionId"].text, parameters: message["params"])
        let done: [Answer] = state.withLock { state in
            state.events.append(event)
            let done = state.waiting.filter { $0.isWanted(event) }.map(\.2)
            state.waiting.removeAll { $0.isWanted(event) }
            return done
        }
        for answer in done { answer.resume(returning: event.parameters) }
    }
}
