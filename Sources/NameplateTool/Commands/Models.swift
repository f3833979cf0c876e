import ArgumentParser

/// `nameplate model …`
struct Models: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model", abstract: "List, show, add, change and compare models.",
        subcommands: [
            List.self, Show.self, Add.self, Edit.self, Number.self, Renumber.self, ModelCompare.self,
            ModelSimilar.self, ModelLine.self, ModelGaps.self,
            ModelVersions.self, ModelPackaging.self, ModelApprovals.self, ModelPrices.self, ModelMarketing.self,
        ])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the models of a manufacturer.",
            discussion: """
                EXAMPLES
                  nameplate model list fjordlys
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @OptionGroup var page: PageOptions
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let call = APICall(.get, ["manufacturers", manufacturer, "models"], query: page.query)
                try await session.show(call) { answer in
                    var table = Table([
                        .init(heading: "model", isWhole: true), .init(heading: "name"), .init(heading: "brand"),
                        .init(heading: "line"), .init(heading: "category"), .init(heading: "released"),
                    ])
                    for item in answer.items.asArray {
                        table.add([
                            item.number.asText ?? "", item.name.asText ?? "", item.brand.asText ?? "",
                            item.line.asText ?? "", item.category.asText ?? "", item.releasedOn.asText ?? "",
                        ])
                    }
                    try session.print(table, of: answer, none: "No model yet: nameplate model add \(manufacturer)")
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a model, and how its units have fared.",
            discussion: """
                EXAMPLES
                  nameplate model show fjordlys FJ-320
                """)
        @OptionGroup var model: ModelArguments
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, model.path)) { try session.output.print(ModelCard.card($0)) }
            }
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a model.",
            discussion: """
                EXAMPLES
                  nameplate model add fjordlys FJ-330 --name 'Fjordlys 330'
                  nameplate model add fjordlys FJ-331 --spec 'Capacity=330 L' \\
                    --spec 'Colour=White' --spec 'Frost free=yes' --spec 'Ambient=10 to 43 °C'
                """)
        @OptionGroup var model: ModelArguments
        @OptionGroup var details: ModelDetailOptions
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                var fields = details.fields
                fields["number"] = .string(model.model)
                let call = try APICall(.post, ["manufacturers", model.manufacturer, "models"])
                    .sending(.object(fields)).typing("number", model.model)
                try await session.show(call) { try session.output.print(ModelCard.card($0)) }
            }
        }
    }

    struct Edit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change what is said of a model; what is not named stays.",
            discussion: """
                Specifications are replaced one by one, by name.

                EXAMPLES
                  nameplate model edit fjordlys FJ-320 --spec 'Noise=37 dB'
                """)
        @OptionGroup var model: ModelArguments
        @OptionGroup var details: ModelDetailOptions
        @OptionGroup var registry: RegistryOptions

        func validate() throws {
            if details.fields.isEmpty { throw ValidationError("Name what is to change.") }
        }

        func run() async throws {
            try await Session.open(registry) { session in
                let edited = try await session.edit(model.path) { details.applied(to: $0) }
                try session.show(edited) { try session.output.print(ModelCard.card($0)) }
            }
        }
    }
}

/// Which model a command is about.
struct ModelArguments: ParsableArguments {
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Argument(help: "The model number.") var model: String

    var path: [String] { ["manufacturers", manufacturer, "models", model] }
}

/// What is said of a model.
struct ModelDetailOptions: ParsableArguments {
    @Option(help: "Its name.") var name: String?
    @Option(help: "The product line.") var line: String?
    @Option(help: "The brand.") var brand: String?
    @Option(help: "The revision made now.") var version: String?
    @Option(help: "What kind of product it is.") var category: String?
    @Option(name: .customLong("gtin"), help: "A GTIN; repeat it for more.") var gtins: [String] = []
    @Option(name: .customLong("announced"), help: "The day it was announced, such as 2024-02-01.")
    var announcedOn: String?
    @Option(name: .customLong("released"), help: "The day from which it is public.") var releasedOn: String?
    @Option(name: .customLong("sales-end"), help: "The last day of sale.") var salesEndOn: String?
    @Option(name: .customLong("support-end"), help: "The last day of support.") var supportEndOn: String?
    @Option(help: "The model that this one follows.") var supersedes: String?
    @Flag(inversion: .prefixedNo, help: "Show strangers how its units fare.") var fleetPublished: Bool?
    @Option(
        name: .customLong("spec"), help: "A specification, NAME=VALUE: '300 L', '10 to 30 °C', yes.")
    var specifications: [SpecificationText] = []

    /// A model's document with the fields that were given; specifications are replaced one by one.
    func applied(to model: JSON) -> [String: JSON] {
        let kept = [
            "name", "line", "brand", "version", "category", "gtins", "announcedOn", "releasedOn", "salesEndOn",
            "supportEndOn", "fleetPublished", "specifications",
        ]
        var fields = model.members(kept)
        fields["supersedes"] = model.supersedes.number.asText.map(JSON.string)
        fields.merge(self.fields) { $1 }
        let named = Set(specifications.map(\.name))
        let others = model.specifications.asArray.filter { !named.contains($0.name.asText ?? "") }
        fields["specifications"] = .array(others + specifications.map(\.json))
        return fields
    }

    /// The fields that were given.
    var fields: [String: JSON] {
        var fields: [String: JSON] = [:]
        let texts: [(String, String?)] = [
            ("name", name), ("line", line), ("brand", brand), ("version", version), ("category", category),
            ("announcedOn", announcedOn), ("releasedOn", releasedOn), ("salesEndOn", salesEndOn),
            ("supportEndOn", supportEndOn), ("supersedes", supersedes),
        ]
        for (name, text) in texts { fields[name] = text.map(JSON.string) }
        fields["fleetPublished"] = fleetPublished.map(JSON.boolean)
        if !gtins.isEmpty { fields["gtins"] = .array(gtins.map(JSON.string)) }
        if !specifications.isEmpty { fields["specifications"] = .array(specifications.map(\.json)) }
        return fields
    }
}

/// A specification as typed: 'Capacity=321 L', 'Frost free=yes', 'Colour=White'. The registry reads the value.
struct SpecificationText: ExpressibleByArgument {
    let name: String
    let json: JSON

    init?(argument: String) {
        guard let sign = argument.firstIndex(of: "="), sign > argument.startIndex else { return nil }
        name = String(argument[..<sign])
        let value = String(argument[argument.index(after: sign)...])
        guard !value.isEmpty else { return nil }
        json = .object(["name": .string(name), "written": .string(value)])
    }
}
