import ArgumentParser
import Server

/// `nameplate counts …`
struct CountCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "counts", abstract: "Count what stands at a place, and have the ledger say so.",
        subcommands: [
            CountList.self, CountShow.self, CountOpen.self, CountExpected.self, CountScanCommand.self, CountFinish.self,
            CountDifferences.self, CountRecount.self, CountAdjust.self, CountClose.self, CountCancel.self,
            CountAccuracy.self,
        ])
}

/// Which count is meant.
struct CountArguments: ParsableArguments {
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Argument(help: "The count's number.") var number: String

    var path: [String] { ["manufacturers", manufacturer, "counts", number] }
}

extension Session {
    /// Moves a count on as it stands now, unless somebody else changes it meanwhile.
    fileprivate func move(_ count: CountArguments, by step: String) async throws {
        try await change(count.path, "count", .post, ["steps"], CountCard.lines) { _ in ["step": .string(step)] }
    }
}

/// `nameplate counts list`
struct CountList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List counts, the newest first.",
        discussion: """
            EXAMPLES
              nameplate counts list fjordlys
              nameplate counts list fjordlys --location fjordlys-plant-tr --state open
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Option(help: "Only counts of this place.") var location: String?
    @Option(help: "Only those that are 'open', 'counted', 'closed' or 'cancelled'.") var state: String?
    @OptionGroup var page: PageOptions
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let query = [("location", location), ("state", state)] + page.query
        let call = APICall(.get, ["manufacturers", manufacturer, "counts"], query: query).typing("location", location)
        try await Session.open(registry) { session in
            try await session.show(call) { answer in
                var table = Table([
                    .init(heading: "number", isWhole: true), .init(heading: "location", isWhole: true),
                    .init(heading: "kind"), .init(heading: "state"), .init(heading: "round", isNumber: true),
                    .init(heading: "opened"), .init(heading: "right"),
                ])
                for item in answer.items.asArray {
                    table.add([
                        item.number.asText ?? "", item.location.asText ?? "", item.kind.asText ?? "",
                        item.state.asText ?? "", item.round.asText ?? "", Figures.time(item.openedAt.asText) ?? "",
                        CountCard.accuracy(item) ?? "",
                    ])
                }
                try session.print(
                    table, of: answer, none: "None yet: nameplate counts open \(manufacturer) --location PLACE")
            }
        }
    }
}

/// `nameplate counts show`
struct CountShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show how far a count is.",
        discussion: """
            EXAMPLES
              nameplate counts show fjordlys N-7K3M-9TQ1
            """)
    @OptionGroup var count: CountArguments
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            let call = APICall(.get, count.path).typing("count", count.number)
            try await session.show(call) {
                try session.output.print(CountCard.lines($0, for: session.output.terminal))
            }
        }
    }
}

/// `nameplate counts open`
struct CountOpen: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Open a count of what stands at a place.",
        discussion: """
            EXAMPLES
              nameplate counts open fjordlys --location fjordlys-plant-tr --dry-run
              nameplate counts open fjordlys --location fjordlys-plant-tr --full --blind
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Option(help: "The place, by any name of it; what stands in it is counted too.") var location: String
    @Option(help: "Count this model alone.") var model: String?
    @Flag(help: "For the books; otherwise it is a cycle count.") var full = false
    @Flag(help: "Tell what should be there only once a round is finished.") var blind = false
    @Option(help: "When it is to be done (RFC 3339, with a zone).") var planned: String?
    @Flag(help: "Check everything and write nothing.") var dryRun = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        var document: [String: JSON] = [
            "location": .string(location), "kind": .string(full ? "full" : "cycle"), "blind": .boolean(blind),
        ]
        document["model"] = model.map(JSON.string)
        document["plannedAt"] = planned.map(JSON.string)
        let call = try APICall(
            .post, ["manufacturers", manufacturer, "counts"], query: [("dryRun", dryRun ? "true" : nil)]
        )
        .sending(.object(document)).typing("location", location).typing("model", model)
        try await Session.open(registry) { session in
            try await session.show(call) {
                if dryRun { try session.output.print("It can be opened; nothing was written.") }
                try session.output.print(CountCard.lines($0, for: session.output.terminal))
            }
        }
    }
}

/// `nameplate counts expected`
struct CountExpected: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "expected", abstract: "List what should be at the place; not while a blind count is open.",
        discussion: """
            EXAMPLES
              nameplate counts expected fjordlys N-7K3M-9TQ1
            """)
    @OptionGroup var count: CountArguments
    @OptionGroup var page: PageOptions
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let call = APICall(.get, count.path + ["expected"], query: page.query).typing("count", count.number)
        try await Session.open(registry) { session in
            try await session.show(call) { answer in
                try session.print(
                    StockUnitsList.table(of: answer), of: answer, none: "Nothing should be there.")
            }
        }
    }
}

/// `nameplate counts finish`
struct CountFinish: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "finish", abstract: "End a round and find what differs.",
        discussion: """
            EXAMPLES
              nameplate counts finish fjordlys N-7K3M-9TQ1
            """)
    @OptionGroup var count: CountArguments
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in try await session.move(count, by: "finish") }
    }
}

/// `nameplate counts recount`
struct CountRecount: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recount", abstract: "Begin another round for what differs; what was right stays so.",
        discussion: """
            EXAMPLES
              nameplate counts recount fjordlys N-7K3M-9TQ1
            """)
    @OptionGroup var count: CountArguments
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in try await session.move(count, by: "recount") }
    }
}

/// `nameplate counts close`
struct CountClose: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Close a count of which all that differed is resolved.",
        discussion: """
            EXAMPLES
              nameplate counts close fjordlys N-7K3M-9TQ1
            """)
    @OptionGroup var count: CountArguments
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in try await session.move(count, by: "close") }
    }
}

/// `nameplate counts cancel`
struct CountCancel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Give a count up; what was adjusted stays so.",
        discussion: """
            EXAMPLES
              nameplate counts cancel fjordlys N-7K3M-9TQ1
            """)
    @OptionGroup var count: CountArguments
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in try await session.move(count, by: "cancel") }
    }
}
