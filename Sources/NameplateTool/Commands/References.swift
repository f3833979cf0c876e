import ArgumentParser
import Identifiers
import Server

/// `nameplate reference …`
struct References: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference",
        abstract: "List the published tables by which numbers are read, and replace them by newer files.",
        discussion: """
            The tables are \(ReferenceTables.Kind.allCases.map(\.rawValue).joined(separator: ", ")). They come with \
            the program. A newer file takes the place of one in the registry, at once and without another version of \
            the program.
            """,
        subcommands: [List.self, Update.self, Reset.self, Export.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the tables in use with their versions, sources and licences.",
            discussion: """
                EXAMPLES
                  nameplate reference
                  nameplate reference list --json
                """)
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, ["reference-tables"])) { answer in
                    for (index, item) in answer.items.asArray.enumerated() {
                        var card = Card()
                        if index > 0 { card.gap() }
                        card.title(item.kind.asText ?? "")
                        card.field("Version", item.version.asText)
                        card.field("Source", item.source.asText)
                        card.field("Licence", item.notice.asText)
                        card.field("In use", References.origin(item))
                        if item.builtInIsNewer.isTrue {
                            let newer = "The program has a newer one, \(item.builtInVersion.asText ?? ""): "
                            card.field("Note", newer + "nameplate reference reset \(item.kind.asText ?? "")", .warning)
                        }
                        card.field("Warning", item.warning.asText, .warning)
                        try session.output.print(card)
                    }
                }
            }
        }
    }

    private static func origin(_ table: JSON) -> String {
        guard let time = table.replacedAt.asText else { return "as built in" }
        return "a file put in place \(time.prefix(10))" + (table.replacedBy.asText.map { " by \($0)" } ?? "")
    }

    struct Update: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put a newer file in the place of a table.",
            discussion: """
                Which table it is, the file itself tells. A damaged file is refused, and so is one that is older than \
                the table in use. GS1's Syntax Dictionary is taken as GS1 publishes it; how the others are made, \
                docs/identifiers.md says.

                EXAMPLES
                  nameplate reference export gs1-syntax-dictionary --output gs1.txt
                  nameplate reference update gs1.txt --dry-run
                  nameplate reference update gs1.txt --force
                """)
        @Argument(help: "The file; '-' is standard input.", completion: .file()) var file: String
        @Flag(help: "Only check the file and show what it would do.") var dryRun = false
        @Flag(help: "Take it even if it is older than the table in use.") var force = false
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            var bytes = try FileBytes(path: file)
            let kind: ReferenceTables.Kind
            do {
                kind = try ReferenceTables.Kind(recognizing: try await bytes.firstPiece())
            } catch let error as IdentifierError {
                throw Refusal(Problem(error), in: file)
            }
            var call = APICall(
                .put, ["reference-tables", kind.rawValue],
                query: [("dryRun", dryRun ? "true" : nil), ("force", force ? "true" : nil)]
            ).with("Content-Type", "application/octet-stream")
            call.body = .stream(bytes)
            try await Session.open(registry) { session in
                try await session.show(call) { try session.output.print(References.sentence($0)) }
            }
        }
    }

    struct Reset: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Use the table again that the program was built with.",
            discussion: """
                EXAMPLES
                  nameplate reference reset vehicles
                """)
        @Argument(help: "Which table.") var kind: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let call = APICall(.delete, ["reference-tables", kind]).typing("kind", kind)
                try await session.show(call) { try session.output.print(References.sentence($0)) }
            }
        }
    }

    /// What an update or reset did.
    private static func sentence(_ change: JSON) -> String {
        let (kind, version) = (change.kind.asText ?? "", change.version.asText ?? "")
        guard change.changed.isTrue else { return "\(kind): \(version) is in use already. Nothing changes." }
        let previous = change.previousVersion.asText ?? ""
        return change.dryRun.isTrue
            ? "\(kind): this would put \(version) in the place of \(previous)."
            : "\(kind): \(version) is in use, in the place of \(previous)."
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the file of a table as it is in use.",
            discussion: """
                EXAMPLES
                  nameplate reference export gs1-prefixes
                  nameplate reference export devices --output devices.table
                """)
        @Argument(help: "Which table.") var kind: String
        @Option(name: .shortAndLong, help: "Write to this file.", completion: .file()) var output: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                // A table that does not exist leaves the file of the same name alone.
                let (_, table) = try await session.answer(to: APICall(.get, ["reference-tables", kind]))
                try (output.map { try Output(path: $0) } ?? session.output).write(table)
            }
        }
    }
}
