import ArgumentParser

/// `nameplate manufacturer …`
struct Manufacturers: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manufacturer", abstract: "List, show, add and change manufacturers.",
        subcommands: [List.self, Show.self, Add.self, Edit.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the manufacturers.",
            discussion: """
                EXAMPLES
                  nameplate manufacturer list
                """)
        @OptionGroup var page: PageOptions
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, ["manufacturers"], query: page.query)) { answer in
                    var table = Table([
                        .init(heading: "manufacturer", isWhole: true), .init(heading: "name"),
                        .init(heading: "country"), .init(heading: "note"),
                    ])
                    for item in answer.items.asArray {
                        table.add([
                            item.slug.asText ?? "", item.name.asText ?? "", item.country.asText ?? "",
                            item.note.asText ?? "",
                        ])
                    }
                    try session.print(table, of: answer, none: "No manufacturer yet: nameplate manufacturer add")
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a manufacturer.",
            discussion: """
                EXAMPLES
                  nameplate manufacturer show fjordlys
                """)
        @Argument(help: "Its slug, as the list shows it.") var manufacturer: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, ["manufacturers", manufacturer])) { answer in
                    try session.output.print(Self.card(answer))
                }
            }
        }

        static func card(_ manufacturer: JSON) -> Card {
            var card = Card()
            card.title(manufacturer.name.asText ?? "")
            card.text(manufacturer.note.asText)
            card.field("Slug", manufacturer.slug.asText)
            card.field("Country", manufacturer.country.asText)
            card.field("GS1 prefixes", manufacturer.gs1Prefixes.asList)
            card.field("VIN identifiers", manufacturer.wmis.asList)
            return card
        }
    }

    /// What is said of a manufacturer.
    struct Details: ParsableArguments {
        @Option(help: "ISO 3166-1 country code, such as NO.") var country: String?
        @Option(help: "A remark that is shown with the name.") var note: String?
        @Option(name: .customLong("gs1-prefix"), help: "A GS1 company prefix; repeat it for more.")
        var gs1Prefixes: [String] = []
        @Option(name: .customLong("wmi"), help: "A VIN world manufacturer identifier; repeat it for more.")
        var wmis: [String] = []

        /// The fields that were given.
        var fields: [String: JSON] {
            var fields: [String: JSON] = [:]
            fields["country"] = country.map(JSON.string)
            fields["note"] = note.map(JSON.string)
            if !gs1Prefixes.isEmpty { fields["gs1Prefixes"] = .array(gs1Prefixes.map(JSON.string)) }
            if !wmis.isEmpty { fields["wmis"] = .array(wmis.map(JSON.string)) }
            return fields
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a manufacturer, and make the registry where there is none.",
            discussion: """
                EXAMPLES
                  nameplate manufacturer add acme --name 'Acme Pumps' --country NO
                """)
        @Argument(help: "Its slug: lower-case letters, digits and dashes, for addresses and files.")
        var slug: String
        @Option(help: "Its name.") var name: String
        @OptionGroup var details: Details
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry, making: true) { session in
                var fields = details.fields
                fields["slug"] = .string(slug)
                fields["name"] = .string(name)
                let call = try APICall(.post, ["manufacturers"]).sending(.object(fields)).typing("slug", slug)
                try await session.show(call) { try session.output.print(Show.card($0)) }
            }
        }
    }

    struct Edit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change what is said of a manufacturer; what is not named stays.",
            discussion: """
                EXAMPLES
                  nameplate manufacturer edit fjordlys --note 'Invented: no such maker exists.'
                """)
        @Argument(help: "Its slug, as the list shows it.") var manufacturer: String
        @Option(help: "Its name.") var name: String?
        @OptionGroup var details: Details
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                var fields = details.fields
                fields["name"] = name.map(JSON.string)
                let edited = try await session.edit(["manufacturers", manufacturer], fields)
                try session.show(edited) { try session.output.print(Show.card($0)) }
            }
        }
    }
}
