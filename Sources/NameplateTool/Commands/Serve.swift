import ArgumentParser
import Nameplate

/// `nameplate serve`
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the website and the API on this machine, and make the registry where there is none.",
        discussion: """
            The server answers on 127.0.0.1 only. Ctrl-C ends it.

            EXAMPLES
              nameplate serve
              nameplate serve --port 9000 --next-free-port
            """)
    @OptionGroup var address: AddressOptions
    @Flag(help: "Let everybody choose whose eyes to look with: for sample data only.") var demo = false
    @Option(
        name: .shortAndLong, help: "The database file (default: NAMEPLATE_DATABASE, or nameplate.sqlite here).",
        completion: .file())
    var database: String?

    func run() async throws {}
}

/// Where a server listens.
struct AddressOptions: ParsableArguments {
    @Option(help: "The TCP port; 0 takes any that is free.") var port = 8080
    @Flag(help: "Take the next free port where that one is taken.") var nextFreePort = false

    func validate() throws {
        guard (0...65535).contains(port) else { throw ValidationError("--port is a number from 0 to 65535.") }
    }
}
