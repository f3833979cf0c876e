#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How many files and connections this process may have open.
enum OpenFiles {
    /// Left for the database, its connections, logs and templates.
    private static let ownUse = 256

    /// How many connections there may be, once the limit is raised.
    static func forConnections() -> Int { max(16, raiseLimit() - ownUse) }

    /// Raises the limit to what the system allows, as a server with many connections needs it; getrlimit(2).
    /// - Returns: The limit.
    private static func raiseLimit() -> Int {
        #if canImport(Glibc)
            let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        #else
            let resource = RLIMIT_NOFILE
        #endif
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return 1_024 }
        // More than this nobody needs, and where the limit is "infinite" some programs loop over all numbers.
        let wanted = min(limit.rlim_max, 65_536)
        if limit.rlim_cur < wanted {
            limit.rlim_cur = wanted
            if setrlimit(resource, &limit) != 0 { _ = getrlimit(resource, &limit) }
        }
        return Int(clamping: limit.rlim_cur)
    }
}
