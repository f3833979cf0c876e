import ArgumentParser

/// `nameplate unit …`
struct Units: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unit", abstract: "Show, list and register units.",
        subcommands: [Show.self, UnitDossier.self, List.self, Register.self, UnitOwner.self])

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a unit and its history, today or as of another time.",
            discussion: """
                EXAMPLES
                  nameplate unit show fjordlys FJ-320 TR2410001207Y
                  nameplate unit show fjordlys FJ-320 TR2410001207Y \\
                    --as-of 2024-04-13T00:00:00Z
                  nameplate unit show fjordlys FJ-320 TR2410001207Y --known-at 10
                """)
        @OptionGroup var unit: UnitArguments
        @Option(help: "What was true at this time, such as 2024-04-13T00:00:00Z.") var asOf: String?
        @Option(help: "What was known at this position of the ledger.") var knownAt: Int64?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let query = [("asOf", asOf), ("knownAt", knownAt.map { String($0) })]
                let call = APICall(.get, unit.path, query: query)
                    .typing("serial", unit.serial).typing("asOf", asOf)
                try await session.show(call) { answer in
                    try session.output.print(UnitCard.lines(answer, for: session.output.terminal))
                }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the units of a model to which something has happened.",
            discussion: """
                EXAMPLES
                  nameplate unit list fjordlys FJ-320 --limit 20
                """)
        @OptionGroup var model: ModelArguments
        @OptionGroup var page: PageOptions
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, model.path + ["units"], query: page.query)) { answer in
                    var table = Table([
                        .init(heading: "serial", isWhole: true), .init(heading: "batch"),
                        .init(heading: "produced"), .init(heading: "disposition"), .init(heading: "place"),
                        .init(heading: "failures", isNumber: true),
                    ])
                    for item in answer.items.asArray {
                        table.add([
                            item.serial.asText ?? "", item.batch.asText ?? item.batch.number.asText ?? "",
                            item.producedOn.asText ?? "", item.disposition.asText ?? "", item.place.asText ?? "",
                            item.failures.asText ?? "",
                        ])
                    }
                    try session.print(
                        table, of: answer, none: "Nothing has happened to a unit of \(model.model) yet.")
                }
            }
        }
    }

    struct Register: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Register a unit whose serial number was issued elsewhere.",
            discussion: """
                EXAMPLES
                  nameplate unit register seagate ST4000DM000 Z300TEST --location workshop
                """)
        @OptionGroup var unit: UnitArguments
        @Option(help: "The batch that it belongs to.") var batch: String?
        @Option(help: "The order under which its batch was made.") var workOrder: String?
        @Option(name: .customLong("produced"), help: "When it was made: a day, a month or a year.")
        var producedOn: String?
        @Option(name: .customLong("time"), help: "When it was registered (default: now).") var eventTime: String?
        @Option(help: "Its disposition in CBV's words, such as active.") var disposition: String?
        @Option(help: "Where it is.") var location: String?
        @Option(help: "Where it is sold, such as NO (ISO 3166-1).") var market: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                var fields: [String: JSON] = ["serial": .string(unit.serial)]
                let texts = [
                    ("batch", batch), ("producedOn", producedOn), ("eventTime", eventTime),
                    ("disposition", disposition), ("location", location), ("workOrder", workOrder),
                    ("market", market),
                ]
                for (name, text) in texts { fields[name] = text.map(JSON.string) }
                var call = try APICall(.post, unit.model.path + ["units"]).sending(.object(fields))
                for (name, text) in texts + [("serial", unit.serial)] { call = call.typing(name, text) }
                try await session.show(call) { answer in
                    try session.output.print(Events.recorded(answer, "Registered \(unit.serial)."))
                }
            }
        }
    }
}

/// Which unit a command is about.
struct UnitArguments: ParsableArguments {
    @OptionGroup var model: ModelArguments
    @Argument(help: "The serial number.") var serial: String

    var path: [String] { model.path + ["units", serial] }
}
