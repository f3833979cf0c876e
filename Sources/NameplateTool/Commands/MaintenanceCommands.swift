import ArgumentParser
import Server

/// `nameplate maintenance …`
struct MaintenanceCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "maintenance", abstract: "Say what maintenance is due on units, and record what was done.",
        subcommands: [
            MaintenancePlanCommands.self, Show.self, Due.self, Mine.self, Owner.self, Done.self, Skip.self, Read.self,
            Remind.self, CalendarCommands.self,
        ],
        defaultSubcommand: Show.self)

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what is due on a unit, and what was done.",
            discussion: """
                EXAMPLES
                  nameplate maintenance fjordlys FJ-320 TR2410001207Y
                  nameplate maintenance fjordlys FJ-320 TR2410001207Y \\
                    --as-of 2027-06-01 --json
                """)
        @OptionGroup var unit: UnitArguments
        @Option(help: "The day that is asked for, such as 2026-07-14; today without it.") var asOf: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let call = APICall(.get, unit.path + ["maintenance"], query: [("asOf", asOf)])
                    .typing("serial", unit.serial).typing("asOf", asOf)
                try await session.show(call) { answer in
                    try session.output.print(MaintenanceCard.lines(answer, for: session.output.terminal))
                }
            }
        }
    }

    struct Due: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List what is due or overdue on the units of a model.",
            discussion: """
                Units of a batch that nothing tells apart share a line: the first one, the last \
                one, and how many they are.

                EXAMPLES
                  nameplate maintenance due fjordlys FJ-320 --within 90
                """)
        @OptionGroup var model: ModelArguments
        @Option(help: "Within so many days.") var within: Int = 30
        @Option(help: "Only units that stand at this place.") var site: String?
        @Option(help: "At most so many lines.") var limit: Int = 100
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let query = [("within", String(within)), ("site", site), ("limit", String(limit))]
                try await session.show(APICall(.get, model.path + ["maintenance", "due"], query: query)) { answer in
                    var table = Table([
                        .init(heading: "day", isWhole: true), .init(heading: "state", isWhole: true),
                        .init(heading: "serial", isWhole: true), .init(heading: "task"),
                    ])
                    for item in answer.items.asArray {
                        table.add([
                            item.expectedOn.asText ?? "", item.state.asText ?? "", Self.units(item),
                            item.title.asText ?? "",
                        ])
                    }
                    try session.print(
                        table, of: answer, none: "Nothing is due on \(model.model) within \(within) days.")
                }
            }
        }

        private static func units(_ item: JSON) -> String {
            if let serial = item.serial.asText { return serial }
            return "\(item.first.asText ?? "")…\(item.last.asText ?? ""), \(item.count.asInteger ?? 0)"
        }
    }

    struct Done: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record that a task was done on a unit.",
            discussion: """
                EXAMPLES
                  nameplate maintenance done fjordlys FJ-320 TR2410001207Y clean-coil
                  nameplate maintenance done fjordlys FJ-320 TR2410001207Y \\
                    care/clean-coil --at 2026-05-02T10:00:00Z --note "Very dusty."
                """)
        @OptionGroup var unit: UnitArguments
        @Argument(help: "The task, or plan/task.") var task: String
        @OptionGroup var report: ReportOptions
        @Option(name: .customLong("part"), help: "A part that was fitted, by its number; may be repeated.")
        var parts: [String] = []
        @Option(help: "Where the unit is.") var location: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            var document = try report.document()
            document["task"] = .string(task)
            if !parts.isEmpty { document["parts"] = .array(parts.map { .object(["part": .string($0)]) }) }
            document["location"] = location.map(JSON.string)
            try await MaintenanceCommands.send(document, unit, registry, "\(task) is recorded.")
        }
    }

    struct Skip: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record that a task was left out on a unit, and why.",
            discussion: """
                What was left out stays visible in the unit's maintenance.

                EXAMPLES
                  nameplate maintenance skip fjordlys FJ-320 TR2410001207Y clean-coil \\
                    --note "Not reachable: built in."
                """)
        @OptionGroup var unit: UnitArguments
        @Argument(help: "The task, or plan/task.") var task: String
        @OptionGroup var report: ReportOptions
        @OptionGroup var registry: RegistryOptions

        func validate() throws {
            guard report.note != nil else { throw ValidationError("Say why with --note.") }
        }

        func run() async throws {
            var document = try report.document()
            document["task"] = .string(task)
            document["outcome"] = .string("skipped")
            try await MaintenanceCommands.send(document, unit, registry, "\(task) is left out.")
        }
    }

    struct Read: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record what the meters of a unit show.",
            discussion: """
                A meter is km, miles, hours or cycles. A lower reading than one before is
                refused, unless a new meter begins with it.

                EXAMPLES
                  nameplate maintenance read fjordlys FJ-320 TR2410001207Y \\
                    --reading hours=15200
                  nameplate maintenance read fjordlys FJ-320 TR2410001207Y \\
                    --reading hours=15300 --new-meter hours=0
                """)
        @OptionGroup var unit: UnitArguments
        @OptionGroup var report: ReportOptions
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            let call = try APICall(.post, unit.path + ["readings"]).sending(.object(report.document()))
            try await Session.open(registry) { session in
                try await session.show(call) { _ in
                    try session.output.print("\(unit.serial): the readings are recorded.")
                }
            }
        }
    }

    struct Remind: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remind owners of what maintenance is due.",
            discussion: """
                Each is written to once for each time that a task is due, if they have consented to \
                be reminded. Run it every day.

                EXAMPLES
                  nameplate maintenance remind fjordlys --within 14 --dry-run
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @Option(help: "Of what is due within so many days.") var within: Int64 = 14
        @Flag(help: "Only say how many there are.") var dryRun = false
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            let call = try APICall(.post, ["manufacturers", manufacturer, "maintenance", "reminders"])
                .sending(.object(["within": .integer(within), "dryRun": .boolean(dryRun)]))
            try await Session.open(registry) { session in
                try await session.show(call) { answer in
                    let due = Numbers.count(Int(answer.due.asInteger ?? 0), "task is due", "tasks are due")
                    let posted = Numbers.count(Int(answer.posted.asInteger ?? 0), "reminder", "reminders")
                    try session.output.print(
                        dryRun ? "\(due) on units whose owner is known." : "\(due); \(posted) posted.")
                }
            }
        }
    }

    struct ReportOptions: ParsableArguments {
        @Option(name: .customLong("reading"), help: "What a meter shows, such as km=15000; may be repeated.")
        var readings: [String] = []
        @Option(name: .customLong("new-meter"), help: "What a new meter begins with, such as km=0.")
        var newMeters: [String] = []
        @Option(help: "When it was, with a zone: 2026-07-14T09:30:00+02:00; now without it.") var at: String?
        @Option(help: "A remark; it can be erased later.") var note: String?

        func document() throws -> [String: JSON] {
            var document: [String: JSON] = [:]
            document["eventTime"] = at.map(JSON.string)
            document["note"] = note.map(JSON.string)
            if !readings.isEmpty { document["readings"] = try Self.meters(readings) }
            if !newMeters.isEmpty { document["newMeters"] = try Self.meters(newMeters) }
            return document
        }

        private static func meters(_ texts: [String]) throws -> JSON {
            var meters: [String: JSON] = [:]
            for text in texts {
                let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
                guard parts.count == 2 else {
                    throw ValidationError("'\(text)' is no reading; give a meter and a number, such as km=15000.")
                }
                meters[parts[0]] = .string(parts[1])
            }
            return .object(meters)
        }
    }

    private static func send(
        _ document: [String: JSON], _ unit: UnitArguments, _ registry: RegistryOptions, _ words: String
    ) async throws {
        let call = try APICall(.post, unit.path + ["maintenance", "jobs"]).sending(.object(document))
        try await Session.open(registry) { session in
            try await session.show(call) { _ in try session.output.print("\(unit.serial): \(words)") }
        }
    }
}
