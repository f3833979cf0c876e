import Registry
import Synchronization

/// Makes a backup piece by piece, as they are asked for: at first its head and how far reading the registry has come, then
/// the rest.
package struct BackupPieces {
    private enum State {
        case new
        case reading(SnapshotTask, AsyncStream<[UInt8]>.Iterator)
        case sending(TransientFile.Reader, DatabaseSnapshot.Content)
        case sendingFiles(DatabaseSnapshot.Content, next: Int, StoredFileReader?, offset: Int64)
        case done
    }
    private let run: BackupRun
    private var writer: BackupWriter
    private var state = State.new

    init(_ run: BackupRun) {
        self.run = run
        writer = BackupWriter(key: run.key)
    }

    /// The next bytes of the backup as a file, without what tells how far it is; nil after the last.
    package mutating func nextOfFile() async throws -> [UInt8]? {
        while let piece = try await next() {
            if !BackupWriter.isProgress(piece) { return piece }
        }
        return nil
    }

    /// The next bytes; nil after the last.
    package mutating func next() async throws -> [UInt8]? {
        switch state {
        case .new:
            let task = SnapshotTask(run.snapshot)
            state = .reading(task, task.steps.makeAsyncIterator())
            return try writer.head(run.head)
        case .reading(let task, var steps):
            if let step = await steps.next(isolation: #isolation) {
                state = .reading(task, steps)
                return step
            }
            var content = try await task.value()
            let file = try run.snapshot.open()
            content.manifest.size = file.size
            state = .sending(file, content)
            return try await next()
        case .sending(let file, let content):
            if let piece = try await onOwnThread({ try file.read(BackupWriter.pieceSize) }) {
                return writer.data(piece)
            }
            state = .sendingFiles(content, next: 0, nil, offset: 0)
            return try await next()
        case .sendingFiles(let content, let place, let reader, let offset):
            if let reader {
                let piece = try await onOwnThread { try reader.read(BackupWriter.pieceSize, at: offset) }
                let isAtEnd = piece.isEmpty
                state = .sendingFiles(
                    content, next: place, isAtEnd ? nil : reader, offset: offset + Int64(piece.count))
                return isAtEnd ? try await next() : writer.fileData(piece)
            }
            guard place < content.files.count else {
                state = .done
                return try writer.end(content.manifest)
            }
            let (files, digest) = (run.files.store, content.files[place])
            let opened = try await onOwnThread { try files.open(digest) }
            state = .sendingFiles(content, next: place + 1, opened, offset: 0)
            return writer.file(digest)
        case .done:
            return nil
        }
    }
}

/// Takes a snapshot, and tells how far it has come: again and again where nothing else is to be told, so that whoever waits
/// knows that it is at work. It ends with its last holder.
private final class SnapshotTask: Sendable {
    /// A reader slower than the work sees the latest step only.
    let steps: AsyncStream<[UInt8]>
    private let work: Task<DatabaseSnapshot.Content, any Error>
    private let ticker: Task<Void, Never>

    private static let longestSilence: Duration = .seconds(10)

    init(_ snapshot: DatabaseSnapshot) {
        let (steps, taker) = AsyncStream.makeStream(of: [UInt8].self, bufferingPolicy: .bufferingNewest(1))
        self.steps = steps
        let latest = LatestStep()
        work = Task {
            defer { taker.finish() }
            return try await snapshot.take { done, total in
                taker.yield(latest.set(BackupWriter.progress(done, of: total)))
            }
        }
        ticker = Task {
            while (try? await Task.sleep(for: Self.longestSilence)) != nil { taker.yield(latest.get()) }
        }
    }

    deinit {
        work.cancel()
        ticker.cancel()
    }

    func value() async throws -> DatabaseSnapshot.Content { try await work.value }
}

private final class LatestStep: Sendable {
    private let step = Mutex(BackupWriter.progress(0, of: 0))

    func set(_ bytes: [UInt8]) -> [UInt8] {
        step.withLock { $0 = bytes }
        return bytes
    }

    func get() -> [UInt8] { step.withLock(\.self) }
}
