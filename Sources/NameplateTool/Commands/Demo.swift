import ArgumentParser
import Nameplate
import Server

/// `nameplate demo`
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve a sample registry: real drives, and an invented maker of refrigerators.",
        discussion: """
            The first start loads the data; later ones serve at once. 'make demo' builds and starts it.

            EXAMPLES
              nameplate demo --database sample.sqlite
              nameplate demo --database sample.sqlite --data Demo --port 9000
            """)
    @Option(help: "The TCP port; the next free one where it is taken.") var port = 8080
    @Option(help: "The folder of the sample data.", completion: .directory) var data = "Demo"
    @OptionGroup var database: DatabaseOption

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port is a number from 0 to 65535.") }
    }

    func run() async throws {
        let place = try database.place()
        if let port = try Announcement.find(place)?.port {
            return try Output.standard.print("The demo is being served already: http://127.0.0.1:\(port)")
        }
        let printed = try PublicAddressOption.inherited()
        let registry = try await database.open(place)
        do {
            let caller = ResponderCaller(caller: InProcessCaller(NameplateResponder(registry)))
            try await DemoData.load(data, into: Session(caller: caller, printsJSON: false))
            try await DemoData.loadVerifications(in: data, into: registry)
        } catch {
            await registry.close()
            throw error
        }
        let address = Serving.Place(port: port, takesNextFreePort: true)
        try await Serving.run(registry, at: place, on: address, demo: .sample, printed: printed) { port in
            try? Output.standard.print(Self.invitation(port))
        }
    }

    /// Five addresses to try.
    private static func invitation(_ port: Int) -> Card {
        let base = "http://127.0.0.1:\(port)"
        var card = Card()
        card.title("Nameplate is served until Ctrl-C. Five addresses to try:")
        card.field("What is this?", base + Href.front.text)
        card.field("A drive that failed", base + Href.unit("seagate", "ST3000DM001", "S1F06TAZ").text)
        card.field("A refrigerator's life", base + Href.unit("fjordlys", "FJ-320", "TR2410001207Y").text)
        card.field("Which models fail more", base + Href.quality("hgst", [("by", "model")]).text)
        card.field("How a model has fared", base + Href.model("seagate", "ST3000DM001").text)
        card.field("The API", base + Href.api.text)
        return card
    }
}
