import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The folder of the files that jobs make, each for its owner alone.
enum JobFolder {
    static func remove(_ path: String) { unlink(path) }

    /// Removes what an earlier process has left in it.
    static func empty(_ directory: String) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? [] {
            unlink(directory + "/" + name)
        }
    }
}
