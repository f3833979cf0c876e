import ArgumentParser

/// `nameplate category …`
struct Categories: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "category",
        abstract: "List, show, add and change categories: what models of them should tell.",
        discussion: """
            All manufacturers share the categories. A model belongs to the one whose key its category is.
            """,
        subcommands: [List.self, Show.self, Add.self, Change.self, Load.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the categories.",
            discussion: """
                EXAMPLES
                  nameplate category list
                """)
        @OptionGroup var page: PageOptions
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, ["categories"], query: page.query)) { answer in
                    var table = Table([
                        .init(heading: "category", isWhole: true), .init(heading: "name"), .init(heading: "within"),
                        .init(heading: "entries", isNumber: true),
                    ])
                    for item in answer.items.asArray {
                        table.add([
                            item.key.asText ?? "", item.name.asText ?? "", item.parent.asText ?? "",
                            String(item.template.asArray.count),
                        ])
                    }
                    try session.print(table, of: answer, none: "No category yet: nameplate category add Refrigerator")
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what models of a category should tell.",
            discussion: """
                EXAMPLES
                  nameplate category show Refrigerator
                """)
        @Argument(help: "The category's key.") var category: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, ["categories", category])) { answer in
                    try Categories.print(answer, session)
                }
            }
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a category, for all manufacturers.",
            discussion: """
                An entry is NAME=KIND [UNIT] and, after commas, 'more' or 'less' for what is better, 'required' and \
                'group GROUP'. Kinds are number, text, yes/no, range, list and dimensions.

                EXAMPLES
                  nameplate category add 'Wine cooler' --parent 'Cold appliance' \\
                    --entry 'Bottles=number, more, required' \\
                    --entry 'Ambient=range °C, group Use'
                """)
        @Argument(help: "The category's key: the text that models carry.") var category: String
        @OptionGroup var details: CategoryOptions
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                var fields = details.fields
                fields["key"] = .string(category)
                if !details.entries.isEmpty { fields["entries"] = .array(details.entries.map(\.json)) }
                let call = try APICall(.post, ["categories"]).sending(.object(fields)).typing("key", category)
                try await session.show(call) { try Categories.print($0, session) }
            }
        }
    }

    struct Change: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Change a category; what is not named stays.",
            discussion: """
                Entries are replaced one by one, by name; new ones come last.

                EXAMPLES
                  nameplate category set Refrigerator \\
                    --entry 'Noise=number dB, less, group Use'
                  nameplate category set Refrigerator --drop Noise
                """)
        @Argument(help: "The category's key.") var category: String
        @OptionGroup var details: CategoryOptions
        @Option(name: .customLong("drop"), help: "The name of an entry to leave out; repeat it for more.")
        var dropped: [String] = []
        @OptionGroup var registry: RegistryOptions

        func validate() throws {
            if details.fields.isEmpty, details.entries.isEmpty, dropped.isEmpty {
                throw ValidationError("Name what is to change.")
            }
        }

        func run() async throws {
            try await Session.open(registry) { session in
                let edited = try await session.edit(["categories", category]) { document in
                    var fields = document.members(["name", "parent"])
                    fields.merge(details.fields) { $1 }
                    var entries = document.entries.asArray.filter { !dropped.contains($0.name.asText ?? "") }
                    for entry in details.entries {
                        if let place = entries.firstIndex(where: { $0.name.asText == entry.name }) {
                            entries[place] = entry.json
                        } else {
                            entries.append(entry.json)
                        }
                    }
                    fields["entries"] = .array(entries)
                    return fields
                }
                try session.show(edited) { try Categories.print($0, session) }
            }
        }
    }

    struct Load: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add or change the categories of a file, as 'category list --json' prints them.",
            discussion: """
                Categories that the file does not name stay. A wider category comes before those within it.

                EXAMPLES
                  nameplate category load categories.json
                """)
        @Argument(help: "The file.", completion: .file()) var file: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry, making: true) { session in
                let count = try await Categories.load(file, into: session)
                try session.output.print("\(count) \(count == 1 ? "category" : "categories") loaded.")
            }
        }
    }

    private static let mostBytes = 16_000_000

    /// Adds the categories of a file, and brings those up to date that are there. - Returns: how many the file has.
    static func load(_ path: String, into session: Session) async throws -> Int {
        var bytes: [UInt8] = []
        for try await chunk in try FileBytes(path: path) {
            bytes += chunk
            guard bytes.count <= mostBytes else {
                throw ToolError("“\(path.harmless())” has more than 16 MB; load it in parts.", "category.fileTooLarge")
            }
        }
        // What is not there yet is no refusal that anybody needs to read.
        let session = Session(caller: session.caller, printsJSON: false)
        let document = try JSONText.decode(JSON.self, from: bytes)
        let categories = document.asArray.isEmpty ? document.items.asArray : document.asArray
        for category in categories {
            guard let key = category.key.asText else {
                throw ToolError("“\(path.harmless())” has a category without its key.", "category.noKey")
            }
            let fields = category.members(["name", "parent", "entries"])
            do {
                _ = try await session.edit(["categories", key]) { _ in fields }
            } catch let refusal as Refusal where refusal.code == "category.unknown" {
                let call = try APICall(.post, ["categories"])
                    .sending(.object(fields.merging(["key": .string(key)]) { $1 }))
                _ = try await session.answer(to: call)
            }
        }
        return categories.count
    }

    private static func print(_ category: JSON, _ session: Session) throws {
        var card = Card()
        card.title(category.name.asText ?? category.key.asText ?? "")
        if !category.name.isNull { card.field("Key", category.key.asText) }
        card.field("Within", category.wider.asList)
        card.gap()
        try session.output.print(card)
        var table = Table([
            .init(heading: "specification", isWhole: true), .init(heading: "kind"), .init(heading: "unit"),
            .init(heading: "better"), .init(heading: "group"), .init(heading: "required"),
        ])
        for entry in category.template.asArray {
            table.add([
                entry.name.asText ?? "", entry.kind.asText ?? "", entry.unit.asText ?? "", entry.better.asText ?? "",
                entry.group.asText ?? "", entry.required.isTrue ? "required" : "",
            ])
        }
        try session.output.print(table)
    }
}

/// What is said of a category.
struct CategoryOptions: ParsableArguments {
    @Option(help: "What readers see, where that is another text.") var name: String?
    @Option(help: "The wider category, whose entries hold here too.") var parent: String?
    @Option(name: .customLong("entry"), help: "What its models should tell: NAME=KIND [UNIT][, more][, required].")
    var entries: [TemplateEntryText] = []

    /// The fields that were given, but for the entries.
    var fields: [String: JSON] {
        var fields: [String: JSON] = [:]
        fields["name"] = name.map(JSON.string)
        fields["parent"] = parent.map(JSON.string)
        return fields
    }
}

/// An entry as typed: 'Capacity=number L, more, required, group Size'. The registry reads it.
struct TemplateEntryText: ExpressibleByArgument {
    let name: String
    let json: JSON

    init?(argument: String) {
        guard let sign = argument.firstIndex(of: "="), sign > argument.startIndex else { return nil }
        name = String(argument[..<sign].reversed().drop { $0 == " " }.reversed())
        json = .object(["written": .string(argument)])
    }
}
