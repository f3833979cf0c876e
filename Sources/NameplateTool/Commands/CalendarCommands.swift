import ArgumentParser
import Server

/// `nameplate maintenance calendar …`
struct CalendarCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar", abstract: "Give calendar programs what maintenance is due.",
        subcommands: [Make.self, List.self, End.self])

    struct Make: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a calendar; its address is shown once.",
            discussion: """
                Whoever has the address may read the calendar: it names units and no owners.
                Without --site it is about one's own units.

                EXAMPLES
                  nameplate maintenance calendar make fjordlys --site sample-shop
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @Option(help: "Of units that stand at this place.") var site: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            var document: [String: JSON] = [:]
            document["site"] = site.map(JSON.string)
            let call = try APICall(.post, ["manufacturers", manufacturer, "calendars"]).sending(.object(document))
            try await Session.open(registry) { session in
                try await session.show(call) { answer in
                    try session.output.print(answer.address.asText ?? "")
                    try session.output.print(
                        "This address is not shown again. To end it: --id \(answer.id.asText ?? "").")
                }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the calendars that hold, without their addresses.",
            discussion: """
                EXAMPLES
                  nameplate maintenance calendar list fjordlys
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, ["manufacturers", manufacturer, "calendars"])) { answer in
                    var table = Table([
                        .init(heading: "id", isWhole: true), .init(heading: "made", isWhole: true),
                        .init(heading: "of"),
                    ])
                    for item in answer.items.asArray {
                        table.add([
                            item.id.asText ?? "", item.madeAt.asText ?? "", item.site.asText ?? "own units",
                        ])
                    }
                    try session.print(
                        table, of: answer, none: "None yet: nameplate maintenance calendar make \(manufacturer)")
                }
            }
        }
    }

    struct End: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End a calendar: its address tells nothing any more.",
            discussion: """
                EXAMPLES
                  nameplate maintenance calendar end fjordlys --id 4711
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @Option(help: "Its id, as 'list' shows it.") var id: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.delete, ["manufacturers", manufacturer, "calendars", id])) { _ in
                    try session.output.print("\(manufacturer): the calendar is ended.")
                }
            }
        }
    }
}
