import ArgumentParser
import Server

/// `nameplate notices templates …`
struct NoticeTemplateCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "templates", abstract: "The texts that persons are written.",
        subcommands: [List.self, SetTemplate.self, Preview.self, Remove.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the texts, the manufacturer's own and those of the program.",
            discussion: """
                EXAMPLES
                  nameplate notices templates list fjordlys
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, ["manufacturers", manufacturer, "notice-templates"])) { answer in
                    var table = Table([
                        .init(heading: "topic", isWhole: true), .init(heading: "language"), .init(heading: "of"),
                        .init(heading: "subject"),
                    ])
                    for item in answer.items.asArray {
                        table.add([
                            item.topic.asText ?? "", item.language.asText ?? "",
                            item.changedBy.asText ?? "the program", item.subject.asText ?? "",
                        ])
                    }
                    try session.print(table, of: answer, none: "There are none.")
                }
            }
        }
    }

    struct SetTemplate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Put a text in the place of the program's own.",
            discussion: """
                Its body comes from standard input. 'list --json' tells what may stand in braces.

                EXAMPLES
                  echo 'Claim {claim} was {decision}.' | nameplate notices templates set \\
                    fjordlys claim.decided en --subject 'Your claim {claim}'
                """)
        @OptionGroup var text: NoticeTemplateArguments
        @Option(help: "The subject, one line.") var subject: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            let document = try await text.document(subject)
            try await Session.open(registry) { session in
                try await session.show(APICall(.put, text.path).sending(document)) { _ in
                    try session.output.print("\(text.topic) \(text.language) is the text of \(text.manufacturer) now.")
                }
            }
        }
    }

    struct Preview: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a text with examples in the place of its placeholders.",
            discussion: """
                EXAMPLES
                  echo 'Claim {claim} was {decision}.' | nameplate notices templates preview \\
                    fjordlys claim.decided en --subject 'Your claim {claim}'
                """)
        @OptionGroup var text: NoticeTemplateArguments
        @Option(help: "The subject, one line.") var subject: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            let document = try await text.document(subject)
            try await Session.open(registry) { session in
                let call = try APICall(.post, text.path + ["preview"]).sending(document)
                try await session.show(call) { answer in
                    try session.output.print("\(answer.subject.asText ?? "")\n\n\(answer.body.asText ?? "")")
                }
            }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Go back to the program's own text.",
            discussion: """
                EXAMPLES
                  echo '{text}' | nameplate notices templates set fjordlys message nb \\
                    --subject '{subject}'
                  nameplate notices templates remove fjordlys message nb
                """)
        @OptionGroup var text: NoticeTemplateArguments
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.delete, text.path)) { _ in
                    try session.output.print("\(text.topic) \(text.language) is the program's own now.")
                }
            }
        }
    }
}

/// A text, and whose it is.
struct NoticeTemplateArguments: ParsableArguments {
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Argument(help: "What it is about, such as claim.decided.") var topic: String
    @Argument(help: "Its language, such as de.") var language: String

    var path: [String] { ["manufacturers", manufacturer, "notice-templates", topic, language] }

    /// With the body from standard input.
    func document(_ subject: String) async throws -> JSON {
        var bytes: [UInt8] = []
        for try await piece in try FileBytes(path: "-") { bytes += piece }
        let body = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        // The last line ends with a line feed too.
        let lines = body.last == "" ? body.dropLast() : body[...]
        return .object(["subject": .string(subject), "body": .string(lines.joined(separator: "\n"))])
    }
}
