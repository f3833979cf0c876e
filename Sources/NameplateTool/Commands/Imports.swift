import ArgumentParser
import Server

extension Import {
    /// `nameplate import list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the last imports, newest first.",
            discussion: """
                EXAMPLES
                  nameplate import list
                """)
        @Option(help: "How many at most.") var limit = 20
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, ["imports"], query: [("limit", String(limit))])) { answer in
                    var table = Table([
                        .init(heading: "import", isWhole: true), .init(heading: "of"),
                        .init(heading: "rows", isNumber: true), .init(heading: "begun (UTC)"), .init(heading: "state"),
                        .init(heading: "by"),
                    ])
                    for item in answer.items.asArray {
                        let state = item.undoneAt.isNull ? item.state.asText ?? "" : "undone"
                        table.add([
                            item.id.asText ?? "", item.kind.asText ?? "", item.rows.asText ?? "",
                            Figures.time(item.startedAt.asText) ?? "", state, item.importedBy.asText ?? "",
                        ])
                    }
                    try session.print(table, of: answer, none: "Nothing has been imported yet.")
                }
            }
        }
    }

    /// `nameplate import undo`
    struct Undo: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Take an import of manufacturers, models, formats or components back, if nothing was built on it.",
            discussion: """
                What the import made is removed, what it changed is as it was before: all of it, or nothing with the \
                reason. Components come out again by corrections. 'nameplate import list' tells the numbers.

                EXAMPLES
                  nameplate import undo 4711
                """)
        @Argument(help: "The import's number.") var id: String
        @Flag(help: "Only show what it would do.") var dryRun = false
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let call = APICall(.post, ["imports", "undo", id], query: [("dryRun", dryRun ? "true" : nil)])
                try await session.show(call) { answer in
                    let begin = answer.dryRun.isTrue ? "This would undo it" : "Undone"
                    try session.output.print(
                        "\(begin): \(answer.removed.asText ?? "0") removed, \(answer.restored.asText ?? "0") as before."
                    )
                }
            }
        }
    }
}
