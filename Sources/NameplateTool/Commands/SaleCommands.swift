import ArgumentParser
import Server

/// `nameplate sell`
struct Sell: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sell", abstract: "Sell units to whoever uses them, all or none; warranties begin with that.",
        discussion: """
            What is held, recalled, sold already or at another site is refused.

            EXAMPLES
              nameplate sell fjordlys 'FJ-450C TR2506000310R' --at fjordlys-plant-tr --dry-run
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Argument(help: "What the labels say: serial numbers, perhaps with the model before.") var plates: [String]
    @Option(help: "In which place, by its code or GLN.") var at: String
    @Option(help: "The number of the invoice or order.") var invoice: String?
    @Option(help: "The pick list whose goods are sold, by its number or its reference.") var pick: String?
    @Option(help: "The country that they are sold for, such as NO (ISO 3166-1).") var market: String?
    @OptionGroup var goods: GoodsOptions
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let terms = [("invoice", invoice), ("market", market), ("pick", pick)]
        try await goods.send("sales", of: manufacturer, nil, plates, at: at, saying: terms, registry)
    }
}
