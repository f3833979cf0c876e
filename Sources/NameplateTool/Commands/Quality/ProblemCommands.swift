import ArgumentParser
import Server

/// `nameplate quality problems …`
struct ProblemCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "problems", abstract: "See to what is wrong with products until it is shown to be corrected.",
        subcommands: [
            ProblemList.self, ProblemShow.self, ProblemOpen.self, ProblemChange.self, ProblemContain.self,
            ProblemCause.self, ProblemCorrect.self, ProblemVerify.self, ProblemClose.self, ProblemReopen.self,
            ProblemCheck.self,
        ])
}

/// Which problem is meant.
struct ProblemArguments: ParsableArguments {
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Argument(help: "The problem's number.") var number: String

    var path: [String] { ["manufacturers", manufacturer, "problems", number] }
}

/// `nameplate quality problems list`
struct ProblemList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List problems, the latest first.",
        discussion: """
            EXAMPLES
              nameplate quality problems list fjordlys
              nameplate quality problems list fjordlys --all --model FJ-320
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Flag(help: "Also those that are at an end.") var all = false
    @Option(help: "Only those in this state, such as 'corrected'.") var state: String?
    @Option(help: "Only those of this model.") var model: String?
    @Option(help: "Only those that this account sees to.") var owner: String?
    @OptionGroup var page: PageOptions
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let open = all || state != nil ? nil : "true"
        let query = [("open", open), ("state", state), ("model", model), ("owner", owner)] + page.query
        let call = APICall(.get, ["manufacturers", manufacturer, "problems"], query: query).typing("model", model)
        try await Session.open(registry) { session in
            try await session.show(call) { answer in
                var table = Table([
                    .init(heading: "number", isWhole: true), .init(heading: "opened"), .init(heading: "models"),
                    .init(heading: "state"), .init(heading: "severity", isNumber: true), .init(heading: "due"),
                    .init(heading: "title"),
                ])
                for item in answer.items.asArray {
                    table.add([
                        item.number.asText ?? "", String((item.openedAt.asText ?? "").prefix(10)),
                        item.models.asArray.compactMap(\.asText).joined(separator: ", "), ProblemCard.state(item),
                        item.severity.asText ?? "", item.dueOn.asText ?? "", item.title.asText ?? "",
                    ])
                }
                try session.print(table, of: answer, none: "No problem.")
            }
        }
    }
}

/// `nameplate quality problems show`
struct ProblemShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a problem, and what was done about it.",
        discussion: """
            EXAMPLES
              nameplate quality problems show fjordlys E-7K3M-9TQ1
            """)
    @OptionGroup var problem: ProblemArguments
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            let call = APICall(.get, problem.path).typing("problem", problem.number)
            try await session.show(call) {
                try session.output.print(ProblemCard.lines($0, for: session.output.terminal))
            }
        }
    }
}
