import ArgumentParser
import Nameplate
import Server

/// `nameplate format …`
struct Formats: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "format", abstract: "List, add, try out and learn serial formats.",
        subcommands: [List.self, Add.self, FormatCheck.self, Learn.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the serial formats of a model.",
            discussion: """
                EXAMPLES
                  nameplate format list fjordlys FJ-320
                """)
        @OptionGroup var model: ModelArguments
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, model.path + ["formats"])) { answer in
                    var table = Table([
                        .init(heading: "pattern", isWhole: true), .init(heading: "length", isNumber: true),
                        .init(heading: "room", isNumber: true), .init(heading: "guessing"),
                    ])
                    for item in answer.items.asArray {
                        table.add([
                            item.pattern.asText ?? "", item.length.asText ?? "", item.room.asText ?? "",
                            Formats.guessing(item),
                        ])
                    }
                    try session.print(table, of: answer, none: "No format yet: nameplate format add")
                }
            }
        }
    }

    /// How hard a format's numbers are to guess, in a few words.
    static func guessing(_ format: JSON) -> String {
        let limit = format.unguessable.isTrue ? ", kept unguessable" : ""
        guard format.scrambled.isTrue else { return "counted up: the next is told by the last" }
        guard let odds = format.guessOneIn.asText else { return "scrambled, none issued" + limit }
        return "1 in \(odds)" + limit
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a model a serial format.",
            discussion: """
                EXAMPLES
                  nameplate format add fjordlys FJ-450C '{plant:2}{line:1}{yy}{ww}{seq:7}'
                  nameplate format add fjordlys FJ-450C 'K{scrambled:10:base32}' --unguessable
                """)
        @OptionGroup var model: ModelArguments
        @Argument(help: "The pattern; 'nameplate format check' tries one out.") var pattern: String
        @Flag(help: "Refuse to issue more than one serial number in a million: nobody guesses one.")
        var unguessable = false
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let call = try APICall(.post, model.path + ["formats"])
                    .sending(.object(["pattern": .string(pattern), "unguessable": .boolean(unguessable)])).typing(
                        "pattern", pattern)
                try await session.show(call) { answer in
                    try session.output.print("Serial numbers of \(model.model) may now have this form:")
                    let question = FormatQuestion(pattern: answer.pattern.asText ?? pattern)
                    let preview = try JSONText.decode(JSON.self, from: FormatPreview(question).document)
                    try session.output.print(FormatCard.card(preview))
                }
            }
        }
    }
}
