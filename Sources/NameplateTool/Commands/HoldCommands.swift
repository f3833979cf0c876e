import ArgumentParser
import Server

/// `nameplate holds …`
struct HoldCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "holds", abstract: "Hold goods back until somebody has decided about them.",
        subcommands: [
            HoldList.self, HoldShow.self, HoldPlace.self, HoldRelease.self, HoldReject.self, HoldCheck.self,
            RequiredTestCommands.self,
        ])
}

/// `nameplate holds list`
struct HoldList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List what is held back, the latest first.",
        discussion: """
            EXAMPLES
              nameplate holds list fjordlys
              nameplate holds list fjordlys --all
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Flag(help: "Also what has been decided about.") var all = false
    @OptionGroup var page: PageOptions
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let call = APICall(
            .get, ["manufacturers", manufacturer, "holds"], query: [("all", all ? "true" : nil)] + page.query)
        try await Session.open(registry) { session in
            try await session.show(call) { answer in
                var table = Table([
                    .init(heading: "number", isWhole: true), .init(heading: "since"), .init(heading: "reason"),
                    .init(heading: "units", isNumber: true), .init(heading: "decision"), .init(heading: "what"),
                ])
                for item in answer.items.asArray {
                    table.add([
                        item.number.asText ?? "", String((item.placedAt.asText ?? "").prefix(10)),
                        item.reason.asText ?? "", item.units.asText ?? "", item.decision.asText ?? "",
                        item.note.asText ?? "",
                    ])
                }
                try session.print(table, of: answer, none: "Nothing is held back.")
            }
        }
    }
}

/// Which hold a command is about.
struct HoldArguments: ParsableArguments {
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Argument(help: "The hold's number.") var hold: String

    var path: [String] { ["manufacturers", manufacturer, "holds", hold] }
}

/// `nameplate holds show`
struct HoldShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show why goods are held back, and what was decided.",
        discussion: """
            EXAMPLES
              nameplate holds show fjordlys H-7K3M-9TQ1
            """)
    @OptionGroup var hold: HoldArguments
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            try await session.showHold(APICall(.get, hold.path).typing("hold", hold.hold))
        }
    }
}

/// `nameplate holds place`
struct HoldPlace: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "place", abstract: "Hold units or a batch back: nobody ships or sells them.",
        discussion: """
            What the ledger says of them otherwise stays, and holds again once they are released.

            EXAMPLES
              nameplate holds place fjordlys 'FJ-320 TR2410001208W' \\
                --reason quality --note 'Noise at start' --dry-run
              nameplate holds place fjordlys --model FJ-320 --batch 2024-W10 \\
                --reason missingTest --note 'No insulation test' --dry-run
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Argument(help: "What the labels say: serial numbers, perhaps with the model before, or SSCCs.")
    var plates: [String] = []
    @Option(help: "quality, missingTest, failedTest, investigation, documents or other.") var reason: String
    @Option(help: "What is the matter.") var note: String
    @Option(help: "The model of the batch.") var model: String?
    @Option(help: "A batch: all of it, or a part by its serial numbers.") var batch: String?
    @Option(help: "The first of the batch that is held.") var firstSerial: String?
    @Option(help: "The last of the batch that is held.") var lastSerial: String?
    @Flag(help: "Only check it and show what would be held.") var dryRun = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        var document: [String: JSON] = ["reason": .string(reason), "note": .string(note)]
        let texts = [
            ("model", model), ("batch", batch), ("firstSerial", firstSerial), ("lastSerial", lastSerial),
        ]
        for (name, text) in texts { document[name] = text.map(JSON.string) }
        if !plates.isEmpty { document["items"] = .array(plates.map(JSON.string)) }
        var call = try APICall(
            .post, ["manufacturers", manufacturer, "holds"], query: [("dryRun", dryRun ? "true" : nil)]
        ).sending(.object(document))
        for (name, text) in texts { call = call.typing(name, text) }
        for (place, plate) in plates.enumerated() { call = call.typing("items[\(place)]", plate) }
        let said = call
        try await Session.open(registry) { try await $0.showHold(said, isDryRun: dryRun) }
    }
}

/// `nameplate holds release`
struct HoldRelease: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Release goods: they may be shipped and sold, unless another hold keeps them.",
        discussion: """
            EXAMPLES
              nameplate holds release fjordlys H-7K3M-9TQ1 --note 'Tested again: 0.2 mA'
            """)
    @OptionGroup var hold: HoldArguments
    @Option(help: "What the decision rests on.") var note: String
    @Flag(help: "Only check it.") var dryRun = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { try await $0.decide(hold, "released", note, isDryRun: dryRun) }
    }
}

/// `nameplate holds reject`
struct HoldReject: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject",
        abstract: "Reject goods: they stay held until they are reworked and released, or scrapped.",
        discussion: """
            EXAMPLES
              nameplate holds reject fjordlys H-7K3M-9TQ1 --note 'The winding is damaged'
            """)
    @OptionGroup var hold: HoldArguments
    @Option(help: "What the decision rests on.") var note: String
    @Flag(help: "Only check it.") var dryRun = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { try await $0.decide(hold, "rejected", note, isDryRun: dryRun) }
    }
}

/// `nameplate holds check`
struct HoldCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Show whether a unit may leave, and what keeps it.",
        discussion: """
            EXAMPLES
              nameplate holds check fjordlys FJ-320 TR2410001208W
            """)
    @OptionGroup var unit: UnitArguments
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let path =
            ["manufacturers", unit.model.manufacturer, "models", unit.model.model, "units", unit.serial, "clearance"]
        try await Session.open(registry) { session in
            let call = APICall(.get, path).typing("model", unit.model.model).typing("serial", unit.serial)
            try await session.show(call) { answer in
                try session.output.print(HoldCard.clearance(answer))
            }
        }
    }
}

extension Session {
    func showHold(_ call: APICall, isDryRun: Bool = false) async throws {
        try await show(call) { try output.print(HoldCard.hold($0, isDryRun: isDryRun)) }
    }

    /// Decides about a hold as it stands now, unless somebody else changes it meanwhile.
    fileprivate func decide(
        _ hold: HoldArguments, _ decision: String, _ note: String, isDryRun: Bool
    ) async throws {
        try await change(
            hold.path, "hold", .post, ["decisions"], query: [("dryRun", isDryRun ? "true" : nil)],
            { HoldCard.hold($0, isDryRun: isDryRun).lines(for: $1) }
        ) { _ in ["decision": .string(decision), "note": .string(note)] }
    }
}
