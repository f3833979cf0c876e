import ArgumentParser
import Server

/// `nameplate cases …`
struct CaseCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cases", abstract: "Open cases at the support desk, answer them, bring them to an end.",
        subcommands: [
            CaseOpen.self, List.self, Show.self, CaseReplyCommand.self, CaseStepCommand.self, CaseAssign.self,
            CaseRate.self, Files.self, Attach.self,
        ], aliases: ["case"])

    static let stateWords =
        "open, waitingForCustomer, waitingForParts, returnApproved, returned, solved or closed"

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the cases of a manufacturer that are for you, the one that is due first first.",
            discussion: """
                EXAMPLES
                  nameplate cases list fjordlys --overdue
                  nameplate cases list fjordlys --assignee nobody --priority urgent
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @Flag(help: "Those at an end instead of the open ones, the latest first.") var ended = false
        @Option(help: "Only those in this state: \(CaseCommands.stateWords).") var state: String?
        @Option(help: "Only those of this account; 'me' or 'nobody'.") var assignee: String?
        @Option(help: "Only those about units of this model.") var model: String?
        @Option(help: "Only those that press so much: low, normal, high or urgent.") var priority: String?
        @Flag(help: "Only those that should be at an end.") var overdue = false
        @OptionGroup var page: PageOptions
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            let query: [(String, String?)] = [
                ("ended", ended ? "true" : nil), ("state", state), ("assignee", assignee), ("model", model),
                ("priority", priority), ("overdue", overdue ? "true" : nil),
            ]
            try await Session.open(registry) { session in
                let call = APICall(.get, ["manufacturers", manufacturer, "cases"], query: query + page.query)
                try await session.show(call) { answer in
                    var table = Table([
                        .init(heading: "number", isWhole: true), .init(heading: "state"), .init(heading: "due"),
                        .init(heading: "priority"), .init(heading: "model"), .init(heading: "serial", isWhole: true),
                        .init(heading: "assignee"), .init(heading: "complaint"),
                    ])
                    for item in answer.items.asArray {
                        table.add([
                            item.number.asText ?? "", CaseCard.state(item), item.dueAt.asText ?? "",
                            item.priority.asText ?? "", item.model.asText ?? "", item.serial.asText ?? "",
                            item.assignee.asText ?? "", item.headline.asText ?? "",
                        ])
                    }
                    try session.print(table, of: answer, none: "No such case.")
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a case, what was said and done, and what can be done.",
            discussion: """
                EXAMPLES
                  nameplate cases show S-7K3M-9TQ1
                """)
        @Argument(help: "The case's number.") var number: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.showCase(APICall(.get, ["cases", number]).typing("case", number))
            }
        }
    }

    struct Files: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the files of a case, write one, or erase one.",
            discussion: """
                EXAMPLES
                  nameplate cases files S-7K3M-9TQ1
                  nameplate cases files S-7K3M-9TQ1 --id 4611 --output photo.png
                  nameplate cases files S-7K3M-9TQ1 --id 4611 --erase
                """)
        @Argument(help: "The case's number.") var number: String
        @Option(help: "One file.") var id: String?
        @Flag(help: "Erase it.") var erase = false
        @Option(name: .shortAndLong, help: "Write it to this file.", completion: .file()) var output: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            guard let id else {
                let call = APICall(.get, ["cases", number, "files"]).typing("case", number)
                return try await Session.open(registry) { session in
                    try await session.show(call) { answer in
                        var table = Table([
                            .init(heading: "id", isWhole: true), .init(heading: "name"), .init(heading: "type"),
                            .init(heading: "bytes", isNumber: true),
                        ])
                        for file in answer.items.asArray {
                            table.add([
                                file.id.asText ?? "", file.name.asText ?? "", file.mediaType.asText ?? "",
                                file.size.asText ?? "",
                            ])
                        }
                        try session.print(table, of: answer, none: "It has no files.")
                    }
                }
            }
            let path = ["cases", number, "files", id]
            try await Session.open(registry) { session in
                if erase {
                    return try await session.show(APICall(.delete, path).typing("case", number)) { _ in
                        try session.output.print("Erased.")
                    }
                }
                let (_, body) = try await session.answer(to: APICall(.get, path).typing("case", number))
                try (output.map { try Output(path: $0) } ?? session.output).write(body)
            }
        }
    }

    struct Attach: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a file to a case: PDF, PNG, JPEG, WebP or plain text.",
            discussion: """
                Pictures lose what they tell beside themselves, such as where they were taken.

                EXAMPLES
                  nameplate cases attach S-7K3M-9TQ1 plate.png
                """)
        @Argument(help: "The case's number.") var number: String
        @Argument(help: "The file; '-' is standard input.", completion: .file()) var file: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            var call = APICall(.post, ["cases", number, "files"], query: [("name", file == "-" ? nil : file)])
                .with("Content-Type", "application/octet-stream").typing("case", number)
            call.body = .stream(try FileBytes(path: file))
            try await Session.open(registry) { session in
                try await session.show(call) { try session.output.print("\(number) has \($0.name.asText ?? "").") }
            }
        }
    }
}

extension Session {
    func showCase(_ call: APICall) async throws {
        try await show(call) { try output.print(CaseCard.lines($0, for: output.terminal)) }
    }

    /// Changes a case as it stands now, unless somebody else does meanwhile.
    func changeCase(
        _ number: String, _ method: APICall.Method, _ door: [String], _ document: (JSON) throws -> [String: JSON]
    ) async throws {
        try await change(["cases", number], "case", method, door, CaseCard.lines, document)
    }
}
