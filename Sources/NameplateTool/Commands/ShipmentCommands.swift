import ArgumentParser
import Server

/// `nameplate shipments …`
struct ShipmentCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shipments", abstract: "Announce goods, send and receive them, and settle what does not fit.",
        subcommands: [
            List.self, Show.self, ShipmentAnnounce.self, ShipmentShip.self, ShipmentReceive.self, ShipmentClose.self,
            ShipmentCancel.self, ShipmentDiscrepancies.self, DiscrepancyAssign.self, DiscrepancyResolve.self,
        ])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the shipments of a manufacturer that are for you, the newest first.",
            discussion: """
                EXAMPLES
                  nameplate shipments list fjordlys --open
                  nameplate shipments list fjordlys --place sample-shop --arriving
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @Option(help: "Only those in this state: expected, shipped, receiving, closed or cancelled.")
        var state: String?
        @Flag(help: "Only those that are neither closed nor cancelled.") var open = false
        @Option(help: "Only those from or to this place and what stands in it.") var place: String?
        @Flag(help: "Only those to the place, or to one that is for you.") var arriving = false
        @OptionGroup var page: PageOptions
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            let query: [(String, String?)] = [
                ("state", state), ("open", open ? "true" : nil), ("place", place),
                ("arriving", arriving ? "true" : nil),
            ]
            let call = APICall(.get, ["manufacturers", manufacturer, "shipments"], query: query + page.query)
                .typing("location", place)
            try await Session.open(registry) { session in
                try await session.show(call) { answer in
                    var table = Table([
                        .init(heading: "number", isWhole: true), .init(heading: "reference"), .init(heading: "state"),
                        .init(heading: "from"), .init(heading: "to"), .init(heading: "expected"),
                        .init(heading: "shipped"),
                    ])
                    for item in answer.items.asArray {
                        table.add([
                            item.number.asText ?? "", item.reference.asText ?? "", item.state.asText ?? "",
                            item.from.asText ?? "", item.to.asText ?? "", Figures.time(item.expectedAt.asText) ?? "",
                            Figures.time(item.shippedAt.asText) ?? "",
                        ])
                    }
                    try session.print(table, of: answer, none: "No such shipment.")
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a shipment: how much of it has come, and what does not fit.",
            discussion: """
                EXAMPLES
                  nameplate shipments show fjordlys LS-2026-0042
                """)
        @OptionGroup var shipment: ShipmentArguments
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let call = APICall(.get, shipment.path).typing("shipment", shipment.shipment)
                try await session.show(call) {
                    try session.output.print(ShipmentCard.lines($0, for: session.output.terminal))
                }
            }
        }
    }
}

/// Which shipment a command is about.
struct ShipmentArguments: ParsableArguments {
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Argument(help: "Its number, such as D-7K3M-9TQ1, or its reference.") var shipment: String

    var path: [String] { ["manufacturers", manufacturer, "shipments", shipment] }
}

/// `nameplate shipments announce`
struct ShipmentAnnounce: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "announce", abstract: "Announce goods that go from a place to another, all or none.",
        discussion: """
            A table (CSV) has some of the columns sscc, serial, model, first, last, quantity and batch. A \
            row names a case or pallet, a unit, a part of a batch by its first and last serial number, a \
            whole batch, or so many pieces of a model without serial numbers. Without a table the goods are \
            those of a pick list that are picked.

            EXAMPLES
              nameplate shipments announce fjordlys advice.csv \\
                --from fjordlys-warehouse --to sample-shop --dry-run
              nameplate shipments announce fjordlys --pick P-7K3M-9TQ1 \\
                --from fjordlys-warehouse --to sample-shop
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Argument(help: "The table; '-' reads standard input.", completion: .file()) var table: String?
    @Option(help: "The pick list whose goods it takes, by its number or its reference.") var pick: String?
    @Option(help: "The place that sends, by its code or GLN.") var from: String
    @Option(help: "The place that receives, by its code or GLN.") var to: String
    @Option(help: "The number of the sender's despatch advice.") var reference: String?
    @Option(help: "When it is to arrive, such as 2026-03-02T14:00:00+01:00.") var expected: String?
    @Flag(help: "Only check it and show what would be announced.") var dryRun = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        var document: [String: JSON] = [
            "from": .string(from), "to": .string(to),
        ]
        guard table != nil || pick != nil else { throw ValidationError("Name a table, or a pick list with --pick.") }
        if let table {
            document["table"] = .string(String(decoding: try await FileBytes(path: table).all(), as: UTF8.self))
        }
        document["pick"] = pick.map(JSON.string)
        document["reference"] = reference.map(JSON.string)
        document["expectedAt"] = expected.map(JSON.string)
        let call = try APICall(
            .post, ["manufacturers", manufacturer, "shipments"], query: [("dryRun", dryRun ? "true" : nil)]
        ).sending(.object(document)).typing("source", from).typing("destination", to).typing("reference", reference)
            .typing("expectedAt", expected).typing("pick", pick)
        try await Session.open(registry) { session in
            try await session.show(call) {
                try session.output.print(ShipmentCard.lines($0, for: session.output.terminal, isDryRun: dryRun))
            }
        }
    }
}

