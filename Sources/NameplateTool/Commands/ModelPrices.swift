import ArgumentParser

/// `nameplate model price …`
struct ModelPrices: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "price", abstract: "Say what a model is meant to cost, where and when.",
        subcommands: [List.self, Set.self, Remove.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the price bands of a model.",
            discussion: """
                EXAMPLES
                  nameplate model price list fjordlys FJ-320
                """)
        @OptionGroup var model: ModelArguments
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, model.path + ["prices"])) { answer in
                    var table = Table([
                        .init(heading: "market", isWhole: true),
                        .init(heading: "from"),
                        .init(heading: "until"),
                        .init(heading: "price"),
                        .init(heading: "holds"),
                    ])
                    for item in answer.items.asArray {
                        table.add([
                            item.market.asText ?? "everywhere",
                            item.validFrom.asText ?? "",
                            item.validUntil.asText ?? "",
                            Self.price(item),
                            item.isValid.isTrue ? "yes" : "no",
                        ])
                    }
                    try session.print(
                        table, of: answer,
                        none:
                            "No price yet: nameplate model price set \(model.manufacturer) \(model.model) --currency NOK --from 12999"
                    )
                }
            }
        }

        private static func price(_ item: JSON) -> String {
            let amounts = [item.from.asText, item.to.asText].compactMap(\.self).joined(separator: " to ")
            return [item.currency.asText, amounts.isEmpty ? nil : amounts, item.text.asText].compactMap(\.self)
                .joined(separator: " ")
        }
    }

    struct Set: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what a model costs in a market for a while.",
            discussion: """
                EXAMPLES
                  nameplate model price set fjordlys FJ-320 --market NO --currency NOK \\
                    --from 10990 --to 12990
                  nameplate model price set fjordlys FJ-320 --market SE --text 'upper middle'
                """)
        @OptionGroup var model: ModelArguments
        @Option(help: "The country, ISO 3166-1 alpha-2; everywhere without it.") var market: String?
        @Option(help: "ISO 4217.") var currency: String?
        @Option(help: "The amount, or the least.") var from: String?
        @Option(help: "The most.") var to: String?
        @Option(help: "The price in words.") var text: String?
        @Option(help: "From this day on.") var validFrom: String?
        @Option(help: "Up to this day.") var validUntil: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            var fields: [String: JSON] = [:]
            fields["market"] = market.map(JSON.string)
            fields["currency"] = currency.map(JSON.string)
            fields["from"] = from.map(JSON.string)
            fields["to"] = to.map(JSON.string)
            fields["text"] = text.map(JSON.string)
            fields["validFrom"] = validFrom.map(JSON.string)
            fields["validUntil"] = validUntil.map(JSON.string)
            let call = try APICall(.post, model.path + ["prices"]).sending(.object(fields))
            try await Session.open(registry) { session in
                try await session.show(call) { _ in try session.output.print("The price of \(model.model) is kept.") }
            }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take back what a model costs.",
            discussion: """
                EXAMPLES
                  nameplate model price remove fjordlys FJ-320 --market NO
                """)
        @OptionGroup var model: ModelArguments
        @Option(help: "The market; the price of everywhere without it.") var market: String?
        @Option(help: "From which day the band begins, where it says one.") var validFrom: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.removeEntry(from: model.path + ["prices"]) { item in
                    item.market.asText == market && item.validFrom.asText == validFrom
                }
            }
        }
    }
}
