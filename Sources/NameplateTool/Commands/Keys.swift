import ArgumentParser

/// `nameplate keys …`
struct Keys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List secret keys and make new ones; what a key is, nobody is shown.",
        discussion: """
            Secret keys scramble serial numbers, make label codes and owner codes, and sign labels. They lie in the database, sealed \
            under the master key, which comes from NAMEPLATE_MASTER_KEY or from a file: that of --master-key-file or \
            NAMEPLATE_MASTER_KEY_FILE, else the one beside the database with the ending .key, made at the first start. \
            Keep a copy of it elsewhere: without it, scrambled serial numbers can never be read again.
            """,
        subcommands: [List.self, New.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List a manufacturer's keys.",
            discussion: """
                EXAMPLES
                  nameplate keys list fjordlys
                """)
        @Argument(help: "The manufacturer's short name.") var manufacturer: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, ["manufacturers", manufacturer, "keys"])) { answer in
                    var table = Table([
                        .init(heading: "key", isWhole: true), .init(heading: "for"), .init(heading: "made"),
                        .init(heading: "state"),
                    ])
                    for item in answer.items.asArray {
                        table.add([
                            item.id.asText ?? "", item.purpose.asText ?? "", item.createdAt.asText ?? "",
                            Keys.state(item),
                        ])
                    }
                    try session.print(table, of: answer, none: "No key yet: the first one is made when it is needed")
                }
            }
        }
    }

    struct New: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a new key for what comes from now on.",
            discussion: """
                Formats and batches that exist keep the key that they have: a scrambled serial number has one key for \
                ever.

                EXAMPLES
                  nameplate keys new fjordlys codes
                  nameplate keys new fjordlys signing
                """)
        @Argument(help: "The manufacturer's short name.") var manufacturer: String
        @Argument(help: "What it is for: codes, scrambling or signing.") var purpose: String
        @OptionGroup var registry: RegistryOptions

        func validate() throws {
            guard ["codes", "scrambling", "signing"].contains(purpose) else {
                throw ValidationError("A key is for 'codes', for 'scrambling' or for 'signing'.")
            }
        }

        func run() async throws {
            try await Session.open(registry) { session in
                let call = try APICall(.post, ["manufacturers", manufacturer, "keys"])
                    .sending(.object(["purpose": .string(purpose)]))
                try await session.show(call) { answer in
                    var card = Card()
                    card.title("Key \(answer.id.asText ?? "")")
                    card.field("For", answer.purpose.asText)
                    card.field("State", Keys.state(answer))
                    try session.output.print(card)
                }
            }
        }
    }

    private static func state(_ key: JSON) -> String {
        guard key.readable == .boolean(true) else { return "cannot be read: the master key is missing" }
        return key.retiredAt.asText == nil ? "in use" : "in use by what has it, not for new"
    }
}
