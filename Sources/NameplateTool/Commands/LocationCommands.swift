import ArgumentParser
import Server

/// `nameplate locations …`
struct LocationCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "locations", abstract: "Look after the places where goods can stand.",
        subcommands: [
            LocationList.self, LocationShow.self, LocationAdd.self, LocationChange.self, LocationMove.self,
            LocationRetire.self,
        ])
}

/// Which place a command is about.
struct LocationArguments: ParsableArguments {
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Argument(help: "Its code, its GLN, or another name that events have for it.") var location: String

    var path: [String] { ["manufacturers", manufacturer, "locations", location] }
}

/// What can be said of a place. What is left out stays as it is.
struct LocationOptions: ParsableArguments {
    @Option(help: "What people call it.") var name: String?
    @Option(help: "site, zone or bin.") var level: String?
    @Option(help: "plant, warehouse, shop, workshop, customer, transit, quarantine or scrap.") var kind: String?
    @Option(help: "Its GLN, 13 digits.") var gln: String?
    @Option(name: .customLong("extension"), help: "The extension of the GLN.") var glnExtension: String?
    @Option(help: "Its country, such as NO (ISO 3166-1).") var country: String?
    @Option(help: "What fits in, in cm³.") var room: Int64?
    @Option(help: "What it bears, in grams.") var load: Int64?

    var document: [String: JSON] {
        var document: [String: JSON] = [:]
        for (name, text) in [
            ("name", name), ("level", level), ("kind", kind), ("gln", gln), ("glnExtension", glnExtension),
            ("country", country),
        ] { document[name] = text.map(JSON.string) }
        document["capacityVolume"] = room.map(JSON.integer)
        document["capacityWeight"] = load.map(JSON.integer)
        return document
    }
}

extension Session {
    /// Says other things of a place, as it stands now, unless somebody else changes it meanwhile.
    fileprivate func change(
        _ location: LocationArguments, dryRun: Bool, _ changes: [String: JSON?]
    ) async throws {
        try await change(
            location.path, "location", .put, [], query: [("dryRun", dryRun ? "true" : nil)], LocationCard.lines
        ) { place in
            var document = place.members([
                "name", "level", "kind", "parent", "gln", "glnExtension", "country", "capacityVolume",
                "capacityWeight", "retired",
            ])
            for (name, value) in changes { document[name] = value }
            return document
        }
    }
}

/// `nameplate locations list`
struct LocationList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List places as a tree.",
        discussion: """
            EXAMPLES
              nameplate locations list fjordlys
              nameplate locations list fjordlys --within fjordlys-plant-tr --level bin
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Option(help: "Only this place and what stands in it.") var within: String?
    @Option(help: "Only sites, zones or bins.") var level: String?
    @Option(help: "Only those of this kind.") var kind: String?
    @Flag(help: "Those that are not used any more, too.") var retired = false
    @OptionGroup var page: PageOptions
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let query =
            [("within", within), ("level", level), ("kind", kind), ("retired", retired ? "true" : nil)] + page.query
        let call = APICall(.get, ["manufacturers", manufacturer, "locations"], query: query)
            .typing("within", within)
        try await Session.open(registry) { session in
            try await session.show(call) { answer in
                var table = Table([
                    .init(heading: "code", isWhole: true), .init(heading: "name"), .init(heading: "level"),
                    .init(heading: "kind"), .init(heading: "GLN"),
                ])
                let depths = answer.items.asArray.compactMap { $0.depth.asInteger.map { Int(clamping: $0) } }
                let top = depths.min() ?? 0
                for item in answer.items.asArray {
                    let depth = Int(clamping: item.depth.asInteger ?? 0)
                    let isRetired = item.retired == .boolean(true)
                    table.add([
                        String(repeating: "  ", count: max(0, depth - top)) + (item.code.asText ?? ""),
                        item.name.asText ?? "", item.level.asText ?? "", isRetired ? "retired" : item.kind.asText ?? "",
                        [item.gln.asText, item.glnExtension.asText].compactMap(\.self).joined(separator: " "),
                    ])
                }
                try session.print(
                    table, of: answer, none: "None yet: nameplate locations add \(manufacturer) CODE")
            }
        }
    }
}

/// `nameplate locations show`
struct LocationShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a place, where it stands and what stands in it.",
        discussion: """
            EXAMPLES
              nameplate locations show fjordlys fjordlys-plant-tr
              nameplate locations show fjordlys 9520471000015
            """)
    @OptionGroup var location: LocationArguments
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            let call = APICall(.get, location.path).typing("location", location.location)
            try await session.show(call) {
                try session.output.print(LocationCard.lines($0, for: session.output.terminal))
            }
        }
    }
}

/// `nameplate locations add`
struct LocationAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a site, or a zone or bin in another place.",
        discussion: """
            EXAMPLES
              nameplate locations add fjordlys oslo --name 'Oslo warehouse' \\
                --kind warehouse --country NO
              nameplate locations add fjordlys oslo-q --in oslo --kind quarantine
              nameplate locations add fjordlys oslo-01 --in oslo --level bin --dry-run
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Argument(help: "Its code, by which events call it from then on.") var code: String
    @Option(name: .customLong("in"), help: "What it stands in; a site stands in nothing.") var parent: String?
    @OptionGroup var said: LocationOptions
    @Flag(help: "Only check it and show what would be added.") var dryRun = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        var document = said.document
        document["code"] = .string(code)
        document["parent"] = parent.map(JSON.string)
        let call = try APICall(
            .post, ["manufacturers", manufacturer, "locations"], query: [("dryRun", dryRun ? "true" : nil)]
        )
        .sending(.object(document)).typing("code", code).typing("gln", said.gln).typing("parent", parent)
        try await Session.open(registry) { session in
            try await session.show(call) {
                try session.output.print(LocationCard.lines($0, for: session.output.terminal))
            }
        }
    }
}

/// `nameplate locations change`
struct LocationChange: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change", abstract: "Say other things of a place; what is not named stays as it is.",
        discussion: """
            EXAMPLES
              nameplate locations change fjordlys fjordlys-plant-tr --name 'Plant'
            """)
    @OptionGroup var location: LocationArguments
    @OptionGroup var said: LocationOptions
    @Flag(help: "Only check it and show what would be.") var dryRun = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { try await $0.change(location, dryRun: dryRun, said.document) }
    }
}

/// `nameplate locations move`
struct LocationMove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move", abstract: "Let a zone or bin stand elsewhere, with all that stands in it.",
        discussion: """
            What events say of where goods were stays as it is.

            EXAMPLES
              nameplate locations move fjordlys fjordlys-warehouse-a-01 \\
                --into fjordlys-warehouse-q --dry-run
            """)
    @OptionGroup var location: LocationArguments
    @Option(help: "What it stands in from now on.") var into: String
    @Flag(help: "Only check it and show what would be.") var dryRun = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) {
            try await $0.change(location, dryRun: dryRun, ["parent": .string(into)])
        }
    }
}

/// `nameplate locations retire`
struct LocationRetire: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retire", abstract: "Say that a place is not used any more, or is used again.",
        discussion: """
            A place is never deleted: the ledger names it for ever.

            EXAMPLES
              nameplate locations retire fjordlys fjordlys-warehouse-se --dry-run
              nameplate locations retire fjordlys fjordlys-old-store --undo
            """)
    @OptionGroup var location: LocationArguments
    @Flag(help: "It is used again.") var undo = false
    @Flag(help: "Only check it and show what would be.") var dryRun = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) {
            try await $0.change(location, dryRun: dryRun, ["retired": .boolean(!undo)])
        }
    }
}
