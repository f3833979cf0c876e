import ArgumentParser
import Server

/// `nameplate quality watch …`
struct WatchCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Keep an eye on units that may fail, and see what has changed.",
        subcommands: [WatchAdd.self, WatchRemove.self, WatchListed.self, WatchPropose.self])
}

/// Which unit is meant.
struct WatchArguments: ParsableArguments {
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Argument(help: "The model's number.") var model: String
    @Argument(help: "The unit's serial number.") var serial: String

    var path: [String] { ["manufacturers", manufacturer, "models", model, "units", serial, "watch"] }
}

/// `nameplate quality watch add`
struct WatchAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Watch a unit from now on.",
        discussion: """
            Of a unit that is watched already, the reason and the day are said anew, and changes are counted from now on.

            EXAMPLES
              nameplate quality watch add fjordlys FJ-320 TR2410001207Y 'It hums'
            """)
    @OptionGroup var unit: WatchArguments
    @Argument(help: "Why; nothing of who owns it.") var reason: String
    @Option(help: "The last day, such as 2027-01-31 (default: until further notice).") var until: String?
    @Flag(help: "Only check it, and write nothing.") var dryRun = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        var document: [String: JSON] = ["reason": .string(reason)]
        if let until { document["until"] = .string(until) }
        let call = try APICall(.post, unit.path, query: [("dryRun", dryRun ? "true" : nil)])
            .sending(.object(document)).typing("model", unit.model).typing("serial", unit.serial)
            .typing("until", until)
        try await Session.open(registry) { session in
            try await session.show(call) { watched in
                let until = watched.until.asText.map { "until \($0)" } ?? "until further notice"
                try session.output.print(["\(watched.serial.asText ?? "") is watched \(until)."])
                if dryRun { try session.output.print(["Nothing is written: this is a dry run."]) }
            }
        }
    }
}

/// `nameplate quality watch remove`
struct WatchRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Watch a unit no more.",
        discussion: """
            EXAMPLES
              nameplate quality watch remove fjordlys FJ-320 TR2410001207Y
            """)
    @OptionGroup var unit: WatchArguments
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let call = APICall(.delete, unit.path).typing("model", unit.model).typing("serial", unit.serial)
        try await Session.open(registry) { session in
            try await session.show(call) { watched in
                try session.output.print(["\(watched.serial.asText ?? "") is watched no more."])
            }
        }
    }
}

/// `nameplate quality watch list`
struct WatchListed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the watched units, the most conspicuous first, with what has changed.",
        discussion: """
            EXAMPLES
              nameplate quality watch list fjordlys
              nameplate quality watch list fjordlys --model FJ-320 --min-age 365
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Option(help: "Only of this model.") var model: String?
    @Option(help: "Only those whose reason has this text in it.") var reason: String?
    @Option(help: "Only those at least so many days old.") var minAge: Int?
    @Option(help: "Only those at most so many days old.") var maxAge: Int?
    @Option(help: "How many.") var limit: Int?
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let call = APICall(
            .get, ["manufacturers", manufacturer, "quality", "watched"],
            query: [
                ("model", model), ("reason", reason), ("minAge", minAge.map(String.init)),
                ("maxAge", maxAge.map(String.init)), ("limit", limit.map(String.init)),
            ]
        ).typing("model", model)
        try await Session.open(registry) { session in
            try await session.show(call) { answer in
                var table = Table(
                    [.init(heading: "model", isWhole: true)] + WatchText.columns + [
                        .init(heading: "since"), .init(heading: "until"), .init(heading: "reason"),
                        .init(heading: "changed since"),
                    ])
                for item in answer.items.asArray {
                    table.add(
                        [item.model.asText ?? ""] + WatchText.cells(item) + [
                            String((item.since.asText ?? "").prefix(10)), item.until.asText ?? "",
                            item.reason.asText ?? "", WatchText.changes(item),
                        ])
                }
                try session.print(table, of: answer, none: "Nobody watches a unit.")
                try FleetText.remarks(answer, session)
            }
        }
    }
}

/// `nameplate quality watch propose`
struct WatchPropose: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "propose", abstract: "Say which units of a model differ from their siblings for the worse.",
        discussion: """
            Units in use that nobody watches. Those that failed unusually often, and those with the greatest readings, are held \
            against their siblings as 'nameplate quality health' does.

            EXAMPLES
              nameplate quality watch propose fjordlys --model FJ-320
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Option(help: "Of which model.") var model: String
    @Option(help: "How many.") var limit: Int?
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let call = APICall(
            .get, ["manufacturers", manufacturer, "quality", "watch-proposals"],
            query: [("model", model), ("limit", limit.map(String.init))]
        ).typing("model", model)
        try await Session.open(registry) { session in
            try await session.show(call) { answer in
                var table = Table(WatchText.columns)
                for item in answer.items.asArray { table.add(WatchText.cells(item)) }
                try session.print(table, of: answer, none: "No unit differs from its siblings by more than chance.")
                try FleetText.remarks(answer, session)
            }
        }
    }
}

/// Units of lists as texts.
private enum WatchText {
    static let columns: [Table.Column] = [
        .init(heading: "serial", isWhole: true), .init(heading: "score"), .init(heading: "age", isNumber: true),
        .init(heading: "failures", isNumber: true), .init(heading: "siblings", isNumber: true),
        .init(heading: "readings"),
    ]

    static func cells(_ item: JSON) -> [String] {
        let score =
            switch item.score.asText {
            case "conspicuous": "conspicuous"
            case "worthWatching": "worth watching"
            case "asSiblings": "as its siblings"
            default: "not in service"
            }
        return [
            item.serial.asText ?? "", score, item.age.asText ?? "", item.failures.asText ?? "",
            FleetText.number(item.expected, 2), item.readings.asArray.compactMap(\.asText).joined(separator: ", "),
        ]
    }

    /// `1 failure, smart_5 0 → 17`
    static func changes(_ item: JSON) -> String {
        var parts: [String] = []
        if let failures = item.newFailures.asInteger, failures > 0 {
            parts.append(Numbers.count(failures, "failure", "failures"))
        }
        for risen in item.risen.asArray {
            parts.append("\(risen.type.asText ?? "") \(risen.then.asText ?? "–") → \(risen.now.asText ?? "")")
        }
        return parts.joined(separator: ", ")
    }
}
