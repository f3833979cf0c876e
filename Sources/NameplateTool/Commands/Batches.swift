import ArgumentParser
import Server

/// `nameplate batch …`
struct Batches: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch", abstract: "List and show batches, and print their serial numbers.",
        subcommands: [List.self, Show.self, Serials.self, Codes.self, Expiry.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the batches of a model.",
            discussion: """
                EXAMPLES
                  nameplate batch list fjordlys FJ-320
                """)
        @OptionGroup var model: ModelArguments
        @OptionGroup var page: PageOptions
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, model.path + ["batches"], query: page.query)) { answer in
                    var table = Table([
                        .init(heading: "batch", isWhole: true), .init(heading: "produced"),
                        .init(heading: "plant"), .init(heading: "line"),
                        .init(heading: "count", isNumber: true), .init(heading: "first", isWhole: true),
                        .init(heading: "last", isWhole: true),
                    ])
                    for item in answer.items.asArray {
                        table.add([
                            item.number.asText ?? "", item.producedOn.asText ?? "", item.plant.asText ?? "",
                            item.line.asText ?? "", item.count.asText ?? "", item.firstSerial.asText ?? "",
                            item.lastSerial.asText ?? "",
                        ])
                    }
                    try session.print(table, of: answer, none: "No batch yet: nameplate issue")
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a batch.",
            discussion: """
                EXAMPLES
                  nameplate batch show fjordlys FJ-320 2024-W10
                """)
        @OptionGroup var batch: BatchArguments
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, batch.path)) { try session.output.print(Self.card($0)) }
            }
        }

        static func card(_ batch: JSON) -> Card {
            var card = Card()
            card.title("Batch \(batch.number.asText ?? "")")
            card.field("Units", batch.count.asText)
            card.field("First serial", batch.firstSerial.asText)
            card.field("Last serial", batch.lastSerial.asText)
            card.field("Sequence", Self.range(batch.firstSequence.asText, batch.lastSequence.asText))
            card.field("Format", batch.pattern.asText)
            card.field("Plant", batch.plant.asText)
            card.field("Line", batch.line.asText)
            card.field("Produced", batch.producedOn.asText)
            card.field("Work order", batch.workOrder.asText)
            card.field("Good until", batch.expiresOn.asText)
            card.field("With own history", batch.unitsWithHistory.asText)
            return card
        }

        private static func range(_ first: String?, _ last: String?) -> String? {
            guard let first, let last else { return nil }
            return "\(first) to \(last)"
        }
    }

    struct Serials: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the serial numbers of a batch, one a line.",
            discussion: """
                With --csv or --json each line has the sequence number too.

                EXAMPLES
                  nameplate batch serials fjordlys FJ-320 2024-W10 --limit 5
                  nameplate batch serials fjordlys FJ-320 2024-W10 --from 1200 --limit 10
                  nameplate batch serials fjordlys FJ-320 2024-W10 --csv --output week-10.csv
                  nameplate batch serials fjordlys FJ-320 2024-W10 --csv --output week-10.csv \\
                    --resume
                """)
        @OptionGroup var batch: BatchArguments
        @Option(help: "Begin at this sequence number.") var from: Int64?
        @Option(help: "How many at most.") var limit: Int64?
        @Flag(help: "Write CSV: sequence number and serial number.") var csv = false
        @Option(name: .shortAndLong, help: "Write to this file.", completion: .file()) var output: String?
        @Flag(help: "Go on with a file that was left unfinished.") var resume = false
        @OptionGroup var registry: RegistryOptions

        func validate() throws {
            if let limit, limit < 1 { throw ValidationError("--limit is a number from 1.") }
            if resume, output == nil { throw ValidationError("--resume needs the file: --output.") }
            if csv, registry.json { throw ValidationError("--csv and --json are two forms; choose one.") }
        }

        func run() async throws {
            try await Session.open(registry) { session in
                let list = SerialList(path: batch.path, form: csv ? .csv : registry.json ? .ndjson : .text)
                if let output {
                    try await list.write(from: from, limit: limit, to: output, resuming: resume, session)
                } else {
                    let call = list.call(from: from, limit: limit)
                    try await session.caller.stream(call) { try session.output.write($0) }
                }
            }
        }
    }
}

extension Batches {
    struct Codes: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a batch's serial numbers with their label codes and owner codes, as CSV.",
            discussion: """
                The label code stands beside the serial number on the plate, the owner code on a card inside the box. \
                They are stored nowhere: the manufacturer's secret key makes them again.

                EXAMPLES
                  nameplate batch codes fjordlys FJ-320 2024-W10 --limit 5
                """)
        @OptionGroup var batch: BatchArguments
        @Option(help: "Begin at this sequence number.") var from: Int64?
        @Option(help: "How many at most.") var limit: Int64?
        @OptionGroup var registry: RegistryOptions

        func validate() throws {
            if let limit, limit < 1 { throw ValidationError("--limit is a number from 1.") }
        }

        func run() async throws {
            try await Session.open(registry) { session in
                let query = [("from", from.map { String($0) }), ("limit", limit.map { String($0) })]
                let call = APICall(.get, batch.path + ["codes"], query: query)
                try await session.caller.stream(call) { try session.output.write($0) }
            }
        }
    }
}

extension Batches {
    struct Expiry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say until when the goods of a batch are good for use.",
            discussion: """
                EXAMPLES
                  nameplate batch expiry fjordlys FJ-320 2024-W10 2031-03-31 --dry-run
                  nameplate batch expiry fjordlys FJ-320 2024-W10
                """)
        @OptionGroup var batch: BatchArguments
        @Argument(help: "The last day, such as 2031-03-31; without it they do not age.") var date: String?
        @Flag(help: "Only check it.") var dryRun = false
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            var document: [String: JSON] = [:]
            document["expiresOn"] = date.map(JSON.string)
            let call = try APICall(
                .put, batch.path + ["expiry"], query: [("dryRun", dryRun ? "true" : nil)]
            ).sending(.object(document)).typing("expires_on", date).typing("expiresOn", date)
            try await Session.open(registry) { session in
                try await session.show(call) { answer in
                    var card = Show.card(answer)
                    if dryRun { card.text("Nothing is changed yet: this is a dry run.", .warning) }
                    try session.output.print(card)
                }
            }
        }
    }
}

/// Which batch a command is about.
struct BatchArguments: ParsableArguments {
    @OptionGroup var model: ModelArguments
    @Argument(help: "The batch's number.") var batch: String

    var path: [String] { model.path + ["batches", batch] }
}
