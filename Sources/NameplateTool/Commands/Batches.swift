import ArgumentParser
import Server

/// `nameplate batch …`
struct Batches: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch", abstract: "List and show batches, and print their serial numbers.",
        subcommands: [List.self, Show.self, Serials.self])

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
            abstract: "Print the serial numbers of a batch, one a line.",
            discussion: """
                EXAMPLES
                  nameplate batch serials fjordlys FJ-320 2024-W10 --limit 5
                  nameplate batch serials fjordlys FJ-320 2024-W10 --from 1200 --limit 10
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
                var call = APICall(.get, batch.path + ["serials"], query: query)
                if registry.json { call = call.with("Accept", "application/x-ndjson") }
                try await session.caller.stream(call) { try session.output.write($0) }
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
