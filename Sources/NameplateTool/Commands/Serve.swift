import ArgumentParser
import Nameplate
import Server

/// `nameplate serve`
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the website and the API on this machine, and make the registry where there is none.",
        discussion: """
            The server answers on 127.0.0.1 only. Ctrl-C ends it.

            EXAMPLES
              nameplate serve
              nameplate serve --port 9000 --next-free-port
              nameplate serve --public-address https://id.example.com
              nameplate serve --database postgres://nameplate@db.example.com/registry
            """)
    @OptionGroup var address: AddressOptions
    @OptionGroup var publicAddress: PublicAddressOption
    @Flag(help: "Let everybody choose whose eyes to look with: for sample data only.") var demo = false
    @OptionGroup var database: DatabaseOption

    func run() async throws {
        let place = try database.place()
        let printed = try publicAddress.address()
        let registry = try await database.open(place)
        try await Serving.run(registry, at: place, on: address.place, demo: demo ? .sample : nil, printed: printed) {
            port in
            try? Output.standard.print(
                "“\(place.title.harmless())” is served on http://127.0.0.1:\(port) until Ctrl-C.")
        }
    }
}
