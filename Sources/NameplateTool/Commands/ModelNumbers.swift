import ArgumentParser

extension Models {
    /// `nameplate model number …`
    struct Number: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add, remove and explain what a model is called beside its number.",
            subcommands: [Add.self, Remove.self, Explain.self])

        struct Add: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Give a model another number; look-up finds the model by it.",
                discussion: """
                    A text may stand for several numbers, as makers print them: RF28*SR, ARD204AB14R/L, \
                    581J(P,E,T)09**.

                    EXAMPLES
                      nameplate model number add fjordlys FJ-320 'FJ-320(W,S)'
                      nameplate model number add fjordlys FJ-320 FJ320-OLD --former
                    """)
            @OptionGroup var model: ModelArguments
            @Argument(help: "The other number, or a text for several.") var number: String
            @Flag(help: "The model itself had it before.") var former = false
            @OptionGroup var registry: RegistryOptions

            func run() async throws {
                try await Session.open(registry) { session in
                    let fields: [String: JSON] = [
                        "number": .string(number), "kind": .string(former ? "former" : "variant"),
                    ]
                    let call = try APICall(.post, model.path + ["numbers"]).sending(.object(fields))
                        .typing("number", number)
                    try await session.show(call) { try session.output.print(ModelCard.card($0)) }
                }
            }
        }

        struct Remove: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Take another number from a model.",
                discussion: """
                    EXAMPLES
                      nameplate model number remove fjordlys FJ-320 FJ320-OLD
                    """)
            @OptionGroup var model: ModelArguments
            @Argument(help: "The other number.") var number: String
            @OptionGroup var registry: RegistryOptions

            func run() async throws {
                try await Session.open(registry) { session in
                    let call = try APICall(.post, model.path + ["numbers", "removed"])
                        .sending(.object(["number": .string(number)])).typing("number", number)
                    try await session.show(call) { try session.output.print(ModelCard.card($0)) }
                }
            }
        }

        struct Explain: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Say which numbers a maker's text stands for.",
                discussion: """
                    EXAMPLES
                      nameplate model number explain 'ARD204AB14R/L'
                      nameplate model number explain 'RF28*SR' RF28R6221SR
                    """)
            @Argument(help: "The text as the maker prints it.") var text: String
            @Argument(help: "A number, to say whether it is meant.") var number: String?
            @OptionGroup var registry: RegistryOptions

            func run() async throws {
                try await Session.open(registry) { session in
                    let call = APICall(.get, ["model-number"], query: [("text", text), ("number", number)])
                    try await session.show(call) { answer in
                        for line in Self.lines(answer, text, number) { try session.output.print(line) }
                    }
                }
            }

            private static func lines(_ answer: JSON, _ text: String, _ number: String?) -> [String] {
                var lines: [String] = []
                if answer.isOpen.isTrue {
                    lines.append("\(text) stands for more numbers than can be told.")
                } else if answer.isFamily.isTrue {
                    lines.append("\(text) stands for:")
                    lines += answer.numbers.asArray.compactMap(\.asText).map { "  \($0)" }
                } else {
                    lines.append("\(text) is a single number.")
                }
                if let number {
                    lines.append("\(number) is \(answer.matches.isTrue ? "one of them" : "none of them").")
                }
                return lines
            }
        }
    }

    /// `nameplate model renumber`
    struct Renumber: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a model a new number; the old one keeps leading to it.",
            discussion: """
                Units, history and codes stay as they are: they belong to the model, whatever it is called.

                EXAMPLES
                  nameplate model renumber fjordlys FJ-331 FJ-331B
                """)
        @OptionGroup var model: ModelArguments
        @Argument(help: "The new number.") var number: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let call = try APICall(.post, model.path + ["renumber"])
                    .sending(.object(["number": .string(number)])).typing("number", number)
                try await session.show(call) { try session.output.print(ModelCard.card($0)) }
            }
        }
    }
}
