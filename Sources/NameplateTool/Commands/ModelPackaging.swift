import ArgumentParser

/// `nameplate model packaging …`
struct ModelPackaging: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "packaging", abstract: "Say how a model is packed, from the single unit to the pallet.",
        subcommands: [List.self, Set.self, Remove.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List how a model is packed.",
            discussion: """
                EXAMPLES
                  nameplate model packaging list fjordlys FJ-320
                """)
        @OptionGroup var model: ModelArguments
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, model.path + ["packaging"])) { answer in
                    var table = Table([
                        .init(heading: "level", isWhole: true),
                        .init(heading: "holds", isNumber: true),
                        .init(heading: "GTIN"),
                        .init(heading: "size"),
                        .init(heading: "weight"),
                    ])
                    for item in answer.items.asArray {
                        table.add([
                            item.level.asText ?? "",
                            item.quantity.asText ?? "",
                            item.gtin.asText ?? "",
                            item.size.asText ?? "",
                            item.weight.asText ?? "",
                        ])
                    }
                    try session.print(
                        table, of: answer,
                        none:
                            "Nobody has said how it is packed: nameplate model packaging set \(model.manufacturer) \(model.model) case"
                    )
                }
            }
        }
    }

    struct Set: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what a packaging level holds and measures.",
            discussion: """
                EXAMPLES
                  nameplate model packaging set fjordlys FJ-320 case --quantity 4 \\
                    --gtin 19520471003204 --size '1.3 x 1.4 x 2 m' --weight '260 kg'
                """)
        @OptionGroup var model: ModelArguments
        @Argument(help: "each, innerPack, case, displayShipper or pallet.") var level: String
        @Option(help: "How many units of the model it holds.") var quantity: Int64 = 1
        @Option(help: "Its own GTIN.") var gtin: String?
        @Option(help: "Such as '60 x 65.5 x 185 cm'.") var size: String?
        @Option(help: "Gross, such as '62 kg'.") var weight: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            var fields: [String: JSON] = [:]
            fields["level"] = .string(level)
            fields["quantity"] = .integer(quantity)
            fields["gtin"] = gtin.map(JSON.string)
            fields["size"] = size.map(JSON.string)
            fields["weight"] = weight.map(JSON.string)
            let call = try APICall(.post, model.path + ["packaging"]).sending(.object(fields))
            try await Session.open(registry) { session in
                try await session.show(call) { _ in try session.output.print("\(model.model) is packed so.") }
            }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take back how a model is packed.",
            discussion: """
                EXAMPLES
                  nameplate model packaging remove fjordlys FJ-320 case --quantity 4
                """)
        @OptionGroup var model: ModelArguments
        @Argument(help: "The level.") var level: String
        @Option(help: "How many units it holds.") var quantity: Int64 = 1
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.removeEntry(from: model.path + ["packaging"]) { item in
                    item.level.asText == level && item.quantity.asText == String(quantity)
                }
            }
        }
    }
}
