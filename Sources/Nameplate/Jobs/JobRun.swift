package import Registry
import Storage
import Synchronization

/// What the work of a job calls to say how far it is, and to write its file.
package struct JobRun: Sendable {
    let id: ID<Job>
    let jobs: Jobs
    let now: @Sendable () -> Int64

    /// Says how far it is.
    package func report(_ progress: JobProgress) {
        let time = now()
        jobs.update(id) { job in
            var progress = progress
            progress.began = job.progress.phase == progress.phase ? job.progress.began : time
            job.progress = progress
            if job.kind == .import, progress.phase == .writing { job.isCancellable = false }
        }
    }

    /// Writes a file piece by piece. One that is not finished goes, whatever ended it.
    /// - Throws: `job.tooLarge`, `CancellationError`, and `StorageError` where the disk is full.
    package func file(
        named name: String, _ contentType: String,
        _ write: (_ take: ([UInt8]) async throws -> Void) async throws -> Void
    ) async throws -> JobFile {
        jobs.prepare()
        let (directory, id) = (jobs.directory, String(describing: id))
        let file = try await onOwnThread { try StagingFile(named: id, in: directory) }
        do {
            try await write { bytes in
                try Task.checkCancellation()
                guard file.size + bytes.count <= Self.mostBytes else {
                    throw RegistryError(
                        .jobTooLarge,
                        "The file grows beyond \(Self.mostBytes / 1_000_000_000) GB; ask for less of it, or take it by the "
                            + "command line.")
                }
                try await onOwnThread { try file.append(bytes) }
            }
            _ = try await onOwnThread { try file.finish() }
        } catch {
            StagingFile.remove(id, in: directory)
            throw error
        }
        return JobFile(name: name, contentType: contentType, size: file.size, path: file.path)
    }

    /// Bytes of one file.
    private static let mostBytes = 4_000_000_000
}
