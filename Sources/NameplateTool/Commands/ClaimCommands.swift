import ArgumentParser
import Registry
import Server

/// `nameplate claims …`
struct ClaimCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claims", abstract: "File claims under warranty, decide about them, and add up what they cost.",
        subcommands: [
            ClaimNew.self, Show.self, List.self, ClaimSubmit.self, ClaimStepCommand.self, ClaimDecide.self, Attach.self,
            Costs.self, ImportTable.self, ExportTable.self,
        ])

    static let stateWords =
        "draft, submitted, needsInformation, underReview, approved, partlyApproved, rejected, paid or closed"

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a claim, what the rules found, and what can be done.",
            discussion: """
                EXAMPLES
                  nameplate claims show C-7K3M-9TQ1
                  nameplate claims show C-7K3M-9TQ1 --now
                """)
        @Argument(help: "The claim's number.") var number: String
        @Flag(help: "Say what the rules find as things are known now.") var now = false
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                guard now else {
                    return try await session.show(APICall(.get, ["claims", number]).typing("claim", number)) {
                        try session.output.print(ClaimCard.lines($0, for: session.output.terminal))
                    }
                }
                let call = APICall(.get, ["claims", number, "findings"]).typing("claim", number)
                try await session.show(call) { answer in
                    let sentences = answer.items.asArray.compactMap(\.sentence.asText)
                    try session.output.print(sentences.isEmpty ? ["The rules find nothing."] : sentences)
                }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the claims of a manufacturer that are for you.",
            discussion: """
                EXAMPLES
                  nameplate claims list fjordlys --state submitted --oldest
                  nameplate claims list fjordlys --model FJ-320 --older-than 30
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @Option(help: "Only those in this state: \(ClaimCommands.stateWords).") var state: String?
        @Option(help: "Only those about units of this model.") var model: String?
        @Option(help: "Only those with this fault code.") var fault: String?
        @Option(help: "Only those of this site.") var site: String?
        @Option(help: "Only those that were made so many days ago or earlier.") var olderThan: Int?
        @Flag(help: "The oldest first.") var oldest = false
        @OptionGroup var page: PageOptions
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            let query: [(String, String?)] = [
                ("state", state), ("model", model), ("fault", fault), ("site", site),
                ("olderThan", olderThan.map(String.init)), ("oldest", oldest ? "true" : nil),
            ]
            try await Session.open(registry) { session in
                let call = APICall(.get, ["manufacturers", manufacturer, "claims"], query: query + page.query)
                try await session.show(call) { answer in
                    var table = Table([
                        .init(heading: "number", isWhole: true), .init(heading: "state"), .init(heading: "model"),
                        .init(heading: "serial", isWhole: true), .init(heading: "fault"), .init(heading: "failed"),
                        .init(heading: "claimed", isNumber: true), .init(heading: "approved", isNumber: true),
                    ])
                    for item in answer.items.asArray {
                        table.add([
                            item.number.asText ?? "", item.state.asText ?? "", item.model.asText ?? "",
                            item.serial.asText ?? "", item.faultCode.asText ?? "", item.failedOn.asText ?? "",
                            ClaimCard.amount(item.claimed, item), ClaimCard.amount(item.approved, item),
                        ])
                    }
                    try session.print(table, of: answer, none: "No such claim.")
                }
            }
        }
    }

    struct Attach: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a file to a claim: PDF, PNG, JPEG, WebP or plain text.",
            discussion: """
                Pictures lose what they tell beside themselves, such as where they were taken.

                EXAMPLES
                  nameplate claims attach C-7K3M-9TQ1 plate.png
                """)
        @Argument(help: "The claim's number.") var number: String
        @Argument(help: "The file; '-' is standard input.", completion: .file()) var file: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            var call = APICall(.post, ["claims", number, "files"], query: [("name", file == "-" ? nil : file)])
                .with("Content-Type", "application/octet-stream").typing("claim", number)
            call.body = .stream(try FileBytes(path: file))
            try await Session.open(registry) { session in
                try await session.show(call) { try session.output.print("\(number) has \($0.name.asText ?? "").") }
            }
        }
    }

    struct Costs: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add up what claims cost.",
            discussion: """
                EXAMPLES
                  nameplate claims costs fjordlys
                  nameplate claims costs fjordlys --by month --from 2025-01-01
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @Option(help: "model, batch, fault, part or month (in service).") var by: String?
        @Option(help: "Submitted on this day or later.") var from: String?
        @Option(help: "Submitted on this day or before.") var until: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            let query = [("by", by), ("from", from), ("until", until)]
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, ["manufacturers", manufacturer, "claims", "costs"], query: query))
                {
                    answer in
                    var table = Table([
                        .init(heading: by ?? "model", isWhole: true), .init(heading: "claims", isNumber: true),
                        .init(heading: "approved", isNumber: true), .init(heading: "claimed", isNumber: true),
                        .init(heading: "paid for", isNumber: true),
                    ])
                    for item in answer.items.asArray {
                        table.add([
                            item.key.asText ?? "not known", item.count.asText ?? "", item.accepted.asText ?? "",
                            ClaimCard.amount(item.claimed, item), ClaimCard.amount(item.approved, item),
                        ])
                    }
                    try session.print(table, of: answer, none: "No claim yet.")
                }
            }
        }
    }

    struct ImportTable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "File the claims of a table (CSV), all or none.",
            discussion: """
                Its columns are those of an export: model, serial and currency, and if you like kind, complaint, faultCode, \
                causalPart, reference, failedOn, repairedOn and site; 'lines' has the lines as 'claims new' takes them, \
                with '; ' between, and 'submit' is true where the claim is handed over at once. What only the \
                manufacturer says, such as the state, is left out of account. At most 1,000 rows.

                EXAMPLES
                  nameplate claims import fjordlys claims-to-file.csv --dry-run
                  nameplate claims import fjordlys claims-to-file.csv
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @Argument(help: "The file; '-' is standard input.", completion: .file()) var file: String
        @Flag(help: "Say what would be done, and file nothing.") var dryRun = false
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            var bytes: [UInt8] = []
            for try await piece in try FileBytes(path: file) { bytes += piece }
            let call = try APICall(
                .post, ["manufacturers", manufacturer, "claims", "table"], query: [("dryRun", dryRun ? "true" : nil)]
            )
            .sending(.object(["table": .string(String(decoding: bytes, as: UTF8.self))]))
            try await Session.open(registry) { session in
                try await session.show(call) { answer in
                    let count = Numbers.count(answer.count.asInteger ?? 0, "claim", "claims")
                    let submitted = answer.submitted.asText ?? "0"
                    let outcome = dryRun ? "Would file" : "Filed"
                    try session.output.print("\(outcome) \(count), \(submitted) of them handed over.")
                    try session.output.print(answer.numbers.asArray.compactMap(\.asText))
                }
            }
        }
    }

    struct ExportTable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export", abstract: "Write the claims that are for you as a table (CSV).",
            discussion: """
                EXAMPLES
                  nameplate claims export fjordlys --output claims.csv
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @Option(help: "Only those in this state.") var state: String?
        @Option(name: .shortAndLong, help: "Write to this file.", completion: .file()) var output: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            let call = APICall(.get, ["manufacturers", manufacturer, "claims", "table"], query: [("state", state)])
            try await Session.open(registry) { session in
                let (_, body) = try await session.answer(to: call)
                let output = try output.map { try Output(path: $0) } ?? session.output
                try output.write(body)
            }
        }
    }
}
