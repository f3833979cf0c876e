import ArgumentParser
import Server

/// `nameplate warranty …`
struct Warranties: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "warranty", abstract: "Say whether units are in cover, and set what is promised.",
        subcommands: [
            Show.self, List.self, Expiring.self, Extend.self, Cancel.self, WarrantyTermCommands.self,
        ], defaultSubcommand: Show.self)

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say whether a unit is in cover, for what, until when and why.",
            discussion: """
                EXAMPLES
                  nameplate warranty fjordlys FJ-320 TR2410001207Y
                  nameplate warranty fjordlys FJ-320 TR2410001207Y \\
                    --as-of 2025-06-01 --json
                """)
        @OptionGroup var unit: UnitArguments
        @Option(help: "The day that is asked for, such as 2026-07-14; today without it.") var asOf: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let call = APICall(.get, unit.path + ["warranty"], query: [("asOf", asOf)])
                    .typing("serial", unit.serial).typing("asOf", asOf)
                try await session.show(call) { answer in
                    try session.output.print(WarrantyCard.lines(answer, for: session.output.terminal))
                }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say of each unit of a file whether it is in cover.",
            discussion: """
                Each line of the file is a serial number, or it is a table with a column 'serial'.

                EXAMPLES
                  echo TR2410001207Y | nameplate warranty list - --model FJ-320
                  echo TR2410001207Y | nameplate warranty list - --as-of 2030-01-01
                """)
        @Argument(help: "The file; '-' is standard input.", completion: .file()) var file: String
        @Option(help: "The model of entries that name none.") var model: String?
        @Option(help: "The day that is asked for; today without it.") var asOf: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                var call = APICall(.post, ["warranty", "list"], query: [("model", model), ("asOf", asOf)])
                    .with("Content-Type", file.lowercased().hasSuffix(".csv") ? "text/csv" : "text/plain")
                call.body = .stream(try FileBytes(path: file))
                let lines = WarrantyLines(session)
                try await session.caller.stream(call) { try lines.take($0) }
            }
        }
    }

    struct Expiring: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the units of a model whose cover ends soon.",
            discussion: """
                Units of a batch that nothing tells apart share a line: the first one, the last \
                one, and how many they are.

                EXAMPLES
                  nameplate warranty expiring fjordlys FJ-320 --within 90
                """)
        @OptionGroup var model: ModelArguments
        @Option(help: "Within so many days.") var within: Int = 30
        @Option(help: "At most so many lines.") var limit: Int = 100
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let query = [("within", String(within)), ("limit", String(limit))]
                try await session.show(APICall(.get, model.path + ["warranty", "expiring"], query: query)) { answer in
                    var table = Table([
                        .init(heading: "last day", isWhole: true), .init(heading: "serial", isWhole: true),
                        .init(heading: "by"),
                    ])
                    for item in answer.items.asArray {
                        let sources = item.sources.asArray.compactMap(\.asText).joined(separator: ", ")
                        table.add([item.until.asText ?? "", Self.units(item), sources])
                    }
                    try session.print(
                        table, of: answer, none: "No cover of \(model.model) ends within \(within) days.")
                }
            }
        }

        private static func units(_ item: JSON) -> String {
            if let serial = item.serial.asText { return serial }
            return "\(item.first.asText ?? "")…\(item.last.asText ?? ""), \(item.count.asInteger ?? 0)"
        }
    }

    struct Extend: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a unit more cover than its terms promise.",
            discussion: """
                It follows the cover of the terms, unless --from names its first day.

                EXAMPLES
                  nameplate warranty extend fjordlys FJ-320 TR2410001207Y K-4711 \\
                    --months 12
                  nameplate warranty extend fjordlys FJ-320 TR2410001207Y G-17 \\
                    --days 90 --from 2027-01-01 --goodwill --covers parts
                """)
        @OptionGroup var unit: UnitArguments
        @Argument(help: "The contract or case that it is known by.") var reference: String
        @Option(help: "For so many months.") var months: Int64?
        @Option(help: "For so many days.") var days: Int64?
        @Option(help: "parts, labour and expenses, with commas between; all without it.") var covers: String?
        @Option(help: "The component that alone is covered.") var component: String?
        @Option(help: "Its first day.") var from: String?
        @Flag(help: "It was not sold, but given out of goodwill.") var goodwill = false
        @OptionGroup var registry: RegistryOptions

        func validate() throws {
            guard (months == nil) != (days == nil) else { throw ValidationError("Give --months or --days.") }
        }

        func run() async throws {
            var coverage: [String: JSON] = [:]
            coverage["months"] = months.map(JSON.integer)
            coverage["days"] = days.map(JSON.integer)
            coverage["component"] = component.map(JSON.string)
            if let covers { coverage["covers"] = .array(covers.split(separator: ",").map { .string(String($0)) }) }
            var document: [String: JSON] = [
                "reference": .string(reference), "coverage": .object(coverage),
                "kind": .string(goodwill ? "goodwill" : "extended"),
            ]
            document["from"] = from.map(JSON.string)
            let call = try APICall(.post, unit.path + ["warranty", "extensions"]).sending(.object(document))
            try await Session.open(registry) { session in
                try await session.show(call) { answer in
                    try session.output.print("\(unit.serial) has \(answer.reference.asText ?? "").")
                }
            }
        }
    }

    struct Cancel: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End an extension of a unit's cover on a day.",
            discussion: """
                EXAMPLES
                  nameplate warranty extend fjordlys FJ-320 TR2410001207Y K-9 --days 9
                  nameplate warranty cancel fjordlys FJ-320 TR2410001207Y K-9 \\
                    --on 2026-11-01
                """)
        @OptionGroup var unit: UnitArguments
        @Argument(help: "The contract or case that it is known by.") var reference: String
        @Option(help: "From this day on it is not there; today without it.") var on: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let path = unit.path + ["warranty", "extensions", reference]
                try await session.show(APICall(.delete, path, query: [("on", on)])) { _ in
                    try session.output.print("\(unit.serial): \(reference) is cancelled.")
                }
            }
        }
    }
}
