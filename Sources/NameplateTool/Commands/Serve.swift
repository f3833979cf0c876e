import ArgumentParser
import Nameplate
import Server

/// `nameplate serve`
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the website and the API, and make the registry where there is none.",
        discussion: """
            The server answers on 127.0.0.1 only, unless --host names another address. Ctrl-C ends it.

            EXAMPLES
              nameplate serve
              nameplate serve --port 9000 --next-free-port
              nameplate serve --public-address https://id.example.com --proxy-hops 1
              nameplate serve --host 0.0.0.0 --port 443 --tls-certificate chain.pem \\
                --tls-key key.pem --public-address https://id.example.com
              nameplate serve --database postgres://nameplate@db.example.com/registry
            """)
    @OptionGroup var address: AddressOptions
    @OptionGroup var publicAddress: PublicAddressOption
    @Flag(help: "Let everybody choose whose eyes to look with: for sample data only.") var demo = false
    @OptionGroup var database: DatabaseOption

    func run() async throws {
        let place = try database.place()
        let printed = try publicAddress.address()
        let address = try self.address.place()
        let registry = try await database.open(place)
        try await Serving.run(registry, at: place, on: address, demo: demo ? .sample : nil, printed: printed) { port in
            try? Output.standard.print(
                "“\(place.title.harmless())” is served on \(address.address(port)) until Ctrl-C.")
        }
    }
}
