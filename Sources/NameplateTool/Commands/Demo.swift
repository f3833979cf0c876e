import ArgumentParser

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
    @OptionGroup var address: AddressOptions
    @Option(help: "The folder of the sample data.", completion: .directory) var data = "Demo"
    @OptionGroup var registry: RegistryOptions

    func run() async throws {}
}
