import ArgumentParser
import Server

/// `nameplate quality issues …`
struct EmergingIssueCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "issues", abstract: "Find cohorts of units that fail more often than their ages explain.",
        subcommands: [
            EmergingIssueSearch.self, EmergingIssueList.self, EmergingIssueShow.self, EmergingIssueTakeUp.self,
            EmergingIssueDismiss.self, EmergingIssueReopen.self,
        ])
}

/// Which issue is meant.
struct EmergingIssueArguments: ParsableArguments {
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Argument(help: "The issue's number.") var number: String

    var path: [String] { ["manufacturers", manufacturer, "quality", "issues", number] }
}

/// `nameplate quality issues search`
struct EmergingIssueSearch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Search the fleet now, as each night does.",
        discussion: """
            Each fault is held against serial numbers in the order in which they were made, plants, lines and batches of \
            components. Claims are compared with those that the ages of the units lead to expect, and one correction is \
            made for all that is looked at.

            EXAMPLES
              nameplate quality issues search fjordlys --dry-run
              nameplate quality issues search fjordlys
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Flag(help: "Only look, and keep nothing.") var dryRun = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let call = APICall(dryRun ? .get : .post, ["manufacturers", manufacturer, "quality", "search"])
        try await Session.open(registry) { session in
            try await session.show(call) { answer in
                for finding in answer.findings.asArray {
                    try session.output.print(EmergingIssueCard.finding(finding, for: session.output.terminal))
                }
                try session.output.print(Self.lines(answer, isDryRun: dryRun))
                try FleetText.remarks(answer, session)
            }
        }
    }

    private static func lines(_ answer: JSON, isDryRun: Bool) -> [String] {
        let seconds = FleetText.fixed((answer.milliseconds.asDouble ?? 0) / 1_000, 1)
        let looked =
            "Looked at \(answer.windows.asText ?? "0") cohorts of \(answer.units.asText ?? "0") units with "
            + "\(answer.claims.asText ?? "0") that failed, of \(answer.models.asText ?? "0") models, in \(seconds) s."
        if answer.findings.asArray.isEmpty { return ["Nothing stands out.", looked] }
        guard !isDryRun else { return [looked, "Nothing is kept: this is a dry run."] }
        let raised = answer.raised.asArray.compactMap(\.asText)
        return [looked, raised.isEmpty ? "No issue is new." : "New issues: \(raised.joined(separator: ", "))."]
    }
}

/// `nameplate quality issues list`
struct EmergingIssueList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List emerging issues, the latest first.",
        discussion: """
            EXAMPLES
              nameplate quality issues list fjordlys
              nameplate quality issues list fjordlys --all --model FJ-320
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Flag(help: "Also those that were taken up, dismissed or have faded.") var all = false
    @Option(help: "Only those in this state, such as 'dismissed'.") var state: String?
    @Option(help: "Only those of this model.") var model: String?
    @OptionGroup var page: PageOptions
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let query = [("open", all || state != nil ? nil : "true"), ("state", state), ("model", model)] + page.query
        let call = APICall(.get, ["manufacturers", manufacturer, "quality", "issues"], query: query)
            .typing("model", model)
        try await Session.open(registry) { session in
            try await session.show(call) { answer in
                var table = Table([
                    .init(heading: "number", isWhole: true), .init(heading: "opened"), .init(heading: "model"),
                    .init(heading: "fault"), .init(heading: "claims", isNumber: true),
                    .init(heading: "expected", isNumber: true), .init(heading: "times", isNumber: true),
                    .init(heading: "state"), .init(heading: "units"),
                ])
                for item in answer.items.asArray {
                    table.add([
                        item.number.asText ?? "", String((item.openedAt.asText ?? "").prefix(10)),
                        item.model.asText ?? "", item.faultCode.asText ?? "", item.claims.asText ?? "",
                        FleetText.number(item.expected, 1), FleetText.number(item.ratio, 1), item.state.asText ?? "",
                        item.population.asText ?? "",
                    ])
                }
                try session.print(table, of: answer, none: "No emerging issue.")
            }
        }
    }
}

/// `nameplate quality issues show`
struct EmergingIssueShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show an emerging issue: its units, its figures, what was made of it.",
        discussion: """
            EXAMPLES
              nameplate quality issues show fjordlys F-7K3M-9TQ1
            """)
    @OptionGroup var issue: EmergingIssueArguments
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            let call = APICall(.get, issue.path).typing("issue", issue.number)
            try await session.show(call) {
                try session.output.print(EmergingIssueCard.lines($0, for: session.output.terminal))
                guard let population = $0.population.asText, !$0.possible.asArray.isEmpty else { return }
                try session.output.print([
                    "", "The same units, for a recall:",
                    "nameplate recall add \(issue.manufacturer) --scope \(ShellWord.quoted(population)) --title … --dry-run",
                ])
            }
        }
    }
}

extension Session {
    /// Moves an issue on as it stands now, unless somebody else changes it meanwhile.
    fileprivate func move(
        _ issue: EmergingIssueArguments, by step: String, note: String?, title: String? = nil
    ) async throws {
        try await change(issue.path, "issue", .post, ["steps"], EmergingIssueCard.lines) { _ in
            var document: [String: JSON] = ["step": .string(step)]
            if let note { document["note"] = .string(note) }
            if let title { document["title"] = .string(title) }
            return document
        }
    }
}

/// `nameplate quality issues take-up`
struct EmergingIssueTakeUp: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "take-up", abstract: "Open a problem for an issue, with its units and its fault.",
        discussion: """
            EXAMPLES
              nameplate quality issues take-up fjordlys F-7K3M-9TQ1 \\
                --title 'Compressor leaks'
            """)
    @OptionGroup var issue: EmergingIssueArguments
    @Option(help: "What is wrong; the fault's title without it.") var title: String?
    @Option(help: "A remark.") var note: String?
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { try await $0.move(issue, by: "takeUp", note: note, title: title) }
    }
}

/// `nameplate quality issues dismiss`
struct EmergingIssueDismiss: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dismiss", abstract: "Say that an issue is none. It opens again if its claims double.",
        discussion: """
            EXAMPLES
              nameplate quality issues dismiss fjordlys F-7K3M-9TQ1 \\
                'A campaign had all of them inspected'
            """)
    @OptionGroup var issue: EmergingIssueArguments
    @Argument(help: "Why.") var note: String
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { try await $0.move(issue, by: "dismiss", note: note) }
    }
}

/// `nameplate quality issues reopen`
struct EmergingIssueReopen: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reopen", abstract: "Open an issue again.",
        discussion: """
            EXAMPLES
              nameplate quality issues reopen fjordlys F-7K3M-9TQ1 'It is one after all'
            """)
    @OptionGroup var issue: EmergingIssueArguments
    @Argument(help: "Why.") var note: String
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { try await $0.move(issue, by: "reopen", note: note) }
    }
}
