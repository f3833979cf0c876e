import ArgumentParser
import Server

/// `nameplate shipments discrepancies`
struct ShipmentDiscrepancies: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "discrepancies", abstract: "List what came or stands otherwise than was announced or known.",
        discussion: """
            EXAMPLES
              nameplate shipments discrepancies fjordlys
              nameplate shipments discrepancies fjordlys --kind diverted --all
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Option(help: "Only those of this shipment, by its number or reference.") var shipment: String?
    @Option(
        help: """
            Only missing, over, damaged, unexpected, wrongModel, duplicateLabel, recalled, stolen, notIssued \
            or diverted.
            """)
    var kind: String?
    @Option(help: "Only those of this place and what stands in it.") var place: String?
    @Flag(help: "Only those that you look into.") var mine = false
    @Flag(help: "Those that are settled, too.") var all = false
    @OptionGroup var page: PageOptions
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let query: [(String, String?)] = [
            ("shipment", shipment), ("kind", kind), ("place", place), ("mine", mine ? "true" : nil),
            ("all", all ? "true" : nil),
        ]
        let call = APICall(.get, ["manufacturers", manufacturer, "discrepancies"], query: query + page.query)
            .typing("shipment", shipment).typing("location", place)
        try await Session.open(registry) { session in
            try await session.show(call) { answer in
                try session.print(
                    ShipmentCard.table(ofDiscrepancies: answer.items.asArray), of: answer, none: "None.")
            }
        }
    }
}

/// Which discrepancy a command is about.
struct DiscrepancyArguments: ParsableArguments {
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Argument(help: "Its id, as the list shows it.") var discrepancy: String

    var path: [String] { ["manufacturers", manufacturer, "discrepancies", discrepancy] }
}

/// `nameplate shipments assign`
struct DiscrepancyAssign: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign", abstract: "Say who looks into a discrepancy.",
        discussion: """
            EXAMPLES
              nameplate shipments assign fjordlys 4611686018427387904 --to kari
            """)
    @OptionGroup var discrepancy: DiscrepancyArguments
    @Option(help: "The name of an account; nobody without it.") var to: String?
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            try await session.change(
                discrepancy.path, "discrepancy", .put, ["owner"], { ShipmentCard.lines(ofDiscrepancy: $0, for: $1) }
            ) { _ in to.map { ["owner": .string($0)] } ?? [:] }
        }
    }
}

/// `nameplate shipments resolve`
struct DiscrepancyResolve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve", abstract: "Say how a discrepancy was settled, and why.",
        discussion: """
            EXAMPLES
              nameplate shipments resolve fjordlys 4611686018427387904 \\
                --as writtenOff --reason 'Lost by the carrier'
            """)
    @OptionGroup var discrepancy: DiscrepancyArguments
    @Option(
        name: .customLong("as"),
        help: "found, shippedAgain, writtenOff, credited, accepted or other; open again without it.")
    var resolution: String?
    @Option(help: "Why.") var reason: String
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            try await session.change(
                discrepancy.path, "discrepancy", .put, ["resolution"],
                { ShipmentCard.lines(ofDiscrepancy: $0, for: $1) }
            ) { _ in
                var document: [String: JSON] = ["reason": .string(reason)]
                document["resolution"] = resolution.map(JSON.string)
                return document
            }
        }
    }
}
