import Foundation
import Nameplate
import Registry
import Synchronization

/// Takes a backup into a file that has its name only once it is whole and on disk, readable by its owner alone; or to
/// standard output.
final class BackupFile: Sendable {
    private struct State {
        var reader = BackupReader()
        var size: Int64 = 0
    }
    private let path: String?
    private let unfinished: String
    private let descriptor: Int32
    private let state = Mutex(State())
    private let bar = ProgressBar("Backing up")

    /// - Parameter path: '-' is standard output.
    /// - Throws: ``ToolError`` `output.exists`, `output.failed`.
    init(_ path: String, replaces: Bool) throws {
        self.path = path == "-" ? nil : path
        unfinished = "\(path).unfinished-\(getpid())"
        guard path != "-" else {
            descriptor = STDOUT_FILENO
            return
        }
        guard replaces || !FileManager.default.fileExists(atPath: path) else {
            throw ToolError(
                "“\(path.harmless())” exists already. Name another file, or add --force to replace it.", "output.exists"
            )
        }
        descriptor = open(unfinished, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure(path) }
    }

    /// What has been taken, once it is whole.
    struct Taken {
        var head: BackupHead
        var manifest: BackupManifest
        var digest: [UInt8]
        var size: Int64
    }

    /// Makes the backup that `call` asks for.
    func take(_ call: APICall, _ session: Session) async throws -> Taken {
        do {
            defer { bar.clear() }
            try await session.caller.stream(call) { try self.take($0) }
            return try finish()
        } catch {
            if path != nil {
                close(descriptor)
                unlink(unfinished)
            }
            throw error
        }
    }

    private func take(_ piece: [UInt8]) throws {
        try state.withLock { state in
            var written: [UInt8] = []
            try state.reader.take(piece) { item, raw in
                switch item {
                case .progress(let done, let total):
                    bar.show(fraction: total > 0 ? Double(done) / Double(total) / 2 : nil, rows: 0)
                case .failure(let line):
                    let problem = try JSONText.decode(JSON.self, from: line).problem
                    throw Refusal(AnswerHead(status: 500), try JSONText.encode(problem))
                case .head, .data, .file, .fileData, .manifest, .end:
                    written += raw
                }
            }
            try Self.write(written, to: descriptor, path ?? "-")
            state.size += Int64(written.count)
        }
    }

    /// Brings the file to disk and gives it its name.
    private func finish() throws -> Taken {
        let (reader, size) = state.withLock { ($0.reader, $0.size) }
        do {
            try reader.finish()
        } catch {
            throw ToolError.noAnswer
        }
        guard let head = reader.head, let manifest = reader.manifest, let digest = reader.digest else {
            throw ToolError.noAnswer
        }
        if let path {
            guard fsync(descriptor) == 0, close(descriptor) == 0, rename(unfinished, path) == 0 else {
                throw Self.failure(path)
            }
            let folder = open((path as NSString).deletingLastPathComponent.ifEmpty("."), O_RDONLY | O_CLOEXEC)
            if folder >= 0 {
                fsync(folder)
                close(folder)
            }
        }
        return Taken(head: head, manifest: manifest, digest: digest, size: size)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EPIPE { throw OutputClosed() }
            if count < 0, errno != EINTR { throw failure(path) }
            rest = rest.dropFirst(max(0, count))
        }
    }

    private static func failure(_ path: String) -> ToolError {
        ToolError(
            "“\(path.harmless())” cannot be written: \(String(cString: strerror(errno))).", "output.failed")
    }
}

extension String {
    fileprivate func ifEmpty(_ other: String) -> String { isEmpty ? other : self }
}
