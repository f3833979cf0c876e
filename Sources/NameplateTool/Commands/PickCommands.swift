import ArgumentParser
import Server

/// `nameplate picks …`
struct PickCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "picks", abstract: "Set goods aside for somebody, and pick them.",
        subcommands: [
            PickListCommand.self, PickShow.self, PickItems.self, PickReserve.self, PickScanCommand.self,
            PickFinish.self, PickCancel.self,
        ])
}

/// Which pick list a command is about.
struct PickArguments: ParsableArguments {
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Argument(help: "Its number, such as P-7K3M-9TQ1, or its reference.") var pick: String

    var path: [String] { ["manufacturers", manufacturer, "picks", pick] }

    /// Moves the list on as it stands now, unless somebody else does so meanwhile.
    fileprivate func step(_ name: String, dryRun: Bool, _ registry: RegistryOptions) async throws {
        try await Session.open(registry) { session in
            try await session.change(
                path, "pick", .post, ["steps"], query: [("dryRun", dryRun ? "true" : nil)],
                { PickCard.lines($0, for: $1, isDryRun: dryRun) }
            ) { _ in ["step": .string(name)] }
        }
    }
}

/// `nameplate picks list`
struct PickListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the pick lists of places that are for you, the newest first.",
        discussion: """
            EXAMPLES
              nameplate picks list fjordlys
              nameplate picks list fjordlys --location fjordlys-warehouse --state picking
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Option(help: "Only lists of this place.") var location: String?
    @Option(help: "Only those in this state: reserved, picking, picked, fulfilled or cancelled.") var state: String?
    @OptionGroup var page: PageOptions
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let query = [("location", location), ("state", state)] + page.query
        let call = APICall(.get, ["manufacturers", manufacturer, "picks"], query: query).typing("location", location)
        try await Session.open(registry) { session in
            try await session.show(call) { answer in
                var table = Table([
                    .init(heading: "number", isWhole: true), .init(heading: "reference"), .init(heading: "for"),
                    .init(heading: "location", isWhole: true), .init(heading: "state"), .init(heading: "set aside"),
                ])
                for item in answer.items.asArray {
                    table.add([
                        item.number.asText ?? "", item.reference.asText ?? "",
                        item[dynamicMember: "for"].asText ?? "", item.location.asText ?? "", item.state.asText ?? "",
                        Figures.time(item.createdAt.asText) ?? "",
                    ])
                }
                try session.print(
                    table, of: answer, none: "None yet: nameplate picks reserve \(manufacturer) --at PLACE")
            }
        }
    }
}

/// `nameplate picks show`
struct PickShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show what a pick list asks for, and how far it is.",
        discussion: """
            EXAMPLES
              nameplate picks show fjordlys P-7K3M-9TQ1
            """)
    @OptionGroup var pick: PickArguments
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            try await session.show(APICall(.get, pick.path).typing("pick", pick.pick)) {
                try session.output.print(PickCard.lines($0, for: session.output.terminal))
            }
        }
    }
}

/// `nameplate picks items`
struct PickItems: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "items", abstract: "List what is set aside for a pick list, picked, or gone, and where.",
        discussion: """
            EXAMPLES
              nameplate picks items fjordlys P-7K3M-9TQ1
            """)
    @OptionGroup var pick: PickArguments
    @OptionGroup var page: PageOptions
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let call = APICall(.get, pick.path + ["items"], query: page.query).typing("pick", pick.pick)
        try await Session.open(registry) { session in
            try await session.show(call) {
                try session.print(
                    PickCard.items($0.items.asArray), of: $0, none: "Nothing is set aside for it any more.")
            }
        }
    }
}

/// `nameplate picks reserve`
struct PickReserve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reserve", abstract: "Set goods aside at a place, all or none.",
        discussion: """
            Goods are serial numbers, or a model with --count. Of a model what came to the site first is
            taken (fifo), or what expires first (fefo), which is usual where batches have a last day; loose
            goods before those in cases. A table (CSV) has some of the columns serial, model, batch,
            quantity and strategy.

            EXAMPLES
              nameplate picks reserve fjordlys FJ-450C --count 2 \\
                --at fjordlys-plant-tr --dry-run
              nameplate picks reserve fjordlys --table order.csv --at fjordlys-plant-tr \\
                --reference 4711 --for sample-shop --partial
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Argument(help: "What labels say, or with --count the number of a model.") var goods: [String] = []
    @Option(help: "In which place, by its code or GLN; what stands in it is taken too.") var at: String
    @Option(help: "How many of the model.") var count: Int64?
    @Option(help: "Only of this batch.") var batch: String?
    @Option(help: "Which first: fifo or fefo.") var strategy: String?
    @Option(help: "Read what is wanted from a table; '-' reads standard input.", completion: .file())
    var table: String?
    @Option(help: "The number of the order.") var reference: String?
    @Option(name: .customLong("for"), help: "For whom: a customer, or the code of a shop.") var recipient: String?
    @Flag(help: "Set aside what there is where it is too little.") var partial = false
    @Flag(help: "Take what is in cases and on pallets as if it stood loose.") var takeContained = false
    @Flag(help: "Only show what would be set aside.") var dryRun = false
    @OptionGroup var registry: RegistryOptions

    func validate() throws {
        guard goods.isEmpty != (table == nil) else {
            throw ValidationError("Name goods, or a table with --table.")
        }
        if count == nil, batch != nil || strategy != nil {
            throw ValidationError("--batch and --strategy are of a model; say how many with --count.")
        }
    }

    func run() async throws {
        var document: [String: JSON] = [
            "location": .string(at), "partial": .boolean(partial), "takeContained": .boolean(takeContained),
        ]
        document["reference"] = reference.map(JSON.string)
        document["for"] = recipient.map(JSON.string)
        if let table {
            document["table"] = .string(String(decoding: try await FileBytes(path: table).all(), as: UTF8.self))
        } else {
            document["lines"] = .array(goods.map(line))
        }
        var call = try APICall(
            .post, ["manufacturers", manufacturer, "picks"], query: [("dryRun", dryRun ? "true" : nil)]
        ).sending(.object(document)).typing("location", at).typing("reference", reference).typing("for", recipient)
        for (place, text) in goods.enumerated() { call = call.typing("lines[\(place)]", text) }
        try await Session.open(registry) { session in
            try await session.show(call) {
                try session.output.print(PickCard.lines($0, for: session.output.terminal, isDryRun: dryRun))
            }
        }
    }

    private func line(_ text: String) -> JSON {
        guard let count else { return .object(["serial": .string(text)]) }
        var line: [String: JSON] = ["model": .string(text), "quantity": .integer(count)]
        line["batch"] = batch.map(JSON.string)
        line["strategy"] = strategy.map(JSON.string)
        return .object(line)
    }
}

/// `nameplate picks finish`
struct PickFinish: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "finish", abstract: "Say that nothing more is picked: the rest is free again.",
        discussion: """
            EXAMPLES
              nameplate picks finish fjordlys P-7K3M-9TQ1 --dry-run
            """)
    @OptionGroup var pick: PickArguments
    @Flag(help: "Only check it.") var dryRun = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws { try await pick.step("finish", dryRun: dryRun, registry) }
}

/// `nameplate picks cancel`
struct PickCancel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Say that nobody wants the goods: all that is still there is free again.",
        discussion: """
            EXAMPLES
              nameplate picks cancel fjordlys P-7K3M-9TQ1
            """)
    @OptionGroup var pick: PickArguments
    @Flag(help: "Only check it.") var dryRun = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws { try await pick.step("cancel", dryRun: dryRun, registry) }
}
