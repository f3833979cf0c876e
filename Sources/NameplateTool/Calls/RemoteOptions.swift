import ArgumentParser
import FoundationEssentials

/// Where a registry is served that is not on this machine.
struct RemoteOptions: ParsableArguments {
    @Option(
        help: """
            Ask a server elsewhere, such as https://id.example.com, instead of a database (default: NAMEPLATE_SERVER). \
            NAMEPLATE_TOKEN says who asks.
            """)
    var server: String?
    @Option(
        help: "The file of the token, mode 0600 (default: NAMEPLATE_TOKEN).", completion: .file())
    var tokenFile: String?
    @Option(
        help: "Certificates, PEM, of those who may vouch for the server (default: the system's).",
        completion: .file())
    var serverCA: String?

    /// The server that is named; nil where there is none, and a database is asked.
    /// - Parameter inherits: Whether the environment may name it.
    /// - Throws: ``ToolError``.
    func remoteServer(inherits: Bool) throws(ToolError) -> RemoteServer? {
        let environment = ProcessInfo.processInfo.environment
        let inherited = inherits ? environment["NAMEPLATE_SERVER"] ?? "" : ""
        guard let address = server ?? (inherited.isEmpty ? nil : inherited) else { return nil }
        return try RemoteServer(parsing: address, token: try token(environment), authorities: serverCA)
    }

    private func token(_ environment: [String: String]) throws(ToolError) -> Token? {
        if let tokenFile { return try Token(file: tokenFile) }
        let given = environment["NAMEPLATE_TOKEN"] ?? ""
        return given.isEmpty ? nil : try Token(given)
    }
}
