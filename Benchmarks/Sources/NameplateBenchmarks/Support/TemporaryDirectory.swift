import Foundation

/// A directory for the databases of one run, removed at its end.
struct TemporaryDirectory {
    private let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "nameplate-benchmarks-\(getpid())")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    func path(_ name: String) -> String { url.appending(path: name).path }

    /// The bytes of a file; 0 where there is none.
    func size(of name: String) -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path(name))
        return (attributes?[.size] as? NSNumber)?.intValue ?? 0
    }

    /// Removes a database with all files beside it.
    func removeDatabase(_ name: String) {
        for suffix in ["", "-wal", "-shm", ".lock"] {
            try? FileManager.default.removeItem(atPath: path(name + suffix))
        }
    }

    func remove() { try? FileManager.default.removeItem(at: url) }
}