/// `nameplate shipments ship`
struct ShipmentShip: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ship", abstract: "Say that all that a shipment announces has left.",
        discussion: """
            What stands elsewhere, is held or is in something else does not leave.

            EXAMPLES
              nameplate shipments ship fjordlys LS-2026-0042 --dry-run
            """)
    @OptionGroup var shipment: ShipmentArguments
    @Option(name: .customLong("time"), help: "When, such as 2026-03-02T14:00:00+01:00 (default: now).")
    var eventTime: String?
    @Option(name: .customLong("note"), help: "A remark; repeat it for more.") var notes: [String] = []
    @Flag(help: "Only check it.") var dryRun = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        var document: [String: JSON] = [:]
        document["eventTime"] = eventTime.map(JSON.string)
        if !notes.isEmpty { document["notes"] = .array(notes.map(JSON.string)) }
        try await shipment.step("shipping", document, dryRun: dryRun, registry)
    }
}

/// `nameplate shipments close`
struct ShipmentClose: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Say that nothing more of a shipment is awaited: the rest is missing.",
        discussion: """
            EXAMPLES
              nameplate shipments close fjordlys LS-2026-0042 --dry-run
            """)
    @OptionGroup var shipment: ShipmentArguments
    @Flag(help: "Only check it, and show what would be missing.") var dryRun = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws { try await shipment.step("closing", [:], dryRun: dryRun, registry) }
}

/// `nameplate shipments cancel`
struct ShipmentCancel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Say that nothing of a shipment is sent.",
        discussion: """
            EXAMPLES
              nameplate shipments cancel fjordlys LS-2026-0042
            """)
    @OptionGroup var shipment: ShipmentArguments
    @Flag(help: "Only check it.") var dryRun = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws { try await shipment.step("cancelling", [:], dryRun: dryRun, registry) }
}

extension ShipmentArguments {
    /// Moves the shipment on as it stands now, unless somebody else does so meanwhile.
    fileprivate func step(
        _ name: String, _ document: [String: JSON], dryRun: Bool, _ registry: RegistryOptions
    ) async throws {
        try await Session.open(registry) { session in
            try await session.change(
                path, "shipment", .post, [name], query: [("dryRun", dryRun ? "true" : nil)],
                { ShipmentCard.lines($0, for: $1, isDryRun: dryRun) }
            ) { _ in document }
        }
    }
}

extension FileBytes {
    /// A small table.
    /// - Throws: ``ToolError`` where it is larger than a table may be.
    func all() async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await piece in self {
            bytes += piece
            guard bytes.count <= Limits.json else {
                throw ToolError("The file is larger than 1 MB. Send it in parts.", "file.tooLarge")
            }
        }
        return bytes
    }
}
