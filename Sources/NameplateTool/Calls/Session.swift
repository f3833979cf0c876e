import ArgumentParser
import FoundationEssentials
import Nameplate

/// Which registry a command works on.
struct DatabaseOption: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: """
            The database: a file, or postgres://user@host/name (default: NAMEPLATE_DATABASE_URL, NAMEPLATE_DATABASE, or \
            nameplate.sqlite here).
            """,
        completion: .file())
    var database: String?

    @Option(
        help: "The file of the master key (default: NAMEPLATE_MASTER_KEY_FILE, or the database's name with .key).",
        completion: .file())
    var masterKeyFile: String?

    /// - Throws: what a connection string that cannot be read throws.
    func place() throws -> RegistryPlace {
        let environment = ProcessInfo.processInfo.environment
        let named = [database, environment["NAMEPLATE_DATABASE_URL"], environment["NAMEPLATE_DATABASE"]]
            .compactMap(\.self).first { !$0.isEmpty }
        return try RegistryPlace(parsing: named ?? "nameplate.sqlite", stateDirectory: RegistryPlace.stateDirectory)
    }

    /// Opens the registry in this process.
    func open(_ place: RegistryPlace) async throws -> NameplateRegistry {
        try await place.open(masterKey: masterKey, warn: { try? Output.errors.print($0) })
    }

    var masterKey: MasterKeySource? { Self.masterKey(masterKeyFile) }

    /// Where a master key comes from: a file that an option names, or what the environment says.
    static func masterKey(_ file: String?) -> MasterKeySource? {
        let environment = ProcessInfo.processInfo.environment
        if let file { return .file(file) }
        if let text = environment["NAMEPLATE_MASTER_KEY"], !text.isEmpty { return .text(text) }
        return environment["NAMEPLATE_MASTER_KEY_FILE"].flatMap { $0.isEmpty ? nil : .file($0) }
    }

    func validate() throws {
        if database?.isEmpty == true { throw ValidationError("--database needs the path of a file or an address.") }
        if masterKeyFile?.isEmpty == true { throw ValidationError("--master-key-file needs the path of a file.") }
    }
}

/// Options of every command that asks a registry.
struct RegistryOptions: ParsableArguments {
    @OptionGroup var database: DatabaseOption
    @OptionGroup var remote: RemoteOptions

    @Flag(name: .long, help: "Print the API's JSON instead of tables and cards.")
    var json = false

    /// The server elsewhere that is to be asked; nil for a database. A database that is named goes before the environment.
    func remoteServer() throws(ToolError) -> RemoteServer? {
        try remote.remoteServer(inherits: database.database == nil)
    }

    func validate() throws {
        if remote.server != nil, database.database != nil {
            throw ValidationError("--server asks a server, --database a database: choose one.")
        }
    }
}

/// A command's way to the API and to its reader.
struct Session {
    let caller: any Caller
    let printsJSON: Bool
    var output = Output.standard

    /// Runs `body` with the registry that the options name.
    /// - Parameter making: Whether a database that is missing is made.
    static func open(
        _ options: RegistryOptions, making: Bool = false, _ body: (Session) async throws -> Void
    ) async throws {
        if let server = try options.remoteServer() {
            return try await body(Session(caller: ServerCaller(to: .remote(server)), printsJSON: options.json))
        }
        try await RegistryAccess.open(options.database, making: making) { caller in
            try await body(Session(caller: caller, printsJSON: options.json))
        }
    }

    /// Sends a call and shows its answer.
    func show(_ call: APICall, _ render: (JSON) throws -> Void) async throws {
        try show(try await answer(to: call).body, render)
    }

    /// Shows the JSON of an answer.
    func show(_ body: [UInt8], _ render: (JSON) throws -> Void) throws {
        if printsJSON { return try output.print(json: body) }
        try render(try JSONText.decode(JSON.self, from: body))
    }

    /// The answer to a call; a refused one is thrown, and printed where the reader wants JSON.
    func answer(to call: APICall) async throws -> (head: AnswerHead, body: [UInt8]) {
        do {
            return try await caller.answer(to: call)
        } catch let refusal as Refusal {
            if printsJSON { try output.print(json: refusal.document) }
            throw refusal
        }
    }
}
