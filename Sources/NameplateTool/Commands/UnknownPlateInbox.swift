import ArgumentParser
import Registry
import Server

/// Of whom the plates are.
struct PlateInboxOptions: ParsableArguments {
    @Argument(help: "The manufacturer's short name; 'none' for what names no manufacturer.") var manufacturer: String

    var path: [String] {
        (manufacturer == "none" ? [] : ["manufacturers", manufacturer]) + ["unknown-plates", "clusters"]
    }
}

/// `nameplate unknown-plates list`
struct UnknownPlateList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the clusters of what was looked up in vain, with their probable causes.",
        discussion: """
            Clusters of fewer than five look-ups are not shown. A closed one comes back when it has grown by five.

            EXAMPLES
              nameplate unknown-plates list fjordlys
              nameplate unknown-plates list fjordlys --cause possibleCopy --state dismissed
            """)
    @OptionGroup var whose: PlateInboxOptions
    @Option(help: "open, explained, dismissed or all.") var state = "open"
    @Option(help: "Only this cause: misprint, confusingFont, uncataloguedModel, unregisteredUnits, possibleCopy.")
    var cause: String?
    @Option(help: "lookups, latest or model.") var sort: String?
    @Option(help: "How many to show at most, 1 to 500.") var limit: Int?
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let query: [(String, String?)] = [
            ("state", state == "all" ? nil : state), ("cause", cause), ("sort", sort),
            ("limit", limit.map { String($0) }),
        ]
        try await Session.open(registry) { session in
            try await session.show(APICall(.get, whose.path, query: query)) { answer in
                try UnknownPlateList.show(answer, session)
            }
        }
    }

    static func show(_ answer: JSON, _ session: Session) throws {
        guard !answer.items.asArray.isEmpty else { return try session.output.print("Nothing waits here.") }
        var table = Table([
            .init(heading: "id", isWhole: true), .init(heading: "look-ups", isNumber: true),
            .init(heading: "probable cause"), .init(heading: "shape", isWhole: true), .init(heading: "model"),
            .init(heading: "last"), .init(heading: "state"), .init(heading: "note"),
        ])
        for item in answer.items.asArray {
            let pair = item.confused.asText.map { " \($0)" } ?? ""
            table.add([
                item.id.asText ?? "", item.lookups.asText ?? "", words(item.cause.asText ?? "") + pair,
                item.shape.asText ?? "", item.model.number.asText ?? "", item.last.asText ?? "",
                item.state.asText ?? "",
                item.note.asText ?? "",
            ])
        }
        try session.output.print(table)
        try session.output.print("\(answer.count.asText ?? "0") of these, \(answer.open.asText ?? "0") open in all")
    }

    private static func words(_ cause: String) -> String {
        switch UnknownPlateCluster.Cause(rawValue: cause) {
        case .misprint: "misprint or misreading"
        case .confusingFont: "confusing font"
        case .uncataloguedModel: "model missing here"
        case .unregisteredUnits: "units missing here"
        case .possibleCopy: "possible copy"
        case nil: cause
        }
    }
}

/// `nameplate unknown-plates show`
struct UnknownPlateShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one cluster, open or closed.",
        discussion: """
            EXAMPLES
              nameplate unknown-plates show fjordlys --id 0123456789ab
            """)
    @OptionGroup var whose: PlateInboxOptions
    @Option(help: "The cluster, as 'list' tells it.") var id: String
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            let body = try await session.answer(to: APICall(.get, whose.path, query: [("id", id)])).body
            let answer = try JSONText.decode(JSON.self, from: body)
            guard !answer.items.asArray.isEmpty else {
                throw ToolError("There is no such cluster of unknown plates.", "plateCluster.unknown")
            }
            try session.show(body) { try UnknownPlateList.show($0, session) }
        }
    }
}

/// `nameplate unknown-plates close`
struct UnknownPlateClose: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Close clusters: their cause is known, or there is nothing to do.",
        discussion: """
            EXAMPLES
              nameplate unknown-plates close fjordlys --id 0123456789ab \\
                --note 'Old artwork, corrected in March'
              nameplate unknown-plates close fjordlys --id 0123456789ab \\
                --dismissed --note 'A test of ours'
            """)
    @OptionGroup var whose: PlateInboxOptions
    @Option(help: "A cluster, as 'list' tells it; give it several times for several.") var id: [String]
    @Flag(help: "There is nothing to do; without it, the cause is known.") var dismissed = false
    @Option(help: "What the cause was, or why nothing is to be done.") var note: String
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await UnknownPlateReopen.decide(
            whose, id, dismissed ? .dismissed : .explained, note, registry, "Closed")
    }
}

/// `nameplate unknown-plates reopen`
struct UnknownPlateReopen: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reopen", abstract: "Open closed clusters again.",
        discussion: """
            EXAMPLES
              nameplate unknown-plates reopen fjordlys --id 0123456789ab
            """)
    @OptionGroup var whose: PlateInboxOptions
    @Option(help: "A cluster, as 'list' tells it; give it several times for several.") var id: [String]
    @OptionGroup var registry: RegistryOptions

    func run() async throws { try await Self.decide(whose, id, .open, "", registry, "Opened again") }

    static func decide(
        _ whose: PlateInboxOptions, _ ids: [String], _ state: UnknownPlateCluster.State, _ note: String,
        _ registry: RegistryOptions, _ done: String
    ) async throws {
        let body: JSON = .object([
            "ids": .array(ids.map(JSON.string)), "state": .string(state.rawValue), "note": .string(note),
        ])
        try await Session.open(registry) { session in
            try await session.show(try APICall(.post, whose.path).sending(body).typing("note", note)) { answer in
                try session.output.print("\(done): \(answer.decided.asText ?? "0")")
            }
        }
    }
}
