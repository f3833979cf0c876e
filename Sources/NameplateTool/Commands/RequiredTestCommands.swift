import ArgumentParser
import Server

/// `nameplate holds tests …`
struct RequiredTestCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tests", abstract: "Say which tests units must have passed before they may leave.",
        subcommands: [List.self, Set.self, Remove.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the tests that units of a model need.",
            discussion: """
                EXAMPLES
                  nameplate holds tests list fjordlys FJ-320
                """)
        @OptionGroup var model: ModelArguments
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let call = APICall(.get, model.path + ["required-tests"]).typing("model", model.model)
                try await session.show(call) { answer in
                    var table = Table([
                        .init(heading: "code", isWhole: true), .init(heading: "title"),
                        .init(heading: "least", isNumber: true), .init(heading: "most", isNumber: true),
                        .init(heading: "unit"),
                    ])
                    for item in answer.items.asArray {
                        table.add([
                            item.code.asText ?? "", item.title.asText ?? "", item.minimum.asText ?? "",
                            item.maximum.asText ?? "", item.unit.asText ?? "",
                        ])
                    }
                    try session.print(table, of: answer, none: "Units of this model need no test.")
                }
            }
        }
    }

    struct Set: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a test, or say other things of it.",
            discussion: """
                It is passed by a reading of this type that an event of the unit, or of a part of \
                its batch, carries. The last one counts.

                EXAMPLES
                  nameplate holds tests set fjordlys FJ-320 leakage \\
                    --title 'Leakage current' --max 0.75 --unit 4K
                """)
        @OptionGroup var model: ModelArguments
        @Argument(help: "The type of its readings, as events have it.") var code: String
        @Option(help: "What people call it; its code without it.") var title: String?
        @Option(name: .customLong("min"), help: "The least that passes.") var minimum: String?
        @Option(name: .customLong("max"), help: "The most that passes.") var maximum: String?
        @Option(help: "In which unit it is measured (UN/CEFACT Recommendation 20).") var unit: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            var document: [String: JSON] = ["title": .string(title ?? code)]
            for (name, text) in [("minimum", minimum), ("maximum", maximum), ("unit", unit)] {
                document[name] = text.map(JSON.string)
            }
            let call = try APICall(.put, model.path + ["required-tests", code]).sending(.object(document))
                .typing("model", model.model).typing("code", code)
            try await Session.open(registry) { session in
                try await session.show(call) { try session.output.print("Set: \($0.title.asText ?? code).") }
            }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that units need a test no more.",
            discussion: """
                EXAMPLES
                  nameplate holds tests set fjordlys FJ-320 noise --max 45
                  nameplate holds tests remove fjordlys FJ-320 noise
                """)
        @OptionGroup var model: ModelArguments
        @Argument(help: "The type of its readings.") var code: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            let call = APICall(.delete, model.path + ["required-tests", code]).typing("model", model.model)
                .typing("code", code)
            try await Session.open(registry) { session in
                try await session.show(call) { _ in try session.output.print("Units need it no more.") }
            }
        }
    }
}
