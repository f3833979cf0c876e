import ArgumentParser
import Server

/// `nameplate quality complaints …`
struct ComplaintCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "complaints", abstract: "Keep what people complain of, and see of what most.",
        subcommands: [
            ComplaintListCommand.self, ComplaintShow.self, ComplaintCounts.self, ComplaintSignalsCommand.self,
            ComplaintAdd.self,
            ComplaintChange.self,
            ComplaintTake.self, ComplaintAssess.self, ComplaintClose.self, ComplaintReopen.self, ComplaintLink.self,
            ComplaintImport.self, ComplaintExport.self, ComplaintErase.self,
        ])
}

/// Which complaint is meant.
struct ComplaintArguments: ParsableArguments {
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Argument(help: "The complaint's number.") var number: String

    var path: [String] { ["manufacturers", manufacturer, "complaints", number] }
}

/// Which complaints are meant.
struct ComplaintFilterOptions: ParsableArguments {
    @Option(help: "Only those about this model.") var model: String?
    @Option(help: "Only those with this fault code or a narrower one.") var fault: String?
    @Option(help: "Received on this day or later.") var since: String?
    @Option(help: "Received on this day or before.") var until: String?
    @Option(help: "Only those that are 'open', 'assessed' or 'closed'.") var state: String?
    @Option(help: "Only signs of this problem.") var problem: String?

    var query: [(String, String?)] {
        [
            ("model", model), ("faultCode", fault), ("since", since), ("until", until), ("state", state),
            ("problem", problem),
        ]
    }
}

/// `nameplate quality complaints list`
struct ComplaintListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List complaints, the latest received first.",
        discussion: """
            EXAMPLES
              nameplate quality complaints list fjordlys
              nameplate quality complaints list fjordlys --model FJ-320 --state open
              nameplate quality complaints list fjordlys --text hinge
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @OptionGroup var filter: ComplaintFilterOptions
    @Option(help: "Only those that hold this text in their numbers or words.") var text: String?
    @OptionGroup var page: PageOptions
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let query = filter.query + [("q", text)] + page.query
        let call = APICall(.get, ["manufacturers", manufacturer, "complaints"], query: query)
            .typing("model", filter.model).typing("problem", filter.problem)
        try await Session.open(registry) { session in
            try await session.show(call) { answer in
                var table = Table([
                    .init(heading: "number", isWhole: true), .init(heading: "received", isWhole: true),
                    .init(heading: "model", isWhole: true), .init(heading: "unit"), .init(heading: "fault codes"),
                    .init(heading: "state"), .init(heading: "problem", isWhole: true), .init(heading: "words"),
                ])
                for item in answer.items.asArray {
                    table.add([
                        item.number.asText ?? "", item.receivedOn.asText ?? "", item.model.asText ?? "",
                        item.serial.asText ?? item.identification.asText ?? "", ComplaintCard.codes(item),
                        item.state.asText ?? "", item.problem.asText ?? "", ComplaintCard.headline(item),
                    ])
                }
                try session.print(table, of: answer, none: "No complaint.")
            }
        }
    }
}

/// `nameplate quality complaints show`
struct ComplaintShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a complaint.",
        discussion: """
            Its words are shown to those who see to quality.

            EXAMPLES
              nameplate quality complaints show fjordlys Q-7K3M-9TQ1
            """)
    @OptionGroup var complaint: ComplaintArguments
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            try await session.showComplaint(
                APICall(.get, complaint.path).typing("complaint", complaint.number))
        }
    }
}

/// `nameplate quality complaints counts`
struct ComplaintCounts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "counts", abstract: "Count complaints by fault code, the most frequent first.",
        discussion: """
            A complaint with several codes counts for each. Complaints are signs, not failures.

            EXAMPLES
              nameplate quality complaints counts fjordlys
              nameplate quality complaints counts fjordlys --model FJ-320 \\
                --since 2026-01
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @OptionGroup var filter: ComplaintFilterOptions
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let call = APICall(.get, ["manufacturers", manufacturer, "complaint-counts"], query: filter.query)
            .typing("model", filter.model).typing("problem", filter.problem)
        try await Session.open(registry) { session in
            try await session.show(call) { answer in
                var table = Table([
                    .init(heading: "fault code", isWhole: true), .init(heading: "complaints", isNumber: true),
                    .init(heading: "harmful", isNumber: true), .init(heading: "title"),
                ])
                for item in answer.items.asArray {
                    table.add([
                        item.code.asText ?? "", item.complaints.asText ?? "", item.harmful.asText ?? "",
                        item.title.asText ?? "",
                    ])
                }
                try session.print(table, of: answer, none: "No complaint has a fault code.")
            }
        }
    }
}

extension Session {
    func showComplaint(_ call: APICall, isDryRun: Bool = false) async throws {
        try await show(call) {
            try output.print(ComplaintCard.lines($0, for: output.terminal))
            if isDryRun { try output.print(["Nothing is written: this is a dry run."]) }
        }
    }
}
