import ArgumentParser
import Server

/// `nameplate returns …`
struct ReturnCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "returns", abstract: "Take back units that customers send, and say what becomes of them.",
        subcommands: [
            ReturnList.self, ReturnShow.self, ReturnAuthorize.self, ReturnReceive.self, ReturnDecide.self,
        ])
}

/// `nameplate returns list`
struct ReturnList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List returns, the latest first.",
        discussion: """
            EXAMPLES
              nameplate returns list fjordlys
              nameplate returns list fjordlys --closed --location fjordlys-warehouse
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Flag(help: "Those that have come to an end.") var closed = false
    @Option(help: "Only those that came in at this place.") var location: String?
    @OptionGroup var page: PageOptions
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let call = APICall(
            .get, ["manufacturers", manufacturer, "returns"],
            query: [("closed", closed ? "true" : nil), ("location", location)] + page.query
        ).typing("location", location)
        try await Session.open(registry) { session in
            try await session.show(call) { answer in
                var table = Table([
                    .init(heading: "number", isWhole: true), .init(heading: "state"), .init(heading: "model"),
                    .init(heading: "serial", isWhole: true), .init(heading: "reason"), .init(heading: "since"),
                    .init(heading: "place"),
                ])
                for item in answer.items.asArray {
                    table.add([
                        item.number.asText ?? "", item.state.asText ?? "", item.unit.model.asText ?? "",
                        item.unit.serial.asText ?? "", item.reason.asText ?? "",
                        String((item.authorizedAt.asText ?? "").prefix(10)), item.location.asText ?? "",
                    ])
                }
                try session.print(table, of: answer, none: "Nothing is coming back.")
            }
        }
    }
}

/// Which return a command is about.
struct ReturnArguments: ParsableArguments {
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Argument(help: "The return's number.") var number: String

    var path: [String] { ["manufacturers", manufacturer, "returns", number] }
}

/// `nameplate returns show`
struct ReturnShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a return, what was done, and what can be done.",
        discussion: """
            EXAMPLES
              nameplate returns show fjordlys A-7K3M-9TQ1
            """)
    @OptionGroup var entry: ReturnArguments
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            try await session.show(APICall(.get, entry.path).typing("return", entry.number)) {
                try session.output.print(ReturnCard.card($0, isDryRun: false))
            }
        }
    }
}

/// `nameplate returns authorize`
struct ReturnAuthorize: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "authorize", abstract: "Promise to take a unit back (RMA).",
        discussion: """
            EXAMPLES
              nameplate returns authorize fjordlys 'FJ-320 TR2410001207Y' \\
                --reason defective --dry-run
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Argument(help: "What its label says: a serial number, perhaps with the model before.") var plate: String
    @Option(help: "defective, damaged, wrongItem, unwanted, recall, overstock or other.") var reason: String
    @Option(help: "The customer's own reference, such as an order.") var reference: String?
    @Flag(help: "Only check it and show what would be promised.") var dryRun = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        var document: [String: JSON] = ["unit": .string(plate), "reason": .string(reason)]
        document["reference"] = reference.map(JSON.string)
        let call = try APICall(
            .post, ["manufacturers", manufacturer, "returns"], query: [("dryRun", dryRun ? "true" : nil)]
        ).sending(.object(document)).typing("unit", plate)
        try await Session.open(registry) { session in
            try await session.show(call) { try session.output.print(ReturnCard.card($0, isDryRun: dryRun)) }
        }
    }
}

/// `nameplate returns receive`
struct ReturnReceive: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receive", abstract: "Say that a unit has come in.",
        discussion: """
            EXAMPLES
              nameplate returns receive fjordlys A-7K3M-9TQ1 --at fjordlys-warehouse-in
            """)
    @OptionGroup var entry: ReturnArguments
    @Option(help: "In which place, by its code or GLN.") var at: String
    @Option(help: "A remark.") var note: String?
    @Flag(help: "Only check it.") var dryRun = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) {
            try await $0.move(entry, "receive", at: at, note: note, isDryRun: dryRun)
        }
    }
}

/// `nameplate returns decide`
struct ReturnDecide: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide", abstract: "Say what becomes of a unit: to stock, repair, scrap, back to its owner.",
        discussion: """
            What never came is cancelled.

            EXAMPLES
              nameplate returns decide fjordlys A-7K3M-9TQ1 restock \\
                --note 'Never unpacked' --at fjordlys-warehouse
              nameplate returns decide fjordlys A-7K3M-9TQ1 scrap --note 'Water inside'
            """)
    @OptionGroup var entry: ReturnArguments
    @Argument(help: "restock, repair, scrap, sendBack or cancel.") var step: String
    @Option(help: "What was found.") var note: String
    @Option(help: "In which place it is then; where it came in without it.") var at: String?
    @Flag(help: "Only check it.") var dryRun = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) {
            try await $0.move(entry, step, at: at, note: note, isDryRun: dryRun)
        }
    }
}

extension Session {
    /// Moves a return on as it stands now, unless somebody else moves it meanwhile.
    fileprivate func move(
        _ entry: ReturnArguments, _ step: String, at place: String?, note: String?, isDryRun: Bool
    ) async throws {
        try await change(
            entry.path, "return", .post, ["steps"], query: [("dryRun", isDryRun ? "true" : nil)],
            { ReturnCard.card($0, isDryRun: isDryRun).lines(for: $1) }
        ) { _ in
            var document: [String: JSON] = ["step": .string(step)]
            document["location"] = place.map(JSON.string)
            document["note"] = note.map(JSON.string)
            return document
        }
    }
}
