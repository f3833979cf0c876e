import ArgumentParser
import Identifiers
import Server

/// What is said of packing, unpacking and moving.
struct GoodsOptions: ParsableArguments {
    @Option(name: .customLong("time"), help: "When, such as 2026-03-02T14:00:00+01:00 (default: now).")
    var eventTime: String?
    @Option(name: .customLong("note"), help: "A remark; repeat it for more.") var notes: [String] = []
    @Flag(help: "Only check it and show what would be recorded.") var dryRun = false

    /// Sends an order and shows what was done.
    func send(
        _ path: String, of manufacturer: String, _ container: String?, _ plates: [String], at location: String?,
        saying terms: [(String, String?)] = [], _ registry: RegistryOptions
    ) async throws {
        var document: [String: JSON] = [:]
        for (name, text) in [("container", container), ("location", location), ("eventTime", eventTime)] + terms {
            document[name] = text.map(JSON.string)
        }
        if !plates.isEmpty { document["items"] = .array(plates.map(JSON.string)) }
        if !notes.isEmpty { document["notes"] = .array(notes.map(JSON.string)) }
        var call = try APICall(
            .post, ["manufacturers", manufacturer, path], query: [("dryRun", dryRun ? "true" : nil)]
        )
        .sending(.object(document)).typing("container", container).typing("location", location)
        for (place, plate) in plates.enumerated() { call = call.typing("items[\(place)]", plate) }
        try await Session.open(registry) { session in
            try await session.show(call) { answer in
                var card = Card()
                card.text(
                    dryRun ? "Nothing is recorded yet: this is a dry run." : "Recorded.", dryRun ? .warning : .good)
                card.field("SSCC", answer.sscc.asText)
                card.field("Things", answer.count.asText)
                card.field("Place", answer.location.name.asText)
                for event in answer.events.asArray {
                    card.field("Event", event.id.asText)
                    for discrepancy in event.discrepancies.asArray {
                        card.field("Discrepancy", EventCard.discrepancy(discrepancy), .warning)
                    }
                }
                try session.output.print(card)
            }
        }
    }
}

/// `nameplate pack`
struct Pack: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pack", abstract: "Put units, cases or pallets into one, all or none.",
        discussion: """
            Write 'new' for an SSCC that is made from the manufacturer's GS1 prefix.

            EXAMPLES
              nameplate pack fjordlys new 'FJ-320 TR2410001208W' \\
                --at fjordlys-plant-tr-dock --dry-run
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Argument(help: "The SSCC of the case or pallet, or 'new'.") var container: String
    @Argument(help: "What the labels say: SSCCs, serial numbers, perhaps with the model before.") var plates: [String]
    @Option(help: "In which place, by its code or GLN.") var at: String
    @OptionGroup var goods: GoodsOptions
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await goods.send(
            "packings", of: manufacturer, container == "new" ? nil : container, plates, at: at, registry)
    }
}

/// `nameplate unpack`
struct Unpack: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unpack", abstract: "Take units, cases or pallets out of one: those named, or all.",
        discussion: """
            EXAMPLES
              nameplate pack fjordlys 395204710000000139 \\
                'FJ-320 TR2410001208W' --at fjordlys-plant-tr-dock
              nameplate unpack fjordlys 395204710000000139
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Argument(help: "The SSCC of the case or pallet.") var container: String
    @Argument(help: "What the labels say of what leaves it; all of it without them.") var plates: [String] = []
    @Option(help: "In which place; where it is without it.") var at: String?
    @OptionGroup var goods: GoodsOptions
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await goods.send("unpackings", of: manufacturer, container, plates, at: at, registry)
    }
}

/// `nameplate move`
struct Move: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move", abstract: "Put units, cases or pallets in another place.",
        discussion: """
            A case or pallet takes with it all that is in it.

            EXAMPLES
              nameplate move fjordlys 'FJ-320 TR2410001208W' \\
                --to fjordlys-warehouse-in --dry-run
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Argument(help: "What the labels say: SSCCs, serial numbers, perhaps with the model before.") var plates: [String]
    @Option(help: "To which place, by its code or GLN.") var to: String
    @OptionGroup var goods: GoodsOptions
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await goods.send("moves", of: manufacturer, nil, plates, at: to, registry)
    }
}

/// `nameplate contents`
struct ContentsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contents", abstract: "Show all that is in a case or pallet, at any depth.",
        discussion: """
            EXAMPLES
              nameplate contents fjordlys 395204710000000122
              nameplate contents fjordlys '(00)395204710000000122'
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Argument(help: "The SSCC, as its label has it.") var container: String
    @OptionGroup var moment: MomentOptions
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let digits = container.hasPrefix("(00)") ? String(container.dropFirst(4)) : container
        let serial = (try? SSCC(parsing: digits))?.text ?? digits
        let path = ["manufacturers", manufacturer, "models", "SSCC", "units", serial, "components"]
        try await Session.open(registry) { session in
            let call = moment.typing(APICall(.get, path, query: moment.query)).typing("serial", container)
            try await session.show(call) { answer in
                try session.output.print(ComponentCard.lines(answer, for: session.output.terminal))
            }
        }
    }
}
