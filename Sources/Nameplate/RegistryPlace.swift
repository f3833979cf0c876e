import FoundationEssentials
package import Storage

/// Where a registry's data lie: in a file of this machine, or in a database of a PostgreSQL server.
package enum RegistryPlace: Sendable {
    case file(String)
    /// What lies on this machine has names that begin with `localPath`.
    case server(PostgresAddress, localPath: String)

    private static let schemes = ["postgres://", "postgresql://"]

    private static let fileScheme = "sqlite:"

    /// Reads a path, alone or behind `sqlite:`, or an address that begins with `postgres://` or `postgresql://`.
    /// - Parameter stateDirectory: The folder for what belongs to a database of a server but lies on this machine.
    /// - Throws: `StorageError` `noAccess` where an address cannot be read.
    package init(parsing text: String, stateDirectory: String) throws {
        guard Self.schemes.contains(where: text.hasPrefix) else {
            self = .file(text.hasPrefix(Self.fileScheme) ? String(text.dropFirst(Self.fileScheme.count)) : text)
            return
        }
        let address = try PostgresAddress(text)
        self = .server(address, localPath: stateDirectory + "/" + address.fileName)
    }

    /// The folder that a service manager gives, or the user's own
    /// (https://specifications.freedesktop.org/basedir-spec/latest/).
    package static var stateDirectory: String {
        let environment = ProcessInfo.processInfo.environment
        if let given = environment["STATE_DIRECTORY"]?.split(separator: ":").first { return String(given) }
        if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return state + "/nameplate" }
        return (environment["HOME"] ?? "") + "/.local/state/nameplate"
    }

    /// What the registry is called, with nothing secret.
    package var title: String {
        switch self {
        case .file(let path): path
        case .server(let address, _): address.title
        }
    }

    /// What the names of its files on this machine begin with.
    package var localPath: String {
        switch self {
        case .file(let path), .server(_, let path): path
        }
    }

    /// Where its master key lies, unless that comes from elsewhere.
    var masterKeyFile: String { LocalPlace.masterKeyFile(beside: localPath) }

    /// Makes the folder of what belongs to a database of a server but lies on this machine, where it is missing.
    static func makeFolder(of localPath: String) throws {
        try FileManager.default.createDirectory(
            atPath: String(localPath[..<(localPath.lastIndex(of: "/") ?? localPath.endIndex)]),
            withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// Whether opening it would have to make it.
    package var isMissing: Bool {
        if case .file(let path) = self { !FileManager.default.fileExists(atPath: path) } else { false }
    }

    /// Where the process that has this registry open answers; nil where nobody has it open, empty where that one says
    /// nothing.
    package func announcement() -> String? {
        switch self {
        case .file(let path): SQLiteDatabase.lockNote(path: path)
        // Whoever finds it open opens it too.
        case .server: nil
        }
    }

    /// Opens the registry in this process.
    package func open(
        masterKey: MasterKeySource?, warn: @escaping @Sendable (String) -> Void
    ) async throws -> NameplateRegistry {
        switch self {
        case .file(let path): try await .open(sqlite: path, masterKey: masterKey, warn: warn)
        case .server(let address, let localPath):
            try await .open(postgres: address, localPath: localPath, masterKey: masterKey, warn: warn)
        }
    }
}
