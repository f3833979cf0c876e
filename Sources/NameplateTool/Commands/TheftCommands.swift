import ArgumentParser
import Server

/// `nameplate theft …`
struct TheftCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "theft", abstract: "Report units stolen or lost, confirm that, bring it to an end.",
        subcommands: [
            TheftReportCommand.self, List.self, Show.self, TheftConfirm.self, TheftCounter.self, TheftRetract.self,
            TheftRecover.self, TheftWithdraw.self, TheftMessages.self, TheftPublish.self, TheftErase.self,
        ], aliases: ["thefts"])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the reports about a manufacturer's units that are for you, the newest first.",
            discussion: """
                EXAMPLES
                  nameplate theft list fjordlys
                  nameplate theft list fjordlys --state countered
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @Flag(help: "Those that have ended instead of the open ones.") var ended = false
        @Option(
            help: "Only those in this state: provisional, confirmed, countered, recovered, withdrawn or expired.")
        var state: String?
        @Option(help: "Only those about units of this model.") var model: String?
        @OptionGroup var page: PageOptions
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            let query: [(String, String?)] = [
                ("ended", ended ? "true" : nil), ("state", state), ("model", model),
            ]
            try await Session.open(registry) { session in
                let call = APICall(.get, ["manufacturers", manufacturer, "thefts"], query: query + page.query)
                try await session.show(call) { answer in
                    var table = Table([
                        .init(heading: "number", isWhole: true), .init(heading: "state"), .init(heading: "kind"),
                        .init(heading: "day"), .init(heading: "model"), .init(heading: "serial", isWhole: true),
                        .init(heading: "units", isNumber: true), .init(heading: "proof"),
                    ])
                    for item in answer.items.asArray {
                        table.add([
                            item.number.asText ?? "", item.state.asText ?? "", item.kind.asText ?? "",
                            item.happenedOn.asText ?? "", item.model.asText ?? "", item.serial.asText ?? "",
                            item.units.asText ?? "", item.proof.asText ?? "",
                        ])
                    }
                    try session.print(table, of: answer, none: "No such report.")
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a report, what was done, and what can be done.",
            discussion: """
                EXAMPLES
                  nameplate theft show T-7K3M-9TQ1
                """)
        @Argument(help: "The report's number.") var number: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.showTheft(APICall(.get, ["thefts", number]).typing("theft", number))
            }
        }
    }
}

/// `nameplate theft report`
struct TheftReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Report a unit stolen or lost.",
        discussion: """
            What its owner, its owner code or staff speak for is confirmed at once; else it waits for 30 days.

            EXAMPLES
              nameplate theft report fjordlys FJ-320 TR2410001208W --on 2026-07-14 \\
                --country NO --police 4711/26
              nameplate theft report fjordlys FJ-320 TR2410001209U --on 2026-07-14 \\
                --last-serial TR24100012107 --dry-run
            """)
    @OptionGroup var unit: UnitArguments
    @Flag(help: "Nobody took it: it is lost.") var lost = false
    @Option(name: .customLong("on"), help: "The day on which it happened, or was noticed, such as 2026-07-14.")
    var day: String
    @Option(help: "The country, in two letters.") var country: String?
    @Option(help: "A town or a county, nothing finer.") var region: String?
    @Option(help: "Under which number the police has it.") var police: String?
    @Option(help: "What happened.") var words: String?
    @Option(help: "The code on a card in the package, which proves that you had it.") var ownerCode: String?
    @Option(help: "All units of the batch from the serial number to this one; for staff.") var lastSerial: String?
    @Flag(help: "A case or pallet (model SSCC) with what is in it; for staff.") var contents = false
    @Flag(help: "Say what would be reported, and report nothing.") var dryRun = false
    @Flag(help: "It waits: only what somebody else has told you.") var provisional = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        var document: [String: JSON] = [:]
        let texts: [(String, String?)] = [
            ("model", unit.model.model), ("serial", unit.serial), ("kind", lost ? "lost" : "stolen"),
            ("happenedOn", day), ("country", country), ("region", region), ("policeReference", police),
            ("words", words), ("ownerCode", ownerCode), ("lastSerial", lastSerial),
        ]
        for (name, text) in texts { document[name] = text.map(JSON.string) }
        if provisional { document["provisional"] = .boolean(true) }
        if contents { document["contents"] = .boolean(true) }
        let path = ["manufacturers", unit.model.manufacturer, "thefts"]
        let call = try APICall(.post, path, query: [("dryRun", dryRun ? "true" : nil)])
            .sending(.object(document)).typing("serial", unit.serial)
        try await Session.open(registry) { try await $0.showTheft(call) }
    }
}
