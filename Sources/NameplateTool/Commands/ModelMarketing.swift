import ArgumentParser

/// `nameplate model marketing …`
struct ModelMarketing: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "marketing", abstract: "Say whom a model is made for and what speaks for it.",
        subcommands: [List.self, Set.self, Remove.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what speaks for a model.",
            discussion: """
                EXAMPLES
                  nameplate model marketing list fjordlys FJ-320
                """)
        @OptionGroup var model: ModelArguments
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, model.path + ["marketing"])) { answer in
                    var table = Table([
                        .init(heading: "for"),
                        .init(heading: "selling points"),
                    ])
                    for item in answer.items.asArray {
                        table.add([
                            item.segment.asText ?? "",
                            item.sellingPoints.asArray.compactMap(\.asText).joined(separator: "; "),
                        ])
                    }
                    try session.print(
                        table, of: answer,
                        none:
                            "Nobody has said it: nameplate model marketing set \(model.manufacturer) \(model.model) --point TEXT"
                    )
                }
            }
        }
    }

    struct Set: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say whom a model is made for and what speaks for it, in the place of what was said before.",
            discussion: """
                EXAMPLES
                  nameplate model marketing set fjordlys FJ-320 --segment 'small kitchens' \\
                    --point 'Only 37 dB' --point '60 cm wide'
                """)
        @OptionGroup var model: ModelArguments
        @Option(help: "The target segment.") var segment: String?
        @Option(name: .customLong("point"), help: "A selling point, the strongest first; repeat it for more.")
        var points: [String] = []
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            var fields: [String: JSON] = [:]
            fields["segment"] = segment.map(JSON.string)
            fields["sellingPoints"] = .array(points.map(JSON.string))
            let call = try APICall(.post, model.path + ["marketing"]).sending(.object(fields))
            try await Session.open(registry) { session in
                try await session.show(call) { _ in try session.output.print("What speaks for \(model.model) is kept.")
                }
            }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take back what speaks for a model.",
            discussion: """
                EXAMPLES
                  nameplate model marketing remove fjordlys FJ-320
                """)
        @OptionGroup var model: ModelArguments
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.removeEntry(from: model.path + ["marketing"]) { _ in true }
            }
        }
    }
}
